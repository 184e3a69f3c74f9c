package io.github.xiaozhisim.stress.report;

import io.github.xiaozhisim.stress.objective.Subject;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a page tells of a run besides figures over time. Begin with {@link #of} and say what else is known.
 *
 * @param verdict whether the figures can be trusted, and why; null where nothing can be said
 * @param answer how it went, in one sentence; null before anything can be said
 * @param objectives what was to be reached
 * @param errors most frequent first
 * @param remarks tables of what to know before anything else
 * @param sections tables of further figures
 * @param slowest pieces of work, the slowest first
 * @param phases of the run, in order
 * @param knee what came of a search for the most that can be carried; null where there was none
 */
public record PageFacts(
    Run run,
    @Nullable Judgement verdict,
    @Nullable Answer answer,
    List<Objective> objectives,
    List<Failure> errors,
    List<Section> remarks,
    List<Section> sections,
    List<Slow> slowest,
    List<Phase> phases,
    @Nullable Knee knee) {

  public PageFacts {
    objectives = List.copyOf(objectives);
    errors = List.copyOf(errors);
    remarks = List.copyOf(remarks);
    sections = List.copyOf(sections);
    slowest = List.copyOf(slowest);
    phases = List.copyOf(phases);
  }

  /**
   * @param live it still runs
   * @param command as typed, secrets blanked out
   * @param startedWallMillis since 1970
   * @param interrupted ended by Ctrl-C
   * @param unfinished nobody ended it: the program was killed, or still runs
   * @param environment name to value, in order; holds {@code version}
   */
  public record Run(
      boolean live,
      List<String> command,
      long seed,
      long startedWallMillis,
      boolean interrupted,
      boolean unfinished,
      Map<String, Object> environment) {}

  /** {@code value}: VALID, DEGRADED or INVALID. */
  public record Judgement(String value, List<Words> reasons) {}

  /** One sentence, and whether it is good news. */
  public record Answer(boolean good, Words sentence) {}

  /**
   * @param text as it was asked for
   * @param met null while it cannot be told
   * @param worst the worst value, or NaN when there was none
   * @param atSeconds when that was, or NaN
   * @param bound what it sets a bound to, for charts
   */
  public record Objective(String text, @Nullable Boolean met, double worst, double atSeconds, Bound bound) {

    public String unit() {
      return bound.subject().unit();
    }
  }

  /** What must stay on one side of {@code limit}, which is in the subject's unit. */
  public record Bound(Subject subject, double limit) {}

  /** An error, how often it came and who met it, as sentences: {@code device-12, turn 3, 14:03:22.120}. */
  public record Failure(String message, long count, List<String> examples) {}

  /** A table. */
  public record Section(String id, Words title, List<Row> rows) {}

  /** {@code unit} is empty for plain numbers and for text. */
  public record Row(String id, Words name, Object value, String unit) {}

  /**
   * One piece of work.
   *
   * @param title who and when
   * @param millis how long it took, waits before its beginning included
   * @param fromMillis where on the marks' scale this began, but for that wait; NaN where it is not known
   * @param untilMillis where it ended, or NaN
   * @param marks in the order of time
   * @param note what to know of it; null where there is nothing
   * @param sound what was heard; null where nobody listened
   */
  public record Slow(
      String title,
      double millis,
      double fromMillis,
      double untilMillis,
      List<Mark> marks,
      @Nullable Words note,
      @Nullable Sound sound) {}

  /**
   * What was heard of a piece of work.
   *
   * @param file the name under which it lies in the run's folder
   * @param wav the file, as base64
   */
  public record Sound(String file, String wav) {}

  /** A moment in a piece of work, counted from its zero. */
  public record Mark(String id, Words name, double atMillis) {}

  public record Phase(String label, double fromSeconds, double untilSeconds) {}

  /** Nothing but the run is known yet. */
  public static PageFacts of(Run run) {
    return new PageFacts(run, null, null, List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), null);
  }

  public PageFacts withVerdict(@Nullable Judgement known) {
    return new PageFacts(run, known, answer, objectives, errors, remarks, sections, slowest, phases, knee);
  }

  public PageFacts withAnswer(@Nullable Answer known) {
    return new PageFacts(run, verdict, known, objectives, errors, remarks, sections, slowest, phases, knee);
  }

  public PageFacts withObjectives(List<Objective> known) {
    return new PageFacts(run, verdict, answer, known, errors, remarks, sections, slowest, phases, knee);
  }

  public PageFacts withErrors(List<Failure> known) {
    return new PageFacts(run, verdict, answer, objectives, known, remarks, sections, slowest, phases, knee);
  }

  public PageFacts withRemarks(List<Section> known) {
    return new PageFacts(run, verdict, answer, objectives, errors, known, sections, slowest, phases, knee);
  }

  public PageFacts withSections(List<Section> known) {
    return new PageFacts(run, verdict, answer, objectives, errors, remarks, known, slowest, phases, knee);
  }

  public PageFacts withSlowest(List<Slow> known) {
    return new PageFacts(run, verdict, answer, objectives, errors, remarks, sections, known, phases, knee);
  }

  public PageFacts withPhases(List<Phase> known) {
    return new PageFacts(run, verdict, answer, objectives, errors, remarks, sections, slowest, known, knee);
  }

  public PageFacts withKnee(@Nullable Knee known) {
    return new PageFacts(run, verdict, answer, objectives, errors, remarks, sections, slowest, phases, known);
  }
}
