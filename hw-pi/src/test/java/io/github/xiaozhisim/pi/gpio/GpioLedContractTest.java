package io.github.xiaozhisim.pi.gpio;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xiaozhisim.device.board.Pins;
import io.github.xiaozhisim.device.board.Pins.Colour;
import io.github.xiaozhisim.device.board.Pins.Light;
import io.github.xiaozhisim.device.board.Pins.Plain;
import io.github.xiaozhisim.device.board.Pins.PwmPin;
import io.github.xiaozhisim.device.board.Pins.Strip;
import io.github.xiaozhisim.device.virtual.SimScheduler;
import io.github.xiaozhisim.hal.ContractOf;
import io.github.xiaozhisim.hal.Scheduler;
import io.github.xiaozhisim.hal.ui.Led;
import io.github.xiaozhisim.hal.ui.LedContract;
import java.util.Arrays;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;

/** Each kind of light, on pins that Pi4J pretends. */
@ContractOf(LightShow.class)
class GpioLedContractTest {

  @Nested
  class APlainLight extends OnPins {
    APlainLight() {
      super(new Plain(27, true, null));
    }

    @Override
    protected boolean lit() {
      return mock.isHigh(27);
    }
  }

  @Nested
  class APlainLightThatShinesWhenLow extends OnPins {
    APlainLightThatShinesWhenLow() {
      super(new Plain(27, false, null));
    }

    @Override
    protected boolean lit() {
      return !mock.isHigh(27);
    }
  }

  @Nested
  class ADimmedLight extends OnPins {
    ADimmedLight() {
      super(new Plain(18, true, new PwmPin(18, 0, 2)));
    }

    @Override
    protected boolean lit() {
      return mock.pwm(18).isOn() && mock.pwm(18).dutyCycle() > 0;
    }
  }

  @Nested
  class ALightOfThreeColours extends OnPins {
    ALightOfThreeColours() {
      super(new Colour(5, 6, 13, true));
    }

    @Override
    protected boolean lit() {
      return mock.isHigh(5) || mock.isHigh(6) || mock.isHigh(13);
    }
  }

  @Nested
  class AStrip extends OnPins {
    private boolean lit;

    AStrip() {
      super(new Strip(3, 0, 1));
    }

    @Override
    protected boolean lit() {
      byte[] sent = mock.sent("spidev0.1");
      int length = StripLamp.dark(3).length;
      if (sent.length >= length) {
        byte[] last = Arrays.copyOfRange(sent, sent.length - length, sent.length);
        lit = !Arrays.equals(last, StripLamp.dark(3));
      }
      return lit;
    }
  }

  private abstract static class OnPins extends LedContract {
    final MockPins mock = new MockPins();
    private final SimScheduler scheduler = new SimScheduler();
    private final Light light;

    OnPins(Light light) {
      this.light = light;
    }

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
    protected Led open() {
      return mock.panel(new Pins("", List.of(), light, null, List.of()), scheduler).led();
    }

    @AfterEach
    void end() {
      mock.close();
    }
  }
}
