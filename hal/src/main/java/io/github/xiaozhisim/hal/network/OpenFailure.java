package io.github.xiaozhisim.hal.network;

/**
 * Why a connection could not be opened. Kinds are told apart because the mend differs.
 *
 * @param kind what happened
 * @param httpStatus the status of the answer for {@link Kind#HTTP_ANSWER}, else 0
 * @param detail one clause for people: what was met
 */
public record OpenFailure(Kind kind, int httpStatus, String detail) {

  /** What can go wrong before a connection is open. */
  public enum Kind {
    /** The URL cannot be used. */
    BAD_URL,
    /** The name has no address. */
    UNKNOWN_HOST,
    /** Nothing listens there. */
    REFUSED,
    /** No route, host down, or another failure of TCP. */
    UNREACHABLE,
    /** TCP or TLS took too long. */
    CONNECT_TIMEOUT,
    /** The certificate was not accepted or the peer does not speak TLS. */
    TLS,
    /** An HTTP answer other than 101. */
    HTTP_ANSWER,
    /** The peer answered, but not with HTTP. */
    NOT_HTTP,
    /** TCP is up, but no answer to the upgrade came in time. */
    UPGRADE_TIMEOUT,
    /** The peer closed TCP before answering. */
    CLOSED_EARLY,
    /** This machine ran out of descriptors or ports. */
    LOCAL_LIMIT
  }

  public OpenFailure(Kind kind, String detail) {
    this(kind, 0, detail);
  }
}
