package io.github.xiaozhisim.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xiaozhisim.hal.Timer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TickWheelTest {

  private static final long MILLI = 1_000_000L;
  private static final long NONE = Long.MIN_VALUE;

  private final List<String> events = new ArrayList<>();
  private final List<Throwable> errors = new ArrayList<>();
  private long now = 5_123_456_789L;
  private long wake = NONE;
  private int wakes;
  private TickWheel wheel = wheel();

  private TickWheel wheel() {
    return new TickWheel(
        now,
        nanos -> {
          wake = nanos;
          wakes++;
        },
        errors::add);
  }

  /** Does what a driver does, exactly in time, until {@code until}. */
  private void runUntil(long until) {
    while (wake != NONE && wake <= until) {
      now = Math.max(now, wake);
      wake = NONE;
      wheel.advance(now);
    }
    now = until;
  }

  private Timer timer(String name) {
    return wheel.timer(() -> events.add(name));
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, -1, Long.MAX_VALUE - 3_000_000_000L, Long.MIN_VALUE, -5_000_000_000L})
  void shouldFireEveryTimerWithinOneTickOfItsDeadlineWhateverTheOrigin(long origin) {
    now = origin;
    wheel = wheel();
    Random random = new Random(origin);
    long start = now;
    int[] fired = new int[1];
    List<Long> order = new ArrayList<>();
    for (int i = 0; i < 3_000; i++) {
      long distance = (long) Math.pow(2, random.nextDouble(1, 31.4));
      long deadline = start + distance;
      wheel
          .timer(
              () -> {
                assertThat(now - deadline).isBetween(0L, MILLI - 1);
                order.add(distance);
                fired[0]++;
              })
          .arm(deadline);
    }
    while (wake != NONE) {
      now = wake;
      wake = NONE;
      wheel.advance(now);
    }
    assertThat(errors).isEmpty();
    assertThat(fired[0]).isEqualTo(3_000);
    assertThat(order).isSorted();
    assertThat(wheel.armedCount()).isZero();
  }

  @Test
  void shouldReachDeadlinesOfSecondsHoursDaysAndWeeksExactly() {
    long start = now;
    long[] distances = {
      1_022 * MILLI, 1_023 * MILLI, 1_024 * MILLI, 1_025 * MILLI, 65_535 * MILLI, 65_536 * MILLI, 65_537 * MILLI,
      4_194_303L * MILLI, 4_194_304L * MILLI, 268_435_455L * MILLI, 268_435_456L * MILLI, 268_435_457L * MILLI,
      3_000_000_000L * MILLI
    };
    for (long distance : distances) {
      wheel.timer(() -> events.add(distance + " late " + (now - start - distance))).arm(start + distance);
    }
    runUntil(start + 3_100_000_000L * MILLI);
    List<String> expected = new ArrayList<>();
    for (long distance : distances) {
      expected.add(distance + " late 0");
    }
    assertThat(events).isEqualTo(expected);
    assertThat(wakes).isLessThan(150);
  }

  @Test
  void shouldBehaveLikeASortedListUnderRandomUse() {
    Random random = new Random(42);
    record Entry(long deadline, long order, int id) {}
    for (int round = 0; round < 40; round++) {
      List<Entry> model = new ArrayList<>();
      List<Integer> fired = new ArrayList<>();
      List<Timer> timers = new ArrayList<>();
      for (int id = 0; id < 60; id++) {
        int me = id;
        timers.add(wheel.timer(() -> fired.add(me)));
      }
      long order = 0;
      for (int step = 0; step < 400; step++) {
        int id = random.nextInt(60);
        if (random.nextInt(4) == 0) {
          timers.get(id).cancel();
          model.removeIf(entry -> entry.id == id);
        } else {
          // Few different deadlines, so that many are equal or share a tick.
          long deadline = now + 1 + random.nextLong(8) * 400_000L + (random.nextInt(5) == 0 ? 2_000 * MILLI : 0);
          timers.get(id).arm(deadline);
          model.removeIf(entry -> entry.id == id);
          model.add(new Entry(deadline, order++, id));
        }
        assertThat(wheel.armedCount()).isEqualTo(model.size());
      }
      model.sort(Comparator.comparingLong(Entry::deadline).thenComparingLong(Entry::order));
      runUntil(now + 3_000 * MILLI);
      assertThat(fired).containsExactlyElementsOf(model.stream().map(Entry::id).toList());
    }
  }

  @Test
  void shouldFireInOrderWhenTheDriverComesLate() {
    Random random = new Random(3);
    List<Long> fired = new ArrayList<>();
    for (int i = 0; i < 2_000; i++) {
      long deadline = now + random.nextLong(5_000 * MILLI);
      wheel.timer(() -> fired.add(deadline)).arm(deadline);
    }
    now += 6_000 * MILLI;
    wheel.advance(now);
    assertThat(fired).hasSize(2_000).isSorted();
  }

  @Test
  void shouldInterleaveTimersThatCatchUpByDeadline() {
    long start = now;
    for (int period : new int[] {3, 5}) {
      Timer[] timer = new Timer[1];
      timer[0] =
          wheel.timer(
              () -> {
                events.add(period + "@" + (timer[0].deadlineNanos() - start) / MILLI);
                timer[0].arm(timer[0].deadlineNanos() + period * MILLI);
              });
      timer[0].arm(start + period * MILLI);
    }
    now += 12 * MILLI;
    wheel.advance(now);
    assertThat(events).containsExactly("3@3", "5@5", "3@6", "3@9", "5@10", "3@12");
  }

  @Test
  void shouldAskForOneWakeUpOnlyUnlessAnEarlierTimerIsArmed() {
    timer("a").arm(now + 50 * MILLI);
    timer("b").arm(now + 60 * MILLI);
    timer("c").arm(now + 70 * MILLI);
    assertThat(wakes).isEqualTo(1);
    timer("d").arm(now + 40 * MILLI);
    assertThat(wakes).isEqualTo(2);
    assertThat(wake - now).isEqualTo(40 * MILLI);
  }

  @Test
  void shouldAskForNothingWhenNothingIsArmed() {
    timer("a").arm(now + 50 * MILLI);
    runUntil(now + 100 * MILLI);
    assertThat(wake).isEqualTo(NONE);
    assertThat(events).containsExactly("a");
  }

  @Test
  void shouldFireOverdueTimersByDeadlineAtTheNextTurn() {
    wheel.advance(now);
    timer("second").arm(now - 5);
    timer("first").arm(now - 5_000 * MILLI);
    timer("oldest").arm(Long.MIN_VALUE + now);
    assertThat(events).isEmpty();
    assertThat(wake).isLessThanOrEqualTo(now);
    wheel.advance(now);
    assertThat(events).containsExactly("oldest", "first", "second");
  }

  @Test
  void shouldNotLetATimerThatIsAlwaysOverdueHoldUpTheOthers() {
    int[] count = new int[1];
    Timer[] greedy = new Timer[1];
    greedy[0] =
        wheel.timer(
            () -> {
              count[0]++;
              greedy[0].arm(now - 10 * MILLI);
            });
    greedy[0].arm(now - 10 * MILLI);
    timer("other").arm(now + MILLI);
    now += 2 * MILLI;
    wheel.advance(now);
    assertThat(count[0]).isEqualTo(1);
    assertThat(events).containsExactly("other");
    assertThat(wake).isLessThanOrEqualTo(now);
  }

  @Test
  void shouldTellErrorsAndGoOn() {
    wheel.timer(() -> { throw new IllegalStateException("on purpose"); }).arm(now + MILLI);
    timer("same").arm(now + MILLI);
    runUntil(now + 5 * MILLI);
    assertThat(errors).hasSize(1);
    assertThat(events).containsExactly("same");
  }

  @Test
  void shouldCancelAmongMovedAndFarTimers() {
    List<Timer> timers = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      Timer timer = timer("t" + i);
      timer.arm(now + 500 * MILLI + i * 900L * MILLI);
      timers.add(timer);
    }
    runUntil(now + 2_000 * MILLI);
    events.clear();
    timers.forEach(Timer::cancel);
    runUntil(now + 200_000 * MILLI);
    assertThat(events).isEmpty();
    assertThat(wheel.armedCount()).isZero();
  }
}
