package io.github.xiaozhisim.device.virtual;

import io.github.xiaozhisim.hal.ContractOf;
import io.github.xiaozhisim.hal.Scheduler;
import io.github.xiaozhisim.hal.ui.Button;
import io.github.xiaozhisim.hal.ui.ButtonContract;
import java.util.function.BooleanSupplier;

/** The virtual key keeps the promises of a real one. */
@ContractOf(VirtualButton.class)
class VirtualButtonContractTest extends ButtonContract {

  private final SimScheduler scheduler = new SimScheduler();

  @Override
  protected Scheduler scheduler() {
    return scheduler;
  }

  @Override
  protected void runUntil(BooleanSupplier done) {
    VirtualTime.runUntil(scheduler, done);
  }

  private VirtualButton button;

  @Override
  protected Button open() {
    button = new VirtualButton(scheduler);
    return button;
  }

  @Override
  protected Button openHeld() {
    button = new VirtualButton(scheduler, true);
    return button;
  }

  @Override
  protected void push() {
    button.push();
  }

  @Override
  protected void letGo() {
    button.letGo();
  }
}
