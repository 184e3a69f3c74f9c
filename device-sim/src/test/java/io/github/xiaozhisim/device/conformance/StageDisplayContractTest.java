package io.github.xiaozhisim.device.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xiaozhisim.device.virtual.SimScheduler;
import io.github.xiaozhisim.hal.ContractOf;
import io.github.xiaozhisim.hal.Scheduler;
import io.github.xiaozhisim.hal.ui.Display;
import io.github.xiaozhisim.hal.ui.DisplayContract;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/** The screen on which the cases look keeps a screen's promises. */
@ContractOf(StageDisplay.class)
class StageDisplayContractTest extends DisplayContract {

  private final SimScheduler scheduler = new SimScheduler();
  private final List<String> notes = new ArrayList<>();

  @Override
  protected Scheduler scheduler() {
    return scheduler;
  }

  @Override
  protected void runUntil(BooleanSupplier done) {
    for (int i = 0; i < 10_000 && !done.getAsBoolean(); i++) {
      scheduler.runForMillis(1);
    }
    assertThat(done.getAsBoolean()).as("done within ten seconds").isTrue();
  }

  @Override
  protected Display open() {
    return new StageDisplay(notes::add);
  }
}
