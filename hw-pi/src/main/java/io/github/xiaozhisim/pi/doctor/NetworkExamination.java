package io.github.xiaozhisim.pi.doctor;

import static io.github.xiaozhisim.pi.doctor.Finding.Area.NETWORK;

import io.github.xiaozhisim.hal.Clock;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** This machine's side of the network: addresses, the way out, the radio, the clock, names. No server is asked. */
public final class NetworkExamination implements Examination {

  /** A board without a battery for its clock begins long before this until the network has told it the time. */
  private static final long NOT_BEFORE_MILLIS = Instant.parse("2026-01-01T00:00:00Z").toEpochMilli();

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

  /** Below this packets get lost and come late. */
  private static final int WEAK_DBM = -75;

  private static final String TIME_SYNC = "run/systemd/timesync";
  private static final int FLAGS = 3;
  private static final int UP = 1;
  private static final int HEX = 16;

  /** How names are looked up; may block. */
  @FunctionalInterface
  public interface Lookup {
    InetAddress[] addresses(String host) throws UnknownHostException;
  }

  private final MachineFiles files;
  private final Clock clock;
  private final Supplier<List<String>> addresses;
  private final Lookup lookup;
  private final @Nullable String host;

  /**
   * @param addresses what this machine has, such as {@code wlan0 192.168.1.23}
   * @param host of the server that will be asked, or null
   */
  public NetworkExamination(
      MachineFiles files, Clock clock, Supplier<List<String>> addresses, Lookup lookup, @Nullable String host) {
    this.files = files;
    this.clock = clock;
    this.addresses = addresses;
    this.lookup = lookup;
    this.host = host;
  }

  /** The addresses of this machine, those of its loopback left out. */
  public static List<String> ofThisMachine() {
    List<String> found = new ArrayList<>();
    try {
      for (NetworkInterface each : NetworkInterface.networkInterfaces().toList()) {
        if (each.isUp() && !each.isLoopback()) {
          each.inetAddresses()
              .filter(address -> !address.isLinkLocalAddress())
              .forEach(address -> found.add(each.getName() + " " + address.getHostAddress().replaceFirst("%.*", "")));
        }
      }
    } catch (SocketException e) {
      return found; // what could be seen of them
    }
    return found;
  }

  @Override
  public Finding.Area area() {
    return NETWORK;
  }

  @Override
  public void look(Consumer<Finding> findings) {
    findings.accept(addresses());
    route(findings);
    radio(findings);
    findings.accept(time());
    name(findings);
  }

  private Finding addresses() {
    List<String> all = addresses.get();
    return all.isEmpty()
        ? Finding.error(
            NETWORK,
            "address",
            "this machine has no address in any network",
            "plug in a cable, or: sudo nmcli device wifi connect NAME password PASSWORD")
        : Finding.ok(NETWORK, "address", String.join(", ", all));
  }

  private void route(Consumer<Finding> findings) {
    List<String> routes = files.lines("proc/net/route");
    if (routes.isEmpty()) {
      return; // not Linux
    }
    boolean out = routes.stream().map(line -> line.split("\\s+")).anyMatch(NetworkExamination::leadsOut);
    findings.accept(
        out
            ? Finding.ok(NETWORK, "route", "there is a way out of this network")
            : Finding.warning(
                NETWORK,
                "route",
                "there is no way out of this network: only servers inside it can be reached",
                "look at the router, and at: ip route"));
  }

  /** Interface, destination, gateway, flags in hex, … */
  private static boolean leadsOut(String[] route) {
    return route.length > FLAGS
        && route[1].equals("00000000")
        && route[FLAGS].matches("[0-9A-Fa-f]{4}")
        && (Integer.parseInt(route[FLAGS], HEX) & UP) != 0;
  }

  private void radio(Consumer<Finding> findings) {
    for (String line : files.lines("proc/net/wireless")) {
      String[] parts = line.strip().split("\\s+"); // wlan0: 0000 54. -56. -256 …
      if (parts.length > FLAGS && parts[0].endsWith(":") && parts[FLAGS].matches("-\\d+\\.?")) {
        int dbm = Integer.parseInt(parts[FLAGS].replace(".", ""));
        String what = parts[0].replace(":", "") + " hears the access point at " + dbm + " dBm";
        findings.accept(
            dbm >= WEAK_DBM
                ? Finding.ok(NETWORK, "wireless", what)
                : Finding.warning(
                    NETWORK,
                    "wireless",
                    what + ": weak, sound will stutter",
                    "bring it nearer to the access point, or use a cable"));
      }
    }
  }

  private Finding time() {
    long now = clock.wallMillis();
    String says = "the clock says " + TIME.format(Instant.ofEpochMilli(now));
    if (now < NOT_BEFORE_MILLIS) {
      return Finding.error(
          NETWORK,
          "clock",
          says + ": certificates will be refused",
          "sudo timedatectl set-ntp true, then wait a minute");
    }
    return files.has(TIME_SYNC) && !files.has(TIME_SYNC + "/synchronized")
        ? Finding.warning(
            NETWORK,
            "clock",
            says + ", but the network has not set it since the start",
            "sudo timedatectl set-ntp true; timedatectl timesync-status says what is wrong")
        : Finding.ok(NETWORK, "clock", says);
  }

  private void name(Consumer<Finding> findings) {
    String name = host;
    if (name == null) {
      return;
    }
    try {
      List<String> known = new ArrayList<>();
      for (InetAddress address : lookup.addresses(name)) {
        known.add(address.getHostAddress());
      }
      if (!known.contains(name)) {
        findings.accept(Finding.ok(NETWORK, "name", name + " is " + String.join(", ", known)));
      }
    } catch (UnknownHostException e) {
      findings.accept(
          Finding.error(
              NETWORK,
              "name",
              "the name " + name + " has no address",
              "check its spelling; getent hosts " + name + " asks the name server again"));
    }
  }
}
