package io.github.xiaozhisim.pi.board;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.xiaozhisim.device.board.BoardDefinition;
import io.github.xiaozhisim.device.board.BoardException;
import io.github.xiaozhisim.hal.BoardInfo.NetworkKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which board a machine is, and on which network, also before it has any. */
class UsualBoardTest {

  @TempDir Path root;
  private ThisMachine machine;

  @BeforeEach
  void begin() {
    machine = new ThisMachine(root);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Raspberry Pi Zero 2 W", "Raspberry Pi 3 Model B", "Raspberry Pi 4", "Raspberry Pi 5"})
  void shouldWaitForItsRadioWhereNoCableIsPluggedIn(String model) throws Exception {
    file("proc/device-tree/model", model + " Rev 1.0\0");
    card("wlan0", true);
    if (!model.contains("Zero")) {
      card("eth0", false);
    }

    assertThat(network(machine.board(null))).isEqualTo(NetworkKind.WIFI);
  }

  @Test
  void shouldTakeTheCableThatIsPluggedIn() throws Exception {
    file("proc/device-tree/model", "Raspberry Pi 5 Rev 1.0\0");
    card("wlan0", true);
    card("eth0", false);
    file("sys/class/net/eth0/carrier", "1\n");

    assertThat(network(machine.board(null))).isEqualTo(NetworkKind.ETHERNET);
  }

  @Test
  void shouldTakeTheNetworkThatItHasBeforeAllOthers() throws Exception {
    file("proc/device-tree/model", "Raspberry Pi 5 Rev 1.0\0");
    card("wlan0", true);
    card("eth0", false);
    file("sys/class/net/eth0/carrier", "1\n");
    file("proc/net/route", "Iface Destination Gateway\nwlan0 00000000 0102A8C0 0003\n");

    assertThat(network(machine.board(null))).isEqualTo(NetworkKind.WIFI);
  }

  @Test
  void shouldBeItsBoardAlsoOnANetworkThatTheBoardDoesNotHave() throws Exception {
    file("proc/device-tree/model", "Raspberry Pi Zero 2 W Rev 1.0\0");
    card("eth0", false);
    file("proc/net/route", "Iface Destination Gateway\neth0 00000000 0102A8C0 0003\n"); // a network card on USB

    BoardDefinition board = machine.board(null);
    assertThat(board.key()).isEqualTo("raspberry-pi-zero-2-w");
    assertThat(network(board)).isEqualTo(NetworkKind.WIFI);
  }

  @Test
  void shouldBeAPcWithoutAnythingToGoBy() throws Exception {
    BoardDefinition board = machine.board(null);
    assertThat(board.key()).isEqualTo("linux-pc");
    assertThat(network(board)).isEqualTo(NetworkKind.ETHERNET);
  }

  @Test
  void shouldPutANamedBoardOnTheMachinesNetworkUnlessItsNameSaysAnother() throws Exception {
    card("eth0", false);
    file("sys/class/net/eth0/carrier", "1\n");

    assertThat(network(machine.board("respeaker-2-mics"))).isEqualTo(NetworkKind.ETHERNET);
    assertThat(network(machine.board("respeaker-2-mics@wifi"))).isEqualTo(NetworkKind.WIFI);
    assertThat(network(machine.board("kevin-box-2"))).as("which has no cable").isEqualTo(NetworkKind.ML307);
    assertThatThrownBy(() -> machine.board("commodore64")).isInstanceOf(BoardException.class);
  }

  private static NetworkKind network(BoardDefinition board) {
    return board.info().networkKind();
  }

  private void card(String name, boolean wireless) throws IOException {
    Files.createDirectories(root.resolve("sys/class/net/" + name + "/device"));
    if (wireless) {
      Files.createDirectories(root.resolve("sys/class/net/" + name + "/wireless"));
    }
  }

  private void file(String name, String text) throws IOException {
    Path file = root.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
