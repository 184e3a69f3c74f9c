package io.github.xiaozhisim.stress.comparison;

import io.github.xiaozhisim.stress.measure.Count;
import io.github.xiaozhisim.stress.measure.Measure;
import io.github.xiaozhisim.stress.measure.Outcome;
import io.github.xiaozhisim.stress.report.Words;
import io.github.xiaozhisim.stress.timeline.Interval;
import io.github.xiaozhisim.stress.timeline.Timeline;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.HdrHistogram.Histogram;

/**
 * Two runs side by side: each figure of both, how much it has changed, and whether chance would do that, too. What two
 * runs call the same is the same. Pure.
 *
 * @param rows in the order of the report
 */
public record Comparison(List<Row> rows) {

  /** What has come of a figure. */
  public enum Verdict {
    BETTER,
    WORSE,
    /** Not more than chance does. */
    SAME,
    /** One of the runs is too short, or the figure is not in both. */
    UNKNOWN
  }

  /**
   * A figure of both runs.
   *
   * @param unit of both
   * @param before NaN where it was not measured
   * @param after NaN where it was not measured
   * @param low lowest change that is to be expected, as a share; NaN where it cannot be told
   * @param high highest change that is to be expected, as a share
   */
  public record Row(
      String id, Words name, String unit, double before, double after, double low, double high, Verdict verdict) {

    /** As a share of the first: 0.1 is ten per cent more; NaN where there is nothing to divide by. */
    public double change() {
      return before > 0 ? after / before - 1 : Double.NaN;
    }
  }

  public Comparison {
    rows = List.copyOf(rows);
  }

  /** Compares two runs of the same kind of work; less is better in all figures. */
  public static Comparison of(Timeline.Snapshot before, Timeline.Snapshot after) {
    return new Comparing(before, after).all();
  }

  public long count(Verdict verdict) {
    return rows.stream().filter(row -> row.verdict() == verdict).count();
  }

  private static final class Comparing {
    private final Timeline.Snapshot before;
    private final Timeline.Snapshot after;
    private final Blocks blocksBefore;
    private final Blocks blocksAfter;
    private final Resampling resampling = new Resampling();
    private final List<Row> rows = new ArrayList<>();

    Comparing(Timeline.Snapshot before, Timeline.Snapshot after) {
      this.before = before;
      this.after = after;
      this.blocksBefore = Blocks.of(before.intervals());
      this.blocksAfter = Blocks.of(after.intervals());
    }

    Comparison all() {
      rate("failed", new Words("not ended well", "未成功"), "%", Comparing::failedPercent);
      for (Measure measure : before.vocabulary().measures()) {
        if (measure.chart() == Measure.Chart.HEADLINE || measure.chart() == Measure.Chart.STAGES) {
          Optional<Measure> other = same(measure);
          if (other.isPresent()) {
            durations(measure, other.get());
          }
        }
      }
      for (Count count : before.vocabulary().counts()) {
        boolean inBoth = after.vocabulary().counts().stream().anyMatch(other -> other.label().equals(count.label()));
        if (inBoth && count.topic() == Count.Topic.QUALITY && !count.isLevel()) {
          rate(
              count.label(),
              new Words(count.meaning() + " a minute", count.chinese() + "（每分钟）"),
              "1/min",
              (timeline, blocks, times) -> perMinute(timeline, blocks, times, count.label()));
        }
      }
      return new Comparison(rows);
    }

    private Optional<Measure> same(Measure measure) {
      return after.vocabulary().measures().stream().filter(other -> other.label().equals(measure.label())).findFirst();
    }

    private void durations(Measure measure, Measure other) {
      Histogram first = before.total(measure);
      Histogram second = after.total(other);
      if (first.getTotalCount() == 0 && second.getTotalCount() == 0) {
        return;
      }
      Spread spreadBefore = new Spread(blocksBefore, measure);
      Spread spreadAfter = new Spread(blocksAfter, other);
      for (int percent : new int[] {50, 95, 99}) {
        Words name = new Words(measure.meaning() + ", p" + percent, measure.chinese() + "，p" + percent);
        Resampling.Range range =
            change(
                times -> spreadBefore.percentile(percent, times) / 1000,
                times -> spreadAfter.percentile(percent, times) / 1000);
        row(measure.objective() + ".p" + percent, name, "ms", millis(first, percent), millis(second, percent), range);
      }
    }

    private static double millis(Histogram histogram, double percent) {
      return histogram.getTotalCount() == 0 ? Double.NaN : histogram.getValueAtPercentile(percent) / 1000.0;
    }

    /** A figure of a deal of a run's stretches. */
    private interface Figure {
      double of(Timeline.Snapshot timeline, Blocks blocks, int[] times);
    }

    private void rate(String id, Words name, String unit, Figure figure) {
      double first = figure.of(before, blocksBefore, once(blocksBefore));
      double second = figure.of(after, blocksAfter, once(blocksAfter));
      if (first > 0 || second > 0) {
        row(
            id,
            name,
            unit,
            first,
            second,
            change(times -> figure.of(before, blocksBefore, times), times -> figure.of(after, blocksAfter, times)));
      }
    }

    private Resampling.Range change(ToDoubleFunction<int[]> first, ToDoubleFunction<int[]> second) {
      return resampling.change(blocksBefore.size(), first, blocksAfter.size(), second);
    }

    private void row(String id, Words name, String unit, double first, double second, Resampling.Range range) {
      Verdict verdict = Verdict.UNKNOWN;
      if (range.known()) {
        verdict = !range.excludesNothing() ? Verdict.SAME : range.high() < 0 ? Verdict.BETTER : Verdict.WORSE;
      }
      Resampling.Range shown = range.with(second - first);
      boolean divides = first > 0;
      rows.add(
          new Row(
              id,
              name,
              unit,
              first,
              second,
              divides ? shown.low() / first : Double.NaN,
              divides ? shown.high() / first : Double.NaN,
              verdict));
    }

    private static int[] once(Blocks blocks) {
      int[] times = new int[blocks.size()];
      Arrays.fill(times, 1);
      return times;
    }

    private static double failedPercent(Timeline.Snapshot timeline, Blocks blocks, int[] times) {
      long ended = 0;
      long good = 0;
      for (int i = 0; i < times.length; i++) {
        for (Interval interval : blocks.blocks().get(i)) {
          for (Outcome outcome : timeline.vocabulary().outcomes()) {
            long many = times[i] * interval.slice().outcome(outcome);
            ended += outcome.isCut() ? 0 : many;
            good += outcome.isGood() ? many : 0;
          }
        }
      }
      return ended == 0 ? Double.NaN : 100.0 * (ended - good) / ended;
    }

    private static double perMinute(Timeline.Snapshot timeline, Blocks blocks, int[] times, String label) {
      Optional<Count> count =
          timeline.vocabulary().counts().stream().filter(each -> each.label().equals(label)).findFirst();
      long sum = 0;
      double seconds = 0;
      for (int i = 0; i < times.length; i++) {
        for (Interval interval : blocks.blocks().get(i)) {
          sum += count.isPresent() ? times[i] * interval.slice().count(count.get()) : 0;
          seconds += times[i] * interval.slice().lengthNanos() / 1e9;
        }
      }
      return seconds == 0 ? Double.NaN : 60 * sum / seconds;
    }
  }
}
