package io.github.xiaozhisim.stress.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xiaozhisim.stress.comparison.Comparison.Verdict;
import io.github.xiaozhisim.stress.timeline.Requests;
import io.github.xiaozhisim.stress.timeline.Requests.End;
import io.github.xiaozhisim.stress.timeline.Requests.Tally;
import io.github.xiaozhisim.stress.timeline.Timeline;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ComparisonTest {

  /** A run of so many seconds with five answers in each, slower by this factor. */
  private static Timeline.Snapshot run(long seed, int seconds, double factor) {
    return run(seed, seconds, factor, 0);
  }

  /** {@code mood}: by how much whole stretches of four seconds are slower or faster together. */
  private static Timeline.Snapshot run(long seed, int seconds, double factor, double mood) {
    Random random = new Random(seed);
    Requests requests = new Requests();
    Timeline timeline = new Timeline(Requests.VOCABULARY, 1_000);
    double now = 0;
    for (int second = 0; second < seconds; second++) {
      now = second % 4 == 0 ? mood * random.nextGaussian() : now;
      for (int i = 0; i < 5; i++) {
        requests.answered(factor * Math.exp(6 + now + 0.3 * random.nextGaussian()));
      }
      timeline.add(requests.second(), null);
    }
    return timeline.snapshot();
  }

  private static Comparison.Row row(Comparison comparison, String id) {
    return comparison.rows().stream().filter(row -> row.id().equals(id)).findFirst().orElseThrow();
  }

  @Test
  void shouldHardlyEverTakeChanceForChange() {
    int different = 0;
    int all = 0;
    for (int i = 0; i < 40; i++) {
      Comparison comparison = Comparison.of(run(2 * i, 80, 1), run(2 * i + 1, 80, 1));
      all += comparison.rows().size();
      different += comparison.count(Verdict.BETTER) + comparison.count(Verdict.WORSE);
    }
    assertThat(all).isEqualTo(40 * 3);
    assertThat(different).as("of %d figures of equal runs", all).isLessThanOrEqualTo(4);
  }

  @Test
  void shouldNotBeFooledByMoodsOfTheServer() {
    int different = 0;
    for (int i = 0; i < 40; i++) {
      Comparison comparison = Comparison.of(run(2 * i, 240, 1, 0.5), run(2 * i + 1, 240, 1, 0.5));
      different += row(comparison, "first_token.p50").verdict() == Verdict.SAME ? 0 : 1;
    }
    assertThat(different).as("of 40 medians of equal runs, over 1,200 turns each").isLessThanOrEqualTo(3);
  }

  @Test
  void shouldSeeWhatIsThere() {
    Comparison slower = Comparison.of(run(1, 120, 1), run(2, 120, 1.2));
    assertThat(row(slower, "first_token.p50").verdict()).isEqualTo(Verdict.WORSE);
    assertThat(row(slower, "first_token.p50").change()).isBetween(0.1, 0.3);
    assertThat(row(slower, "first_token.p50").low()).isLessThan(0.2).isPositive();
    assertThat(row(slower, "first_token.p50").high()).isGreaterThan(0.2).isLessThan(0.35);
    Comparison faster = Comparison.of(run(2, 120, 1.2), run(1, 120, 1));
    assertThat(row(faster, "first_token.p50").verdict()).isEqualTo(Verdict.BETTER);
  }

  @Test
  void shouldCompareWhatFailedAndWhatWasHeard() {
    Comparison comparison = Comparison.of(failing(0.05, 0.5), failing(0.5, 0.1));
    assertThat(row(comparison, "failed").verdict()).isEqualTo(Verdict.WORSE);
    assertThat(row(comparison, "failed").after()).isBetween(40.0, 60.0);
    assertThat(row(comparison, "hiccups").verdict()).isEqualTo(Verdict.BETTER);
  }

  @Test
  void shouldSeeWhatWasNotThereBefore() {
    Comparison comparison = Comparison.of(failing(0, 0), failing(0.3, 0.5));
    assertThat(row(comparison, "failed").verdict()).isEqualTo(Verdict.WORSE);
    assertThat(row(comparison, "failed").change()).as("nothing to divide by").isNaN();
    assertThat(row(comparison, "hiccups").verdict()).isEqualTo(Verdict.WORSE);
  }

  private static Timeline.Snapshot failing(double share, double hiccups) {
    Random random = new Random(3);
    Requests requests = new Requests();
    Timeline timeline = new Timeline(Requests.VOCABULARY, 1_000);
    for (int second = 0; second < 200; second++) {
      for (int i = 0; i < 5; i++) {
        requests.recorder().ended(random.nextDouble() < share ? End.FAILED : End.DONE);
        requests.recorder().add(Tally.HICCUPS, random.nextDouble() < hiccups ? 1 : 0);
      }
      timeline.add(requests.second(), null);
    }
    return timeline.snapshot();
  }

  @Test
  void shouldSayThatItCannotTellOfShortRuns() {
    assertThat(Comparison.of(run(1, 10, 1), run(2, 10, 3)).rows())
        .isNotEmpty()
        .allSatisfy(row -> assertThat(row.verdict()).isEqualTo(Verdict.UNKNOWN));
  }

  @Test
  void shouldFindARunEqualToItself() {
    assertThat(Comparison.of(run(1, 60, 1), run(1, 60, 1)).rows())
        .isNotEmpty()
        .allSatisfy(
            row -> {
              assertThat(row.change()).isZero();
              assertThat(row.verdict()).isEqualTo(Verdict.SAME);
            });
  }
}
