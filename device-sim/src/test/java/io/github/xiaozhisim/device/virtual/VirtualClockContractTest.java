package io.github.xiaozhisim.device.virtual;

import io.github.xiaozhisim.hal.ClockContract;
import io.github.xiaozhisim.hal.ContractOf;
import io.github.xiaozhisim.hal.Scheduler;
import java.util.function.BooleanSupplier;

/** The clock of virtual time keeps the promises of a real one. */
@ContractOf(VirtualClock.class)
class VirtualClockContractTest extends ClockContract {

  private final SimScheduler scheduler = new SimScheduler();

  @Override
  protected Scheduler scheduler() {
    return scheduler;
  }

  @Override
  protected void runUntil(BooleanSupplier done) {
    VirtualTime.runUntil(scheduler, done);
  }
}
