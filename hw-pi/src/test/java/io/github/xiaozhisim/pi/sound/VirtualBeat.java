package io.github.xiaozhisim.pi.sound;

import io.github.xiaozhisim.device.virtual.SimScheduler;
import io.github.xiaozhisim.hal.Timer;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;

/** The thread of a card, in virtual time: exact, and the same each time. */
final class VirtualBeat implements Beat {

  private final SimScheduler scheduler;
  private Timer timer;

  VirtualBeat(SimScheduler scheduler) {
    this.scheduler = scheduler;
  }

  @Override
  public void start(Step step) {
    timer = scheduler.timer(() -> timer.arm(now() + step.step(now())));
    timer.arm(now());
  }

  @Override
  public void wake() {
    timer.arm(now());
  }

  @Override
  public void stop(LongConsumer last) {
    timer.cancel();
    last.accept(now());
  }

  private long now() {
    return scheduler.clock().nowNanos();
  }

  /** A machine too busy to run the thread of the card for so long. */
  void stallMillis(long millis) {
    timer.arm(now() + millis * 1_000_000L);
  }

  /** Lets time pass until {@code done}, ten seconds at most. */
  static void runUntil(SimScheduler scheduler, BooleanSupplier done) {
    for (int millis = 0; millis < 10_000 && !done.getAsBoolean(); millis++) {
      scheduler.runForMillis(1);
    }
    if (!done.getAsBoolean()) {
      throw new AssertionError("not done after ten seconds of virtual time");
    }
  }

  /** A worker without a thread. */
  static CardWorker worker() {
    return new CardWorker() {
      @Override
      public void execute(Runnable task) {
        task.run();
      }

      @Override
      public void close() {}
    };
  }
}
