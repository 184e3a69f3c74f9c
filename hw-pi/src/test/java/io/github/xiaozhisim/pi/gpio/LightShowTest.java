package io.github.xiaozhisim.pi.gpio;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xiaozhisim.device.DeviceState;
import io.github.xiaozhisim.device.LedPatterns;
import io.github.xiaozhisim.device.virtual.SimScheduler;
import io.github.xiaozhisim.hal.BoardInfo.LedKind;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What each state looks like, light by light. A line is: when, in milliseconds, and the colours from then on. */
class LightShowTest {

  private static final DeviceState[] STATES = DeviceState.values();

  private final SimScheduler scheduler = new SimScheduler();
  private final List<String> seen = new ArrayList<>();

  // ---- one coloured light ------------------------------------------------------------------------------------------

  @Test
  void shouldShowEachStateOnOneColouredLight() {
    assertThat(shown(LedKind.RGB, DeviceState.STARTING, 450))
        .containsExactly("100 000004", "200 000000", "300 000004", "400 000000");
    assertThat(shown(LedKind.RGB, DeviceState.WIFI_CONFIGURING, 1_600))
        .containsExactly("500 000004", "1000 000000", "1500 000004");
    assertThat(shown(LedKind.RGB, DeviceState.CONNECTING, 1_000)).containsExactly("0 000004");
    assertThat(shown(LedKind.RGB, DeviceState.LISTENING, 1_000)).containsExactly("0 020000");
    assertThat(shown(LedKind.RGB, DeviceState.SPEAKING, 1_000)).containsExactly("0 000400");
    assertThat(shown(LedKind.RGB, DeviceState.UPGRADING, 250)).containsExactly("100 000400", "200 000000");
    assertThat(shown(LedKind.RGB, DeviceState.ACTIVATING, 1_100)).containsExactly("500 000400", "1000 000000");
    assertThat(shown(LedKind.RGB, DeviceState.IDLE, 1_000)).isEmpty();
  }

  @Test
  void shouldShineBrighterWhileSomebodySpeaks() {
    LightShow show = show(1);
    show.show(LedPatterns.of(LedKind.RGB, DeviceState.LISTENING, false));
    scheduler.runForMillis(100);
    show.show(LedPatterns.of(LedKind.RGB, DeviceState.LISTENING, true));
    scheduler.runForMillis(100);
    show.show(LedPatterns.of(LedKind.RGB, DeviceState.LISTENING, false));

    assertThat(seen).containsExactly("0 020000", "100 100000", "200 020000");
  }

  // ---- a strip -----------------------------------------------------------------------------------------------------

  @Test
  void shouldRunThreeLightsRoundAStripWhileItStarts() {
    LightShow show = show(6);
    show.show(LedPatterns.of(LedKind.RING, DeviceState.STARTING, false));
    scheduler.runForMillis(650);

    assertThat(seen)
        .containsExactly(
            "100 040420 040420 040420 000000 000000 000000",
            "200 000000 040420 040420 040420 000000 000000",
            "300 000000 000000 040420 040420 040420 000000",
            "400 000000 000000 000000 040420 040420 040420",
            "500 040420 000000 000000 000000 040420 040420",
            "600 040420 040420 000000 000000 000000 040420");
  }

  @Test
  void shouldRunOneLightWhereThreeAreAllThereAre() {
    LightShow show = show(3);
    show.show(LedPatterns.of(LedKind.RING, DeviceState.STARTING, false));
    scheduler.runForMillis(450);

    assertThat(seen)
        .containsExactly(
            "100 040420 000000 000000",
            "200 000000 040420 000000",
            "300 000000 000000 040420",
            "400 040420 000000 000000");
  }

  @Test
  void shouldFadeOutWhenItBecomesIdleAndThenRest() {
    LightShow show = show(2);
    show.show(LedPatterns.of(LedKind.RING, DeviceState.SPEAKING, false));
    show.show(LedPatterns.of(LedKind.RING, DeviceState.IDLE, false));
    scheduler.runForMillis(1_000);

    assertThat(seen)
        .containsExactly(
            "0 042004 042004",
            "50 021002 021002",
            "100 010801 010801",
            "150 000400 000400",
            "200 000200 000200",
            "250 000100 000100",
            "300 000000 000000");
    assertThat(scheduler.armedTimers()).isZero();
  }

  @Test
  void shouldShowTheOtherStatesOnAllLights() {
    assertThat(shown(LedKind.RING, DeviceState.CONNECTING, 500)).containsExactly("0 040420");
    assertThat(shown(LedKind.RING, DeviceState.LISTENING, 500)).containsExactly("0 200404");
    assertThat(shown(LedKind.RING, DeviceState.SPEAKING, 500)).containsExactly("0 042004");
    assertThat(shown(LedKind.RING, DeviceState.UPGRADING, 250)).containsExactly("100 042004", "200 000000");
    assertThat(shown(LedKind.RING, DeviceState.ACTIVATING, 1_100)).containsExactly("500 042004", "1000 000000");
    assertThat(shown(LedKind.RING, DeviceState.WIFI_CONFIGURING, 600)).containsExactly("500 040420");
  }

  // ---- a plain light -----------------------------------------------------------------------------------------------

  @Test
  void shouldDimAPlainLightByTheState() {
    assertThat(shown(LedKind.GPIO, DeviceState.STARTING, 250)).containsExactly("100 808080", "200 000000");
    assertThat(shown(LedKind.GPIO, DeviceState.IDLE, 500)).containsExactly("0 0d0d0d");
    assertThat(shown(LedKind.GPIO, DeviceState.CONNECTING, 500)).containsExactly("0 808080");
    assertThat(shown(LedKind.GPIO, DeviceState.SPEAKING, 500)).containsExactly("0 bfbfbf");
    assertThat(shown(LedKind.GPIO, DeviceState.UPGRADING, 150)).containsExactly("100 404040");
    assertThat(shown(LedKind.GPIO, DeviceState.ACTIVATING, 550)).containsExactly("500 595959");
  }

  @Test
  void shouldBreatheWhileItListensUpInASecondAndDownInAnother() {
    LightShow show = show(1);
    show.show(LedPatterns.of(LedKind.GPIO, DeviceState.LISTENING, true));
    scheduler.runForMillis(4_000);

    assertThat(seen).hasSize(80).startsWith("50 0c0c0c", "100 191919", "150 262626");
    assertThat(seen).contains("1000 ffffff", "1050 f3f3f3", "2000 000000", "3000 ffffff", "4000 000000");
  }

  @Test
  void shouldBreatheOnFromWhereTheLightIs() {
    LightShow show = show(1);
    show.show(LedPatterns.of(LedKind.GPIO, DeviceState.LISTENING, true));
    scheduler.runForMillis(1_000);
    seen.clear();
    show.show(LedPatterns.of(LedKind.GPIO, DeviceState.LISTENING, false));
    scheduler.runForMillis(2_000);

    assertThat(seen).startsWith("1050 f4f4f4").contains("2000 1a1a1a", "3000 000000");
  }

  // ---- always ------------------------------------------------------------------------------------------------------

  @Test
  void shouldEndTheOldMotionWithTheNewPattern() {
    LightShow show = show(1);
    show.show(LedPatterns.of(LedKind.RGB, DeviceState.STARTING, false));
    scheduler.runForMillis(150);
    show.show(LedPatterns.of(LedKind.RGB, DeviceState.SPEAKING, false));
    scheduler.runForMillis(1_000);

    assertThat(seen).containsExactly("100 000004", "150 000400");
    assertThat(scheduler.armedTimers()).isZero();
  }

  @Test
  void shouldWriteNothingWhileNothingChanges() {
    LightShow show = show(1);
    for (int i = 0; i < 100; i++) {
      show.show(LedPatterns.of(LedKind.RGB, DeviceState.SPEAKING, false));
    }

    assertThat(seen).hasSize(1);
  }

  @Test
  void shouldKeepItsPeriodForAnHour() {
    LightShow show = show(1);
    show.show(LedPatterns.of(LedKind.RGB, DeviceState.ACTIVATING, false));
    scheduler.runForMillis(3_600_000);

    assertThat(seen).hasSize(7_200).endsWith("3600000 000000");
  }

  @Test
  void shouldLeaveNoStateWithoutALook() {
    for (LedKind kind : List.of(LedKind.RGB, LedKind.RING, LedKind.GPIO)) {
      for (DeviceState state : STATES) {
        boolean dark =
            state == DeviceState.UNKNOWN
                || state == DeviceState.FATAL_ERROR
                || (state == DeviceState.IDLE && kind != LedKind.GPIO);
        assertThat(shown(kind, state, 1_100).isEmpty()).as(kind + " " + state).isEqualTo(dark);
      }
    }
  }

  /** What one dark light shows, from the moment the state is entered. */
  private List<String> shown(LedKind kind, DeviceState state, int millis) {
    SimScheduler own = new SimScheduler();
    List<String> lines = new ArrayList<>();
    LightShow show = new LightShow(own, lamp(1, own, lines));
    own.execute(() -> show.show(LedPatterns.of(kind, state, false)));
    own.runForMillis(millis);
    return lines;
  }

  private LightShow show(int lights) {
    return new LightShow(scheduler, lamp(lights, scheduler, seen));
  }

  private static Lamp lamp(int lights, SimScheduler scheduler, List<String> lines) {
    long beginNanos = scheduler.clock().nowNanos();
    return new Lamp() {
      @Override
      public int lights() {
        return lights;
      }

      @Override
      public void shine(int[] colours) {
        long millis = (scheduler.clock().nowNanos() - beginNanos) / 1_000_000;
        lines.add(
            millis
                + " "
                + IntStream.of(colours).mapToObj(c -> String.format("%06x", c)).collect(Collectors.joining(" ")));
      }
    };
  }
}
