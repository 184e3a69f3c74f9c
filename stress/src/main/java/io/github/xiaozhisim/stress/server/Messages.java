package io.github.xiaozhisim.stress.server;

import java.nio.ByteBuffer;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * How one session's words are spelt: reads what its device sends and writes what it is sent, in one dialect. One object
 * a session; on its thread.
 */
sealed interface Messages permits XiaozhiMessages, ToyaiMessages {

  /** Whether nothing is heard before the device has said hello; else the server speaks first. */
  boolean awaitsHello();

  /** Whether the end of each sentence is told. */
  boolean endsSentences();

  /** Reads one message. Never throws. */
  DeviceMessage read(ByteBuffer utf8);

  /** What lets the device in: the answer to its hello, or what the server says unasked. */
  String greeting(ClientLink link);

  /** {@code asrMillis} from the end of the turn to this message; {@code heardMillis} of speech. */
  String stt(String text, double asrMillis, double waitedMillis, double heardMillis);

  /** Nothing was recognised. */
  String emptyStt();

  String llm(Mood mood);

  String tts(String state, @Nullable String text);

  /** Tells the device to be silent at once. */
  String interrupt();

  /** A JSON-RPC request. */
  String mcp(int id, String method, @Nullable ObjectNode params);

  /** What a face shows while it speaks; names as the firmware knows them. */
  enum Mood {
    NEUTRAL("😶"),
    HAPPY("🙂"),
    LAUGHING("😆"),
    FUNNY("😂"),
    SURPRISED("😯"),
    THINKING("🤔"),
    WINKING("😉"),
    COOL("😎"),
    RELAXED("😌"),
    CONFIDENT("😏");

    private final String emoji;

    Mood(String emoji) {
      this.emoji = emoji;
    }

    String emoji() {
      return emoji;
    }

    String emotion() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
