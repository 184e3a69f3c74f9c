package io.github.xiaozhisim.pi.board;

import io.github.xiaozhisim.device.virtual.SimScheduler;
import io.github.xiaozhisim.device.virtual.VirtualPcmSpeaker;
import io.github.xiaozhisim.hal.ContractOf;
import io.github.xiaozhisim.hal.Scheduler;
import io.github.xiaozhisim.hal.audio.PcmOutput;
import io.github.xiaozhisim.hal.audio.PcmOutputContract;
import java.util.function.BooleanSupplier;

/** A loudspeaker that tells what is heard keeps the promises of any other. */
@ContractOf(HeardOutput.class)
class HeardOutputContractTest extends PcmOutputContract {

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
  protected PcmOutput open() {
    return new HeardOutput(
        new VirtualPcmSpeaker(scheduler, 24_000, (samples, startNanos) -> {}), scheduler.clock(), told -> {});
  }
}
