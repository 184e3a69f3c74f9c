package io.github.xiaozhisim.pi.sound;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import javax.sound.sampled.DataLine;
import org.jspecify.annotations.Nullable;

/**
 * Gets the thread of a card out of a call that does not end. javax.sound stays in {@code write} and {@code read} until
 * all is done, whatever the driver had promised; only {@code flush} from another thread ends that. A call that is still
 * the same one at two looks is given up, and with it the line.
 *
 * <p>{@link #begins} and {@link #ends} on the thread of the card, {@link #look} on one other.
 */
final class CallWatch {

  private static final long LOOK_MILLIS = 1_000;

  private final Runnable flush;
  /** Odd while a call lasts. */
  private final AtomicLong calls = new AtomicLong();
  private volatile boolean givenUp;
  private long seen;
  private @Nullable ScheduledExecutorService thread;

  /** One that looks when it is told to; {@code flush} ends a call that lasts. */
  CallWatch(Runnable flush) {
    this.flush = flush;
  }

  /** Looks after the calls into {@code line} once a second, on a thread of its own, until {@link #close}. */
  static CallWatch over(DataLine line) {
    CallWatch watch = new CallWatch(line::flush);
    ScheduledExecutorService own =
        Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().name("sound-card-watch").daemon().factory());
    own.scheduleWithFixedDelay(watch::look, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
    watch.thread = own;
    return watch;
  }

  void begins() {
    calls.incrementAndGet();
  }

  void ends() {
    calls.incrementAndGet();
  }

  /** Whether a call had to be given up: the line is of no use any more. */
  boolean givenUp() {
    return givenUp;
  }

  void look() {
    long now = calls.get();
    if (now % 2 == 1 && now == seen) {
      givenUp = true;
      flush.run();
    }
    seen = now;
  }

  void close() {
    ScheduledExecutorService own = thread;
    if (own != null) {
      own.shutdownNow();
    }
  }
}
