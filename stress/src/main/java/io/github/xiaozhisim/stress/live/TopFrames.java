package io.github.xiaozhisim.stress.live;

import io.github.xiaozhisim.stress.health.Verdict;
import io.github.xiaozhisim.stress.measure.Count;
import io.github.xiaozhisim.stress.measure.ErrorTally;
import io.github.xiaozhisim.stress.measure.Measure;
import io.github.xiaozhisim.stress.measure.Measurements;
import io.github.xiaozhisim.stress.measure.Outcome;
import io.github.xiaozhisim.stress.measure.Reading;
import io.github.xiaozhisim.stress.measure.Slice;
import io.github.xiaozhisim.stress.measure.Stats;
import io.github.xiaozhisim.stress.measure.Vocabulary;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Makes frames for the full-screen view, second by second, of whatever a vocabulary names. On the collecting thread.
 */
public final class TopFrames {

  /** What {@code lately} means. */
  private static final int LATELY_SECONDS = 10;

  private static final int MOST_BAD_ONES = 3;

  private final String title;
  private final Measurements all;
  private final ErrorTally errors;
  private final String keys;
  private final Recent recent = new Recent();

  /**
   * @param title what runs, in a few words
   * @param keys what can be typed, empty for nothing
   */
  public TopFrames(String title, Measurements all, ErrorTally errors, String keys) {
    this.title = title;
    this.all = all;
    this.errors = errors;
    this.keys = keys;
  }

  /**
   * A second is over.
   *
   * @param condition running, paused, ending
   */
  public TopFrame next(Slice slice, Reading reading, Verdict generator, List<TopFrame.Goal> goals, String condition) {
    recent.add(slice, reading);
    Vocabulary vocabulary = all.vocabulary();
    long good = 0;
    long bad = 0;
    List<TopFrame.Level> badOnes = new ArrayList<>();
    for (Outcome outcome : vocabulary.outcomes()) {
      long count = all.outcome(outcome);
      if (outcome.isGood()) {
        good += count;
      } else if (!outcome.isCut() && count > 0) {
        bad += count;
        badOnes.add(new TopFrame.Level(outcome.label(), count));
      }
    }
    badOnes.sort(Comparator.comparingLong(TopFrame.Level::count).reversed());
    return new TopFrame(
        title,
        slice.untilNanos() / 1_000_000_000,
        condition,
        generator,
        states(vocabulary, slice),
        vocabulary.work(),
        recent.ended(vocabulary.outcomes()),
        good,
        bad,
        badOnes.subList(0, Math.min(MOST_BAD_ONES, badOnes.size())),
        durations(vocabulary),
        quality(vocabulary),
        goals,
        dials(reading),
        errors.list().stream().map(error -> new TopFrame.Level(error.message(), error.count())).toList(),
        keys);
  }

  private static List<TopFrame.Level> states(Vocabulary vocabulary, Slice slice) {
    List<TopFrame.Level> levels = new ArrayList<>();
    for (int i = 0; i < vocabulary.states().size(); i++) {
      if (slice.states().get(i) > 0) {
        levels.add(new TopFrame.Level(vocabulary.states().get(i).meaning(), slice.states().get(i)));
      }
    }
    return levels;
  }

  /** What people notice first, then its stages, then the others. */
  private List<TopFrame.Duration> durations(Vocabulary vocabulary) {
    List<TopFrame.Duration> rows = new ArrayList<>();
    vocabulary.measures().stream()
        .sorted(Comparator.comparing(Measure::chart))
        .forEach(
            measure -> {
              Stats whole = all.stats(measure);
              if (whole.count() > 0) {
                Stats lately = recent.stats(measure, LATELY_SECONDS);
                rows.add(new TopFrame.Duration(measure.meaning(), lately, whole, recent.p95(measure)));
              }
            });
    return rows;
  }

  private List<TopFrame.Level> quality(Vocabulary vocabulary) {
    return vocabulary.counts().stream()
        .filter(count -> count.topic() == Count.Topic.QUALITY)
        .map(count -> new TopFrame.Level(count.meaning(), all.count(count)))
        .filter(level -> level.count() > 0)
        .toList();
  }

  /** What shows nothing but zeros takes room from the others. */
  private List<TopFrame.Dial> dials(Reading reading) {
    List<TopFrame.Dial> dials = new ArrayList<>();
    reading
        .values()
        .forEach(
            (gauge, value) -> {
              List<Double> lately = recent.gauge(gauge);
              if (lately.stream().anyMatch(each -> each > 0)) {
                dials.add(new TopFrame.Dial(gauge.meaning(), value, gauge.unit(), lately));
              }
            });
    return dials;
  }
}
