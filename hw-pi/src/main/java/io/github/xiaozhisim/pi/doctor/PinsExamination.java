package io.github.xiaozhisim.pi.doctor;

import static io.github.xiaozhisim.pi.doctor.Finding.Area.PINS;

import io.github.xiaozhisim.device.board.Pins;
import io.github.xiaozhisim.device.board.Pins.KeyPin;
import io.github.xiaozhisim.hal.Scheduler;
import io.github.xiaozhisim.pi.gpio.GpioPanel;
import io.github.xiaozhisim.pi.gpio.PinProblem;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What the board has on pins: whether it can be opened, and given back. Lights stay dark. */
public final class PinsExamination implements Examination {

  private final String board;
  private final @Nullable Pins pins;
  private final Function<Pins, List<PinProblem>> opening;

  /**
   * @param board its name, for people
   * @param pins what it has on them, or null
   * @param opening opens and closes them; gives what does not work
   */
  public PinsExamination(String board, @Nullable Pins pins, Function<Pins, List<PinProblem>> opening) {
    this.board = board;
    this.pins = pins;
    this.opening = opening;
  }

  /** On this machine's pins. {@code scheduler} is not the caller's thread. */
  public static PinsExamination ofThisMachine(String board, @Nullable Pins pins, Scheduler scheduler) {
    return new PinsExamination(
        board,
        pins,
        wanted -> {
          try (GpioPanel panel = GpioPanel.open(wanted, scheduler)) {
            return panel.problems();
          }
        });
  }

  @Override
  public Finding.Area area() {
    return PINS;
  }

  @Override
  public void look(Consumer<Finding> findings) {
    Pins wanted = pins;
    if (wanted == null) {
      findings.accept(Finding.skipped(PINS, "pins", "the board " + board + " has nothing on pins"));
      return;
    }
    List<PinProblem> problems = opening.apply(wanted);
    for (PinProblem problem : problems) {
      findings.accept(
          onlyLights(problem)
              ? Finding.warning(PINS, "light", problem.what(), problem.mend())
              : Finding.error(PINS, "pins", problem.what(), problem.mend()));
    }
    if (problems.isEmpty()) {
      findings.accept(Finding.ok(PINS, "pins", parts(wanted) + " of the board " + board + " can be used"));
    }
  }

  /** Without a light a device works, without its key nobody can talk to it. */
  private static boolean onlyLights(PinProblem problem) {
    return problem.part() == PinProblem.Part.SPI || problem.part() == PinProblem.Part.PWM;
  }

  private static String parts(Pins pins) {
    List<String> parts = new ArrayList<>();
    for (KeyPin key : pins.keys()) {
      parts.add(key.key() + " (BCM " + key.bcm() + ")");
    }
    if (pins.light() != null) {
      parts.add("the light");
    }
    if (pins.backlight() != null) {
      parts.add("the backlight");
    }
    return String.join(", ", parts);
  }
}
