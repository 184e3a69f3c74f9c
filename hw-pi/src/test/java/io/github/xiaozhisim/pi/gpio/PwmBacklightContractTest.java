package io.github.xiaozhisim.pi.gpio;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xiaozhisim.device.board.Pins.PwmPin;
import io.github.xiaozhisim.device.virtual.SimScheduler;
import io.github.xiaozhisim.hal.ContractOf;
import io.github.xiaozhisim.hal.Scheduler;
import io.github.xiaozhisim.hal.ui.Backlight;
import io.github.xiaozhisim.hal.ui.BacklightContract;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;

/** A screen's light on a pin that Pi4J pretends. */
@ContractOf(PwmBacklight.class)
class PwmBacklightContractTest extends BacklightContract {

  private final SimScheduler scheduler = new SimScheduler();
  private final MockPins mock = new MockPins();

  @Override
  protected Scheduler scheduler() {
    return scheduler;
  }

  @Override
  protected void runUntil(BooleanSupplier done) {
    for (int millis = 0; !done.getAsBoolean() && millis < 10_000; millis++) {
      scheduler.runForMillis(1);
    }
    assertThat(done.getAsBoolean()).isTrue();
  }

  @Override
  protected Backlight open(int percent) {
    try {
      return new PwmBacklight(scheduler, new Pi4jLines(mock.context).dimmer(new PwmPin(18, 0, 2), true), percent);
    } catch (PinException e) {
      throw new AssertionError(e);
    }
  }

  @AfterEach
  void end() {
    mock.close();
  }
}
