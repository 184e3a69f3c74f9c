package io.github.xiaozhisim.device.protocol;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;

/** Makes messages of servers: proper ones in all spellings, odd ones, and broken ones. A function of its seed. */
final class MessageSource {

  private static final String[] TYPES = {
    "hello", "tts", "stt", "llm", "mcp", "system", "alert", "goodbye", "custom", "auth", "abort", "interrupt", "iot",
    "actions", "emoji", "pong", "TTS", "", "tts ", "hellø"
  };

  private static final String[] NAMES = {
    "type", "state", "text", "emotion", "session_id", "transport", "audio_params", "sample_rate", "frame_duration",
    "payload", "command", "commands", "status", "message", "emulated", "asr_ms", "heard_ms", "code", "msg", "data",
    "glyph_push", "v", "bpp", "glyphs", "index", "x", "", "tÿpe"
  };

  private static final String[] TEXTS = {
    "start", "stop", "sentence_start", "sentence_end", "websocket", "udp", "happy", "neutral", "reboot", "auth_success",
    "auth_failed", "", "a", "What time is it?", "今天天气怎么样？", "😀", "é", "say \"hi\" \\ bye/", "line\nbreak\ttab\b\f\r",
    "\u007f", "\uFEFF", "\uFFFF", "{\"type\":\"tts\"}", "]}", "the quick brown fox jumps over the lazy dog"
  };

  private static final String[] NUMBERS = {
    "0",
    "-0",
    "-0.0",
    "1",
    "-1",
    "60",
    "24000",
    "16000",
    "120.5",
    "0.1",
    "60.9",
    "1e3",
    "1E-2",
    "1e300",
    "1e400",
    "2147483648",
    "-2147483649",
    "999999999999999999",
    "9223372036854775808",
    "123456789012345678901234567890",
    "0.30000000000000004",
    "123456789.123456",
    "9007199254740993.0",
    "4.35",
    "0.000001",
    "100000.00001"
  };

  /** Put in anywhere, they make a message odd or break it. */
  private static final String[] ODDITIES = {
    "\"",
    "\\",
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    " ",
    "\n",
    "\u0000",
    "\u0001",
    "\u001f",
    "\\u0000",
    "\\ud83d",
    "\\ude00",
    "\\ud83d\\ude00",
    "\\ud83d\\u0041",
    "\\u00e9",
    "\\u00E9",
    "\\u00g0",
    "\\u12",
    "\\x",
    "\\/",
    "/*x*/",
    "//",
    "\uFEFF",
    "é",
    "K",
    "İ",
    "01",
    "1.",
    ".5",
    "-",
    "+1",
    "1e",
    "NaN",
    "tru",
    "nulL",
    "'",
    ",,",
    "{}",
    "[]",
    "\"\"",
    "\"type\":\"stt\",",
    ",\"TYPE\":\"tts\"",
    "\t",
    "\f",
    "\u00a0",
    "}{",
    "]]]]",
    "[[[[[[[[[[[[[[[[[["
  };

  /** Not well-formed UTF-8, each in its own way; in hexadecimal. */
  private static final String[] BROKEN_CHARACTERS = {
    "80",
    "BF80",
    "C080",
    "C1BF",
    "C3",
    "C322",
    "E4B8",
    "E08080",
    "E09FBF",
    "EDA080",
    "EDBFBF",
    "EDA0BDEDB880",
    "F0808080",
    "F08FBFBF",
    "F09F98",
    "F4908080",
    "F5808080",
    "FE",
    "FFFF"
  };

  private final Random random;

  MessageSource(long seed) {
    random = new Random(seed);
  }

  /** A text in UTF-8, more or less. */
  byte[] next() {
    byte[] message = object(0).getBytes(StandardCharsets.UTF_8);
    for (int n = random.nextInt(5) - 2; n > 0; n--) {
      message = spoilt(message);
    }
    return message;
  }

  /** A proper message, spelt as any encoder might. */
  byte[] proper() {
    return object(0).getBytes(StandardCharsets.UTF_8);
  }

  private String object(int depth) {
    List<String> members = new ArrayList<>();
    if (depth == 0 && random.nextInt(20) > 0) {
      members.add(string("type") + blank() + ":" + blank() + string(pick(TYPES)));
    }
    for (int n = random.nextInt(6); n > 0; n--) {
      String name = pick(NAMES);
      String spelt = random.nextInt(10) == 0 ? anyCase(name) : name;
      members.add(quoted(spelt, random.nextInt(40) == 0) + blank() + ":" + blank() + fitting(name, depth));
    }
    Collections.shuffle(members, random);
    return blank() + "{" + blank() + String.join(blank() + "," + blank(), members) + blank() + "}" + blank();
  }

  /** Mostly what belongs under that name. */
  private String fitting(String name, int depth) {
    if (random.nextInt(6) == 0) {
      return value(depth);
    }
    return switch (name) {
      case "audio_params", "emulated", "payload", "data", "glyph_push" -> depth < 4 ? object(depth + 1) : "{}";
      case "sample_rate", "frame_duration", "asr_ms", "heard_ms", "code", "v", "bpp" -> pick(NUMBERS);
      case "commands", "glyphs" -> array(depth);
      default -> string(pick(TEXTS));
    };
  }

  private String value(int depth) {
    return switch (random.nextInt(depth < 4 ? 8 : 6)) {
      case 0 -> "true";
      case 1 -> "false";
      case 2 -> "null";
      case 3 -> pick(NUMBERS);
      case 4, 5 -> string(pick(TEXTS));
      case 6 -> array(depth);
      default -> object(depth + 1);
    };
  }

  private String array(int depth) {
    List<String> items = new ArrayList<>();
    for (int n = random.nextInt(4); n > 0; n--) {
      items.add(value(depth + 1));
    }
    String array = "[" + blank() + String.join(blank() + "," + blank(), items) + blank() + "]";
    int around = random.nextInt(50) == 0 ? random.nextInt(70) : 0;
    return "[".repeat(around) + array + "]".repeat(around);
  }

  private String string(String text) {
    return quoted(text, random.nextInt(5) == 0);
  }

  /** {@code escaped}: everything beyond ASCII, and now and then more than that, as \\u with four digits. */
  private String quoted(String text, boolean escaped) {
    if (!escaped) {
      return Json.quote(text);
    }
    StringBuilder out = new StringBuilder("\"");
    for (char c : text.toCharArray()) {
      if (c < ' ' || c >= 0x7f || c == '"' || c == '\\' || random.nextInt(8) == 0) {
        out.append(String.format(random.nextBoolean() ? "\\u%04x" : "\\u%04X", (int) c));
      } else {
        out.append(c);
      }
    }
    return out.append('"').toString();
  }

  private String anyCase(String name) {
    StringBuilder out = new StringBuilder();
    for (char c : name.toCharArray()) {
      out.append(random.nextBoolean() ? Character.toUpperCase(c) : c);
    }
    return out.toString();
  }

  private String blank() {
    return random.nextInt(8) == 0 ? pick(new String[] {" ", "\n", "\r\n", "\t", "   "}) : "";
  }

  private String pick(String[] from) {
    return from[random.nextInt(from.length)];
  }

  private byte[] spoilt(byte[] message) {
    if (message.length == 0) {
      return message;
    }
    int at = random.nextInt(message.length + 1);
    return switch (random.nextInt(7)) {
      case 0 -> Arrays.copyOf(message, at);
      case 1 -> {
        byte[] changed = message.clone();
        changed[Math.min(at, changed.length - 1)] = (byte) random.nextInt(256);
        yield changed;
      }
      case 2 -> joined(message, at, new byte[] {(byte) (0x80 + random.nextInt(128))}, at);
      case 3 -> joined(message, at, new byte[0], Math.min(message.length, at + 1 + random.nextInt(3)));
      case 4 -> joined(message, at, Arrays.copyOfRange(message, at / 2, at), at);
      case 5 -> joined(message, at, HexFormat.of().parseHex(pick(BROKEN_CHARACTERS)), at);
      default -> joined(message, at, pick(ODDITIES).getBytes(StandardCharsets.UTF_8), at);
    };
  }

  private static byte[] joined(byte[] message, int upTo, byte[] between, int from) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(message, 0, upTo);
    out.writeBytes(between);
    out.write(message, from, message.length - from);
    return out.toByteArray();
  }
}
