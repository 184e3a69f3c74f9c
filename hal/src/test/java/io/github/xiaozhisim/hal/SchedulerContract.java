package io.github.xiaozhisim.hal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What every {@link Scheduler} and its {@link Timer}s must do. */
public abstract class SchedulerContract extends TimedContract {

  private static final long MILLI = 1_000_000;

  private final List<String> log = new CopyOnWriteArrayList<>();

  @Test
  void shouldRunTasksInTheOrderInWhichOneThreadHandsThemIn() {
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      String name = "task " + i;
      expected.add(name);
      scheduler().execute(() -> log.add(name));
    }

    waitFor(() -> log.size() == 200, 5_000);

    assertThat(log).isEqualTo(expected);
  }

  @Test
  void shouldNeverRunOneTaskInsideAnother() {
    onScheduler(
        () -> {
          scheduler().execute(() -> log.add("inner"));
          log.add("outer");
        });

    waitFor(() -> log.size() == 2, 5_000);

    assertThat(log).containsExactly("outer", "inner");
  }

  @Test
  void shouldKnowItsOwnThread() {
    assertThat(scheduler().inScheduler()).isFalse();

    onScheduler(() -> assertThat(scheduler().inScheduler()).isTrue());
  }

  @Test
  void shouldGoOnAfterATaskThatThrows() {
    scheduler()
        .execute(
            () -> {
              throw new IllegalStateException("thrown on purpose by a test");
            });
    scheduler().execute(() -> log.add("next"));

    waitFor(() -> log.contains("next"), 5_000);
  }

  @Test
  void shouldNeverFireATimerEarly() {
    List<Long> earlyNanos = new CopyOnWriteArrayList<>();
    onScheduler(
        () -> {
          for (int i = 1; i <= 50; i++) {
            long deadline = nowNanos() + i * 777_777L;
            scheduler().at(deadline, () -> earlyNanos.add(deadline - nowNanos()));
          }
        });

    waitFor(() -> earlyNanos.size() == 50, 5_000);

    assertThat(earlyNanos).allMatch(early -> early <= 0);
  }

  @Test
  void shouldFireTimersInTheOrderOfTheirDeadlines() {
    onScheduler(
        () -> {
          long base = nowNanos() + 20 * MILLI;
          scheduler().at(base + 2 * MILLI, () -> log.add("third"));
          scheduler().at(base, () -> log.add("first"));
          scheduler().at(base + MILLI, () -> log.add("second"));
        });

    waitFor(() -> log.size() == 3, 5_000);

    assertThat(log).containsExactly("first", "second", "third");
  }

  @Test
  void shouldFireTimersWithEqualDeadlinesInTheOrderInWhichTheyWereArmed() {
    onScheduler(
        () -> {
          long deadline = nowNanos() + 20 * MILLI;
          Timer late = scheduler().timer(() -> log.add("armed second"));
          Timer early = scheduler().timer(() -> log.add("armed first"));
          early.arm(deadline);
          late.arm(deadline);
        });

    waitFor(() -> log.size() == 2, 5_000);

    assertThat(log).containsExactly("armed first", "armed second");
  }

  @Test
  void shouldFireADeadlineOfThePastSoon() {
    onScheduler(() -> scheduler().at(nowNanos() - 1_000 * MILLI, () -> log.add("past")));

    waitFor(() -> log.contains("past"), 1_000);
  }

  @Test
  void shouldNotFireWhatWasCancelledEvenWhenItHadFallenDue() {
    onScheduler(
        () -> {
          long deadline = nowNanos() + 10 * MILLI;
          Timer victim = scheduler().timer(() -> log.add("cancelled"));
          scheduler()
              .at(
                  deadline,
                  () -> {
                    victim.cancel();
                    log.add("canceller");
                  });
          victim.arm(deadline);
        });

    pass(100);

    assertThat(log).containsExactly("canceller");
  }

  @Test
  void shouldMoveAnArmedTimerWhenItIsArmedAgain() {
    onScheduler(
        () -> {
          Timer timer = scheduler().timer(() -> log.add("fired"));
          timer.arm(nowNanos() + 10 * MILLI);
          long moved = nowNanos() + 80 * MILLI;
          timer.arm(moved);
          scheduler().at(moved - 20 * MILLI, () -> log.add("before"));
          assertThat(timer.deadlineNanos()).isEqualTo(moved);
        });

    pass(200);

    assertThat(log).containsExactly("before", "fired");
  }

  @Test
  void shouldTellWhetherATimerIsArmed() {
    onScheduler(
        () -> {
          Timer timer = scheduler().timer(() -> log.add("fired"));
          assertThat(timer.armed()).isFalse();
          timer.arm(nowNanos() + 1_000 * MILLI);
          assertThat(timer.armed()).isTrue();
          timer.cancel();
          assertThat(timer.armed()).isFalse();
          timer.cancel();
        });
  }

  @Test
  void shouldKeepAPeriodWhenATimerArmsItselfFromItsLastDeadline() {
    AtomicInteger ticks = new AtomicInteger();
    long[] start = new long[1];
    long[] lastDeadline = new long[1];
    Timer[] timer = new Timer[1];
    onScheduler(
        () -> {
          start[0] = nowNanos();
          timer[0] =
              scheduler()
                  .timer(
                      () -> {
                        lastDeadline[0] = timer[0].deadlineNanos();
                        if (ticks.incrementAndGet() < 10) {
                          timer[0].arm(lastDeadline[0] + 5 * MILLI);
                        }
                      });
          timer[0].arm(start[0] + 5 * MILLI);
        });

    waitFor(() -> ticks.get() == 10, 5_000);

    assertThat(lastDeadline[0] - start[0]).isEqualTo(50 * MILLI);
  }

  @Test
  void shouldHaveAClockThatNeverGoesBack() {
    List<Long> seen = new CopyOnWriteArrayList<>();
    onScheduler(
        () -> {
          for (int i = 0; i < 20; i++) {
            scheduler().after(i * 300_000L, () -> seen.add(nowNanos()));
          }
        });

    waitFor(() -> seen.size() == 20, 5_000);

    assertThat(seen).isSorted();
  }
}
