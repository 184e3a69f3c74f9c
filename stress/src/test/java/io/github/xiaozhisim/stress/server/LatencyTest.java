package io.github.xiaozhisim.stress.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LatencyTest {

  @ParameterizedTest
  @CsvSource({"300ms,300", "0.3s,300", "300,300", " 2min ,120000", "1500us,1.5", "0ms,0"})
  void shouldReadPlainTimes(String text, double millis) {
    assertThat(Latency.parse(text)).isEqualTo(Latency.fixed(millis));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "200ms..400ms|UNIFORM|300",
        "normal(300ms, 50ms)|NORMAL|300",
        "exp(0.3s)|EXPONENTIAL|208",
        "lognormal(300ms,0.5)|LOGNORMAL|300"
      })
  void shouldDrawFromTheDistributionTold(String text, Latency.Shape shape, double medianMillis) {
    Latency latency = Latency.parse(text);
    assertThat(latency.shape()).isEqualTo(shape);
    assertThat(Latency.parse(latency.toString())).isEqualTo(latency);
    SplittableRandom random = new SplittableRandom(42);
    long[] drawn = IntStream.range(0, 20_001).mapToLong(i -> latency.nextNanos(random)).sorted().toArray();
    assertThat(drawn[10_000] / 1e6).isCloseTo(medianMillis, within(medianMillis * 0.02));
    assertThat(drawn[0]).isNotNegative();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "fast", "-3ms", "3 hours", "400ms..200ms", "normal(300ms)", "gauss(1ms,1ms)",
    "lognormal(300ms,50ms)", "20min"})
  void shouldRefuseWithOneSentence(String text) {
    assertThatThrownBy(() -> Latency.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'" + text + "'");
  }

  @Test
  void shouldDrawTheSameForTheSameSeed() {
    Latency latency = Latency.parse("exp(300ms)");
    assertThat(latency.nextNanos(new SplittableRandom(5))).isEqualTo(latency.nextNanos(new SplittableRandom(5)));
  }
}
