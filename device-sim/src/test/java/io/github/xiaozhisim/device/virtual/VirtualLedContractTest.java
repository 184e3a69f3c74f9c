package io.github.xiaozhisim.device.virtual;

import io.github.xiaozhisim.hal.ContractOf;
import io.github.xiaozhisim.hal.Scheduler;
import io.github.xiaozhisim.hal.ui.Led;
import io.github.xiaozhisim.hal.ui.LedContract;
import java.util.function.BooleanSupplier;

/** The virtual light keeps the promises of a real one. */
@ContractOf(VirtualLed.class)
class VirtualLedContractTest extends LedContract {

  private final SimScheduler scheduler = new SimScheduler();

  @Override
  protected Scheduler scheduler() {
    return scheduler;
  }

  @Override
  protected void runUntil(BooleanSupplier done) {
    VirtualTime.runUntil(scheduler, done);
  }

  private final VirtualLed led = new VirtualLed(scheduler);

  @Override
  protected Led open() {
    return led;
  }

  @Override
  protected boolean lit() {
    return led.lit();
  }
}
