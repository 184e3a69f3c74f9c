package io.github.xiaozhisim.pi.gpio;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xiaozhisim.device.board.BoardDefinition;
import io.github.xiaozhisim.device.board.Boards;
import io.github.xiaozhisim.device.board.Pins;
import io.github.xiaozhisim.device.board.Pins.KeyPin;
import io.github.xiaozhisim.device.board.Pins.Plain;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who wires by the picture in docs/pins.md has what the boards look for. */
class WiringGuideTest {

  @ParameterizedTest
  @ValueSource(strings = {"raspberry-pi-3", "raspberry-pi-4", "raspberry-pi-5", "raspberry-pi-zero-2-w"})
  void shouldDrawThePinsThatABoardLooksFor(String board) throws Exception {
    String guide = Files.readString(Path.of("docs", "pins.md"));
    BoardDefinition kind = Boards.find(board);
    Pins pins = Objects.requireNonNull(kind.pins());

    for (KeyPin key : pins.keys()) {
      assertThat(guide).containsPattern(drawn(key.bcm(), key.key()));
      assertThat(key.pressedHigh()).as("to ground, as the picture says").isFalse();
    }
    assertThat(guide).containsPattern(drawn(((Plain) Objects.requireNonNull(pins.light())).bcm(), "lamp"));
  }

  /** On the left side of the header the name comes first, on the right side the place. */
  private static String drawn(int bcm, String name) {
    int place = Pins.header(bcm);
    String quoted = Pattern.quote(name);
    return place % 2 == 1
        ? quoted + "\\s+BCM " + bcm + "\\s+" + place + " \\|"
        : "\\| " + place + "\\s+BCM " + bcm + "\\s+" + quoted;
  }
}
