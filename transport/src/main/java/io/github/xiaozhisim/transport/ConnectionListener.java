package io.github.xiaozhisim.transport;

/** Hears how the connections of one loop's clients come about. On the loop; must be quick. */
public interface ConnectionListener {

  /**
   * A TCP connection is up; it took {@code nanos} from the first SYN, and that was {@code repeated} because nobody
   * answered it for a second. (Where the system does not tell, the time does: then a late loop may look the same.)
   */
  default void onConnected(long nanos, boolean repeated) {}

  /** TLS is up; the handshake took {@code nanos}, and was a short one where an earlier session was {@code resumed}. */
  default void onSecured(long nanos, boolean resumed) {}
}
