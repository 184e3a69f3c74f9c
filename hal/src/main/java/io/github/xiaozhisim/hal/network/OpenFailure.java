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
    /** The broker answered an MQTT CONNECT with a refusal. */
    MQTT_REFUSED,
    /** The peer answered, but not with MQTT. */
    NOT_MQTT,
    /** TCP is up, but the broker did not answer the MQTT CONNECT in time. */
    MQTT_TIMEOUT,
    /** This machine ran out of descriptors or ports. */
    LOCAL_LIMIT
  }

  public OpenFailure(Kind kind, String detail) {
    this(kind, 0, detail);
  }

  /** A sentence for people: what was met, and what to do. */
  public String describe() {
    return detail + "; " + mend();
  }

  private String mend() {
    return switch (kind) {
      case BAD_URL -> "mend the address";
      case UNKNOWN_HOST -> "check the spelling of the name, and the name server";
      case REFUSED -> "start the server there, or mend the address";
      case UNREACHABLE -> "check the network and the address";
      case CONNECT_TIMEOUT -> "check that the server runs, is not overloaded, and is not behind a firewall";
      case TLS -> "check the certificate, name its authority, or use the address without TLS";
      case HTTP_ANSWER ->
          httpStatus == 401 || httpStatus == 403
              ? "check the token"
              : "check the path of the address, and what stands between here and the server";
      case NOT_HTTP -> "check that the port is the server's, and whether it wants TLS";
      case UPGRADE_TIMEOUT -> "check that the port is the server's, and the server's log";
      case CLOSED_EARLY -> "look into the server's log for the reason";
      case MQTT_REFUSED -> "check client id, user name and password";
      case NOT_MQTT -> "check that the port is the broker's, and whether it wants TLS";
      case MQTT_TIMEOUT -> "check that the port is the broker's, and the broker's log";
      case LOCAL_LIMIT -> "use fewer devices, or raise this machine's limits";
    };
  }
}
