package io.github.xiaozhisim.device.virtual;

import io.github.xiaozhisim.hal.ContractOf;
import io.github.xiaozhisim.hal.Scheduler;
import io.github.xiaozhisim.hal.ui.Backlight;
import io.github.xiaozhisim.hal.ui.BacklightContract;
import java.util.function.BooleanSupplier;

/** The virtual backlight keeps the promises of a real one. */
@ContractOf(VirtualBacklight.class)
class VirtualBacklightContractTest extends BacklightContract {

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
  protected Backlight open(int percent) {
    return new VirtualBacklight(scheduler, percent);
  }
}
