package io.github.xiaozhisim.device.protocol;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What a server says, whatever the dialect. A mistake is a value ({@link Unknown}, {@link Malformed}), never an
 * exception.
 */
public sealed interface ServerMessage {

  /** Short name for logs and counters. */
  String kind();

  /**
   * @param sessionId null when absent or not a string: the old one stays
   * @param transport null when missing or not a string
   * @param sampleRateHz 0 when absent, below 0 when it is no rate
   * @param frameMillis 0 when absent, below 0 when it is no length
   */
  record Hello(@Nullable String transport, @Nullable String sessionId, int sampleRateHz, int frameMillis)
      implements ServerMessage {
    @Override
    public String kind() {
      return "hello";
    }
  }

  /**
   * Lets the device in or turns it away, in dialects without a hello.
   *
   * @param accepted false when the server refuses
   * @param sessionId null when absent or not a string: the old one stays
   * @param reason what the server says about it
   */
  record Auth(boolean accepted, @Nullable String sessionId, String reason) implements ServerMessage {
    @Override
    public String kind() {
      return "auth";
    }
  }

  /**
   * What the server understood.
   *
   * @param glyphs shapes of characters that the device's font may lack
   * @param emulated what an emulated server tells about its own stages, absent from real ones
   */
  record Stt(String text, @Nullable GlyphPush glyphs, @Nullable EmulatedStages emulated) implements ServerMessage {

    public Stt(String text, @Nullable EmulatedStages emulated) {
      this(text, null, emulated);
    }

    @Override
    public String kind() {
      return "stt";
    }
  }

  /** The mood of the answer; {@code text} is ignored by devices. */
  record Llm(@Nullable String emotion, @Nullable String text) implements ServerMessage {
    @Override
    public String kind() {
      return "llm";
    }
  }

  record TtsStart() implements ServerMessage {
    @Override
    public String kind() {
      return "tts start";
    }
  }

  record TtsStop() implements ServerMessage {
    @Override
    public String kind() {
      return "tts stop";
    }
  }

  /** {@code glyphs}: shapes of characters that the device's font may lack. */
  record SentenceStart(@Nullable String text, @Nullable GlyphPush glyphs) implements ServerMessage {

    public SentenceStart(@Nullable String text) {
      this(text, null);
    }

    @Override
    public String kind() {
      return "tts sentence_start";
    }
  }

  /** A {@code tts} message with another state, such as {@code sentence_end}: silently ignored. */
  record TtsOther(@Nullable String state) implements ServerMessage {
    @Override
    public String kind() {
      return "tts " + state;
    }
  }

  /** The server wants silence at once; {@code type} is how it said so. */
  record Hush(String type) implements ServerMessage {
    @Override
    public String kind() {
      return type;
    }
  }

  /** A face to show, without words. */
  record Face(@Nullable String emotion) implements ServerMessage {
    @Override
    public String kind() {
      return "emoji";
    }
  }

  /** Commands for parts of the device in the older manner; null unless it was an array. */
  record IotCommands(@Nullable JsonNode commands) implements ServerMessage {
    @Override
    public String kind() {
      return "iot";
    }
  }

  /** Movements to make; what they mean is the board's affair. */
  record Actions() implements ServerMessage {
    @Override
    public String kind() {
      return "actions";
    }
  }

  /** A JSON-RPC request or notification; {@code payload} is null unless it was an object. */
  record Mcp(@Nullable JsonNode payload) implements ServerMessage {
    @Override
    public String kind() {
      return "mcp";
    }
  }

  record SystemCommand(@Nullable String command) implements ServerMessage {
    @Override
    public String kind() {
      return "system";
    }
  }

  record Alert(@Nullable String status, @Nullable String message, @Nullable String emotion) implements ServerMessage {
    @Override
    public String kind() {
      return "alert";
    }
  }

  record Goodbye(@Nullable String sessionId) implements ServerMessage {
    @Override
    public String kind() {
      return "goodbye";
    }
  }

  /** JSON with a type this dialect does not have. */
  record Unknown(String type) implements ServerMessage {
    @Override
    public String kind() {
      return "unknown";
    }
  }

  /** Something of the operator's own, for builds made to show it. */
  record Custom(JsonNode payload) implements ServerMessage {
    @Override
    public String kind() {
      return "custom";
    }
  }

  /**
   * Not a message at all.
   *
   * @param rule what it breaks: a short stable name
   */
  record Malformed(String rule, String why) implements ServerMessage {

    /** Nested deeper than a device's stack bears. */
    public static final String TOO_DEEP = "message.depth";

    public Malformed(String why) {
      this("message.malformed", why);
    }

    @Override
    public String kind() {
      return "malformed";
    }
  }

  /**
   * Extra member {@code emulated} of this project's server in {@code stt}, so that a report can tell the wait for the
   * end of the turn from recognition. Real servers do not send it.
   *
   * @param asrMillis from the server's decision that the turn had ended until it sent this message
   * @param heardMillis length of the speech it heard, from the first to the last voiced sample
   */
  record EmulatedStages(double asrMillis, double heardMillis) {}
}
