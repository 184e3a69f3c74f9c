package io.github.xiaozhisim.stress.arrivals;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.function.LongToDoubleFunction;
import org.junit.jupiter.api.Test;

/** How much work is planned until when. */
class PlannedLoadTest {

  private static final long SECOND_NANOS = 1_000_000_000L;

  /** 10, after a minute 40, after another 20; at once, or half a second for each. */
  @Test
  void shouldAddUpPhasesAndWhoJoinsThem() {
    Phases phases = Phases.parse("10: 1m, 40: 1m, 20: 1m");
    LongToDoubleFunction load = PlannedLoad.of(phases, 0);
    assertThat(load.applyAsDouble(30 * SECOND_NANOS)).isEqualTo(300e9);
    assertThat(load.applyAsDouble(60 * SECOND_NANOS)).isEqualTo(600e9);
    assertThat(load.applyAsDouble(180 * SECOND_NANOS)).isEqualTo((600 + 2_400 + 1_200) * 1e9);

    LongToDoubleFunction joining = PlannedLoad.of(phases, SECOND_NANOS / 2.0);
    assertThat(joining.applyAsDouble(5 * SECOND_NANOS)).isEqualTo(25e9);
    assertThat(joining.applyAsDouble(60 * SECOND_NANOS)).isEqualTo((25 + 550) * 1e9);
    assertThat(joining.applyAsDouble(120 * SECOND_NANOS)).isEqualTo((575 + 15 * 25 + 45 * 40) * 1e9);
    assertThat(joining.applyAsDouble(180 * SECOND_NANOS)).isEqualTo((575 + 2_175 + 1_200) * 1e9);
  }

  /** A phase too short for all to come. */
  @Test
  void shouldGoOnFromThoseWhoHadCome() {
    LongToDoubleFunction load = PlannedLoad.of(Phases.parse("100: 10s, 20: 10s"), SECOND_NANOS);
    assertThat(load.applyAsDouble(10 * SECOND_NANOS)).isEqualTo(50e9);
    assertThat(load.applyAsDouble(20 * SECOND_NANOS)).isEqualTo((50 + 150) * 1e9);
  }

  @Test
  void shouldCountTheArrivalsOfASchedule() {
    Schedule schedule = Schedule.of(new Ramp(0, 100, 60), Spacing.REGULAR, 1);
    LongToDoubleFunction load = PlannedLoad.of(schedule, 60 * SECOND_NANOS);
    assertThat(load.applyAsDouble(30 * SECOND_NANOS)).isCloseTo(750, within(10.0));
    assertThat(load.applyAsDouble(60 * SECOND_NANOS)).isCloseTo(3_000, within(2.0));
    assertThat(load.applyAsDouble(90 * SECOND_NANOS)).isEqualTo(load.applyAsDouble(60 * SECOND_NANOS));
  }

  @Test
  void shouldTakeMoreThanItCanCountForEven() {
    LongToDoubleFunction load =
        PlannedLoad.of(Schedule.of(new Constant(1e6), Spacing.REGULAR, 1), 3_600 * SECOND_NANOS);
    assertThat(List.of(load.applyAsDouble(1), load.applyAsDouble(2))).containsExactly(1.0, 2.0);
  }
}
