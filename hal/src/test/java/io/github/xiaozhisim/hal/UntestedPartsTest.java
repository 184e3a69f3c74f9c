package io.github.xiaozhisim.hal;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xiaozhisim.hal.audio.AudioInput;
import io.github.xiaozhisim.hal.audio.AudioOutput;
import io.github.xiaozhisim.hal.network.HttpListener;
import io.github.xiaozhisim.hal.network.HttpRequest;
import io.github.xiaozhisim.hal.network.Link;
import io.github.xiaozhisim.hal.network.MqttConnection;
import io.github.xiaozhisim.hal.network.MqttEndpoint;
import io.github.xiaozhisim.hal.network.MqttListener;
import io.github.xiaozhisim.hal.network.MqttRequest;
import io.github.xiaozhisim.hal.network.Network;
import io.github.xiaozhisim.hal.network.ServerEndpoint;
import io.github.xiaozhisim.hal.network.UdpEndpoint;
import io.github.xiaozhisim.hal.network.WebSocketConnection;
import io.github.xiaozhisim.hal.network.WebSocketListener;
import io.github.xiaozhisim.hal.network.WebSocketRequest;
import io.github.xiaozhisim.hal.tool.Tool;
import io.github.xiaozhisim.hal.ui.Backlight;
import io.github.xiaozhisim.hal.ui.BacklightContract;
import io.github.xiaozhisim.hal.ui.Led;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** No part of a board goes without its contract unnoticed. */
class UntestedPartsTest {

  private static final String HERE = "io.github.xiaozhisim.hal.UntestedPartsTest$";

  private final List<String> complaints = UntestedParts.of(UntestedPartsTest.class, UntestedPartsTest.class);

  @Test
  void shouldFindAPartThatNoTestIsAbout() {
    assertThat(complaints)
        .contains(HERE + "Lamp has no test that extends LedContract and says @ContractOf(Lamp.class)");
  }

  @Test
  void shouldAskForEachContractOfANetworkThatHasMoreThanItMust() {
    assertThat(about("Radio"))
        .extracting(complaint -> complaint.replaceAll(".* extends (\\w+) .*", "$1"))
        .containsExactlyInAnyOrder("HttpContract", "WebSocketContract", "MqttContract");
  }

  @Test
  void shouldFindWhoMakesOutWhoTheDeviceIsAndHowItIsConnected() {
    assertThat(about("Flash")).singleElement().asString().contains("IdentityContract");
    assertThat(about("Modem")).singleElement().asString().contains("LinkContract");
  }

  @Test
  void shouldBeSatisfiedByATestThatRunsTheContract() {
    assertThat(about("Lantern has")).isEmpty();
  }

  @Test
  void shouldFindTestsThatSayWhatIsNotSo() {
    assertThat(complaints)
        .contains(
            HERE + "LampTest runs no contract of " + HERE + "Lamp",
            HERE + "LampTest names java.lang.String, which is no part of a board",
            HERE + "LampTest says @ContractOf and is never run: make it a class of its own whose name ends in Test");
  }

  /** A new interface of the HAL is either held to a contract or not the board's to implement. */
  @Test
  void shouldKnowWhichInterfacesAreTheBoards() throws Exception {
    Set<Class<?>> notTheBoards =
        Set.of(
            DeviceInputs.class,
            ServerEndpoint.class,
            ServerEndpoint.UpgradeAnswer.class,
            MqttEndpoint.class,
            MqttEndpoint.Answer.class,
            UdpEndpoint.class,
            UdpEndpoint.Peer.class,
            Tool.Action.class,
            Tool.AtOnce.class,
            Tool.Slow.class,
            Tool.Answer.class,
            Link.class, // data, and what they are of is below
            AudioInput.class,
            AudioOutput.class);
    List<Class<?>> unknown = new ArrayList<>();
    Path classes = Path.of(Board.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    try (Stream<Path> files = Files.walk(classes)) {
      for (Path file : files.filter(one -> one.toString().endsWith(".class")).toList()) {
        Class<?> one =
            Class.forName(classes.relativize(file).toString().replace(".class", "").replace('/', '.'));
        boolean told = one.getSimpleName().endsWith("Listener") || one.getSimpleName().endsWith("Sink");
        if (one.isInterface() && !one.isSynthetic() && !one.getName().endsWith("package-info") && !told) {
          unknown.add(one);
        }
      }
    }
    unknown.removeAll(UntestedParts.CONTRACTS.keySet());
    unknown.removeAll(notTheBoards);

    assertThat(unknown).isEmpty();
  }

  private List<String> about(String part) {
    return complaints.stream().filter(one -> one.startsWith(HERE + part)).toList();
  }

  // ---- parts of a board that nobody builds -------------------------------------------------------------------------

  static final class Lamp implements Led {
    @Override
    public void onStateChanged(String state, boolean voiceDetected) {}
  }

  static final class Lantern implements Backlight {
    @Override
    public int brightness() {
      return 0;
    }

    @Override
    public void setBrightness(int percent) {}
  }

  static final class Radio implements Network {
    @Override
    public WebSocketConnection openWebSocket(WebSocketRequest request, WebSocketListener listener) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void http(HttpRequest request, HttpListener listener) {}

    @Override
    public MqttConnection openMqtt(MqttRequest request, MqttListener listener) {
      throw new UnsupportedOperationException();
    }
  }

  /** Remembers who it is. */
  static final class Flash {
    Identity identity(Settings settings) {
      return new Identity("02:00:00:00:00:01", String.valueOf(settings.getString("board", "uuid")));
    }
  }

  /** What is given to it is given back. */
  record Card(Identity identity, Settings settings, Link link) {}

  static final class Modem {
    Link.Wired link() {
      return new Link.Wired(null);
    }
  }

  @ContractOf(value = Lamp.class, hidden = "java.lang.String")
  abstract static class LampTest extends BacklightContract {}

  @ContractOf(Lantern.class)
  abstract static class LanternTest extends BacklightContract {}
}
