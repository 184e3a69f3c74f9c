package io.github.xiaozhisim.device.virtual;

import io.github.xiaozhisim.hal.ContractOf;
import io.github.xiaozhisim.hal.Scheduler;
import io.github.xiaozhisim.hal.audio.PcmInput;
import io.github.xiaozhisim.hal.audio.PcmInputContract;
import java.util.function.BooleanSupplier;

/** The virtual sound card keeps the promises of a real one: capture. */
@ContractOf(VirtualPcmMicrophone.class)
class VirtualPcmMicrophoneContractTest extends PcmInputContract {

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
  protected PcmInput open() {
    return new VirtualPcmMicrophone(scheduler, 48_000, 2);
  }
}
