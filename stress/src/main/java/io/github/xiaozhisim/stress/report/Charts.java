package io.github.xiaozhisim.stress.report;

import io.github.xiaozhisim.stress.measure.Count;
import io.github.xiaozhisim.stress.measure.Gauge;
import io.github.xiaozhisim.stress.measure.Measure;
import io.github.xiaozhisim.stress.measure.Outcome;
import io.github.xiaozhisim.stress.measure.State;
import io.github.xiaozhisim.stress.measure.Stats;
import io.github.xiaozhisim.stress.measure.Vocabulary;
import io.github.xiaozhisim.stress.timeline.Extremes;
import io.github.xiaozhisim.stress.timeline.Interval;
import io.github.xiaozhisim.stress.timeline.Range;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * The one table of what is drawn over time: which charts, with which lines, and how a line's value is found in an
 * interval. Made from what a kind of work declares; the page's series and the live page's ticks are both read off it.
 */
final class Charts {

  /** How a chart is drawn: lines beside each other, areas on each other, or percentiles from low to high. */
  enum Kind {
    LINES,
    STACK,
    BAND
  }

  /** Where a chart stands. */
  enum Section {
    LATENCY,
    LOAD,
    QUALITY,
    SYSTEM,
    GENERATOR
  }

  /** A line's value, or null where there is none. */
  interface Reader {
    @Nullable Range in(Interval interval);
  }

  record Line(String id, Words name, Reader reader) {}

  record Chart(String id, Words name, String unit, Kind kind, Section section, List<Line> lines) {}

  /** {@code veiled}: in a long run it shows what it was in single seconds, too. */
  private record Percentile(String id, String en, String zh, ToDoubleFunction<Stats> of, boolean veiled) {
    double in(Stats stats) {
      return of.applyAsDouble(stats);
    }
  }

  private static final List<Percentile> PERCENTILES =
      List.of(
          new Percentile("p50", "median", "中位数", Stats::p50, true),
          new Percentile("p90", "p90", "p90", Stats::p90, false),
          new Percentile("p95", "p95", "p95", Stats::p95, true),
          new Percentile("p99", "p99", "p99", Stats::p99, false),
          new Percentile("max", "longest", "最长", Stats::max, false));

  private static final Percentile MEDIAN = PERCENTILES.getFirst();
  private static final Percentile P95 = PERCENTILES.get(2);

  private static final String GENERATOR_LANE = "generator";

  private final Vocabulary vocabulary;
  private final List<Chart> charts = new ArrayList<>();

  private Charts(Vocabulary vocabulary) {
    this.vocabulary = vocabulary;
  }

  /** All charts; lines may turn out to be empty. */
  static List<Chart> of(Vocabulary vocabulary, Collection<Gauge> gauges) {
    Charts all = new Charts(vocabulary);
    all.latencies();
    all.load();
    all.counts(Count.Topic.QUALITY, "quality", Section.QUALITY);
    all.generator();
    all.gauges(gauges);
    return all.charts.stream().filter(chart -> !chart.lines().isEmpty()).toList();
  }

  private void latencies() {
    for (Measure measure : on(Measure.Chart.HEADLINE)) {
      percentiles(measure, Section.LATENCY);
    }
    add("stages", "Stages, medians", "各阶段中位数", "ms", Kind.STACK, Section.LATENCY, lines(Measure.Chart.STAGES, MEDIAN));
    add(
        "waits",
        "Wait for the beginning, and first sound without it, p95",
        "开始之前的等待，以及不计它的第一声（p95）",
        "ms", Kind.LINES, Section.LATENCY,
        lines(Measure.Chart.WAITS, P95));
    add(
        "connecting",
        "Connecting, p95",
        "连接（p95）",
        "ms",
        Kind.LINES,
        Section.LATENCY,
        lines(Measure.Chart.CONNECTING, P95));
  }

  private void load() {
    List<Line> states = new ArrayList<>();
    for (int i = 0; i < vocabulary.states().size(); i++) {
      State state = vocabulary.states().get(i);
      int place = i;
      Words name = new Words(state.meaning(), state.chinese());
      states.add(new Line("state." + state.label(), name, interval -> interval.states().get(place)));
    }
    add("states", "States", "状态", "", Kind.STACK, Section.LOAD, states);
    counts(Count.Topic.WORK, "work", Section.LOAD);
    List<Line> good = new ArrayList<>();
    List<Line> bad = new ArrayList<>();
    for (Outcome outcome : vocabulary.outcomes()) {
      (outcome.isGood() ? good : bad).add(line(outcome));
    }
    add("outcomes", "Ended well", "成功结束", "1/s", Kind.STACK, Section.LOAD, good);
    add("failures", "Ended otherwise", "其他结局", "1/s", Kind.STACK, Section.QUALITY, bad);
    counts(Count.Topic.CONNECTIONS, "connections", Section.LOAD);
    counts(Count.Topic.TRAFFIC, "traffic", Section.LOAD);
  }

  private void generator() {
    for (Measure measure : on(Measure.Chart.GENERATOR)) {
      percentiles(measure, Section.GENERATOR);
    }
    counts(Count.Topic.GENERATOR, "generator", Section.GENERATOR);
  }

  /** Sums a second, and levels as they are: two charts, and one more for bytes, which dwarf the others. */
  private void counts(Count.Topic topic, String id, Section section) {
    Words name = PageFigures.title(topic);
    List<Line> sums = new ArrayList<>();
    List<Line> bytes = new ArrayList<>();
    List<Line> levels = new ArrayList<>();
    for (Count count : vocabulary.counts()) {
      if (count.topic() == topic) {
        (count.isLevel() ? levels : count.label().startsWith("bytes_") ? bytes : sums).add(line(count));
      }
    }
    add(id, name.en(), name.zh(), "1/s", Kind.LINES, section, sums);
    add(id + "_bytes", name.en() + ", bytes", name.zh() + "（字节）", "B/s", Kind.LINES, section, bytes);
    add(id + "_now", name.en() + ", now", name.zh() + "（当前）", "", Kind.LINES, section, levels);
  }

  /** Gauges of one lane share a chart. */
  private void gauges(Collection<Gauge> gauges) {
    Map<String, List<Gauge>> lanes = new LinkedHashMap<>();
    for (Gauge gauge : gauges) {
      lanes.computeIfAbsent(gauge.lane(), _ -> new ArrayList<>()).add(gauge);
    }
    lanes.forEach(
        (lane, members) -> {
          List<Line> lines =
              members.stream()
                  .map(gauge -> new Line(gauge.label(), words(gauge), interval -> interval.gauges().get(gauge)))
                  .toList();
          Section section = lane.startsWith(GENERATOR_LANE) ? Section.GENERATOR : Section.SYSTEM;
          Words name = LaneTitle.of(lane, members);
          add("gauge." + lane, name.en(), name.zh(), members.getFirst().unit(), Kind.LINES, section, lines);
        });
  }

  private static Words words(Gauge gauge) {
    return new Words(gauge.meaning(), gauge.chinese());
  }

  private void percentiles(Measure measure, Section section) {
    List<Line> lines =
        PERCENTILES.stream().map(percentile -> line(measure, percentile, percentile.en(), percentile.zh())).toList();
    add(measure.objective(), measure.meaning(), measure.chinese(), "ms", Kind.BAND, section, lines);
  }

  private List<Line> lines(Measure.Chart chart, Percentile percentile) {
    return on(chart).stream().map(measure -> line(measure, percentile, measure.meaning(), measure.chinese())).toList();
  }

  private List<Measure> on(Measure.Chart chart) {
    return vocabulary.measures().stream().filter(measure -> measure.chart() == chart).toList();
  }

  private static Line line(Measure measure, Percentile percentile, String en, String zh) {
    return new Line(
        measure.objective() + "." + percentile.id(),
        new Words(en, zh),
        interval -> {
          Stats stats = interval.stats(measure);
          if (stats.count() == 0) {
            return null;
          }
          double value = percentile.in(stats);
          Extremes extremes = interval.extremes(measure);
          return percentile.veiled()
              ? new Range(
                  Math.min(value, percentile.in(extremes.low())),
                  value,
                  Math.max(value, percentile.in(extremes.high())))
              : Range.of(value);
        });
  }

  private static Line line(Outcome outcome) {
    return new Line(
        "outcome." + outcome.label(),
        new Words(outcome.meaning(), outcome.chinese()),
        interval -> interval.outcomes().get(outcome.ordinal()));
  }

  private static Line line(Count count) {
    return new Line(
        "count." + count.label(),
        new Words(count.meaning(), count.chinese()),
        interval -> interval.counts().get(count.ordinal()));
  }

  private void add(String id, String en, String zh, String unit, Kind kind, Section section, List<Line> lines) {
    charts.add(new Chart(id, new Words(en, zh), unit, kind, section, lines));
  }
}
