package io.github.xiaozhisim.stress.fleet;

import io.github.xiaozhisim.stress.typed.Complaint;
import io.github.xiaozhisim.stress.typed.Typed;

/**
 * Pauses as people write them: {@code 3s}, {@code 1s..3s} (evenly), {@code exp(3s)} (mean), {@code lognormal(2s, 0.5)}
 * (median and sigma).
 */
public final class PauseText {

  /** What to write. */
  static final String FORM = "write a pause like 3s, 1s..3s, exp(3s) or lognormal(2s, 0.5)";

  private PauseText() {}

  /**
   * Reads one.
   *
   * @throws IllegalArgumentException with one sentence that names the column
   */
  public static Pause parse(String text) {
    Typed typed = new Typed(text);
    Pause pause = read(typed);
    typed.expectEnd(FORM);
    return pause;
  }

  /** The next one of a longer text. */
  static Pause read(Typed typed) {
    int column = typed.column();
    try {
      if (typed.takesWord("exp")) {
        typed.expect("(", FORM);
        long mean = nanos(typed);
        typed.expect(")", FORM);
        return new Pause.Exponential(mean);
      }
      if (typed.takesWord("lognormal")) {
        typed.expect("(", FORM);
        long median = nanos(typed);
        typed.expect(",", FORM);
        double sigma = typed.number(FORM);
        typed.expect(")", FORM);
        return new Pause.LogNormal(median, sigma);
      }
      long from = nanos(typed);
      return new Span(from, typed.takes("..") ? nanos(typed) : from);
    } catch (Complaint located) {
      throw located;
    } catch (IllegalArgumentException e) {
      throw typed.wrongAt(column, "that cannot be; " + FORM);
    }
  }

  private static long nanos(Typed typed) {
    return Math.round(typed.seconds(FORM) * 1e9);
  }
}
