package io.github.xiaozhisim.hal.network;

/**
 * Why an open connection ended.
 *
 * @param kind who ended it and how
 * @param code WebSocket close code; 1005 when a Close frame had none, 1006 when there was no Close frame
 * @param detail the peer's reason, or a sentence on what went wrong; may be empty
 */
public record CloseReason(Kind kind, int code, String detail) {

  /** How an open connection ends. */
  public enum Kind {
    /** The peer sent a Close frame. */
    CLOSE_FRAME,
    /** The peer closed TCP without one. */
    END_OF_STREAM,
    /** TCP was reset or broke. */
    RESET,
    /** The peer broke the WebSocket rules; we closed with {@code code} (1002 or 1009). */
    PROTOCOL_ERROR,
    /** We closed, and the peer answered or its time was over. */
    LOCAL
  }

  /** A sentence for people. */
  public String describe() {
    String why = detail.isEmpty() ? "" : " (" + detail + ")";
    return switch (kind) {
      case CLOSE_FRAME -> "closed by the server with code " + code + why;
      case END_OF_STREAM -> "TCP closed by the server without a Close frame" + why;
      case RESET -> "connection lost" + why;
      case PROTOCOL_ERROR -> "closed with code " + code + " because the server broke the WebSocket protocol" + why;
      case LOCAL -> "closed by the device" + why;
    };
  }
}
