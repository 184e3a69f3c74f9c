package io.github.xiaozhisim.device.virtual;

import io.github.xiaozhisim.hal.ContractOf;
import io.github.xiaozhisim.hal.Scheduler;
import io.github.xiaozhisim.hal.audio.PcmOutput;
import io.github.xiaozhisim.hal.audio.PcmOutputContract;
import java.util.function.BooleanSupplier;

/** The virtual sound card keeps the promises of a real one: playback. */
@ContractOf(VirtualPcmSpeaker.class)
class VirtualPcmSpeakerContractTest extends PcmOutputContract {

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
  protected PcmOutput open() {
    return new VirtualPcmSpeaker(scheduler, 44_100, (samples, startNanos) -> {});
  }
}
