package io.github.xiaozhisim.stress.objective;

import io.github.xiaozhisim.stress.measure.Count;
import io.github.xiaozhisim.stress.measure.Measure;
import io.github.xiaozhisim.stress.measure.Outcome;
import io.github.xiaozhisim.stress.measure.Vocabulary;
import io.github.xiaozhisim.stress.objective.Objective.Comparison;
import io.github.xiaozhisim.stress.typed.Complaint;
import io.github.xiaozhisim.stress.typed.Nearest;
import io.github.xiaozhisim.stress.typed.Typed;
import java.util.ArrayList;
import java.util.List;

/**
 * Objectives as people write them, in the words of a vocabulary:
 *
 * <pre>
 * first_sound.p95 &lt; 1500ms over 60s     a measure: p50 … p99.9, mean, min or max; in each stretch of 60 s
 * failed &lt; 1%                            of the work that ended; also the label of one outcome, timed-out-stt
 * gaps.per_minute &lt; 0.2                  a count: per_minute, per_second or total
 * turns.per_second &gt;= 20                 work that ended, well or not; outcomes as well
 * </pre>
 */
public final class ObjectiveText {

  private static final List<String> STATISTICS = List.of("p50", "p90", "p95", "p99", "p99.9", "mean", "min", "max");
  private static final List<String> AMOUNTS = List.of("per_minute", "per_second", "total");
  private static final String FORM = "write it like first_sound.p95 < 1500ms over 60s";
  private static final double SHORTEST_WINDOW_SECONDS = 1;

  private final Typed typed;
  private final String text;
  private final Vocabulary vocabulary;

  private ObjectiveText(String text, Vocabulary vocabulary) {
    this.typed = new Typed(text);
    this.text = text.strip();
    this.vocabulary = vocabulary;
  }

  /**
   * Reads one.
   *
   * @throws Complaint with the column and what to write instead
   */
  public static Objective parse(String text, Vocabulary vocabulary) {
    return new ObjectiveText(text, vocabulary).objective();
  }

  private Objective objective() {
    Subject subject = subject();
    Comparison comparison = comparison();
    int at = typed.column();
    double limit = limit(subject);
    if (limit == 0 && comparison == Comparison.LESS) {
      throw typed.wrongAt(at, "nothing is less than that; write <= where none is allowed");
    }
    long windowNanos = 0;
    if (!typed.atEnd()) {
      int column = typed.column();
      if (!typed.takesWord("over")) {
        typed.expectEnd("after the limit comes nothing, or a window like over 60s");
      }
      double seconds = typed.seconds("write a window like over 60s");
      if (seconds < SHORTEST_WINDOW_SECONDS) {
        throw typed.wrongAt(column, "a window is a second long at least; write it like over 60s");
      }
      windowNanos = Math.round(seconds * 1e9);
      typed.expectEnd("after the window comes nothing");
    }
    return new Objective(text, subject, comparison, limit, windowNanos);
  }

  private Subject subject() {
    int column = typed.column();
    String name = typed.word(FORM);
    for (Measure measure : vocabulary.measures()) {
      if (name.equals(measure.objective()) || name.equals(measure.label())) {
        return ofDurations(measure);
      }
    }
    for (Count count : vocabulary.counts()) {
      if (name.equals(count.label()) && !count.isLevel()) {
        return new Subject.OfCount(count, per(Subject.Per.TOTAL));
      }
    }
    if (name.equals("failed")) {
      return ofOutcomes(outcomes(false));
    }
    if (name.equals(vocabulary.work())) {
      return new Subject.Ended(outcomes(true), per(Subject.Per.TOTAL));
    }
    for (Outcome outcome : vocabulary.outcomes()) {
      if (name.replace('_', '-').equals(outcome.label())) {
        return ofOutcomes(List.of(outcome));
      }
    }
    throw typed.wrongAt(column, "there is no '" + name + "'; " + Nearest.advice(name, names()));
  }

  /** All that is not cut short, or of that only what did not end well. */
  private List<Outcome> outcomes(boolean all) {
    return vocabulary.outcomes().stream().filter(each -> !each.isCut() && (all || !each.isGood())).toList();
  }

  private List<String> names() {
    List<String> names = new ArrayList<>();
    vocabulary.measures().forEach(each -> names.add(each.objective()));
    names.add("failed");
    names.add(vocabulary.work());
    vocabulary.counts().stream().filter(each -> !each.isLevel()).forEach(each -> names.add(each.label()));
    vocabulary.outcomes().forEach(each -> names.add(each.label()));
    return names.stream().distinct().toList();
  }

  private Subject ofDurations(Measure measure) {
    typed.expect(".", "say which of all durations is meant, like " + measure.objective() + ".p95");
    int column = typed.column();
    String word = typed.word("write " + measure.objective() + ".p95");
    switch (word) {
      case "mean":
        return new Subject.OfDurations(measure, Subject.Statistic.MEAN, 0);
      case "min":
        return new Subject.OfDurations(measure, Subject.Statistic.MIN, 0);
      case "max":
        return new Subject.OfDurations(measure, Subject.Statistic.MAX, 0);
      default:
        break;
    }
    if (!word.matches("p\\d{1,2}")) {
      throw typed.wrongAt(column, "there is no '" + word + "' of durations; " + Nearest.advice(word, STATISTICS));
    }
    String fraction = typed.takes(".") ? "." + typed.digits("write a percentile like p99.9") : "";
    double percent = Double.parseDouble(word.substring(1) + fraction);
    if (percent == 0) {
      throw typed.wrongAt(column, "a percentile is more than 0; the shortest duration is min");
    }
    return new Subject.OfDurations(measure, Subject.Statistic.PERCENTILE, percent);
  }

  private Subject ofOutcomes(List<Outcome> outcomes) {
    return typed.peek() == '.' ? new Subject.Ended(outcomes, per(Subject.Per.TOTAL)) : new Subject.Share(outcomes);
  }

  private Subject.Per per(Subject.Per otherwise) {
    if (!typed.takes(".")) {
      return otherwise;
    }
    int column = typed.column();
    String word = typed.word("write per_minute, per_second or total");
    return switch (word) {
      case "per_minute" -> Subject.Per.MINUTE;
      case "per_second" -> Subject.Per.SECOND;
      case "total" -> Subject.Per.TOTAL;
      default ->
          throw typed.wrongAt(column, "there is no '" + word + "' of a number; " + Nearest.advice(word, AMOUNTS));
    };
  }

  private Comparison comparison() {
    if (typed.takes("<=")) {
      return Comparison.AT_MOST;
    }
    if (typed.takes(">=")) {
      return Comparison.AT_LEAST;
    }
    if (typed.takes("<")) {
      return Comparison.LESS;
    }
    if (typed.takes(">")) {
      return Comparison.MORE;
    }
    throw typed.wrong("here <, <=, > or >= is missing; " + FORM);
  }

  private double limit(Subject subject) {
    int column = typed.column();
    return switch (subject) {
      case Subject.OfDurations of -> typed.seconds("write a time like 1500ms or 1.5s") * 1_000;
      case Subject.Share of -> {
        double percent = typed.number("write a share like 1%");
        typed.expect("%", "write a share like 1%");
        if (percent > 100) {
          throw typed.wrongAt(column, "a share is 100% at most");
        }
        yield percent;
      }
      case Subject.OfCount of -> typed.number("write a number");
      case Subject.Ended of -> typed.number("write a number");
    };
  }
}
