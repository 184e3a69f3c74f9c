package io.github.xiaozhisim.device.virtual;

import io.github.xiaozhisim.hal.Scheduler;
import io.github.xiaozhisim.hal.SchedulerContract;
import java.util.function.BooleanSupplier;

/** Virtual time keeps the promises of real time. */
class SimSchedulerContractTest extends SchedulerContract {

  private final SimScheduler scheduler = new SimScheduler();

  @Override
  protected Scheduler scheduler() {
    return scheduler;
  }

  @Override
  protected boolean passUntil(BooleanSupplier condition, int withinMillis) {
    return VirtualTime.passUntil(scheduler, condition, withinMillis);
  }
}
