package io.github.xiaozhisim.pi.board;

import io.github.xiaozhisim.device.virtual.SimScheduler;
import io.github.xiaozhisim.device.virtual.VirtualPcmMicrophone;
import io.github.xiaozhisim.hal.ContractOf;
import io.github.xiaozhisim.hal.Scheduler;
import io.github.xiaozhisim.hal.audio.PcmInput;
import io.github.xiaozhisim.hal.audio.PcmInputContract;
import java.util.function.BooleanSupplier;

/** A microphone into which things are said by hand keeps the promises of any other. */
@ContractOf(MixedInput.class)
class MixedInputContractTest extends PcmInputContract {

  private final SimScheduler scheduler = new SimScheduler();

  @Override
  protected Scheduler scheduler() {
    return scheduler;
  }

  @Override
  protected void runUntil(BooleanSupplier done) {
    PassingTime.until(scheduler, done);
  }

  @Override
  protected PcmInput open() {
    return new MixedInput(
        new VirtualPcmMicrophone(scheduler, 16_000, 1), scheduler.clock(), MixedInputTest.NOBODY);
  }
}
