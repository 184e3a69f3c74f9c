package io.github.xiaozhisim.device.virtual;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xiaozhisim.hal.Timer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Ring and heap together are one queue: compared with a plain list, whatever is armed, moved and cancelled. */
class SimSchedulerOrderTest {

  private final SimScheduler scheduler = new SimScheduler();
  private final SplittableRandom random = new Seeds(7).stream("timers", 0);
  private final List<Armed> expected = new ArrayList<>();
  private final List<String> wrong = new ArrayList<>();
  private final Armed[] armed = new Armed[300];
  private final Timer[] timers = new Timer[armed.length];
  private int order;
  private int fired;

  private record Armed(int timer, long deadlineNanos, int order) {}

  private static final Comparator<Armed> ORDER =
      Comparator.comparingLong(Armed::deadlineNanos).thenComparingInt(Armed::order);

  @Test
  void shouldFireWhatAPlainListSaysComesFirst() {
    for (int i = 0; i < timers.length; i++) {
      int index = i;
      timers[i] = scheduler.timer(() -> onTimer(index));
    }
    for (int i = 0; i < timers.length; i++) {
      arm(i);
    }
    scheduler.runFor(60_000_000_000L);

    assertThat(wrong).isEmpty();
    assertThat(fired).isGreaterThan(10_000);
    assertThat(scheduler.armedTimers()).isEqualTo(expected.size());
  }

  private void onTimer(int index) {
    fired++;
    Armed first = expected.stream().min(ORDER).orElseThrow();
    if (first.timer() != index && wrong.size() < 5) {
      wrong.add("timer " + index + " fired before " + first);
    }
    forget(index);
    if (scheduler.clock().nowNanos() < timers[index].deadlineNanos()) {
      wrong.add("timer " + index + " fired early");
    }
    arm(index);
    for (int i = 0; i < 3; i++) {
      int other = random.nextInt(timers.length);
      if (random.nextInt(4) == 0) {
        timers[other].cancel();
        forget(other);
      } else if (random.nextInt(3) == 0) {
        arm(other);
      }
    }
  }

  private void forget(int index) {
    Armed before = armed[index];
    if (before != null) {
      expected.remove(before);
      armed[index] = null;
    }
  }

  private void arm(int index) {
    long distance =
        switch (random.nextInt(8)) {
          case 0 -> 0;
          case 1 -> -random.nextLong(5_000_000);
          case 2 -> random.nextLong(1_000_000);
          case 3 -> 60_000_000;
          case 4 -> random.nextLong(1_200_000_000);
          case 5 -> random.nextLong(20_000_000_000L);
          default -> random.nextLong(100_000_000);
        };
    long deadline = scheduler.clock().nowNanos() + distance;
    forget(index);
    armed[index] = new Armed(index, deadline, order++);
    expected.add(armed[index]);
    timers[index].arm(deadline);
  }
}
