package io.github.xiaozhisim.stress.arrivals;

import io.github.xiaozhisim.stress.typed.Complaint;
import io.github.xiaozhisim.stress.typed.Nearest;
import io.github.xiaozhisim.stress.typed.Typed;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Schedules as people write them:
 *
 * <pre>
 * 20/s   600/min   1000/h                always the same
 * ramp(1/s, 20/s, 5m)                    from one rate to another in that time, and on
 * steps(5/s: 1m, 10/s: 1m, 20/s: 1m)     one after the other; the last one goes on
 * spikes(5/s, 50/s, 1m, 5s)              usual rate, peak, how often, how long
 * sine(10/s, 8/s, 10m)                   mean, up and down by that much, one period
 * poisson(20/s), poisson(ramp(…))        the same rate, but as people come who know nothing of each other
 * trace(FILE)                            a moment a line
 * </pre>
 */
public final class ScheduleText {

  private static final List<String> SHAPES = List.of("ramp", "steps", "spikes", "sine", "poisson", "trace");
  private static final String RATE = "write a rate like 20/s, 600/min or 1000/h";
  private static final String TIME = "write a time like 500ms, 5s or 1m30s";

  private final Typed typed;
  private final long seed;

  private ScheduleText(String text, long seed) {
    this.typed = new Typed(text);
    this.seed = seed;
  }

  /**
   * Reads one.
   *
   * @param seed of what looks like chance
   * @throws IllegalArgumentException with one sentence for people; a {@link Complaint} where a column can be named
   */
  public static Schedule parse(String text, long seed) {
    ScheduleText reader = new ScheduleText(text, seed);
    Schedule schedule = reader.schedule();
    reader.typed.expectEnd("a schedule is one rate or one shape");
    return schedule;
  }

  /** Reads a single rate, {@code 20/s}, in arrivals a second. */
  public static double parsePerSecond(String text) {
    ScheduleText reader = new ScheduleText(text, 0);
    double perSecond = reader.perSecond();
    reader.typed.expectEnd(RATE);
    return perSecond;
  }

  private Schedule schedule() {
    if (typed.takesWord("trace")) {
      open("trace(FILE)");
      Path file = Path.of(typed.until(')', "write trace(FILE)"));
      close("trace(FILE)");
      return Trace.read(file);
    }
    if (typed.takesWord("poisson")) {
      open("poisson(20/s)");
      Rate rate = rate();
      close("poisson(20/s)");
      return Schedule.of(rate, Spacing.POISSON, seed);
    }
    return Schedule.of(rate(), Spacing.REGULAR, seed);
  }

  private Rate rate() {
    int column = typed.column();
    try {
      if (typed.takesWord("ramp")) {
        return ramp("ramp(1/s, 20/s, 5m)");
      }
      if (typed.takesWord("steps")) {
        return steps("steps(5/s: 1m, 10/s: 1m)");
      }
      if (typed.takesWord("spikes")) {
        return spikes("spikes(5/s, 50/s, 1m, 5s)");
      }
      if (typed.takesWord("sine")) {
        return sine("sine(10/s, 8/s, 10m)");
      }
      if (typed.atEnd() || !Character.isLetter(typed.peek())) {
        return new Constant(perSecond());
      }
    } catch (Complaint located) {
      throw located;
    } catch (IllegalArgumentException e) {
      throw typed.wrongAt(column, String.valueOf(e.getMessage()));
    }
    String word = typed.word(RATE);
    if (SHAPES.contains(word)) {
      throw typed.wrongAt(column, "there is no '" + word + "' here; inside poisson(…) stands a rate or a shape");
    }
    throw typed.wrongAt(column, "there is no '" + word + "'; " + Nearest.advice(word, SHAPES) + ", or " + RATE);
  }

  private Rate ramp(String form) {
    open(form);
    double from = perSecond();
    comma(form);
    double to = perSecond();
    comma(form);
    double seconds = typed.seconds(TIME);
    close(form);
    return new Ramp(from, to, seconds);
  }

  private Rate steps(String form) {
    open(form);
    List<Steps.Step> steps = new ArrayList<>();
    do {
      double perSecond = perSecond();
      typed.expect(":", "write " + form);
      steps.add(new Steps.Step(perSecond, typed.seconds(TIME)));
    } while (typed.takes(","));
    close(form);
    return new Steps(steps);
  }

  private Rate spikes(String form) {
    open(form);
    double base = perSecond();
    comma(form);
    double peak = perSecond();
    comma(form);
    double every = typed.seconds(TIME);
    comma(form);
    double length = typed.seconds(TIME);
    close(form);
    return new Spikes(base, peak, every, length);
  }

  private Rate sine(String form) {
    open(form);
    double mean = perSecond();
    comma(form);
    double amplitude = perSecond();
    comma(form);
    double period = typed.seconds(TIME);
    close(form);
    return new Sine(mean, amplitude, period);
  }

  private double perSecond() {
    int column = typed.column();
    double number = typed.number(RATE);
    typed.expect("/", RATE);
    int unitColumn = typed.column();
    double seconds =
        switch (typed.word(RATE)) {
          case "s" -> 1;
          case "m", "min" -> 60;
          case "h" -> 3600;
          default -> throw typed.wrongAt(unitColumn, "a rate is for each s, min or h; " + RATE);
        };
    double perSecond = number / seconds;
    if (perSecond > Rate.MOST_PER_SECOND) {
      throw typed.wrongAt(column, "that is more than a million arrivals a second");
    }
    return perSecond;
  }

  private void open(String form) {
    typed.expect("(", "write " + form);
  }

  private void comma(String form) {
    typed.expect(",", "write " + form);
  }

  private void close(String form) {
    typed.expect(")", "write " + form);
  }
}
