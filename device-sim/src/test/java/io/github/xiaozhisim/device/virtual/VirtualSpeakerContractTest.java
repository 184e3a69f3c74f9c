package io.github.xiaozhisim.device.virtual;

import io.github.xiaozhisim.hal.ContractOf;
import io.github.xiaozhisim.hal.Scheduler;
import io.github.xiaozhisim.hal.audio.OpusOutput;
import io.github.xiaozhisim.hal.audio.OpusOutputContract;
import java.util.function.BooleanSupplier;

/** The virtual loudspeaker keeps the promises of a real one. */
@ContractOf(VirtualSpeaker.class)
class VirtualSpeakerContractTest extends OpusOutputContract {

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
  protected OpusOutput open() {
    return new VirtualSpeaker(scheduler);
  }
}
