package io.github.xiaozhisim.pi.gpio;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xiaozhisim.device.board.Boards;
import io.github.xiaozhisim.device.board.Pins;
import io.github.xiaozhisim.device.board.Pins.PwmPin;
import io.github.xiaozhisim.pi.gpio.PinProblem.Part;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PinAccessTest {

  @TempDir Path root;
  private final List<Path> closed = new ArrayList<>();
  private String architecture = "aarch64";

  @BeforeEach
  void begin() throws IOException {
    Files.createDirectories(root.resolve("dev"));
  }

  @Test
  void shouldHaveNothingAgainstAMachineThatHasEverything() throws Exception {
    file("dev/gpiochip0");
    file("dev/spidev0.1");
    file("sys/class/pwm/pwmchip0/export");

    assertThat(check(pins("raspberry-pi-5"))).isEmpty();
    assertThat(check(pins("respeaker-2-mics"))).isEmpty();
    assertThat(check(backlight())).isEmpty();
  }

  @Test
  void shouldSayWhenThereAreNoPins() throws Exception {
    assertThat(check(pins("raspberry-pi-4")))
        .containsExactly(
            new PinProblem(
                Part.MACHINE,
                "this machine has no pins (there is no /dev/gpiochip0)",
                "take a board without pins, such as --board linux-pc, or run on a Raspberry Pi"));
    assertThat(PinAccess.check(pins("raspberry-pi-4"), root.resolve("nowhere"))).hasSize(1);
    assertThat(check(pins("respeaker-2-mics"))).as("nothing of SPI, which is not the point").hasSize(1);
  }

  @Test
  void shouldSayWhenTheProcessorIsOfAnotherKind() throws Exception {
    file("dev/gpiochip0");
    architecture = "amd64";

    assertThat(check(pins("raspberry-pi-4")))
        .singleElement()
        .hasToString(
            "the library for pins is made for ARM, and this Java is for amd64: take a board without pins, such as"
                + " --board linux-pc, or run on a Raspberry Pi");
  }

  @Test
  void shouldNameTheGroupThatTheUserIsNotIn() throws Exception {
    Path chip = file("dev/gpiochip0");
    closed.add(chip);
    String group =
        Files.readAttributes(chip, java.nio.file.attribute.PosixFileAttributes.class).group().getName();

    PinProblem problem = check(pins("raspberry-pi-5")).getFirst();
    if (group.equals("root")) {
      assertThat(problem.what()).isEqualTo("/dev/gpiochip0 is open to the superuser only");
      assertThat(problem.mend())
          .isEqualTo(
              "sudo groupadd -f gpio; sudo chgrp gpio /dev/gpiochip0; sudo chmod g+rw /dev/gpiochip0;"
                  + " sudo usermod -aG gpio pi, then log in again");
    } else {
      assertThat(problem.what()).isEqualTo("/dev/gpiochip0 is closed to user pi, who is not in group " + group);
      assertThat(problem.mend()).isEqualTo("sudo usermod -aG " + group + " pi, then log in again");
    }
  }

  @Test
  void shouldBeContentWithOneChipThatIsOpen() throws Exception {
    closed.add(file("dev/gpiochip0"));
    file("dev/gpiochip4");

    assertThat(check(pins("raspberry-pi-5"))).isEmpty();
  }

  @Test
  void shouldSayHowSpiIsSwitchedOn() throws Exception {
    file("dev/gpiochip0");

    assertThat(check(pins("respeaker-2-mics")))
        .containsExactly(
            new PinProblem(
                Part.SPI,
                "SPI is switched off (there is no /dev/spidev0.1)",
                "sudo raspi-config nonint do_spi 0, then sudo reboot"));
  }

  @Test
  void shouldSayHowAPinCanBeDimmed() throws Exception {
    file("dev/gpiochip0");

    assertThat(check(backlight()))
        .containsExactly(
            new PinProblem(
                Part.PWM,
                "BCM 18 cannot be dimmed (there is no /sys/class/pwm/pwmchip0)",
                "add dtoverlay=pwm,pin=18,func=2 to /boot/firmware/config.txt, then sudo reboot"));
  }

  @Test
  void shouldTellEverythingThatIsInTheWayAtOnce() throws Exception {
    closed.add(file("dev/gpiochip0"));

    assertThat(check(pins("respeaker-2-mics"))).extracting(PinProblem::part).containsExactly(Part.LINES, Part.SPI);
  }

  private List<PinProblem> check(Pins pins) {
    return new PinAccess(root, file -> !closed.contains(file), "pi", architecture).check(pins);
  }

  private Path file(String name) throws IOException {
    Path file = root.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.createFile(file);
  }

  private static Pins backlight() {
    return new Pins("", List.of(), null, new PwmPin(18, 0, 2), List.of());
  }

  private static Pins pins(String board) throws Exception {
    Pins pins = Boards.find(board).pins();
    assertThat(pins).isNotNull();
    return pins;
  }
}
