package io.github.xiaozhisim.device.virtual;

import io.github.xiaozhisim.hal.ContractOf;
import io.github.xiaozhisim.hal.Scheduler;
import io.github.xiaozhisim.hal.ui.Camera;
import io.github.xiaozhisim.hal.ui.CameraContract;
import java.util.function.BooleanSupplier;

/** The virtual camera keeps the promises of a real one. */
@ContractOf(VirtualCamera.class)
class VirtualCameraContractTest extends CameraContract {

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
  protected Camera open() {
    return new VirtualCamera(scheduler);
  }
}
