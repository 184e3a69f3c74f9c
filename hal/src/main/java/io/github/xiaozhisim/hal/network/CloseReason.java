package io.github.xiaozhisim.hal.network;

/**
 * Why an open connection ended, WebSocket or MQTT.
 *
 * @param kind who ended it and how
 * @param code WebSocket close code; 1005 when a Close frame had none, 1006 when there was no Close frame;
 *     0 where the connection is none, such as MQTT
 * @param detail the peer's reason, or a sentence on what went wrong; may be empty
 */
public record CloseReason(Kind kind, int code, String detail) {

  /** How an open connection ends. */
  public enum Kind {
    /** The peer sent a Close frame. */
    CLOSE_FRAME,
    /** The peer said so in a message of its own: goodbye, or MQTT's DISCONNECT. */
    GOODBYE,
    /** The peer did not answer pings, or was silent for longer than it had promised. */
    SILENCE,
    /** The peer closed TCP without one. */
    END_OF_STREAM,
    /** TCP was reset or broke. */
    RESET,
    /** The peer broke the protocol's rules; we closed, a WebSocket with {@code code} (1002 or 1009). */
    PROTOCOL_ERROR,
    /**
     * The peer announced more than a device has memory for, which the firmware does not survive; in its manner only.
     */
    OUT_OF_MEMORY,
    /** We closed, and the peer answered or its time was over. */
    LOCAL
  }

  /** A sentence for people. */
  public String describe() {
    String why = detail.isEmpty() ? "" : " (" + detail + ")";
    return switch (kind) {
      case CLOSE_FRAME -> "closed by the server with code " + code + why;
      case GOODBYE -> "ended by the server's goodbye" + why;
      case SILENCE -> "given up because the other side did not answer" + why;
      case END_OF_STREAM -> "TCP closed by the server without a " + (code == 0 ? "word" : "Close frame") + why;
      case RESET -> "connection lost" + why;
      case PROTOCOL_ERROR ->
          code == 0
              ? "closed because the server broke the MQTT protocol" + why
              : "closed with code " + code + " because the server broke the WebSocket protocol" + why;
      case OUT_OF_MEMORY -> "the server announced a message that does not fit the memory" + why;
      case LOCAL -> "closed by the device" + why;
    };
  }
}
