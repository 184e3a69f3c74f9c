package io.github.xiaozhisim.stress.health;

import io.github.xiaozhisim.hal.Scheduler;
import io.github.xiaozhisim.hal.Timer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.SingleWriterRecorder;
import org.jspecify.annotations.Nullable;

/**
 * Asks one event loop a hundred times a second whether it is there, and notes how late it answers. Beats that a stall
 * swallowed are put in, each as late as it would have been: so the distribution is over time, and a percentile of it is
 * what happens to something that comes in at any moment.
 *
 * <p>{@link #start} and {@link #stop} from any thread, {@link #interval} and {@link #threadStatistics} from one other.
 */
final class LoopWatch {

  static final long BEAT_NANOS = 10_000_000L;

  /** Noted as no more than this. */
  private static final long MAX_LATE_NANOS = 60_000_000_000L;

  private final Scheduler scheduler;
  private final Path proc;
  private final Timer timer;
  private final SingleWriterRecorder lag = new SingleWriterRecorder(3);
  private volatile @Nullable Path thread;
  private long dueNanos;

  /** @param proc where Linux shows its processes */
  LoopWatch(Scheduler scheduler, Path proc) {
    this.scheduler = scheduler;
    this.proc = proc;
    this.timer = scheduler.timer(this::beat);
  }

  void start() {
    scheduler.execute(
        () -> {
          thread = ownThread();
          dueNanos = scheduler.clock().nowNanos() + BEAT_NANOS;
          timer.arm(dueNanos);
        });
  }

  void stop() {
    scheduler.execute(timer::cancel);
  }

  /** Lag since the last call, in microseconds; {@code recycle} is what that call returned, or null. */
  Histogram interval(@Nullable Histogram recycle) {
    return lag.getIntervalHistogram(recycle);
  }

  /** The loop's thread as the system shows it; null where it does not, and before the loop has begun. */
  @Nullable Path threadStatistics() {
    return thread;
  }

  private void beat() {
    long nowNanos = scheduler.clock().nowNanos();
    long lateNanos = Math.max(0, nowNanos - dueNanos);
    dueNanos += (lateNanos / BEAT_NANOS + 1) * BEAT_NANOS;
    for (long late = Math.min(lateNanos, MAX_LATE_NANOS); late >= 0; late -= BEAT_NANOS) {
      lag.recordValue((late + 500) / 1000);
    }
    timer.arm(dueNanos);
  }

  /** A link of Linux to whoever asks. */
  private @Nullable Path ownThread() {
    try {
      return proc.resolve(Files.readSymbolicLink(proc.resolve("thread-self"))).resolve("schedstat");
    } catch (IOException e) {
      return null;
    }
  }
}
