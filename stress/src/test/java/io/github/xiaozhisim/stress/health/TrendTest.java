package io.github.xiaozhisim.stress.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lines through what was seen once a second. */
class TrendTest {

  private final Trend trend = new Trend();

  @ParameterizedTest
  @ValueSource(ints = {60, 95, 96, 97, 1_000, 100_000})
  void shouldFindASlopeHoweverLongItTakes(int seconds) {
    for (int i = 0; i < seconds; i++) {
      trend.add(i, 1_000 + 0.5 * i);
    }
    assertThat(trend.line().perSecond()).isCloseTo(0.5, within(1e-9));
    assertThat(trend.line().error()).isCloseTo(0, within(1e-9));
    assertThat(trend.line().seconds()).isBetween(0.55 * seconds, 0.75 * seconds);
  }

  @Test
  void shouldNotTakeFillingUpForGrowth() {
    for (int i = 0; i < 900; i++) {
      trend.add(i, Math.min(i, 250));
    }
    assertThat(trend.line().perSecond()).isCloseTo(0, within(1e-9));
    assertThat(trend.line().level()).isCloseTo(250, within(1e-9));
  }

  @Test
  void shouldSayHowSureItIs() {
    int within = 0;
    for (int seed = 0; seed < 200; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      Trend noisy = new Trend();
      for (int i = 0; i < 900; i++) {
        noisy.add(i, 100 + 0.01 * i + 20 * random.nextDouble());
      }
      Trend.Line line = noisy.line();
      within += Math.abs(line.perSecond() - 0.01) <= 2 * line.error() ? 1 : 0;
    }
    assertThat(within).as("of 200 lines, those within two errors").isBetween(180, 199);
  }

  @Test
  void shouldBeLessSureWhenValuesResembleTheirNeighbours() {
    SplittableRandom random = new SplittableRandom(1);
    Trend wandering = new Trend();
    Trend jumping = new Trend();
    double level = 0;
    for (int i = 0; i < 96; i++) {
      double jump = random.nextDouble() - 0.5;
      level = 0.9 * level + jump;
      wandering.add(i, level);
      jumping.add(i, jump);
    }
    assertThat(wandering.line().error()).isGreaterThan(2 * jumping.line().error());
  }

  @Test
  void shouldSayNothingOfTooLittle() {
    for (int i = 0; i < 12; i++) {
      trend.add(i, i);
    }
    assertThat(trend.line().perSecond()).isNaN();
    assertThat(trend.line().seconds()).isZero();
  }
}
