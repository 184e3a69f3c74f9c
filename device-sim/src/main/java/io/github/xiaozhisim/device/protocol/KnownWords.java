package io.github.xiaozhisim.device.protocol;

import org.jspecify.annotations.Nullable;

/** The words that messages are made of, so that reading one of them again makes no new string. Any thread. */
final class KnownWords {

  private static final String[] WORDS = {
    // types and states
    "hello", "tts", "stt", "llm", "mcp", "system", "alert", "goodbye", "custom", "auth", "abort", "interrupt", "iot",
    "actions", "emoji", "listen", "pong", "start", "stop", "sentence_start", "sentence_end", "error",
    // what else they hold
    "websocket", "udp", "opus", "reboot", "auth_success", "auth_failed", "bind_code",
    // emotions
    "neutral", "happy", "laughing", "funny", "sad", "angry", "crying", "loving", "embarrassed", "surprised", "shocked",
    "thinking", "winking", "cool", "relaxed", "delicious", "kissy", "confident", "sleepy", "silly", "confused"
  };

  private static final int LONGEST = 16;

  /** Several times as many places as words, a power of two. */
  private static final int PLACES = 256;

  private static final @Nullable String[] TABLE = table();

  private KnownWords() {}

  private static @Nullable String[] table() {
    @Nullable String[] table = new String[PLACES];
    for (String word : WORDS) {
      int place = place(word.hashCode());
      while (table[place] != null) {
        place = (place + 1) % PLACES;
      }
      table[place] = word;
    }
    return table;
  }

  private static int place(int hash) {
    return (hash ^ (hash >>> 8) ^ (hash >>> 16)) & (PLACES - 1);
  }

  /** The word that these bytes spell, or null when it is none of these. */
  static @Nullable String find(byte[] utf8, int from, int to) {
    if (to - from > LONGEST) {
      return null;
    }
    if (to == from) {
      return "";
    }
    int hash = 0;
    for (int i = from; i < to; i++) {
      hash = 31 * hash + utf8[i];
    }
    int place = place(hash);
    for (String word = TABLE[place]; word != null; word = TABLE[place]) {
      if (spell(utf8, from, to, word)) {
        return word;
      }
      place = (place + 1) % PLACES;
    }
    return null;
  }

  private static boolean spell(byte[] utf8, int from, int to, String word) {
    if (to - from != word.length()) {
      return false;
    }
    for (int i = 0; i < word.length(); i++) {
      if (utf8[from + i] != word.charAt(i)) {
        return false;
      }
    }
    return true;
  }
}
