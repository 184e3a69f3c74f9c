package io.github.xiaozhisim.pi.gpio;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xiaozhisim.device.DeviceState;
import io.github.xiaozhisim.device.LedPatterns;
import io.github.xiaozhisim.device.board.BoardDefinition;
import io.github.xiaozhisim.device.board.Boards;
import io.github.xiaozhisim.device.board.Pins;
import io.github.xiaozhisim.device.board.Pins.KeyPin;
import io.github.xiaozhisim.device.board.Pins.Plain;
import io.github.xiaozhisim.device.board.Pins.Pull;
import io.github.xiaozhisim.device.board.Pins.PwmPin;
import io.github.xiaozhisim.device.virtual.SimScheduler;
import io.github.xiaozhisim.hal.BoardInfo.LedKind;
import io.github.xiaozhisim.hal.ui.Backlight;
import io.github.xiaozhisim.hal.ui.Button;
import io.github.xiaozhisim.hal.ui.Led;
import io.github.xiaozhisim.hal.ui.LedPattern;
import io.github.xiaozhisim.pi.gpio.PinProblem.Part;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Boards on pins that Pi4J pretends. */
class GpioPanelTest {

  private static final LedPattern WHITE = new LedPattern(255, 255, 255, 100, LedPattern.Motion.STEADY, 0);

  private final SimScheduler scheduler = new SimScheduler();
  private final MockPins mock = new MockPins();

  @AfterEach
  void end() {
    mock.close();
  }

  // ---- the boards that ship with the program -----------------------------------------------------------------------

  @Test
  void shouldOpenEveryBoardThatHasPins() {
    List<BoardDefinition> boards = Boards.builtIn().stream().filter(board -> board.pins() != null).toList();

    assertThat(boards).hasSizeGreaterThanOrEqualTo(7);
    for (BoardDefinition board : boards) {
      try (MockPins own = new MockPins();
          GpioPanel panel = own.panel(Objects.requireNonNull(board.pins()), scheduler)) {
        assertThat(panel.problems()).as(board.key()).isEmpty();
        assertThat(panel.led()).as(board.key()).isNotSameAs(Led.NONE);
        board.keys().forEach(key -> assertThat(panel.button(key.name())).as(board.key()).isNotNull());
      }
    }
  }

  @Test
  void shouldTellAPressOfAPisButton() throws Exception {
    try (GpioPanel panel = mock.panel(pins("raspberry-pi-5"), scheduler)) {
      List<String> told = new ArrayList<>();
      listen(panel.button("button"), told);
      mock.level(17, true);
      scheduler.runForMillis(100);
      assertThat(told).as("a pin that is low at the start").isEmpty();

      mock.level(17, false);
      scheduler.runForMillis(80);
      mock.level(17, true);
      scheduler.runForMillis(500);

      assertThat(told).containsExactly("down", "up", "click");
    }
  }

  @Test
  void shouldLightAPisLamp() throws Exception {
    try (GpioPanel panel = mock.panel(pins("raspberry-pi-5"), scheduler)) {
      assertThat(mock.isHigh(27)).isFalse();
      panel.led().show(LedPatterns.of(LedKind.GPIO, DeviceState.SPEAKING, false));
      assertThat(mock.isHigh(27)).isTrue();
      panel.led().show(LedPatterns.of(LedKind.GPIO, DeviceState.IDLE, false));
      assertThat(mock.isHigh(27)).as("5 % on a lamp that cannot be dimmed").isFalse();
      panel.led().show(LedPatterns.of(LedKind.GPIO, DeviceState.ACTIVATING, false));
      scheduler.runForMillis(500);
      assertThat(mock.isHigh(27)).isTrue();
      scheduler.runForMillis(500);
      assertThat(mock.isHigh(27)).isFalse();
    }
  }

  @Test
  void shouldSendTheStripOfAHatItsColours() throws Exception {
    try (GpioPanel panel = mock.panel(pins("respeaker-2-mics"), scheduler)) {
      panel.led().show(LedPatterns.of(LedKind.RGB, DeviceState.LISTENING, true));

      assertThat(HexFormat.of().formatHex(mock.sent("spidev0.1")))
          .isEqualTo("00000000" + "ff000010".repeat(3) + "0000000000");
    }
  }

  @Test
  void shouldMixTheTwoColoursOfAHat() throws Exception {
    try (GpioPanel panel = mock.panel(pins("codec-zero"), scheduler)) {
      panel.led().show(LedPatterns.of(LedKind.RGB, DeviceState.LISTENING, false));
      assertThat(List.of(mock.isHigh(24), mock.isHigh(23))).containsExactly(true, false);
      panel.led().show(LedPatterns.of(LedKind.RGB, DeviceState.SPEAKING, false));
      assertThat(List.of(mock.isHigh(24), mock.isHigh(23))).containsExactly(false, true);
      panel.led().show(LedPatterns.of(LedKind.RGB, DeviceState.CONNECTING, false));
      assertThat(List.of(mock.isHigh(24), mock.isHigh(23))).as("blue, which it lacks").containsExactly(true, true);
    }
  }

  // ---- what else a description can say -----------------------------------------------------------------------------

  @Test
  void shouldTakeAKeyThatIsPressedWhenHigh() {
    Pins pins = new Pins("", List.of(new KeyPin("key", 5, Pull.DOWN, true, 1_000)), null, null, List.of());
    try (GpioPanel panel = mock.panel(pins, scheduler)) {
      List<String> told = new ArrayList<>();
      listen(panel.button("key"), told);
      scheduler.runForMillis(20);
      mock.level(5, true);
      scheduler.runForMillis(1_500);
      mock.level(5, false);
      scheduler.runForMillis(500);

      assertThat(told).containsExactly("down", "long", "up");
    }
  }

  @Test
  void shouldLightALampThatShinesWhenLow() {
    Pins pins = new Pins("", List.of(), new Plain(6, false, null), null, List.of());
    try (GpioPanel panel = mock.panel(pins, scheduler)) {
      assertThat(mock.isHigh(6)).isTrue();
      panel.led().show(WHITE);
      assertThat(mock.isHigh(6)).isFalse();
    }
  }

  @Test
  void shouldDimALampAndAScreen() {
    Pins pins =
        new Pins("", List.of(), new Plain(12, true, new PwmPin(12, 0, 0)), new PwmPin(13, 0, 1), List.of());
    try (GpioPanel panel = mock.panel(pins, scheduler)) {
      panel.led().show(LedPatterns.of(LedKind.GPIO, DeviceState.SPEAKING, false));
      assertThat(mock.pwm(12).isOn()).isTrue();
      assertThat(mock.pwm(12).dutyCycle()).isEqualTo(75);

      Backlight backlight = Objects.requireNonNull(panel.backlight());
      assertThat(backlight.brightness()).isZero();
      backlight.setBrightness(75);
      scheduler.runForMillis(200);
      assertThat(backlight.brightness()).isEqualTo(40);
      scheduler.runForMillis(200);
      assertThat(mock.pwm(13).dutyCycle()).isEqualTo(75);
    }
  }

  @Test
  void shouldDarkenAllLightsWhenItIsClosed() throws Exception {
    GpioPanel panel = mock.panel(pins("raspberry-pi-5"), scheduler);
    panel.led().show(WHITE);
    var lamp = mock.output(27);
    assertThat(lamp.isHigh()).isTrue();
    panel.close();
    panel.close();

    assertThat(lamp.isHigh()).isFalse();
    panel.led().show(LedPattern.OFF);
    panel.led().show(WHITE);
    assertThat(lamp.isHigh()).as("after it is closed").isFalse();
  }

  // ---- what goes wrong ---------------------------------------------------------------------------------------------

  @Test
  void shouldBeEmptyForABoardWithoutPins() {
    try (GpioPanel panel = GpioPanel.open(null, scheduler)) {
      assertThat(panel.problems()).isEmpty();
      assertThat(panel.led()).isSameAs(Led.NONE);
      assertThat(panel.backlight()).isNull();
      assertThat(panel.button("button")).isNull();
    }
  }

  @Test
  void shouldLeaveOutAPinThatIsInUseAndKeepTheOthers() throws Exception {
    try (GpioPanel other = mock.panel(new Pins("", List.of(key(17)), null, null, List.of()), scheduler);
        GpioPanel panel = mock.panel(pins("raspberry-pi-5"), scheduler)) {
      assertThat(other.problems()).isEmpty();
      assertThat(panel.problems()).hasSize(1);
      assertThat(panel.button("button")).isNull();
      assertThat(panel.button("talk")).isNotNull();
      assertThat(panel.led()).isNotSameAs(Led.NONE);
      assertThat(panel.problems()).singleElement().satisfies(problem -> {
        assertThat(problem.part()).isEqualTo(Part.LINES);
        assertThat(problem.what()).startsWith("BCM 17 cannot be used (").doesNotContain("\n");
        assertThat(problem.mend()).isEqualTo("gpioinfo | grep -w GPIO17 tells which program has it");
      });
    }
  }

  @Test
  void shouldNotTryWhatIsKnownToBeInTheWay() throws Exception {
    PinProblem spi = new PinProblem(Part.SPI, "SPI is switched off", "switch it on");
    try (GpioPanel panel =
        GpioPanel.open(pins("respeaker-2-mics"), scheduler, List.of(spi), _ -> new Pi4jLines(mock.context))) {
      assertThat(panel.problems()).containsExactly(spi);
      assertThat(panel.led()).isSameAs(Led.NONE);
      assertThat(panel.button("button")).isNotNull();
    }
    PinProblem lines = new PinProblem(Part.LINES, "no pins", "buy some");
    try (GpioPanel panel =
        GpioPanel.open(
            pins("raspberry-pi-5"), scheduler, List.of(lines),
            _ -> {
              throw new AssertionError("nothing is left to be opened");
            })) {
      assertThat(panel.problems()).containsExactly(lines);
    }
  }

  @Test
  void shouldGoOnWithoutPinsOnAMachineThatHasNone() throws Exception {
    // this is how it begins on any machine but a Raspberry Pi; on one of those there is nothing to be told
    try (GpioPanel panel = GpioPanel.open(pins("raspberry-pi-5"), scheduler)) {
      if (!System.getProperty("os.arch").equals("aarch64")) {
        assertThat(panel.problems()).singleElement().satisfies(problem -> {
          assertThat(problem.toString()).contains("--board linux-pc");
        });
        assertThat(panel.led()).isSameAs(Led.NONE);
      }
    }
  }

  private static KeyPin key(int bcm) {
    return new KeyPin("key", bcm, Pull.UP, false, Pins.LONG_PRESS_MILLIS);
  }

  private static Pins pins(String board) throws Exception {
    return Objects.requireNonNull(Boards.find(board).pins());
  }

  private static void listen(Button button, List<String> told) {
    Objects.requireNonNull(button)
        .listener(
            new Button.Listener() {
              @Override
              public void onPressDown() {
                told.add("down");
              }

              @Override
              public void onPressUp() {
                told.add("up");
              }

              @Override
              public void onClick() {
                told.add("click");
              }

              @Override
              public void onLongPress() {
                told.add("long");
              }
            });
  }
}
