package io.github.xiaozhisim.pi.board;

import io.github.xiaozhisim.device.virtual.SimScheduler;
import io.github.xiaozhisim.device.virtual.VirtualScreen;
import io.github.xiaozhisim.hal.BoardInfo.DisplayInfo;
import io.github.xiaozhisim.hal.ContractOf;
import io.github.xiaozhisim.hal.Scheduler;
import io.github.xiaozhisim.hal.ui.Display;
import io.github.xiaozhisim.hal.ui.DisplayContract;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Nested;

/** The screen of a device in somebody's hands keeps a screen's promises, with one on the board and without. */
@ContractOf(SessionScreen.class)
class SessionScreenContractTest {

  abstract static class InHands extends DisplayContract {
    private final SimScheduler scheduler = new SimScheduler();

    @Override
    protected Scheduler scheduler() {
      return scheduler;
    }

    @Override
    protected void runUntil(BooleanSupplier done) {
      PassingTime.until(scheduler, done);
    }
  }

  @Nested
  class OverAScreen extends InHands {
    @Override
    protected Display open() {
      return new SessionScreen(new VirtualScreen(new DisplayInfo(320, 240, false).withSnapshot(true)));
    }
  }

  @Nested
  class OverNone extends InHands {
    @Override
    protected Display open() {
      return new SessionScreen(Display.NONE);
    }
  }
}
