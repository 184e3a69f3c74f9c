package io.github.xiaozhisim.device.virtual;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xiaozhisim.hal.ContractOf;
import io.github.xiaozhisim.hal.Scheduler;
import io.github.xiaozhisim.hal.SchedulerContract;
import java.util.function.BooleanSupplier;

@ContractOf({SimScheduler.class, SimTimer.class})
class SimSchedulerTest extends SchedulerContract {

  private final SimScheduler scheduler = new SimScheduler();

  @Override
  protected Scheduler scheduler() {
    return scheduler;
  }

  @Override
  protected void runUntil(BooleanSupplier done) {
    long limit = scheduler.clock().nowNanos() + 10_000 * MILLI;
    while (!done.getAsBoolean() && scheduler.clock().nowNanos() < limit) {
      try {
        scheduler.runForMillis(1);
      } catch (IllegalStateException reported) {
        // What a task throws comes out at the one who runs the scheduler; the others stay in the queue.
        assertThat(reported).hasMessageContaining("thrown on purpose");
      }
    }
    assertThat(done.getAsBoolean()).isTrue();
  }
}
