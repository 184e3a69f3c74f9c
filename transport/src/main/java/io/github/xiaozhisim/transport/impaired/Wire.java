package io.github.xiaozhisim.transport.impaired;

import io.github.xiaozhisim.hal.Scheduler;
import io.github.xiaozhisim.hal.Timer;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** What an impaired connection is made of, whatever it carries: a line each way, and the moment at which it breaks. */
final class Wire {

  final Line up;
  final Line down;

  private final Scheduler scheduler;
  private final Impairment impairment;
  private final SplittableRandom random;
  private @Nullable Timer life;

  Wire(Scheduler scheduler, Impairment impairment, SplittableRandom random) {
    this.scheduler = scheduler;
    this.impairment = impairment;
    this.random = random;
    this.up = Line.stream(scheduler, impairment, random.split());
    this.down = Line.stream(scheduler, impairment, random.split());
  }

  /** How long it takes to go there and back so often, beyond what that takes without us. */
  long drawRoundTripsNanos(int times) {
    long nanos = 0;
    for (int i = 0; i < 2 * times; i++) {
      nanos += impairment.drawNanos(random);
    }
    return nanos;
  }

  /** Whether this attempt finds nobody listening. */
  boolean drawRefusal() {
    return Impairment.hits(impairment.refusal(), random);
  }

  /** It is open: from now on it may break. */
  void opened(Runnable onBreak) {
    long lifeNanos = impairment.drawLifeNanos(random);
    if (lifeNanos != Long.MAX_VALUE) {
      life = scheduler.after(lifeNanos, onBreak);
    }
  }

  /** It does not break any more: it has ended. */
  void ended() {
    if (life != null) {
      life.cancel();
    }
  }

  /** Nothing on the way arrives any more. */
  void cut() {
    ended();
    up.clear();
    down.clear();
  }
}
