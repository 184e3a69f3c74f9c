package io.github.xiaozhisim.transport;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import org.jspecify.annotations.Nullable;

/** Socket addresses for people. */
final class Addresses {

  private Addresses() {}

  /** {@code 127.0.0.1:8000} or {@code [::1]:8000}; empty for null. */
  static String describe(@Nullable SocketAddress address) {
    if (!(address instanceof InetSocketAddress inet)) {
      return address == null ? "" : address.toString();
    }
    return join(inet.getAddress() == null ? inet.getHostString() : inet.getAddress().getHostAddress(), inet.getPort());
  }

  static String join(String host, int port) {
    return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
  }

}
