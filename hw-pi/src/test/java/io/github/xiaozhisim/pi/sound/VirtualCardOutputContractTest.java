package io.github.xiaozhisim.pi.sound;

import io.github.xiaozhisim.hal.Scheduler;
import io.github.xiaozhisim.hal.audio.PcmOutput;
import io.github.xiaozhisim.hal.audio.PcmOutputContract;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;

/** The loudspeaker keeps its promises on javax.sound, in real time. */
@OnVirtualCard
class VirtualCardOutputContractTest extends PcmOutputContract {

  private final RealTime time = new RealTime();
  private final List<SoundCardOutput> opened = new ArrayList<>();

  @Override
  protected Scheduler scheduler() {
    return time.scheduler();
  }

  @Override
  protected void runUntil(BooleanSupplier done) {
    time.runUntil(done);
  }

  @Override
  protected PcmOutput open() {
    SoundCardOutput output =
        SoundCardOutput.open(
            time.scheduler(), 24_000, SoundCards.ofThisMachine(), SoundSettings.usual(), SoundCardListener.NONE);
    opened.add(output);
    return output;
  }

  @AfterEach
  void close() {
    opened.forEach(SoundCardOutput::close);
    time.close();
  }
}
