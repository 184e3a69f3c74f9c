package io.github.xiaozhisim.pi.board;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.xiaozhisim.device.virtual.VirtualClock;
import io.github.xiaozhisim.hal.Identity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeviceFolderTest {

  private static final VirtualClock CLOCK = new VirtualClock(1_767_225_600_000L);

  @TempDir Path state;

  private ThisMachine machine(String mac) throws IOException {
    return machine(mac, "eth0");
  }

  private ThisMachine machine(String mac, String name) throws IOException {
    Path card = state.resolve("root/sys/class/net/" + name);
    Files.createDirectories(card.resolve("device"));
    Files.writeString(card.resolve("address"), mac + "\n");
    return new ThisMachine(state.resolve("root"));
  }

  @Test
  void shouldBeTheServicesFolderElseTheUsers() {
    assertThat(DeviceFolder.usual(Map.of("STATE_DIRECTORY", "/var/lib/xiaozhi:/var/lib/more", "HOME", "/root")))
        .isEqualTo(Path.of("/var/lib/xiaozhi"));
    assertThat(DeviceFolder.usual(Map.of("XDG_STATE_HOME", "/tmp/state", "HOME", "/root")))
        .isEqualTo(Path.of("/tmp/state/xiaozhi"));
    assertThat(DeviceFolder.usual(Map.of("HOME", "/users/pi"))).isEqualTo(Path.of("/users/pi/.local/state/xiaozhi"));
  }

  @Test
  void shouldBeTheSameDeviceAfterARestart() throws IOException {
    ThisMachine machine = machine("dc:a6:32:00:00:01");
    Identity first = DeviceFolder.at(state).identity(null, machine, CLOCK);
    Identity second = DeviceFolder.at(state).identity(null, machine, CLOCK);

    assertThat(first.deviceId()).isEqualTo("dc:a6:32:00:00:01");
    assertThat(second.deviceId()).isEqualTo(first.deviceId());
    assertThat(second.clientId()).isEqualTo(first.clientId());
  }

  @Test
  void shouldMakeAnAddressOnceWhereTheMachineHasNone() {
    Identity first = DeviceFolder.at(state).identity(null, ThisMachine.NONE, CLOCK);
    Identity second = DeviceFolder.at(state).identity(null, ThisMachine.NONE, CLOCK);
    Identity elsewhere = DeviceFolder.at(state.resolve("other")).identity(null, ThisMachine.NONE, new VirtualClock(1));

    assertThat(first.deviceId()).startsWith("02:").isEqualTo(second.deviceId());
    assertThat(elsewhere.deviceId()).isNotEqualTo(first.deviceId());
    assertThat(elsewhere.clientId()).isNotEqualTo(first.clientId());
  }

  @Test
  void shouldKeepAnAddressThatWasOnceKeptInTheSettings() {
    DeviceFolder folder = DeviceFolder.at(state);
    folder.settings().putString("board", "mac", "02:aa:bb:cc:dd:ee");

    assertThat(folder.identity(null, ThisMachine.NONE, CLOCK).deviceId()).isEqualTo("02:aa:bb:cc:dd:ee");
    folder.settings().erase();
    assertThat(DeviceFolder.at(state).identity(null, ThisMachine.NONE, CLOCK).deviceId())
        .isEqualTo("02:aa:bb:cc:dd:ee");
  }

  @Test
  void shouldStayWithItsAddressWhateverCardsComeAndGo() throws IOException {
    machine("dc:a6:32:00:00:01");
    ThisMachine machine = machine("dc:a6:32:00:00:02", "wlan0");
    Files.createDirectories(state.resolve("root/sys/class/net/wlan0/wireless"));
    assertThat(DeviceFolder.at(state).identity(null, machine, CLOCK).deviceId()).isEqualTo("dc:a6:32:00:00:01");

    Files.delete(state.resolve("root/sys/class/net/eth0/device"));
    assertThat(DeviceFolder.at(state).identity(null, machine, CLOCK).deviceId()).isEqualTo("dc:a6:32:00:00:01");
  }

  @Test
  void shouldBeAnotherDeviceWhenItsFolderIsCarriedToAnotherMachine() throws IOException {
    Path serial = state.resolve("root/proc/device-tree/serial-number");
    Files.createDirectories(serial.getParent());
    Files.writeString(serial, "10000000aaaaaaaa\0");
    DeviceFolder.at(state).identity(null, machine("dc:a6:32:00:00:01"), CLOCK);

    Files.writeString(serial, "10000000bbbbbbbb\0");
    ThisMachine another = machine("dc:a6:32:00:00:02");
    assertThat(DeviceFolder.at(state).identity(null, another, CLOCK).deviceId()).isEqualTo("dc:a6:32:00:00:02");
    assertThat(DeviceFolder.at(state).identity(null, ThisMachine.NONE, CLOCK).deviceId())
        .as("nothing says that it is another")
        .isEqualTo("dc:a6:32:00:00:02");
    assertThat(DeviceFolder.at(state).identity(null, another, CLOCK).deviceId()).isEqualTo("dc:a6:32:00:00:02");
  }

  @Test
  void shouldSayWhichFileCannotBeRead() throws IOException {
    Files.writeString(state.resolve("hardware.json"), "{");

    assertThatThrownBy(() -> DeviceFolder.at(state).identity(null, ThisMachine.NONE, CLOCK))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining(state.resolve("hardware.json") + " cannot be read");
  }

  @Test
  void shouldTakeAnAddressThatIsGiven() {
    assertThat(DeviceFolder.at(state).identity("02:11:22:33:AA:ff", ThisMachine.NONE, CLOCK).deviceId())
        .isEqualTo("02:11:22:33:aa:ff");
    assertThatThrownBy(() -> DeviceFolder.at(state).identity("mine", ThisMachine.NONE, CLOCK))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("is not a MAC address");
  }

  @Test
  void shouldSayWhatIsWrongWithTheFolder() throws IOException {
    Path file = Files.writeString(state.resolve("file"), "");

    assertThatThrownBy(() -> DeviceFolder.at(file.resolve("state")))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("--state");
  }

  @Test
  void shouldBeClaimedByOneProcessUntilItIsGivenBack() throws IOException, InterruptedException {
    assertThat(DeviceFolder.at(state).claim()).isTrue();
    assertThat(DeviceFolder.at(state).claim()).as("the same process may, as often as it likes").isFalse();
    System.gc();
    assertThat(claimedElsewhere()).isEqualTo(3);

    DeviceFolder.at(state).release();
    assertThat(claimedElsewhere()).isZero();
  }

  private int claimedElsewhere() throws IOException, InterruptedException {
    Process other =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElseThrow(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Claimant.class.getName(),
                state.toString())
            .redirectErrorStream(true)
            .start();
    other.getInputStream().readAllBytes();
    return other.waitFor();
  }

  /** Another program that wants to be this device; ends with 3 when it may not. */
  static final class Claimant {
    private Claimant() {}

    public static void main(String[] folder) {
      try {
        DeviceFolder.at(Path.of(folder[0])).claim();
      } catch (UncheckedIOException e) {
        System.exit(String.valueOf(e.getMessage()).startsWith("another program") ? 3 : 4);
      }
    }
  }
}
