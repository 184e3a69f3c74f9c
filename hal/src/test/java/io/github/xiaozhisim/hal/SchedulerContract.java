package io.github.xiaozhisim.hal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What every {@link Scheduler} promises. Begin a port here: everything else stands on it.
 *
 * <p><b>Override</b> {@link #scheduler}, the same for one test, and {@link #runUntil}, which waits for real time or
 * moves virtual time. <b>A failure means</b> sound that drifts, timeouts that come twice, or a device that stands
 * still after the first exception.
 */
@ExtendWith(PromiseBroken.class)
public abstract class SchedulerContract {

  protected static final long MILLI = 1_000_000L;

  private final List<String> events = Collections.synchronizedList(new ArrayList<>());

  /** The scheduler under test, the same for one test. */
  protected abstract Scheduler scheduler();

  /**
   * Lets the scheduler work until {@code done}, and fails when that takes more than some seconds of its time. What a
   * task throws must not come out here.
   */
  protected abstract void runUntil(BooleanSupplier done);

  /** Runs {@code setUp} on the scheduler's thread, then lets it work until there are {@code count} events. */
  private List<String> eventsOf(int count, Runnable setUp) {
    scheduler().execute(setUp);
    runUntil(() -> events.size() >= count);
    return List.copyOf(events);
  }

  private Timer timer(String name) {
    return scheduler().timer(() -> events.add(name));
  }

  private long now() {
    return scheduler().clock().nowNanos();
  }

  @Test
  @Promise(
      value = "tasks run in the order in which one thread handed them in",
      mend = "Use one queue, first in first out, for all callers.")
  void shouldRunTasksInTheOrderInWhichTheyWereHandedIn() {
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      String name = "task " + i;
      expected.add(name);
      scheduler().execute(() -> events.add(name));
    }
    runUntil(() -> events.size() >= 100);
    assertThat(events).containsExactlyElementsOf(expected);
  }

  @Test
  @Promise(
      value = "tasks and timers run on the scheduler's thread, and inScheduler says so",
      mend = "Run both from the one loop; compare with the loop's own thread.")
  void shouldRunTasksAndTimersOnItsOwnThread() {
    assertThat(scheduler().inScheduler()).isFalse();
    List<String> seen =
        eventsOf(
            2,
            () -> {
              events.add("task " + scheduler().inScheduler());
              scheduler().after(MILLI, () -> events.add("timer " + scheduler().inScheduler()));
            });
    assertThat(seen).containsExactly("task true", "timer true");
  }

  @Test
  @Promise(
      value = "a task never runs inside another one",
      mend = "execute only queues, also when it is called on the scheduler itself.")
  void shouldNeverRunOneTaskInsideAnother() {
    List<String> seen =
        eventsOf(
            4,
            () -> {
              events.add("outer begins");
              scheduler().execute(() -> events.add("inner"));
              scheduler().after(0, () -> events.add("due at once"));
              events.add("outer ends");
            });
    assertThat(seen).startsWith("outer begins", "outer ends").contains("inner", "due at once");
  }

  @Test
  @Promise(
      value = "timers fire in the order of their deadlines, however close these are",
      mend = "Compare nanoseconds; rounding to milliseconds mixes up audio and its end.")
  void shouldFireInTheOrderOfDeadlinesHoweverCloseTheyAre() {
    List<String> seen =
        eventsOf(
            4,
            () -> {
              long base = now() + 20 * MILLI;
              timer("third").arm(base + 2_000);
              timer("last").arm(base + 3 * MILLI);
              timer("first").arm(base);
              timer("second").arm(base + 1_000);
            });
    assertThat(seen).containsExactly("first", "second", "third", "last");
  }

  @Test
  @Promise(
      value = "timers with equal deadlines fire in the order in which they were armed",
      mend = "Number each arming, and let the number decide between equals.")
  void shouldFireEqualDeadlinesInTheOrderOfArming() {
    List<String> seen =
        eventsOf(
            4,
            () -> {
              long deadline = now() + 20 * MILLI;
              Timer early = timer("made first, armed last");
              timer("a").arm(deadline);
              timer("b").arm(deadline);
              timer("c").arm(deadline);
              early.arm(deadline);
            });
    assertThat(seen).containsExactly("a", "b", "c", "made first, armed last");
  }

  @Test
  @Promise(
      value = "the order of deadlines holds for hundreds of timers",
      mend = "Check the sift-up and sift-down of your heap.")
  void shouldKeepTheOrderOfManyRandomDeadlines() {
    Random random = new Random(7);
    List<Long> fired = Collections.synchronizedList(new ArrayList<>());
    int count = 500;
    scheduler()
        .execute(
            () -> {
              long base = now() + 5 * MILLI;
              for (int i = 0; i < count; i++) {
                long deadline = base + random.nextLong(60 * MILLI);
                scheduler().at(deadline, () -> fired.add(deadline));
              }
            });
    runUntil(() -> fired.size() >= count);
    assertThat(fired).isSorted();
  }

  @Test
  @Promise(
      value = "a timer never fires early",
      mend = "Round the time to sleep up and not down, and look at the clock again before you fire.")
  void shouldNeverFireEarly() {
    List<Long> early = Collections.synchronizedList(new ArrayList<>());
    AtomicInteger fired = new AtomicInteger();
    scheduler()
        .execute(
            () -> {
              long base = now();
              for (int i = 0; i < 300; i++) {
                long deadline = base + i * 123_457L;
                scheduler()
                    .at(
                        deadline,
                        () -> {
                          if (now() - deadline < 0) {
                            early.add(deadline);
                          }
                          fired.incrementAndGet();
                        });
              }
            });
    runUntil(() -> fired.get() == 300);
    assertThat(early).isEmpty();
  }

  @Test
  @Promise(
      value = "a deadline in the past counts as it is: it goes before what is due now",
      mend = "Do not move it to now: the order among late timers is part of the promise.")
  void shouldFireSoonWhenTheDeadlineIsPastAndBeforeWhatIsDueNow() {
    List<String> seen =
        eventsOf(
            4,
            () -> {
              long base = now();
              timer("now").arm(base);
              timer("a second late").arm(base - 1_000 * MILLI);
              timer("later than that").arm(base - 2_000 * MILLI);
              timer("as late").arm(base - 1_000 * MILLI);
            });
    assertThat(seen).containsExactly("later than that", "a second late", "as late", "now");
  }

  @Test
  @Promise(
      value = "arming an armed timer moves it",
      mend = "Take the timer out of the queue before you put it in again.")
  void shouldMoveAnArmedTimerWhenArmedAgain() {
    List<String> seen =
        eventsOf(
            3,
            () -> {
              long base = now() + 10 * MILLI;
              Timer later = timer("moved later");
              later.arm(base);
              later.arm(base + 10 * MILLI);
              Timer sooner = timer("moved sooner");
              sooner.arm(base + 60_000 * MILLI);
              sooner.arm(base + 2 * MILLI);
              assertThat(sooner.deadlineNanos()).isEqualTo(base + 2 * MILLI);
              timer("end").arm(base + 20 * MILLI);
            });
    assertThat(seen).containsExactly("moved sooner", "moved later", "end");
  }

  @Test
  @Promise(
      value = "a timer that is armed from its own deadline keeps its period without drift",
      mend = "deadlineNanos must give what it was armed with, not when it fired.")
  void shouldKeepAPeriodWithoutDriftWhenArmedFromItsOwnAction() {
    List<Long> deadlines = Collections.synchronizedList(new ArrayList<>());
    Timer[] timer = new Timer[1];
    scheduler()
        .execute(
            () -> {
              timer[0] =
                  scheduler()
                      .timer(
                          () -> {
                            assertThat(timer[0].armed()).isFalse();
                            deadlines.add(timer[0].deadlineNanos());
                            if (deadlines.size() < 10) {
                              timer[0].arm(timer[0].deadlineNanos() + 3 * MILLI);
                            }
                          });
              timer[0].arm(now() + MILLI);
              assertThat(timer[0].armed()).isTrue();
            });
    runUntil(() -> deadlines.size() == 10);
    assertThat(deadlines.get(9) - deadlines.get(0)).isEqualTo(27 * MILLI);
  }

  @Test
  @Promise(
      value = "a period that began in the past catches up",
      mend = "A timer armed in the past from its own action fires at once, as often as it takes.")
  void shouldCatchUpAPeriodThatBeganInThePast() {
    AtomicInteger fired = new AtomicInteger();
    Timer[] timer = new Timer[1];
    scheduler()
        .execute(
            () -> {
              timer[0] =
                  scheduler()
                      .timer(
                          () -> {
                            if (fired.incrementAndGet() < 50) {
                              timer[0].arm(timer[0].deadlineNanos() + MILLI);
                            }
                          });
              timer[0].arm(now() - 40 * MILLI);
            });
    runUntil(() -> fired.get() == 50);
  }

  @Test
  @Promise(
      value = "a cancelled timer does not fire",
      mend = "Cancelling must reach the queue, and twice is no error.")
  void shouldNotFireAfterCancel() {
    List<String> seen =
        eventsOf(
            1,
            () -> {
              Timer cancelled = timer("cancelled");
              cancelled.arm(now() + 5 * MILLI);
              cancelled.cancel();
              cancelled.cancel();
              assertThat(cancelled.armed()).isFalse();
              timer("end").arm(now() + 10 * MILLI);
            });
    assertThat(seen).containsExactly("end");
  }

  @Test
  @Promise(
      value = "a timer can be cancelled by one that fires at the same moment",
      mend = "Do not collect all that are due before you fire: take them one by one.")
  void shouldNotFireWhenATimerDueAtTheSameTimeCancelsIt() {
    List<String> seen =
        eventsOf(
            2,
            () -> {
              long deadline = now() + 5 * MILLI;
              Timer victim = timer("cancelled");
              scheduler()
                  .at(
                      deadline,
                      () -> {
                        events.add("canceller");
                        victim.cancel();
                      });
              victim.arm(deadline);
              timer("end").arm(deadline + 5 * MILLI);
            });
    assertThat(seen).containsExactly("canceller", "end");
  }

  @Test
  @Promise(
      value = "a timer can be moved by one that fires at the same moment",
      mend = "As above: what is due may change while you fire.")
  void shouldMoveATimerDueAtTheSameTimeWhenAnotherArmsIt() {
    List<String> seen =
        eventsOf(
            3,
            () -> {
              long deadline = now() + 5 * MILLI;
              Timer moved = timer("moved");
              scheduler()
                  .at(
                      deadline,
                      () -> {
                        events.add("mover");
                        moved.arm(deadline + 10 * MILLI);
                      });
              moved.arm(deadline);
              timer("between").arm(deadline + 5 * MILLI);
            });
    assertThat(seen).containsExactly("mover", "between", "moved");
  }

  @Test
  @Promise(
      value = "near and far timers live side by side, to the end of time",
      mend =
          "Mind the overflow when you subtract deadlines, and waits longer than the hardware's timer can count.")
  void shouldFireBothNearAndFarTimers() {
    List<String> seen =
        eventsOf(
            3,
            () -> {
              timer("in an hour").arm(now() + 3_600_000 * MILLI);
              timer("never").arm(Long.MAX_VALUE);
              timer("in 1.2 s").arm(now() + 1_200 * MILLI);
              timer("in 1.1 s").arm(now() + 1_100 * MILLI);
              timer("soon").arm(now() + MILLI);
            });
    assertThat(seen).containsExactly("soon", "in 1.1 s", "in 1.2 s");
  }

  @Test
  @Promise(
      value = "a timer that is armed while the loop waits for a later one fires in time",
      mend = "Wake the loop when the first deadline changes.")
  void shouldFireATimerSetBeforeALaterOneThatIsWaitedFor() {
    AtomicBoolean nextTurn = new AtomicBoolean();
    scheduler().execute(() -> timer("later").arm(now() + 60 * MILLI));
    scheduler().execute(() -> timer("sooner").arm(now() + 5 * MILLI));
    scheduler().execute(() -> nextTurn.set(true));
    runUntil(nextTurn::get);
    runUntil(() -> events.size() >= 2);
    assertThat(events).containsExactly("sooner", "later");
  }

  @Test
  @Promise(
      value = "a task or timer that throws stops nobody else",
      mend = "Catch around each call, report, and go on.")
  void shouldGoOnWhenATaskOrATimerThrows() {
    List<String> seen =
        eventsOf(
            3,
            () -> {
              long deadline = now() + 5 * MILLI;
              scheduler().execute(SchedulerContract::fail);
              scheduler().at(deadline, SchedulerContract::fail);
              timer("same instant").arm(deadline);
              timer("later").arm(deadline + MILLI);
              scheduler().execute(() -> events.add("next task"));
            });
    assertThat(seen).containsExactly("next task", "same instant", "later");
  }

  private static void fail() {
    throw new IllegalStateException("thrown on purpose by a contract test");
  }
}
