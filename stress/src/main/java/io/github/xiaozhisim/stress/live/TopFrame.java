package io.github.xiaozhisim.stress.live;

import io.github.xiaozhisim.stress.health.Verdict;
import io.github.xiaozhisim.stress.measure.Stats;
import java.util.List;

/**
 * What the full-screen view shows at one moment. Plain values; any kind of work.
 *
 * @param title what runs, in a few words
 * @param elapsedSeconds since the start
 * @param condition running, paused, ending
 * @param states how many are in each, those that are empty left out
 * @param work what the pieces of work are called
 * @param perSecond how many of them ended in each of the last seconds
 * @param good how many ended as they should, over the whole run
 * @param bad how many did not, those cut by the end left out
 * @param badOnes by their outcome, most frequent first
 * @param durations in the order of the vocabulary, those never measured left out
 * @param quality what a user would notice besides waiting
 * @param goals what is to be reached
 * @param gauges of this process and of what is watched
 * @param errors most frequent first
 * @param keys what can be typed, empty for nothing
 */
public record TopFrame(
    String title,
    long elapsedSeconds,
    String condition,
    Verdict generator,
    List<Level> states,
    String work,
    List<Double> perSecond,
    long good,
    long bad,
    List<Level> badOnes,
    List<Duration> durations,
    List<Level> quality,
    List<Goal> goals,
    List<Dial> gauges,
    List<Level> errors,
    String keys) {

  public TopFrame {
    states = List.copyOf(states);
    perSecond = List.copyOf(perSecond);
    badOnes = List.copyOf(badOnes);
    durations = List.copyOf(durations);
    quality = List.copyOf(quality);
    goals = List.copyOf(goals);
    gauges = List.copyOf(gauges);
    errors = List.copyOf(errors);
  }

  /** Something counted. */
  public record Level(String name, long count) {}

  /**
   * One measure.
   *
   * @param lately over the last seconds
   * @param whole over the whole run
   * @param p95 of each of the last seconds, NaN where there was none
   */
  public record Duration(String name, Stats lately, Stats whole, List<Double> p95) {}

  /**
   * One objective.
   *
   * @param state OPEN, HOLDS, IN_DANGER or MISSED
   * @param seen with its unit
   */
  public record Goal(String text, String state, String seen) {}

  /** One gauge: its value now, and in the last seconds. */
  public record Dial(String name, double value, String unit, List<Double> lately) {}
}
