package io.github.xiaozhisim.pi.board;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xiaozhisim.hal.BoardInfo.NetworkKind;
import io.github.xiaozhisim.hal.network.Link;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ThisMachineTest {

  @TempDir Path root;
  private ThisMachine machine;

  @BeforeEach
  void emptyMachine() {
    machine = new ThisMachine(root);
  }

  private void file(String name, String text) throws IOException {
    Path file = root.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private void card(String name, String mac, boolean own, boolean wireless) throws IOException {
    file("sys/class/net/" + name + "/address", mac + "\n");
    if (own) {
      Files.createDirectories(root.resolve("sys/class/net/" + name + "/device"));
    }
    if (wireless) {
      Files.createDirectories(root.resolve("sys/class/net/" + name + "/wireless"));
    }
  }

  private void route(String card, String target) throws IOException {
    file("proc/net/route", "Iface\tDestination\tGateway\n" + card + "\t" + target + "\t0102A8C0\t0003\n");
  }

  @ParameterizedTest
  @CsvSource({
    "Raspberry Pi 5 Model B Rev 1.0, raspberry-pi-5",
    "Raspberry Pi Compute Module 5 Rev 1.0, raspberry-pi-5",
    "Raspberry Pi 4 Model B Rev 1.4, raspberry-pi-4",
    "Raspberry Pi 400 Rev 1.0, raspberry-pi-4",
    "Raspberry Pi 3 Model B Plus Rev 1.3, raspberry-pi-3",
    "Raspberry Pi Zero 2 W Rev 1.0, raspberry-pi-zero-2-w",
    "Some Other Board, linux-pc"
  })
  void shouldKnowWhichBoardItIs(String model, String board) throws IOException {
    file("proc/device-tree/model", model + "\0");

    assertThat(machine.boardName()).isEqualTo(board);
  }

  @Test
  void shouldBeAPcWhereNothingIsSaid() {
    assertThat(machine.boardName()).isEqualTo("linux-pc");
    assertThat(machine.macAddress()).isNull();
    assertThat(machine.networkThere()).isFalse();
    assertThat(machine.temperatureCelsius()).isNull();
    assertThat(machine.link(NetworkKind.WIFI, "")).isNull();
  }

  @Test
  void shouldTakeTheAddressOfItsOwnCardsOnly() throws IOException {
    card("lo", "00:00:00:00:00:00", false, false);
    card("docker0", "02:42:ac:11:00:02", false, false);
    card("wlan0", "dc:a6:32:00:00:02", true, true);
    card("wlan1", "33:33:00:00:00:01", true, true);
    assertThat(machine.macAddress()).isEqualTo("dc:a6:32:00:00:02");

    card("zeth9", "dc:a6:32:00:00:01", true, false);
    assertThat(machine.macAddress()).as("wired ones first").isEqualTo("dc:a6:32:00:00:01");
  }

  @Test
  void shouldTakeTheBurntInAddressAndNotTheOneInUse() throws IOException {
    card("wlan0", "da:f1:00:11:22:33", true, true);
    file("sys/class/net/wlan0/phy80211/macaddress", "dc:a6:32:00:00:02\n");
    assertThat(machine.macAddress()).as("a radio that looks for networks").isEqualTo("dc:a6:32:00:00:02");

    card("eth0", "da:f1:00:44:55:66", true, false);
    file("sys/class/net/eth0/addr_assign_type", "3\n");
    assertThat(machine.macAddress()).as("set by somebody").isEqualTo("dc:a6:32:00:00:02");
    file("sys/class/net/eth0/addr_assign_type", "0\n");
    assertThat(machine.macAddress()).isEqualTo("da:f1:00:44:55:66");
  }

  @Test
  void shouldSeeItsNetworkComeAndGo() throws IOException {
    card("wlan0", "dc:a6:32:00:00:02", true, true);
    route("lo", "0000007F");
    assertThat(machine.networkThere()).isFalse();

    route("wlan0", "00000000");
    assertThat(machine.networkThere()).isTrue();
    assertThat(machine.networkKind()).isEqualTo(NetworkKind.WIFI);
  }

  @Test
  void shouldBeOnTheNetworkItsCardIsMadeForWhileItHasNone() throws IOException {
    card("wlan0", "dc:a6:32:00:00:02", true, true);
    assertThat(machine.networkKind()).isEqualTo(NetworkKind.WIFI);
  }

  @Test
  void shouldSeeANetworkThatHasTheNewAddressesOnly() throws IOException {
    file(
        "proc/net/ipv6_route",
        "fe800000000000000000000000000000 40 00000000000000000000000000000000 00 0 00000100 1 0 1 eth0\n");
    assertThat(machine.networkThere()).as("link-local ways lead nowhere").isFalse();

    file(
        "proc/net/ipv6_route",
        "00000000000000000000000000000000 00 00000000000000000000000000000000 00 fe80 400 1 0 3 eth0\n");
    assertThat(machine.networkThere()).isTrue();
  }

  @Test
  void shouldSayOfItsConnectionOnlyWhatItKnows() throws IOException {
    card("wlan0", "dc:a6:32:00:00:02", true, true);
    route("wlan0", "00000000");

    assertThat(machine.link(NetworkKind.WIFI, "192.168.1.7")).as("no file has the network's name").isNull();
    assertThat(machine.link(NetworkKind.ETHERNET, "192.168.1.7")).isEqualTo(new Link.Wired("192.168.1.7"));
  }

  @Test
  void shouldTellItsTemperature() throws IOException {
    file("sys/class/thermal/thermal_zone0/temp", "48312\n");

    assertThat(machine.temperatureCelsius()).isEqualTo(48.312);
  }
}
