package io.github.xiaozhisim.pi.board;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xiaozhisim.device.Device;
import io.github.xiaozhisim.device.DeviceConfig;
import io.github.xiaozhisim.device.DeviceObserver;
import io.github.xiaozhisim.device.DeviceState;
import io.github.xiaozhisim.device.board.BoardDefinition;
import io.github.xiaozhisim.device.board.Boards;
import io.github.xiaozhisim.device.speech.Clip;
import io.github.xiaozhisim.device.virtual.MemorySettings;
import io.github.xiaozhisim.device.virtual.SimNetwork;
import io.github.xiaozhisim.device.virtual.SimScheduler;
import io.github.xiaozhisim.device.virtual.VirtualBoard;
import io.github.xiaozhisim.device.virtual.VirtualMicrophone;
import io.github.xiaozhisim.device.virtual.VirtualSpeaker;
import io.github.xiaozhisim.hal.Identity;
import io.github.xiaozhisim.hal.Payload;
import io.github.xiaozhisim.hal.Scheduler;
import io.github.xiaozhisim.hal.network.CloseReason;
import io.github.xiaozhisim.hal.network.HttpRequest;
import io.github.xiaozhisim.hal.network.HttpResponse;
import io.github.xiaozhisim.hal.network.ServerEndpoint;
import io.github.xiaozhisim.hal.network.WebSocketConnection;
import io.github.xiaozhisim.hal.network.WebSocketListener;
import io.github.xiaozhisim.hal.ui.Display;
import io.github.xiaozhisim.pi.gpio.GpioPanel;
import io.github.xiaozhisim.pi.gpio.MockPins;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A whole device whose keys and light hang on pins: fingers in, light out, and what the server gets. */
class DeviceOnPinsTest {

  private static final int BUTTON = 17;
  private static final int TALK = 22;
  private static final int VOLUME_UP = 23;
  private static final int LAMP = 27;

  private final SimScheduler time = new SimScheduler();
  private final MemorySettings settings = new MemorySettings();
  private final MockPins pins = new MockPins();
  private final Server server = new Server();
  private GpioPanel panel;
  private Device device;

  @AfterEach
  void end() {
    panel.close();
    pins.close();
  }

  @Test
  void shouldTalkAtTheClickOfAButtonAndShowItByItsLight() throws Exception {
    switchOn("raspberry-pi-5");
    assertThat(device.state()).isEqualTo(DeviceState.IDLE);
    assertThat(lampOver(1_000)).as("idle").isEqualTo("dark");

    click(BUTTON);
    assertThat(device.state()).isEqualTo(DeviceState.LISTENING);
    assertThat(server.texts).anyMatch(text -> text.contains("\"listen\"") && text.contains("\"start\""));
    time.runForMillis(1_500); // the light of connecting fades away first
    assertThat(lampOver(4_000)).as("listening, nobody speaks: a flash every two seconds").isEqualTo("2 flashes");

    server.say("{\"type\":\"tts\",\"state\":\"start\",\"session_id\":\"s1\"}");
    time.runForMillis(100);
    assertThat(device.state()).isEqualTo(DeviceState.SPEAKING);
    assertThat(lampOver(1_000)).as("speaking").isEqualTo("lit");

    click(BUTTON);
    assertThat(server.texts.getLast()).contains("\"abort\"");
  }

  @Test
  void shouldListenWhileTheTalkKeyIsHeld() throws Exception {
    switchOn("raspberry-pi-5");
    pins.level(TALK, false);
    time.runForMillis(500);
    assertThat(device.state()).isEqualTo(DeviceState.LISTENING);

    pins.level(TALK, true);
    time.runForMillis(50);
    assertThat(server.texts.getLast()).contains("\"listen\"", "\"stop\"");
  }

  @Test
  void shouldTurnTheVolumeByItsKeys() throws Exception {
    switchOn("raspberry-pi-5");
    click(VOLUME_UP);
    assertThat(settings.getInt("audio", "output_volume", -1)).isEqualTo(80);
    pins.level(VOLUME_UP, false);
    time.runForMillis(2_000);
    pins.level(VOLUME_UP, true);
    time.runForMillis(300);
    assertThat(settings.getInt("audio", "output_volume", -1)).as("held").isEqualTo(100);
  }

  @Test
  void shouldHoldOrClickTheOneButtonOfAHatAsItsSettingSays() throws Exception {
    switchOn("respeaker-2-mics");
    settings.putInt("vendor", "press_to_talk", 1);
    click(BUTTON);
    assertThat(device.state()).as("a click is only a short hold").isNotEqualTo(DeviceState.LISTENING);
    pins.level(BUTTON, false);
    time.runForMillis(500);
    assertThat(device.state()).isEqualTo(DeviceState.LISTENING);
    pins.level(BUTTON, true);
    time.runForMillis(50);
    assertThat(server.texts.getLast()).contains("\"stop\"");
  }

  @Test
  void shouldNotBeginToTalkBecauseAKeyIsHeldAtTheStart() throws Exception {
    switchOnHeld("raspberry-pi-5");
    time.runForMillis(10_000);
    assertThat(device.state()).isEqualTo(DeviceState.IDLE);
    assertThat(server.texts).isEmpty();
  }

  // ---- fingers and eyes --------------------------------------------------------------------------------------------

  private void click(int bcm) {
    pins.level(bcm, false);
    time.runForMillis(80);
    pins.level(bcm, true);
    time.runForMillis(400);
  }

  /** What an eye sees of the lamp for that long. */
  private String lampOver(int millis) {
    int lit = 0;
    int flashes = 0;
    boolean before = pins.isHigh(LAMP);
    for (int i = 0; i < millis; i++) {
      time.runForMillis(1);
      boolean now = pins.isHigh(LAMP);
      flashes += now && !before ? 1 : 0;
      lit += now ? 1 : 0;
      before = now;
    }
    return lit == 0 ? "dark" : lit == millis ? "lit" : flashes + " flashes";
  }

  // ---- the machine -------------------------------------------------------------------------------------------------

  private void switchOn(String board) throws Exception {
    BoardDefinition kind = Boards.find(board);
    put(kind);
    Objects.requireNonNull(kind.pins()).keys().forEach(key -> pins.level(key.bcm(), true)); // pulled up, let go
    time.runForMillis(3_000);
  }

  private void switchOnHeld(String board) throws Exception {
    put(Boards.find(board));
  }

  private void put(BoardDefinition kind) {
    panel = pins.panel(Objects.requireNonNull(kind.pins()), time);
    Clip silence = new Clip("silence", "", "", 16_000, 60, List.of(Payload.shared(new byte[] {0x58})), -1, -1);
    VirtualBoard board =
        new VirtualBoard(
            kind.info(),
            new Identity("02:00:00:00:00:01", "11111111-2222-4333-8444-555555555555"),
            time,
            settings,
            new SimNetwork(time, server, 1_000_000),
            new VirtualMicrophone(time, silence),
            new VirtualSpeaker(time),
            Display.NONE,
            () -> {});
    kind.fit(board);
    board.fit(panel.led());
    time.execute(
        () -> {
          device =
              new Device(
                  board,
                  DeviceConfig.defaults().withOtaUrl(URI.create("http://server/xiaozhi/ota/")),
                  new DeviceObserver() {});
          int bound = KeyBindings.bind(kind.keys(), panel::button, settings, device);
          assertThat(bound).isEqualTo(kind.keys().size());
          device.start();
        });
    time.runForMillis(1);
  }

  /** Accepts everything, says hello, and writes down what it is told. */
  private static final class Server implements ServerEndpoint, WebSocketListener {
    private final List<String> texts = new ArrayList<>();
    private WebSocketConnection connection;

    void say(String json) {
      connection.sendText(json);
    }

    @Override
    public HttpResponse onHttp(HttpRequest request) {
      return HttpResponse.json(200, "{\"websocket\":{\"url\":\"ws://server/\",\"token\":\"t\"}}");
    }

    @Override
    public UpgradeAnswer onUpgrade(HttpRequest request, Scheduler scheduler) {
      return new UpgradeAnswer.Accept(this);
    }

    @Override
    public void onOpen(WebSocketConnection opened, Map<String, String> headers) {
      connection = opened;
    }

    @Override
    public void onText(ByteBuffer utf8) {
      String text = StandardCharsets.UTF_8.decode(utf8.slice()).toString();
      texts.add(text);
      if (text.contains("\"hello\"")) {
        say(
            "{\"type\":\"hello\",\"transport\":\"websocket\",\"session_id\":\"s1\","
                + "\"audio_params\":{\"sample_rate\":24000,\"frame_duration\":60}}");
      }
    }

    @Override
    public void onBinary(ByteBuffer bytes) {
      // sound, which is not the point here
    }

    @Override
    public void onClosed(CloseReason reason) {
      connection = null;
    }
  }
}
