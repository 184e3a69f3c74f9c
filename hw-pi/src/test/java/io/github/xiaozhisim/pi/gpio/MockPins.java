package io.github.xiaozhisim.pi.gpio;

import com.pi4j.Pi4J;
import com.pi4j.context.Context;
import com.pi4j.io.gpio.digital.DigitalInput;
import com.pi4j.io.gpio.digital.DigitalOutput;
import com.pi4j.io.gpio.digital.DigitalState;
import com.pi4j.io.pwm.Pwm;
import com.pi4j.io.spi.Spi;
import com.pi4j.plugin.mock.provider.gpio.digital.MockDigitalInput;
import com.pi4j.plugin.mock.provider.gpio.digital.MockDigitalInputProvider;
import com.pi4j.plugin.mock.provider.gpio.digital.MockDigitalOutputProvider;
import com.pi4j.plugin.mock.provider.pwm.MockPwmProvider;
import com.pi4j.plugin.mock.provider.spi.MockSpi;
import com.pi4j.plugin.mock.provider.spi.MockSpiProvider;
import io.github.xiaozhisim.device.board.Pins;
import io.github.xiaozhisim.hal.Scheduler;
import java.util.List;

/** A Raspberry Pi's pins, pretended by Pi4J. Its inputs are low at first, which is pressed for most keys. */
public final class MockPins implements AutoCloseable {

  final Context context =
      Pi4J.newContextBuilder()
          .add(
              MockDigitalInputProvider.newInstance(),
              MockDigitalOutputProvider.newInstance(),
              MockPwmProvider.newInstance(),
              MockSpiProvider.newInstance())
          .build();

  /** The panel of these pins; close it, and the pins are closed as well. */
  public GpioPanel panel(Pins pins, Scheduler scheduler) {
    return GpioPanel.open(pins, scheduler, List.of(), _ -> new Pi4jLines(context));
  }

  public void level(int bcm, boolean high) {
    ((MockDigitalInput) context.getIO("in-" + bcm, DigitalInput.class))
        .mockState(high ? DigitalState.HIGH : DigitalState.LOW);
  }

  public boolean isHigh(int bcm) {
    return output(bcm).isHigh();
  }

  DigitalOutput output(int bcm) {
    return context.getIO("out-" + bcm, DigitalOutput.class);
  }

  /** What was sent to a strip since it was asked last. */
  public byte[] sent(String file) {
    return ((MockSpi) context.getIO(file, Spi.class)).readEntireMockBuffer();
  }

  Pwm pwm(int bcm) {
    return context.getIO("pwm-" + bcm, Pwm.class);
  }

  @Override
  public void close() {
    context.shutdown();
  }
}
