package io.github.xiaozhisim.device.explorer;

import io.github.xiaozhisim.device.Fidelity;
import io.github.xiaozhisim.device.virtual.Seeds;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Plays the story of a seed to a device: up to sixty things that users, servers and networks do to it, then everything
 * is well again and one good turn must work. A function of seed and fidelity; any number may run at once on different
 * threads.
 */
public final class Explorer {

  private final Fidelity fidelity;

  public Explorer(Fidelity fidelity) {
    this.fidelity = fidelity;
  }

  /**
   * What came out of one seed.
   *
   * @param finding null when everything held
   * @param violations what the device counted, by rule
   * @param crashes simulated crashes, of a strict device only
   */
  public record Outcome(
      long seed, @Nullable Finding finding, Map<String, Integer> violations, int crashes, int steps) {}

  /**
   * Something that must always hold did not.
   *
   * @param rule what did not hold
   * @param detail how it showed
   * @param story the fewest steps found that lead there, in words
   */
  public record Finding(String rule, String detail, List<String> story) {}

  /** Plays one seed; a failing story is cut down first. */
  public Outcome explore(long seed) {
    List<Step> story = Step.story(new Seeds(seed).stream("story", 0));
    Played played = play(seed, story);
    if (played.trouble == null) {
      return new Outcome(seed, null, played.violations, played.crashes, story.size());
    }
    List<Step> shortest = shortened(seed, story, played.trouble.rule());
    Played again = play(seed, shortest);
    Trouble trouble = again.trouble == null ? played.trouble : again.trouble;
    return new Outcome(
        seed,
        new Finding(trouble.rule(), trouble.getMessage() + "", again.words),
        played.violations,
        played.crashes,
        story.size());
  }

  private record Played(
      @Nullable Trouble trouble, List<String> words, Map<String, Integer> violations, int crashes) {}

  private Played play(long seed, List<Step> story) {
    List<String> words = new ArrayList<>();
    World world = new World(seed, fidelity, words::add);
    Trouble trouble = null;
    try {
      for (Step step : story) {
        String what = world.take(step);
        words.add(String.format(Locale.ROOT, "+%.1f ms  %s", step.afterNanos() / 1e6, what));
      }
      words.add("everything is well again");
      new Recovery(world, seed).recover();
    } catch (Trouble met) {
      trouble = met;
    } catch (RuntimeException | StackOverflowError thrown) {
      trouble = new Trouble("no exception: " + thrown.getClass().getSimpleName(), describe(thrown));
    }
    return new Played(trouble, words, world.watch().violations(), world.watch().crashes());
  }

  private static String describe(Throwable thrown) {
    StringBuilder text = new StringBuilder(thrown.toString());
    StackTraceElement[] trace = thrown.getStackTrace();
    for (int i = 0; i < Math.min(6, trace.length); i++) {
      text.append("\n    at ").append(trace[i]);
    }
    return text.toString();
  }

  /** Leaves out as many steps as possible while the same rule is broken: halves first, then less and less. */
  private List<Step> shortened(long seed, List<Step> story, String rule) {
    List<Step> best = story;
    for (int chunk = Math.max(1, story.size() / 2); chunk >= 1; chunk /= 2) {
      for (int from = 0; from < best.size(); ) {
        List<Step> fewer = without(best, from, Math.min(best.size(), from + chunk));
        Trouble trouble = play(seed, fewer).trouble;
        if (trouble != null && trouble.rule().equals(rule)) {
          best = fewer;
        } else {
          from += chunk;
        }
      }
    }
    return best;
  }

  /** The steps left out take their time with them to the next one, so that the rest happens when it did. */
  private static List<Step> without(List<Step> story, int from, int until) {
    List<Step> fewer = new ArrayList<>(story.subList(0, from));
    long goneNanos = 0;
    for (Step gone : story.subList(from, until)) {
      goneNanos += gone.afterNanos();
    }
    for (int i = until; i < story.size(); i++) {
      Step kept = story.get(i);
      fewer.add(i == until ? new Step(kept.afterNanos() + goneNanos, kept.act(), kept.chance()) : kept);
    }
    return fewer;
  }
}
