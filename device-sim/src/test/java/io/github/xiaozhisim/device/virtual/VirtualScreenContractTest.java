package io.github.xiaozhisim.device.virtual;

import io.github.xiaozhisim.hal.BoardInfo.DisplayInfo;
import io.github.xiaozhisim.hal.ContractOf;
import io.github.xiaozhisim.hal.Scheduler;
import io.github.xiaozhisim.hal.ui.Display;
import io.github.xiaozhisim.hal.ui.DisplayContract;
import java.util.function.BooleanSupplier;

/** The screen that nobody looks at keeps the promises of a real one. */
@ContractOf(VirtualScreen.class)
class VirtualScreenContractTest extends DisplayContract {

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
    return new VirtualScreen(new DisplayInfo(320, 240, false).withSnapshot(true));
  }
}
