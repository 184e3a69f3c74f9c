package io.github.xiaozhisim.device.virtual;

import io.github.xiaozhisim.hal.ContractOf;
import io.github.xiaozhisim.hal.Scheduler;
import io.github.xiaozhisim.hal.ui.Display;
import io.github.xiaozhisim.hal.ui.DisplayContract;
import java.util.function.BooleanSupplier;

/** What stands for a screen on boards without one keeps a screen's promises. */
@ContractOf(value = {}, hidden = "io.github.xiaozhisim.hal.ui.Display$1")
class NoDisplayContractTest extends DisplayContract {

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
  protected Display open() {
    return Display.NONE;
  }
}
