package io.github.xiaozhisim.transport;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The addresses from which one loop's clients connect, in turn. On the loop. */
final class Sources {

  private final List<InetSocketAddress> addresses;
  private int next;

  /** @param first where to begin, so that several loops do not walk in step */
  Sources(List<InetAddress> addresses, int first) {
    this.addresses = addresses.stream().map(address -> new InetSocketAddress(address, 0)).toList();
    this.next = addresses.isEmpty() ? 0 : first % addresses.size();
  }

  /** The next one of the kind of {@code server}; null leaves it to the system. */
  @Nullable InetSocketAddress next(InetSocketAddress server) {
    for (int i = 0; i < addresses.size(); i++) {
      InetSocketAddress source = addresses.get(next);
      next = next + 1 == addresses.size() ? 0 : next + 1;
      if (source.getAddress().getClass() == server.getAddress().getClass()) {
        return source;
      }
    }
    return null;
  }
}
