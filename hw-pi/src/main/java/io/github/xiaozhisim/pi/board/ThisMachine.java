package io.github.xiaozhisim.pi.board;

import io.github.xiaozhisim.device.board.BoardDefinition;
import io.github.xiaozhisim.device.board.BoardException;
import io.github.xiaozhisim.device.board.Boards;
import io.github.xiaozhisim.hal.BoardInfo.NetworkKind;
import io.github.xiaozhisim.hal.network.Link;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What Linux says of the machine the device lives on: its model, its network, its temperature. Reads files that the
 * kernel makes up on the spot, so it may be asked on any thread; what cannot be read is not there.
 *
 * @param root where those files are: {@code /} but in tests
 */
public record ThisMachine(Path root) {

  /** The one the program runs on. */
  public static final ThisMachine HERE = new ThisMachine(Path.of("/"));

  /** No machine at all: nothing of it can be read. */
  public static final ThisMachine NONE = new ThisMachine(Path.of("/nonexistent"));

  private static final Pattern MAC = Pattern.compile("[0-9a-f]{2}(:[0-9a-f]{2}){5}");
  private static final String NO_MAC = "00:00:00:00:00:00";
  /** Of an address, in the kernel's {@code addr_assign_type}: the card's own. */
  private static final String PERMANENT = "0";
  private static final double MILLI = 1_000;

  /** The name of its board: what kind of Raspberry Pi it is, or that it is none. */
  public String boardName() {
    String model = read("proc/device-tree/model").replace("\0", "");
    if (!model.contains("Raspberry Pi")) {
      return "linux-pc";
    }
    if (model.contains("Zero 2")) {
      return "raspberry-pi-zero-2-w";
    }
    return model.contains("Pi 5") || model.contains("Module 5") || model.contains("Pi 500")
        ? "raspberry-pi-5"
        : model.contains("Pi 3") || model.contains("Module 3") ? "raspberry-pi-3" : "raspberry-pi-4";
  }

  /**
   * The burnt-in address of its first own network card, wired ones before wireless ones; null where there is none. What
   * a card uses at the moment may be a random one, above all a radio that looks for networks.
   */
  public @Nullable String macAddress() {
    return cards()
        .map(this::burntIn)
        .filter(mac -> MAC.matcher(mac).matches() && !mac.equals(NO_MAC))
        .filter(mac -> (Integer.parseInt(mac.substring(0, 2), 16) & 1) == 0)
        .findFirst()
        .orElse(null);
  }

  private String burntIn(String card) {
    String radio = read("sys/class/net/" + card + "/phy80211/macaddress");
    if (!radio.isEmpty()) {
      return radio;
    }
    String assigned = read("sys/class/net/" + card + "/addr_assign_type");
    return assigned.isEmpty() || assigned.equals(PERMANENT) ? read("sys/class/net/" + card + "/address") : "";
  }

  /** What a Raspberry Pi has of its own and no other has; empty where nothing is said. */
  public String serialNumber() {
    return read("proc/device-tree/serial-number").replace("\0", "").strip();
  }

  /** Cards with a device behind them: no loopback, bridges or tunnels. */
  private Stream<String> cards() {
    Path net = root.resolve("sys/class/net");
    try (Stream<Path> found = Files.list(net)) {
      List<String> names =
          found.filter(card -> Files.exists(card.resolve("device"))).map(card -> card.getFileName() + "").toList();
      return names.stream().sorted((a, b) -> isWireless(a) == isWireless(b) ? a.compareTo(b) : isWireless(a) ? 1 : -1);
    } catch (IOException e) {
      return Stream.empty();
    }
  }

  private boolean isWireless(String card) {
    return Files.exists(root.resolve("sys/class/net/" + card + "/wireless"));
  }

  /** Whether there is any way to another machine. */
  public boolean networkThere() {
    return route().isPresent();
  }

  /** The card of the way to the world, or of any way to others. */
  private Optional<String> route() {
    List<String[]> routes =
        Stream.concat(
                lines("proc/net/route").skip(1).map(line -> line.trim().split("\\s+")),
                lines("proc/net/ipv6_route").map(ThisMachine::asIpv4Row))
            .filter(row -> row.length > 1 && !row[0].equals("lo"))
            .toList();
    return routes.stream()
        .filter(row -> row[1].equals("00000000"))
        .findFirst()
        .or(() -> routes.stream().findFirst())
        .map(row -> row[0]);
  }

  /** Card and target, the latter zero for the way to the world; link-local ways lead nowhere. */
  private static String[] asIpv4Row(String line) {
    String[] row = line.trim().split("\\s+");
    if (row.length < 10 || row[0].startsWith("fe80") || row[0].startsWith("ff")) {
      return new String[0];
    }
    boolean world = row[0].chars().allMatch(c -> c == '0') && row[1].equals("00");
    return new String[] {row[9], world ? "00000000" : row[0]};
  }

  /** What it reaches the network with; before there is a way, what it will most likely be: a cable, else the radio. */
  public NetworkKind networkKind() {
    return route()
        .or(this::likelyCard)
        .map(card -> isWireless(card) ? NetworkKind.WIFI : NetworkKind.ETHERNET)
        .orElse(NetworkKind.ETHERNET);
  }

  private Optional<String> likelyCard() {
    List<String> own = cards().toList();
    return own.stream()
        .filter(card -> !isWireless(card) && read("sys/class/net/" + card + "/carrier").equals("1"))
        .findFirst()
        .or(() -> own.stream().filter(this::isWireless).findFirst());
  }

  /**
   * A board on this machine: on the network that the machine has, where the board can have it and its name says no
   * other.
   *
   * @param nameOrFile null for the board that this machine is
   */
  public BoardDefinition board(@Nullable String nameOrFile) throws BoardException {
    String name = nameOrFile == null ? boardName() : nameOrFile;
    BoardDefinition board = Boards.find(name);
    NetworkKind here = networkKind();
    boolean chosen = board.networks().stream().anyMatch(kind -> name.endsWith("@" + kind.wireName()));
    return chosen || !board.networks().contains(here) ? board : Boards.find(name + "@" + here.wireName());
  }

  /** Its address on the way to the world, empty while there is none. */
  public String ip() {
    try {
      @Nullable NetworkInterface card = NetworkInterface.getByName(route().orElse(""));
      return card == null
          ? ""
          : card.inetAddresses()
              .filter(Inet4Address.class::isInstance)
              .map(InetAddress::getHostAddress)
              .findFirst()
              .orElse("");
    } catch (SocketException e) {
      return "";
    }
  }

  /**
   * Its connection as a board of that kind tells it, or null while there is none.
   *
   * @param ip the machine's address on it
   */
  public @Nullable Link link(NetworkKind kind, String ip) {
    Optional<String> card = route();
    if (card.isEmpty()) {
      return null;
    }
    return switch (kind) {
      case WIFI -> null; // name and channel of the network are in no file: better said to be unknown than made up
      case ETHERNET, RNDIS -> new Link.Wired(ip.isEmpty() ? null : ip);
      case ML307, NT26 -> null;
    };
  }

  /** Of the processor, or null where it has no thermometer. */
  public @Nullable Double temperatureCelsius() {
    String millis = read("sys/class/thermal/thermal_zone0/temp");
    return millis.matches("-?\\d{1,7}") ? Integer.parseInt(millis) / MILLI : null;
  }

  private Stream<String> lines(String file) {
    return read(file).lines();
  }

  private String read(String file) {
    try {
      return Files.readString(root.resolve(file), StandardCharsets.ISO_8859_1).strip();
    } catch (IOException e) {
      return "";
    }
  }
}
