package io.github.xiaozhisim.pi.gpio;

import io.github.xiaozhisim.device.board.Pins;
import io.github.xiaozhisim.device.board.Pins.PwmPin;
import io.github.xiaozhisim.device.board.Pins.Strip;
import io.github.xiaozhisim.pi.gpio.PinProblem.Part;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Whether this machine has what a board's pins need, and this user may use it. Looks at files only: opens nothing, and
 * loads no library. Any thread.
 */
public final class PinAccess {

  private static final String CONFIG = "/boot/firmware/config.txt";

  private final Path root;
  private final Predicate<Path> mayWrite;
  private final String user;
  private final String architecture;

  /**
   * @param root of the file system
   * @param mayWrite whether this process may write a file that exists
   * @param architecture as Java names it
   */
  PinAccess(Path root, Predicate<Path> mayWrite, String user, String architecture) {
    this.root = root;
    this.mayWrite = mayWrite;
    this.user = user;
    this.architecture = architecture;
  }

  /** What is in the way, in the order of pins, strips and dimmed lights; nothing when all is well. */
  public static List<PinProblem> check(Pins pins, Path root) {
    return new PinAccess(
            root, Files::isWritable, System.getProperty("user.name", "you"), System.getProperty("os.arch", "unknown"))
        .check(pins);
  }

  List<PinProblem> check(Pins pins) {
    List<PinProblem> problems = new ArrayList<>();
    List<Path> chips = chips();
    if (chips.isEmpty()) {
      return List.of(otherMachine("this machine has no pins (there is no /dev/gpiochip0)"));
    }
    if (!architecture.equals("aarch64") && !architecture.equals("arm")) {
      return List.of(otherMachine("the library for pins is made for ARM, and this Java is for " + architecture));
    }
    if (pins.needsLines() && chips.stream().noneMatch(mayWrite)) {
      problems.add(closed(Part.LINES, chips.getFirst(), "gpio"));
    }
    if (pins.light() instanceof Strip strip) {
      spi(strip, problems);
    }
    pins.pwm().forEach(pin -> pwm(pin, problems));
    return problems;
  }

  private List<Path> chips() {
    List<Path> chips = new ArrayList<>();
    try (DirectoryStream<Path> found = Files.newDirectoryStream(root.resolve("dev"), "gpiochip*")) {
      found.forEach(chips::add);
    } catch (IOException e) {
      return List.of(); // a machine without /dev has no pins either
    }
    chips.sort(null);
    return chips;
  }

  private static PinProblem otherMachine(String what) {
    return new PinProblem(
        Part.MACHINE, what, "take a board without pins, such as --board linux-pc, or run on a Raspberry Pi");
  }

  private void spi(Strip strip, List<PinProblem> problems) {
    Path file = root.resolve("dev").resolve(strip.file());
    if (!Files.exists(file)) {
      problems.add(
          new PinProblem(
              Part.SPI,
              "SPI is switched off (there is no /dev/" + strip.file() + ")",
              strip.bus() == 0
                  ? "sudo raspi-config nonint do_spi 0, then sudo reboot"
                  : "add dtoverlay=spi1-" + (strip.device() + 1) + "cs to " + CONFIG + ", then sudo reboot"));
    } else if (!mayWrite.test(file)) {
      problems.add(closed(Part.SPI, file, "spi"));
    }
  }

  private void pwm(PwmPin pin, List<PinProblem> problems) {
    Path chip = root.resolve("sys/class/pwm/pwmchip" + pin.chip());
    Path export = chip.resolve("export");
    if (!Files.exists(chip)) {
      problems.add(
          new PinProblem(
              Part.PWM,
              "BCM " + pin.bcm() + " cannot be dimmed (there is no /sys/class/pwm/pwmchip" + pin.chip() + ")",
              "add dtoverlay=pwm,pin=" + pin.bcm() + ",func=" + (pin.bcm() < 18 ? 4 : 2) + " to " + CONFIG
                  + ", then sudo reboot"));
    } else if (!mayWrite.test(export)) {
      problems.add(closed(Part.PWM, export, "gpio"));
    }
  }

  /** A file that exists and may not be written. */
  private PinProblem closed(Part part, Path file, String usualGroup) {
    String name = "/" + root.relativize(file);
    String group = group(file);
    if (group.equals("root") || group.isEmpty()) {
      return new PinProblem(
          part,
          name + " is open to the superuser only",
          "sudo groupadd -f " + usualGroup + "; sudo chgrp " + usualGroup + " " + name + "; sudo chmod g+rw " + name
              + "; sudo usermod -aG " + usualGroup + " " + user + ", then log in again");
    }
    return new PinProblem(
        part,
        name + " is closed to user " + user + ", who is not in group " + group,
        "sudo usermod -aG " + group + " " + user + ", then log in again");
  }

  private static String group(Path file) {
    try {
      return Files.readAttributes(file, PosixFileAttributes.class).group().getName();
    } catch (IOException | UnsupportedOperationException e) {
      return "";
    }
  }
}
