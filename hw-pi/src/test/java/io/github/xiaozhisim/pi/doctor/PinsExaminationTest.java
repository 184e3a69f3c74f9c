package io.github.xiaozhisim.pi.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xiaozhisim.device.board.Pins;
import io.github.xiaozhisim.device.board.Pins.KeyPin;
import io.github.xiaozhisim.device.board.Pins.Pull;
import io.github.xiaozhisim.pi.doctor.Finding.Grade;
import io.github.xiaozhisim.pi.gpio.PinProblem;
import io.github.xiaozhisim.pi.gpio.PinProblem.Part;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is said of a board's pins. Why they cannot be reached is in the tests of their package. */
class PinsExaminationTest {

  private static final Pins PINS =
      new Pins(
          "",
          List.of(new KeyPin("button", 17, Pull.UP, false, 1_500)),
          new Pins.Strip(3, 0, 1),
          null,
          List.of());

  private static List<Finding> found(Pins pins, PinProblem... problems) {
    List<Finding> all = new ArrayList<>();
    new PinsExamination("respeaker-2-mics", pins, wanted -> List.of(problems)).look(all::add);
    return all;
  }

  @Test
  void shouldNameWhatWorks() {
    assertThat(found(PINS))
        .singleElement()
        .isEqualTo(
            Finding.ok(
                Finding.Area.PINS, "pins", "button (BCM 17), the light of the board respeaker-2-mics can be used"));
  }

  @Test
  void shouldLeaveOutABoardWithoutPins() {
    assertThat(found(null)).extracting(Finding::grade).containsExactly(Grade.SKIPPED);
  }

  @Test
  void shouldCallAKeyThatCannotBeReadAnErrorAndALightAWarning() {
    List<Finding> all =
        found(
            PINS,
            new PinProblem(Part.LINES, "/dev/gpiochip0 is closed to user pi", "sudo usermod -aG gpio pi"),
            new PinProblem(Part.SPI, "SPI is switched off", "sudo raspi-config nonint do_spi 0"));
    assertThat(all).extracting(Finding::grade).containsExactly(Grade.ERROR, Grade.WARNING);
    assertThat(all)
        .extracting(Finding::mend)
        .containsExactly("sudo usermod -aG gpio pi", "sudo raspi-config nonint do_spi 0");
  }
}
