package io.github.xiaozhisim.stress.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Answers of 2 s each, in virtual time; a sounding ear costs 2 % of a processor. */
class EarBudgetTest {

  private static final double COST = 0.02;
  private static final long SECOND_NANOS = 1_000_000_000L;
  private static final long STEP_NANOS = SECOND_NANOS / 10;
  private static final int ANSWER_STEPS = 20;

  private final int ears = 60;
  private final EarBudget.Claim[] claims =
      IntStream.range(0, ears).mapToObj(EarBudget.Claim::new).toArray(EarBudget.Claim[]::new);
  private final boolean[] listenedTo = new boolean[ears];
  private final boolean[] sounds = new boolean[ears];
  private final int[] heard = new int[ears];
  private final int[] answers = new int[ears];
  private long nowNanos;
  private double cpuSeconds;

  /** Lets time pass; ear {@code i} begins its answers {@code offsetSteps * i} after the first, every 4 s. */
  private void run(EarBudget budget, int seconds, int offsetSteps) {
    for (int step = 0; step < seconds * 10; step++) {
      int listening = 0;
      for (int ear = 0; ear < ears; ear++) {
        int phase = Math.floorMod(step - ear * offsetSteps, 2 * ANSWER_STEPS);
        if (phase == ANSWER_STEPS && sounds[ear]) {
          budget.pauses(listenedTo[ear]);
          sounds[ear] = false;
          listenedTo[ear] = false;
        }
        if (phase == 0) {
          sounds[ear] = true;
          listenedTo[ear] = budget.begins(claims[ear], true);
          answers[ear]++;
          heard[ear] += listenedTo[ear] ? 1 : 0;
        }
        listening += listenedTo[ear] ? 1 : 0;
      }
      nowNanos += STEP_NANOS;
      long soundNanos = listening * STEP_NANOS;
      cpuSeconds += soundNanos * COST / SECOND_NANOS;
      budget.spent(Math.round(soundNanos * COST), soundNanos, nowNanos);
    }
  }

  private double heardShare() {
    return (double) Arrays.stream(heard).sum() / Arrays.stream(answers).sum();
  }

  @Test
  void shouldListenToEverythingWhenTheBudgetSuffices() {
    run(new EarBudget(ears * COST * 1.05), 60, 1);
    assertThat(heard).isEqualTo(answers);
  }

  @Test
  void shouldStayWithinTheBudgetWhenItIsShort() {
    run(new EarBudget(0.2), 400, 1);
    assertThat(cpuSeconds).isLessThan(0.21 * 400).isGreaterThan(0.13 * 400);
    assertThat(heardShare()).isCloseTo(10 / 30.0, within(0.1)); // ten at a time where half of sixty sound
  }

  @Test
  void shouldListenToTheSameShareForEveryEarWhenAnswersAreSpreadInTime() {
    run(new EarBudget(0.2), 800, 1);
    double fair = heardShare() * 200;
    assertThat(Arrays.stream(heard).asDoubleStream().boxed().toList())
        .allSatisfy(each -> assertThat(each).isCloseTo(fair, within(0.25 * fair)));
  }

  @Test
  void shouldListenToTheSameShareForEveryEarWhenAllAnswersBeginAtOnce() {
    run(new EarBudget(0.2), 800, 0);
    double fair = heardShare() * 200;
    assertThat(fair).isGreaterThan(20); // ten of sixty would be 33
    assertThat(Arrays.stream(heard).asDoubleStream().boxed().toList())
        .allSatisfy(each -> assertThat(each).isCloseTo(fair, within(0.25 * fair)));
  }

  @Test
  void shouldListenNowAndThenWhenTheBudgetIsLessThanOneEarCosts() {
    run(new EarBudget(COST / 4), 1_600, 0);
    assertThat(Arrays.stream(heard).sum()).isPositive();
    assertThat(cpuSeconds).isLessThan(1.1 * COST / 4 * 1_600);
  }

  @Test
  void shouldNotBeginWhereThePacketsHaveNoRoom() {
    assertThat(new EarBudget(1).begins(new EarBudget.Claim(0), false)).isFalse();
  }
}
