package io.github.xiaozhisim.pi.sound;

import io.github.xiaozhisim.hal.Scheduler;
import io.github.xiaozhisim.hal.audio.PcmInput;
import io.github.xiaozhisim.hal.audio.PcmInputContract;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;

/** The microphone keeps its promises on javax.sound, in real time. */
@OnVirtualCard
class VirtualCardInputContractTest extends PcmInputContract {

  private final RealTime time = new RealTime();
  private final List<SoundCardInput> opened = new ArrayList<>();

  @Override
  protected Scheduler scheduler() {
    return time.scheduler();
  }

  @Override
  protected void runUntil(BooleanSupplier done) {
    time.runUntil(done);
  }

  @Override
  protected PcmInput open() {
    SoundCardInput input =
        SoundCardInput.open(
            time.scheduler(), SoundCards.ofThisMachine(), SoundSettings.usual(), SoundCardListener.NONE);
    opened.add(input);
    return input;
  }

  @AfterEach
  void close() {
    opened.forEach(SoundCardInput::close);
    time.close();
  }
}
