package io.github.xiaozhisim.stress.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xiaozhisim.device.virtual.SimScheduler;
import io.github.xiaozhisim.device.virtual.VirtualClock;
import io.github.xiaozhisim.hal.Clock;
import io.github.xiaozhisim.hal.Scheduler;
import io.github.xiaozhisim.hal.Timer;
import java.nio.file.Path;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

/** What the watch of an event loop says about it. */
class LoopWatchTest {

  private static final long MILLI = 1_000_000L;

  private final SimScheduler scheduler = new SimScheduler(new VirtualClock(0));
  private final LoopWatch watch = new LoopWatch(scheduler, Path.of("no-such-folder"));

  @Test
  void shouldAskAHundredTimesASecond() {
    watch.start();
    scheduler.runFor(1_000 * MILLI + 1);
    Histogram lag = watch.interval(null);
    assertThat(lag.getTotalCount()).isEqualTo(100);
    assertThat(lag.getMaxValue()).isZero();
  }

  @Test
  void shouldSeeOnlyWhatIsNewSinceTheLastTime() {
    watch.start();
    scheduler.runFor(500 * MILLI + 1);
    Histogram first = watch.interval(null);
    scheduler.runFor(200 * MILLI);
    assertThat(watch.interval(first).getTotalCount()).isEqualTo(20);
  }

  @Test
  void shouldNoteEachBeatThatAStallSwallowed() {
    Stalling stalling = new Stalling();
    LoopWatch watched = new LoopWatch(stalling, Path.of("no-such-folder"));
    watched.start();
    scheduler.at(45 * MILLI, () -> stalling.aheadNanos = 35 * MILLI); // the beat at 50 ms comes at 85
    scheduler.at(55 * MILLI, () -> stalling.aheadNanos = 0);
    scheduler.runFor(100 * MILLI + 1);
    Histogram lag = watched.interval(null);
    assertThat(lag.getTotalCount()).isEqualTo(10);
    for (long millis : new long[] {5, 15, 25, 35}) {
      assertThat(lag.getCountAtValue(millis * 1_000)).as("%d ms", millis).isEqualTo(1);
    }
  }

  /** Looks at the clock late. */
  private final class Stalling implements Scheduler {
    private long aheadNanos;

    @Override
    public Clock clock() {
      return new Clock() {
        @Override
        public long nowNanos() {
          return scheduler.clock().nowNanos() + aheadNanos;
        }

        @Override
        public long wallMillis() {
          return scheduler.clock().wallMillis();
        }
      };
    }

    @Override
    public void execute(Runnable task) {
      scheduler.execute(task);
    }

    @Override
    public Timer timer(Runnable action) {
      return scheduler.timer(action);
    }

    @Override
    public boolean inScheduler() {
      return scheduler.inScheduler();
    }
  }

  @Test
  void shouldLeaveTheLoopAloneWhenStopped() {
    watch.start();
    scheduler.runFor(100 * MILLI);
    watch.stop();
    scheduler.runFor(1);
    watch.interval(null);
    scheduler.runFor(1_000 * MILLI);
    assertThat(watch.interval(null).getTotalCount()).isZero();
  }
}
