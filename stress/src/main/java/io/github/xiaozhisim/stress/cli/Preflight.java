package io.github.xiaozhisim.stress.cli;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/** What is checked before the first device is switched on. Each check gives a sentence, or null when all is well. */
final class Preflight {

  /** Class files, libraries, report. */
  private static final int OWN_DESCRIPTORS = 200;

  /** An epoll loop has three: itself, its wake-up and its clock. */
  private static final int DESCRIPTORS_A_LOOP = 4;

  /** More than any machine carries. */
  private static final int MOST_DEVICES = 10_000_000;

  private Preflight() {}

  /**
   * Are there enough descriptors? A server in the same process needs as many connections as the devices; with MQTT a
   * device has a socket for sound beside its connection.
   *
   * @param loops event loops of the devices
   */
  static @Nullable String descriptors(
      int devices, int loops, boolean embeddedServer, boolean mqtt, OptionalLong limit) {
    long needed = (long) devices * each(embeddedServer, mqtt) + own(loops);
    if (limit.isEmpty() || limit.getAsLong() >= needed) {
      return null;
    }
    long most = Math.max(0, (limit.getAsLong() - own(loops)) / each(embeddedServer, mqtt));
    return String.format(
        Locale.ROOT,
        "%d devices need %d open files, but this process may open only %d; run 'ulimit -n %d' in this shell first"
            + " (where that is refused, 'sudo prlimit --pid $$ --nofile=%d')%s%s",
        devices,
        needed,
        limit.getAsLong(),
        needed,
        needed,
        most == 0
            ? ""
            : ", or take the %d that fit here (--devices %d)".formatted(most, most),
        embeddedServer
            ? ", or run the server in another process ('xiaozhi serve')"
            : ", or let two processes share them (see stress/docs/several-machines.md)");
  }

  private static long own(int loops) {
    return OWN_DESCRIPTORS + (long) DESCRIPTORS_A_LOOP * loops;
  }

  private static int each(boolean embeddedServer, boolean mqtt) {
    return (embeddedServer ? 2 : 1) + (mqtt ? 1 : 0);
  }

  /**
   * Can they connect from these addresses? Is each this machine's, and does each reach the server?
   *
   * @param servers the addresses of the server; empty when unknown
   */
  static @Nullable String sources(SourceAddresses sources, List<InetAddress> servers) {
    if (sources.all().isEmpty()) {
      return null;
    }
    String foreign = sources.foreign();
    if (foreign != null) {
      return foreign;
    }
    for (InetAddress source : sources.all()) {
      if (!servers.isEmpty() && servers.stream().noneMatch(server -> reaches(source, server))) {
        return "--source "
            + source.getHostAddress()
            + " does not reach "
            + servers.getFirst().getHostAddress()
            + ": it takes an address of the same kind (IPv4 or IPv6), and a loopback address reaches this machine only";
      }
    }
    return null;
  }

  private static boolean reaches(InetAddress source, InetAddress server) {
    boolean sameKind = source.getClass() == server.getClass();
    return sameKind && (server.isLoopbackAddress() || !source.isLoopbackAddress());
  }

  /**
   * How many of these addresses are used where the server's addresses are tried in this order; one where none is given.
   */
  static int pairs(SourceAddresses sources, List<InetAddress> servers) {
    long used = sources.all().size();
    for (InetAddress server : servers.reversed()) {
      long reaching = sources.all().stream().filter(source -> reaches(source, server)).count();
      used = reaching > 0 ? reaching : used;
    }
    return (int) Math.max(1, used);
  }

  /**
   * Are there enough ports? Each pair of a source and a server has as many as the system gives out.
   *
   * @param pairs source addresses that are used
   * @param range how many ports the system gives out; empty when unknown
   */
  static @Nullable String ports(int devices, int pairs, OptionalInt range) {
    if (range.isEmpty() || devices <= (long) pairs * range.getAsInt()) {
      return null;
    }
    return String.format(
        Locale.ROOT,
        "%d devices need as many ports, but there are only %d for %s; connect from more addresses with --source, or run"
            + " 'sudo sysctl -w net.ipv4.ip_local_port_range=\"1024 65535\"' first",
        devices,
        (long) pairs * range.getAsInt(),
        pairs == 1 ? "one address of this machine" : pairs + " addresses of this machine");
  }

  /**
   * The highest number of devices that fits, if {@code fitting} does and whatever fits for a number fits for each
   * smaller one.
   *
   * @param identities no more than there are
   */
  static int most(int fitting, long identities, IntPredicate fits) {
    int low = fitting;
    int high = (int) Math.clamp(identities, fitting, MOST_DEVICES);
    while (low < high) {
      int middle = low + (high - low + 1) / 2;
      if (fits.test(middle)) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low;
  }

  /**
   * So many loopback addresses are needed that each has ports to spare: the last free ones take long to find, and those
   * of closed connections are not free at once.
   */
  static int loopbackSources(int devices, OptionalInt range) {
    return range.isEmpty() ? 1 : Math.max(1, Math.ceilDiv(devices, Math.max(1, range.getAsInt() * 4 / 5)));
  }

  /**
   * Whether a server at these addresses is reached by way of 127.0.0.1 and its neighbours; a name often has ::1, too.
   */
  static boolean isLoopback4(List<InetAddress> servers) {
    return servers.stream().allMatch(InetAddress::isLoopbackAddress)
        && servers.stream().anyMatch(Inet4Address.class::isInstance);
  }

  /** What a run will do to a machine that is not this one; null when it is this one. */
  static @Nullable String foreign(URI target, int devices, int frameMillis) {
    String host = target.getHost();
    if (host == null || isThisMachine(host)) {
      return null;
    }
    return String.format(
        Locale.ROOT,
        "This run opens %,d connections to %s and sends up to %,d audio frames a second while they talk.",
        devices,
        host,
        devices * 1000L / frameMillis);
  }

  /** Whether every address of {@code host} is a loopback address. */
  static boolean isThisMachine(String host) {
    List<InetAddress> all = addresses(host);
    return !all.isEmpty() && all.stream().allMatch(InetAddress::isLoopbackAddress);
  }

  /** The addresses of a host, as a URI names it; none when it has none. */
  static List<InetAddress> addresses(String host) {
    try {
      return List.of(InetAddress.getAllByName(host.replaceAll("^\\[|]$", "")));
    } catch (UnknownHostException e) {
      return List.of();
    }
  }
}
