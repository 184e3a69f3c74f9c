package io.github.xiaozhisim.pi.gpio;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xiaozhisim.device.board.Pins;
import io.github.xiaozhisim.device.board.Pins.KeyPin;
import io.github.xiaozhisim.device.board.Pins.Pull;
import io.github.xiaozhisim.device.virtual.SimScheduler;
import io.github.xiaozhisim.hal.ContractOf;
import io.github.xiaozhisim.hal.Scheduler;
import io.github.xiaozhisim.hal.ui.Button;
import io.github.xiaozhisim.hal.ui.ButtonContract;
import java.util.List;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;

/** A key on a pin that Pi4J pretends. Its pins are low at first: what that means is chosen by the key's wiring. */
@ContractOf(GpioButton.class)
class GpioButtonContractTest extends ButtonContract {

  private static final int BCM = 17;

  private final SimScheduler scheduler = new SimScheduler();
  private final MockPins mock = new MockPins();
  private boolean pressedHigh = true;

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
  protected Button open() {
    return key();
  }

  @Override
  protected Button openHeld() {
    pressedHigh = false;
    return key();
  }

  private Button key() {
    Pull pull = pressedHigh ? Pull.DOWN : Pull.UP;
    KeyPin pin = new KeyPin("key", BCM, pull, pressedHigh, Pins.LONG_PRESS_MILLIS);
    GpioPanel panel = mock.panel(new Pins("", List.of(pin), null, null, List.of()), scheduler);
    return Objects.requireNonNull(panel.button("key"));
  }

  @Override
  protected void push() {
    mock.level(BCM, pressedHigh);
  }

  @Override
  protected void letGo() {
    mock.level(BCM, !pressedHigh);
  }

  @AfterEach
  void end() {
    mock.close();
  }
}
