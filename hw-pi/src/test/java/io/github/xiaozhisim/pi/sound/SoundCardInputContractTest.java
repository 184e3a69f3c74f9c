package io.github.xiaozhisim.pi.sound;

import io.github.xiaozhisim.device.virtual.SimScheduler;
import io.github.xiaozhisim.hal.ContractOf;
import io.github.xiaozhisim.hal.Scheduler;
import io.github.xiaozhisim.hal.audio.PcmInput;
import io.github.xiaozhisim.hal.audio.PcmInputContract;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Nested;

/** The microphone on a sound card keeps its promises, whatever card there is; in virtual time. */
@ContractOf(SoundCardInput.class)
class SoundCardInputContractTest {

  private abstract static class InVirtualTime extends PcmInputContract {
    final SimScheduler scheduler = new SimScheduler();
    final CardInTest card = new CardInTest(scheduler.clock());

    @Override
    protected Scheduler scheduler() {
      return scheduler;
    }

    @Override
    protected void runUntil(BooleanSupplier done) {
      VirtualBeat.runUntil(scheduler, done);
    }

    @Override
    protected PcmInput open() {
      return new SoundCardInput(
          scheduler, card, SoundSettings.usual(), SoundCardListener.NONE, VirtualBeat.worker(),
          new VirtualBeat(scheduler));
    }
  }

  @Nested
  class OnACardOfTheRightRate extends InVirtualTime {}

  @Nested
  class OnACardOfAnotherRate extends InVirtualTime {
    OnACardOfAnotherRate() {
      card.capturing(44_100);
    }
  }

  @Nested
  class WithoutACard extends InVirtualTime {
    WithoutACard() {
      card.pullOut();
    }
  }
}
