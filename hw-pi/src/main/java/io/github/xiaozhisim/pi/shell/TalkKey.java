package io.github.xiaozhisim.pi.shell;

import io.github.xiaozhisim.hal.Scheduler;
import io.github.xiaozhisim.hal.Timer;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A key of a terminal that is held to talk. Terminals tell that a key is pressed, again and again while it is held, and
 * never that it is let go: so it counts as let go when no repeat has come for a while. {@link #pressed} and
 * {@link #held} from any thread; the rest happens on the scheduler's.
 */
final class TalkKey {

  /** Keyboards wait up to this long before the first repeat (a quarter of a second to almost one, by taste). */
  static final long FIRST_REPEAT_NANOS = 900_000_000L;

  /** From then on repeats come every 30 to 100 ms; a network on the way may bunch them. */
  static final long NEXT_REPEAT_NANOS = 350_000_000L;

  private final Scheduler scheduler;
  private final Runnable press;
  private final Timer silence;
  private final AtomicBoolean held = new AtomicBoolean();

  /**
   * @param press what happens when it is pressed; must not wait
   * @param release and when it is let go
   */
  TalkKey(Scheduler scheduler, Runnable press, Runnable release) {
    this.scheduler = scheduler;
    this.press = press;
    this.silence =
        scheduler.timer(
            () -> {
              held.set(false);
              release.run();
            });
  }

  /** The terminal says so, for the first time or again. */
  void pressed() {
    boolean again = held.getAndSet(true);
    scheduler.execute(
        () -> {
          if (!again) {
            press.run();
          }
          silence.arm(scheduler.clock().nowNanos() + (again ? NEXT_REPEAT_NANOS : FIRST_REPEAT_NANOS));
        });
  }

  boolean held() {
    return held.get();
  }
}
