package io.github.xiaozhisim.stress.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class DurationsTest {

  private final Random random = new Random(3);

  private Histogram some(int many) {
    Histogram histogram = new Histogram(3);
    for (int i = 0; i < many; i++) {
      histogram.recordValue(Math.round(Math.exp(4 * random.nextGaussian() + 8)) % 3_600_000_000L);
    }
    return histogram;
  }

  @Test
  void shouldHoldTheSameFiguresAsTheHistogramTheyComeFrom() {
    for (int many : new int[] {1, 2, 3, 19, 20, 21, 100, 1_000, 10_000}) {
      Histogram histogram = some(many);
      Stats exact = Stats.of(histogram);
      Stats stats = Durations.of(histogram).stats();
      assertThat(stats.mean()).as("mean of %d", many).isCloseTo(exact.mean(), within(1e-6 * exact.mean()));
      assertThat(new Stats(many, 0, stats.p50(), stats.p90(), stats.p95(), stats.p99(), stats.max()))
          .isEqualTo(new Stats(many, 0, exact.p50(), exact.p90(), exact.p95(), exact.p99(), exact.max()));
    }
  }

  @Test
  void shouldAddUpAsTheirHistogramsDo() {
    Histogram first = some(500);
    Histogram second = some(300);
    Histogram both = new Histogram(3);
    Durations.of(first).and(Durations.of(second)).addTo(both);
    first.add(second);
    assertThat(both).isEqualTo(first);
  }

  @Test
  void shouldTakeLittleRoomWhereAHundredthIsPreciseEnough() {
    Durations fine = Durations.of(some(50_000));
    Durations coarse = fine.coarse(200);
    int[] classes = new int[2];
    fine.forEach((micros, times) -> classes[0]++);
    coarse.forEach((micros, times) -> classes[1]++);
    assertThat(classes[1]).isLessThan(classes[0] / 3);
    assertThat(coarse.size()).as("none is lost").isEqualTo(fine.size());
    assertThat(coarse.stats().p50()).isCloseTo(fine.stats().p50(), within(0.016 * fine.stats().p50()));
    assertThat(coarse.stats().p99()).isCloseTo(fine.stats().p99(), within(0.016 * fine.stats().p99()));
    assertThat(coarse.coarse(1).stats()).as("and no less precise the second time").isEqualTo(coarse.stats());
    Durations few = Durations.of(some(100));
    assertThat(few.coarse(200)).isSameAs(few);
  }

  @Test
  void shouldBeNothingWithoutDurations() {
    assertThat(Durations.NONE.stats()).isEqualTo(Stats.EMPTY);
    assertThat(Durations.NONE.and(Durations.NONE).isEmpty()).isTrue();
    assertThat(Durations.of(some(4)).and(Durations.NONE).size()).isEqualTo(4);
  }
}
