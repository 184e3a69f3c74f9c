package io.github.xiaozhisim.stress.arrivals;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.xiaozhisim.stress.arrivals.Phases.Phase;
import org.junit.jupiter.api.Test;

/** Levels, one after the other. */
class PhasesTest {

  private static final long SECOND = 1_000_000_000L;
  private static final Phases THREE = Phases.parse("100: 30s, 500:1m,200 : 1.5s");

  @Test
  void shouldReadLevelsAndTimes() {
    assertThat(THREE.all())
        .containsExactly(new Phase(100, 30 * SECOND), new Phase(500, 60 * SECOND), new Phase(200, 3 * SECOND / 2));
    assertThat(THREE.first()).isEqualTo(100);
    assertThat(THREE.highest()).isEqualTo(500);
    assertThat(THREE.lengthNanos()).isEqualTo(91_500_000_000L);
  }

  @Test
  void shouldBeginEachWhereTheOneBeforeEnds() {
    assertThat(THREE.indexAt(0)).isZero();
    assertThat(THREE.indexAt(30 * SECOND - 1)).isZero();
    assertThat(THREE.indexAt(30 * SECOND)).isEqualTo(1);
    assertThat(THREE.indexAt(90 * SECOND)).isEqualTo(2);
    assertThat(THREE.beginNanos(2)).isEqualTo(90 * SECOND);
  }

  @Test
  void shouldGoOnWithTheLast() {
    assertThat(THREE.indexAt(1_000 * SECOND)).isEqualTo(2);
  }

  @Test
  void shouldSayWhereAndWhyATextIsNone() {
    assertThatThrownBy(() -> Phases.parse("100: 30s, many: 5s"))
        .hasMessageContaining("column 11: 'many' is not a number; write levels and times like 100: 30s, 500: 1m");
    assertThatThrownBy(() -> Phases.parse("100")).hasMessageContaining("here ':' is missing");
    assertThatThrownBy(() -> Phases.parse("100: 0s")).hasMessageContaining("column 6: a phase takes some time");
    assertThatThrownBy(() -> Phases.parse("9999999999: 1s")).hasMessageContaining("is more than there can be");
    assertThatThrownBy(() -> Phases.parse("100: 1s 5")).hasMessageContaining("is too much");
  }

  @Test
  void shouldHoldAtMostSoManyAndBeAsLongAsBefore() {
    Phases phases = Phases.parse("100: 30s, 500: 1m, 800: 1m, 200: 10s").atMost(400);
    assertThat(phases).isEqualTo(Phases.parse("100: 30s, 400: 2m, 200: 10s"));
    assertThat(phases.atMost(400)).isEqualTo(phases);
    assertThat(phases.text()).isEqualTo("100: 30s, 400: 120s, 200: 10s");
    assertThat(Phases.parse("1: 1.5s, 2: 300ms").text()).isEqualTo("1: 1.5s, 2: 0.3s");
  }
}
