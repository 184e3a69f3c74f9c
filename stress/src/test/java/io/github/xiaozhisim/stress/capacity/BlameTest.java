package io.github.xiaozhisim.stress.capacity;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xiaozhisim.stress.health.Verdict;
import io.github.xiaozhisim.stress.measure.Stats;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Which part gave way first. */
class BlameTest {

  @Test
  void shouldNameThePartByWhichMoreFailsThanBefore() {
    Blame blame = blame(step(10, List.of(100.0, 0.0), 0.05, 0), step(99, List.of(100.0, 0.0), 0.10, 0.09));

    assertThat(blame.part().label()).isEqualTo("queue");
    assertThat(blame.english()).isEqualTo("the queue gave way first (9.0% of the work failed by it)");
    assertThat(blame.chinese()).isEqualTo("最先撑不住的是排队（9.0% 的工作因此失败）");
  }

  @Test
  void shouldSayBothWhereAPartFailsAndIsSlower() {
    Blame blame = blame(step(10, List.of(100.0, 0.0), 0, 0), step(99, List.of(100.0, 1_800.0), 0, 0.25));

    assertThat(blame.english())
        .isEqualTo("the queue gave way first (0 ms with little to do, 1,800 ms there; 25.0% of the work failed by it)");
  }

  private static Blame blame(Step calm, Step missed) {
    return Objects.requireNonNull(Blame.of(calm, missed, QueueServer.PARTS));
  }

  /** A level that not all have reached, which is about failures. */
  private static Step step(double level, List<Double> p95, double workFailed, double queueFailed) {
    List<Stats> parts = p95.stream().map(each -> new Stats(100, each, each, each, each, each, each)).toList();
    List<Double> failures = List.of(workFailed, queueFailed);
    return new Step(level, Search.Purpose.GROW, false, false, Verdict.VALID, List.of(), parts, failures, 1, 0, 60);
  }
}
