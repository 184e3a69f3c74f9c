package io.github.xiaozhisim.device.virtual;

import io.github.xiaozhisim.device.speech.Clip;
import io.github.xiaozhisim.hal.ContractOf;
import io.github.xiaozhisim.hal.Payload;
import io.github.xiaozhisim.hal.Scheduler;
import io.github.xiaozhisim.hal.audio.OpusInput;
import io.github.xiaozhisim.hal.audio.OpusInputContract;
import java.util.List;
import java.util.function.BooleanSupplier;

/** The virtual microphone keeps the promises of a codec chip. */
@ContractOf(VirtualMicrophone.class)
class VirtualMicrophoneContractTest extends OpusInputContract {

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
  protected OpusInput open() {
    Payload packet = Payload.shared(new byte[] {0x58, 0, 0});
    return new VirtualMicrophone(scheduler, new Clip("silence", "", "", 16_000, 60, List.of(packet), -1, -1));
  }
}
