package io.github.xiaozhisim.stress.objective;

import io.github.xiaozhisim.stress.measure.Slice;
import io.github.xiaozhisim.stress.measure.Vocabulary;
import java.util.List;
import java.util.function.LongToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * All objectives of one run: told of each slice as it comes, tells at any time how they stand. Used by one thread;
 * standings may be handed to any. Memory is bounded by the longest window.
 *
 * <p>A window slides over the slices, in steps of a sixtieth of it; a first miss is final. It is judged only when it is
 * full and holds enough work for one piece more or less not to decide: 20 durations for p95, 100 pieces of work for a
 * share of 1 %. What is left of a warm-up out of durations is not in slices; counts and outcomes hold everything.
 */
public final class Objectives {

  private final Vocabulary vocabulary;
  private final List<Objective> objectives;
  private final List<Course> courses;

  /**
   * @param plannedNanos how long the run is to take; 0 when nobody knows
   */
  public Objectives(List<Objective> objectives, Vocabulary vocabulary, long plannedNanos) {
    this(objectives, vocabulary, plannedNanos, nanos -> nanos);
  }

  /**
   * @param plannedNanos how long the run is to take; 0 when nobody knows
   * @param loadUntil how much work its plan brings until when, in any unit: by it is judged whether what is to come can
   *     save an objective over the whole run
   */
  public Objectives(
      List<Objective> objectives, Vocabulary vocabulary, long plannedNanos, LongToDoubleFunction loadUntil) {
    this.objectives = List.copyOf(objectives);
    this.vocabulary = vocabulary;
    this.courses = this.objectives.stream().map(each -> new Course(each, plannedNanos, loadUntil)).toList();
  }

  public void look(Slice slice) {
    for (int i = 0; i < courses.size(); i++) {
      courses.get(i).look(Sample.of(slice, objectives.get(i).subject(), vocabulary));
    }
  }

  /** In the order of the objectives. */
  public List<Standing> standings() {
    return courses.stream().map(Course::standing).toList();
  }

  /**
   * The first one that cannot be met any more, even if twice as much came as is planned and all of it went well; null
   * as long as there is hope for all.
   */
  public @Nullable Standing lost() {
    return standings().stream().filter(each -> each.state() == Standing.State.MISSED).findFirst().orElse(null);
  }

  /** The run is over: how they stood at last. Call once. */
  public List<Standing> conclude() {
    return courses.stream().map(Course::conclude).toList();
  }
}
