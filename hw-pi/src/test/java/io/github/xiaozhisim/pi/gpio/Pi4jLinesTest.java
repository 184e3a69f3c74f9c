package io.github.xiaozhisim.pi.gpio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.pi4j.Pi4J;
import com.pi4j.context.Context;
import io.github.xiaozhisim.device.board.Boards;
import io.github.xiaozhisim.device.board.Pins;
import io.github.xiaozhisim.device.board.Pins.KeyPin;
import io.github.xiaozhisim.device.board.Pins.Pull;
import io.github.xiaozhisim.device.board.Pins.PwmPin;
import io.github.xiaozhisim.device.board.Pins.Strip;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The library itself, where there are no pins: each way to them ends in a sentence, and none in a stack trace. */
class Pi4jLinesTest {

  private static final KeyPin KEY = new KeyPin("key", 17, Pull.UP, false, 1_500);

  @Test
  void shouldTakeOnlyTheProvidersThatPinsNeed() throws Exception {
    // without pins nothing is added: not even the pretended ones, which are on this class path
    try (Pi4jLines lines = Pi4jLines.open(new Pins("", List.of(), null, null, List.of()))) {
      PinException thrown = (PinException) catchThrowable(() -> lines.input(KEY, () -> {}));
      assertThat(thrown.problem().what()).startsWith("BCM 17 cannot be used (");
    }
  }

  @Test
  void shouldSayInASentenceWhatCannotBeOpened() {
    Context empty = Pi4J.newContextBuilder().build();
    try (Pi4jLines lines = new Pi4jLines(empty)) {
      for (Throwable thrown :
          List.of(
              catchThrowable(() -> lines.input(KEY, () -> {})),
              catchThrowable(() -> lines.output(27, true)),
              catchThrowable(() -> lines.dimmer(new PwmPin(18, 0, 2), true)),
              catchThrowable(() -> lines.bus(new Strip(3, 0, 1))))) {
        assertThat(thrown).isInstanceOf(PinException.class);
        assertThat(thrown.getMessage())
            .matches("(BCM \\d+|/dev/spidev0\\.1) cannot be (used|dimmed) \\([^\\n]+\\): .+");
      }
    }
  }

  @Test
  void shouldOpenNothingOnAMachineWithoutPinsAndThrowNothingElse() throws Exception {
    Pins pins = Objects.requireNonNull(Boards.find("respeaker-2-mics").pins());
    if (java.nio.file.Files.exists(java.nio.file.Path.of("/dev/gpiochip0"))) {
      return; // a machine that has pins: they are not ours to try
    }
    try (Pi4jLines lines = Pi4jLines.open(pins)) {
      assertThat(catchThrowable(() -> lines.input(KEY, () -> {}))).isInstanceOf(PinException.class);
      assertThat(catchThrowable(() -> lines.bus(new Strip(3, 0, 1)))).isInstanceOf(PinException.class);
    } catch (PinException e) {
      assertThat(e.problem().what()).startsWith("the library for pins does not start (");
    }
  }
}
