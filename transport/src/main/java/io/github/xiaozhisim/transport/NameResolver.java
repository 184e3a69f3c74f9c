package io.github.xiaozhisim.transport;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Names to addresses, off the event loops and remembered for half a minute: thousands of devices that connect at once
 * ask once. Literals and {@code localhost} need no lookup. Any thread.
 */
final class NameResolver implements AutoCloseable {

  private static final long KEPT_NANOS = 30_000_000_000L;
  private static final long FAILURE_KEPT_NANOS = 1_000_000_000L;
  private static final int MAX_REMEMBERED = 1000;

  /** How names are looked up; blocks. */
  @FunctionalInterface
  interface Lookup {
    InetAddress[] addresses(String host) throws UnknownHostException;
  }

  private record Known(CompletableFuture<List<InetAddress>> addresses, long askedNanos) {}

  private final Lookup lookup;
  private final SystemClock clock = SystemClock.INSTANCE;
  private final ConcurrentMap<String, Known> known = new ConcurrentHashMap<>();
  private final ExecutorService lookups =
      Executors.newFixedThreadPool(2, Thread.ofPlatform().daemon().name("xiaozhi-names-", 0).factory());

  NameResolver(Lookup lookup) {
    this.lookup = lookup;
  }

  /** Completes, perhaps on a thread of its own, with at least one address, or with {@link UnknownHostException}. */
  CompletableFuture<List<InetAddress>> resolve(String host) {
    byte[] literal = NetUtil.createByteArrayFromIpAddressString(host);
    if (literal != null) {
      return CompletableFuture.completedFuture(List.of(address(host, literal)));
    }
    String name = host.toLowerCase(Locale.ROOT);
    if (name.equals("localhost")) {
      return CompletableFuture.completedFuture(
          List.of(address(host, new byte[] {127, 0, 0, 1}), address(host, LOOPBACK_6)));
    }
    if (known.size() > MAX_REMEMBERED) {
      known.clear();
    }
    return known.compute(name, (key, before) -> before != null && isFresh(before) ? before : ask(key)).addresses;
  }

  private static final byte[] LOOPBACK_6 = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1};

  private boolean isFresh(Known answer) {
    long age = clock.nowNanos() - answer.askedNanos;
    return age < (answer.addresses.isCompletedExceptionally() ? FAILURE_KEPT_NANOS : KEPT_NANOS);
  }

  private Known ask(String name) {
    CompletableFuture<List<InetAddress>> answer = new CompletableFuture<>();
    lookups.execute(
        () -> {
          try {
            answer.complete(List.of(lookup.addresses(name)));
          } catch (UnknownHostException | RuntimeException failed) {
            answer.completeExceptionally(failed);
          }
        });
    return new Known(answer, clock.nowNanos());
  }

  private static InetAddress address(String host, byte[] bytes) {
    try {
      return InetAddress.getByAddress(host, bytes);
    } catch (UnknownHostException impossible) {
      throw new IllegalArgumentException(host + " is no address", impossible);
    }
  }

  @Override
  public void close() {
    lookups.shutdownNow();
  }
}
