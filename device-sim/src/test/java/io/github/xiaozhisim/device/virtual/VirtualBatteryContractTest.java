package io.github.xiaozhisim.device.virtual;

import io.github.xiaozhisim.hal.ContractOf;
import io.github.xiaozhisim.hal.Scheduler;
import io.github.xiaozhisim.hal.ui.Battery;
import io.github.xiaozhisim.hal.ui.BatteryContract;
import java.util.function.BooleanSupplier;

/** The virtual battery keeps the promises of a real one. */
@ContractOf(VirtualBattery.class)
class VirtualBatteryContractTest extends BatteryContract {

  private final SimScheduler scheduler = new SimScheduler();

  @Override
  protected Scheduler scheduler() {
    return scheduler;
  }

  @Override
  protected void runUntil(BooleanSupplier done) {
    VirtualTime.runUntil(scheduler, done);
  }

  @Override
  protected Battery open() {
    return new VirtualBattery(100, true);
  }
}
