package io.github.xiaozhisim.stress.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DurationCountsTest {

  private static final long MICRO = 1_000;
  private static final long HOUR_NANOS = 3_600_000_000L * MICRO;

  private final DurationCounts counts = new DurationCounts();
  private final Histogram total = new Histogram(3);

  @Test
  void shouldCountInTheClassesOfAHistogramWithThreeDigits() {
    Histogram expected = new Histogram(3);
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < 100_000; i++) {
      long micros = random.nextLong(3_600_000_000L) >>> random.nextInt(32);
      expected.recordValue(micros);
      counts.record(micros * MICRO);
      if (i % 10_000 == 0) {
        counts.drain().addTo(total);
      }
    }
    counts.drain().addTo(total);
    assertThat(total).isEqualTo(expected);
    assertThat(total.getMaxValue()).isEqualTo(expected.getMaxValue());
    assertThat(total.getMean()).isEqualTo(expected.getMean());
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 1_023, 1_024, 2_047, 2_048, 2_050, 1_000_000, 2_147_483_648L, 3_599_999_999L})
  void shouldTellDurationsApartToAThousandth(long micros) {
    counts.record(micros * MICRO);
    counts.drain().addTo(total);
    assertThat(total.getCountAtValue(micros)).isEqualTo(1);
    assertThat(total.getMaxValue()).isBetween(micros, micros + micros / 1_000);
  }

  @Test
  void shouldRoundToTheNearestMicrosecond() {
    counts.record(1_499);
    counts.record(1_500);
    counts.drain().addTo(total);
    assertThat(total.getCountAtValue(1)).isEqualTo(1);
    assertThat(total.getCountAtValue(2)).isEqualTo(1);
  }

  @Test
  void shouldTakeWhatIsNegativeAsNothingAndWhatIsLongerThanAnHourAsAnHour() {
    counts.record(-5 * MICRO);
    counts.record(2 * HOUR_NANOS);
    counts.record(Long.MAX_VALUE - 500);
    counts.drain().addTo(total);
    assertThat(total.getCountAtValue(0)).isEqualTo(1);
    assertThat(total.getCountAtValue(HOUR_NANOS / MICRO)).isEqualTo(2);
  }

  @Test
  void shouldGiveEachDurationOnce() {
    counts.record(7 * MICRO);
    counts.drain().addTo(total);
    counts.drain().addTo(total);
    counts.record(7 * MICRO);
    counts.drain().addTo(total);
    assertThat(total.getTotalCount()).isEqualTo(2);
  }

  @Test
  void shouldLoseNothingWhileItIsRead() throws InterruptedException {
    int many = 1_000_000;
    Thread writer =
        Thread.ofPlatform()
            .start(
                () -> {
                  for (int i = 0; i < many; i++) {
                    counts.record(i * MICRO);
                  }
                });
    while (writer.isAlive()) {
      counts.drain().addTo(total);
    }
    writer.join();
    counts.drain().addTo(total);
    assertThat(total.getTotalCount()).isEqualTo(many);
  }
}
