package io.github.xiaozhisim.pi.gpio;

/**
 * Why something on the pins does not work.
 *
 * @param part what it concerns
 * @param what one sentence without a full stop, such as {@code /dev/gpiochip0 is closed to user pi}
 * @param mend what to do about it, mostly a command
 */
public record PinProblem(Part part, String what, String mend) {

  /** Which of the machine's ways to pins. */
  public enum Part {
    /** All of them: the machine is of another kind. */
    MACHINE,
    /** Single pins: keys and plain lights. */
    LINES,
    /** Strips of lights. */
    SPI,
    /** Dimmed lights. */
    PWM
  }

  /** Both in one line. */
  @Override
  public String toString() {
    return what + ": " + mend;
  }
}
