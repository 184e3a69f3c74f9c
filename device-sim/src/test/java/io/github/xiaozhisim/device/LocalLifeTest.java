package io.github.xiaozhisim.device;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xiaozhisim.device.virtual.MemorySettings;
import io.github.xiaozhisim.device.virtual.SimNetwork;
import io.github.xiaozhisim.device.virtual.SimScheduler;
import io.github.xiaozhisim.device.virtual.VirtualBoard;
import io.github.xiaozhisim.device.virtual.VirtualMicrophone;
import io.github.xiaozhisim.device.virtual.VirtualSpeaker;
import io.github.xiaozhisim.hal.BoardInfo.LedKind;
import io.github.xiaozhisim.hal.Identity;
import io.github.xiaozhisim.hal.network.HttpResponse;
import io.github.xiaozhisim.hal.network.Network;
import io.github.xiaozhisim.hal.ui.Battery;
import io.github.xiaozhisim.hal.ui.Display;
import io.github.xiaozhisim.hal.ui.Led;
import io.github.xiaozhisim.hal.ui.LedPattern;
import io.github.xiaozhisim.hal.ui.LedPattern.Motion;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the device shows and does by itself: light, clock, icons, keys, the way to its network. */
class LocalLifeTest {

  private final SimScheduler time = new SimScheduler();
  private final ScriptedServer server = new ScriptedServer();
  private final MemorySettings settings = new MemorySettings();
  private final Screen screen = new Screen();
  private final List<LedPattern> lights = new ArrayList<>();
  private final List<String> states = new ArrayList<>();
  private Network network = new SimNetwork(time, server, 1_000_000);
  private int batteryPercent = 80;
  private Device device;

  // ---- light -------------------------------------------------------------------------------------------------------

  @Test
  void shouldShowTheStateByColourAndTheVoiceByBrightness() {
    switchOn(DeviceConfig.defaults());
    run(1_000);
    device.toggleChat();
    run(20);
    device.voiceDetected(true);
    run(1);

    // firmware: changes of one pass collapse, so starting is never seen where the network is there at once
    assertThat(lights.stream().distinct())
        .containsExactly(
            new LedPattern(0, 4, 0, 100, Motion.BLINK, 500),
            LedPattern.OFF,
            new LedPattern(0, 0, 4, 100, Motion.STEADY, 0),
            new LedPattern(2, 0, 0, 100, Motion.STEADY, 0),
            new LedPattern(16, 0, 0, 100, Motion.STEADY, 0));
  }

  @ParameterizedTest
  @EnumSource(LedKind.class)
  void shouldKnowALightForEveryState(LedKind kind) {
    for (DeviceState state : DeviceState.values()) {
      LedPattern pattern = LedPatterns.of(kind, state, false);
      assertThat(pattern.periodMillis() > 0).isEqualTo(pattern.motion() != Motion.STEADY);
    }
    assertThat(LedPatterns.of(LedKind.GPIO, DeviceState.SPEAKING, false).percent()).isEqualTo(75);
    assertThat(LedPatterns.of(LedKind.RING, DeviceState.STARTING, false).motion()).isEqualTo(Motion.SCROLL);
  }

  // ---- clock and icons ---------------------------------------------------------------------------------------------

  @Test
  void shouldShowTheServersLocalTimeAfterTenSecondsOfIdleness() {
    server.answers.add(
        HttpResponse.json(
            200,
            "{\"server_time\":{\"timestamp\":1767225600000,\"timezone_offset\":480},\"websocket\":{}}")); // 0:00 UTC
    switchOn(DeviceConfig.defaults().withOtaUrl(URI.create("http://server.example/ota/")));
    run(9_000);
    assertThat(screen.status).isEqualTo("STANDBY");
    run(3_000);
    assertThat(screen.status).isEqualTo("08:00");
    run(60_000);
    assertThat(screen.status).isEqualTo("08:01");
  }

  @Test
  void shouldShowNoTimeThatNobodyHasTold() {
    switchOn(DeviceConfig.defaults());
    run(60_000);
    assertThat(screen.status).isEqualTo("STANDBY");
  }

  @Test
  void shouldShowVolumeBatteryAndNetworkAsIcons() {
    switchOn(DeviceConfig.defaults());
    run(1_500);
    assertThat(screen.icons).containsExactly(new Display.Icons(false, 80, false, 3));
    device.volumeKey(VolumeKey.OFF);
    batteryPercent = 59;
    run(1_500);
    assertThat(screen.icons.getLast()).isEqualTo(new Display.Icons(true, 40, false, 3));
  }

  @Test
  void shouldWarnOnceOfAnEmptyBattery() {
    switchOn(DeviceConfig.defaults());
    batteryPercent = 5;
    run(10_000);
    assertThat(screen.notices.stream().filter(text -> text.equals("BATTERY_NEED_CHARGE"))).hasSize(1);
  }

  // ---- keys --------------------------------------------------------------------------------------------------------

  @Test
  void shouldChangeTheVolumeByKeysWithinItsBoundsAndKeepIt() {
    switchOn(DeviceConfig.defaults());
    run(100);
    device.volumeKey(VolumeKey.UP);
    run(1);
    assertThat(device.volume()).isEqualTo(80);
    for (int i = 0; i < 5; i++) {
      device.volumeKey(VolumeKey.UP);
    }
    run(1);
    assertThat(device.volume()).isEqualTo(100);
    assertThat(settings.getInt("audio", "output_volume")).isEqualTo(100);
    assertThat(screen.notices).endsWith("VOLUME 100");
    assertThat(VolumeKey.DOWN.after(5)).isZero();
    assertThat(VolumeKey.MUTE.after(70)).isZero();
    assertThat(VolumeKey.MUTE.after(0)).isEqualTo(50);
  }

  // ---- the way to the network --------------------------------------------------------------------------------------

  @Test
  void shouldOpenThePortalWhenNoNetworkIsKnown() {
    SilentNetwork silent = new SilentNetwork();
    network = silent;
    switchOn(DeviceConfig.defaults());
    silent.events.accept(Network.Event.NOT_CONFIGURED);
    run(1_400);
    assertThat(states).containsExactly("starting");
    run(200);
    assertThat(states).containsExactly("starting", "wifi_configuring");
    assertThat(silent.portals).isEqualTo(1);
    assertThat(screen.emotion).isEqualTo("gear");
    assertThat(screen.line).isEqualTo("Xiaozhi-0001 http://192.168.4.1");
    silent.events.accept(Network.Event.CONNECTED);
    run(100);
    assertThat(states).endsWith("activating", "idle");
  }

  @Test
  void shouldOpenThePortalAfterAMinuteWithoutANetwork() {
    network = new SilentNetwork();
    switchOn(DeviceConfig.defaults());
    run(59_900);
    assertThat(states).containsExactly("starting");
    run(200);
    assertThat(states).containsExactly("starting", "wifi_configuring");
  }

  @Test
  void shouldOpenThePortalAtTheButtonWhileItStarts() {
    network = new SilentNetwork();
    switchOn(DeviceConfig.defaults());
    device.toggleChat();
    run(10);
    assertThat(states).containsExactly("starting", "wifi_configuring");
  }

  // ---- the rig -----------------------------------------------------------------------------------------------------

  private void switchOn(DeviceConfig config) {
    if (config.otaUrl() == null) {
      settings.putString("websocket", "url", "ws://server.example/");
    }
    VirtualBoard board =
        new VirtualBoard(
            VirtualBoard.DEFAULT_INFO,
            new Identity("02:00:00:00:00:01", "11111111-2222-4333-8444-555555555555"),
            time,
            settings,
            network,
            new VirtualMicrophone(time, DeviceRig.SILENCE),
            new VirtualSpeaker(time),
            screen,
            () -> {});
    Battery battery =
        new Battery() {
          @Override
          public int levelPercent() {
            return batteryPercent;
          }

          @Override
          public boolean charging() {
            return false;
          }
        };
    Led led =
        new Led() {
          @Override
          public void onStateChanged(String state, boolean voiceDetected) {}

          @Override
          public void show(LedPattern pattern) {
            lights.add(pattern);
          }
        };
    device =
        new Device(
            board.fit(battery).fit(led),
            config,
            new DeviceObserver() {
              @Override
              public void onStateChanged(DeviceState from, DeviceState to, long nowNanos) {
                states.add(to.logName());
              }
            });
    device.start();
  }

  private void run(long millis) {
    time.runForMillis(millis);
  }

  /** A screen that somebody watches. */
  private static final class Screen implements Display {
    final List<Icons> icons = new ArrayList<>();
    final List<String> notices = new ArrayList<>();
    String status = "";
    String emotion = "";
    String line = "";

    @Override
    public boolean watched() {
      return true;
    }

    @Override
    public void setStatus(String text) {
      status = text;
    }

    @Override
    public void setEmotion(String name) {
      emotion = name;
    }

    @Override
    public void setChatMessage(Role role, String text) {
      line = text;
    }

    @Override
    public void showNotification(String text, int millis) {
      notices.add(text);
    }

    @Override
    public void setIcons(Icons now) {
      icons.add(now);
    }
  }

  /** A network that says nothing by itself. */
  private static final class SilentNetwork extends TestBoard.NoNetwork {
    Consumer<Event> events;
    int portals;

    @Override
    public void start(Consumer<Event> to) {
      events = to;
    }

    @Override
    public void openPortal() {
      portals++;
    }
  }
}
