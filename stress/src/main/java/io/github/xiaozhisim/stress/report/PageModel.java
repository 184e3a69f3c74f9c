package io.github.xiaozhisim.stress.report;

import io.github.xiaozhisim.stress.measure.Gauge;
import io.github.xiaozhisim.stress.measure.Vocabulary;
import io.github.xiaozhisim.stress.timeline.Interval;
import io.github.xiaozhisim.stress.timeline.Range;
import io.github.xiaozhisim.stress.timeline.Timeline;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes what the page shows, as JSON: the same for the page of a run that lasts and for the report of one that is
 * over. Times are seconds since the start, durations milliseconds; null stands where nothing was measured. Any thread.
 */
public final class PageModel {

  /** Changes when a name or a meaning changes; new members alone do not change it. */
  public static final String SCHEMA = "xiaozhi-simulator/page/1";

  /** What people type before a command. */
  private static final String LAUNCHER = "./xiaozhi";

  static final JsonMapper JSON = JsonMapper.builder().build();

  private PageModel() {}

  /** All of it. */
  public static String write(PageFacts facts, Timeline.Snapshot timeline) {
    ObjectNode root = withoutSeriesNode(facts, timeline);
    root.set("series", series(timeline, facts.objectives()));
    return JSON.writeValueAsString(root);
  }

  /** All but the figures over time, which are most of it. */
  public static String writeWithoutSeries(PageFacts facts, Timeline.Snapshot timeline) {
    return JSON.writeValueAsString(withoutSeriesNode(facts, timeline));
  }

  /**
   * What one interval adds to the series: {@code t}, and in {@code v} each line's value by its id. Lines without a
   * value are not in it; one may come that the series did not have before.
   */
  public static String writeTick(Vocabulary vocabulary, Interval interval) {
    ObjectNode root = JSON.createObjectNode();
    root.put("t", round(interval.fromSeconds()));
    ObjectNode values = root.putObject("v");
    for (Charts.Chart chart : Charts.of(vocabulary, interval.gauges().keySet())) {
      for (Charts.Line line : chart.lines()) {
        Range range = line.reader().in(interval);
        if (range != null) {
          values.put(line.id(), round(range.mean()));
        }
      }
    }
    return JSON.writeValueAsString(root);
  }

  private static ObjectNode withoutSeriesNode(PageFacts facts, Timeline.Snapshot timeline) {
    ObjectNode root = JSON.createObjectNode();
    root.put("schema", SCHEMA);
    root.put("live", facts.run().live());
    root.put("work", timeline.vocabulary().work());
    run(root.putObject("run"), facts.run(), timeline.seconds());
    PageFactsJson.write(root, facts);
    ArrayNode sections = root.putArray("sections");
    facts.remarks().forEach(section -> PageFactsJson.section(sections.addObject(), section));
    PageFigures.write(root, timeline);
    facts.sections().forEach(section -> PageFactsJson.section(sections.addObject(), section));
    return root;
  }

  private static void run(ObjectNode node, PageFacts.Run run, double seconds) {
    ArrayNode command = node.putArray("command");
    command.add(LAUNCHER);
    run.command().forEach(command::add);
    node.put("seed", run.seed());
    node.put("started", Instant.ofEpochMilli(run.startedWallMillis()).toString());
    node.put("duration_s", round(seconds));
    node.put("interrupted", run.interrupted());
    node.put("unfinished", run.unfinished());
    node.put("version", String.valueOf(run.environment().getOrDefault("version", "")));
    ObjectNode environment = node.putObject("environment");
    run.environment().forEach(environment::putPOJO);
  }

  private static ObjectNode series(Timeline.Snapshot timeline, List<PageFacts.Objective> objectives) {
    ObjectNode series = JSON.createObjectNode();
    ArrayNode times = series.putArray("t");
    Set<Gauge> gauges = new LinkedHashSet<>();
    for (Interval interval : timeline.intervals()) {
      times.add(round(interval.fromSeconds()));
      gauges.addAll(interval.gauges().keySet());
    }
    ArrayNode charts = series.putArray("charts");
    for (Charts.Chart chart : Charts.of(timeline.vocabulary(), gauges)) {
      ArrayNode lines = JSON.createArrayNode();
      for (Charts.Line line : chart.lines()) {
        line(lines, line, timeline.intervals(), chart.kind() != Charts.Kind.STACK || !chart.unit().equals("ms"));
      }
      if (!lines.isEmpty()) {
        ObjectNode node = charts.addObject();
        named(node, chart.id(), chart.name());
        node.put("unit", chart.unit());
        node.put("kind", chart.kind().name().toLowerCase(Locale.ROOT));
        node.put("section", chart.section().name().toLowerCase(Locale.ROOT));
        limits(node, Limits.in(chart, objectives));
        node.set("lines", lines);
      }
    }
    return series;
  }

  private static void limits(ObjectNode node, List<PageFacts.Objective> objectives) {
    if (!objectives.isEmpty()) {
      ArrayNode limits = node.putArray("limits");
      for (PageFacts.Objective objective : objectives) {
        limits.addObject().put("text", objective.text()).put("value", round(Limits.value(objective.bound())));
      }
    }
  }

  /** A line that shows nothing but zeros or nothing at all is left out. */
  private static void line(ArrayNode lines, Charts.Line line, List<Interval> intervals, boolean veiled) {
    boolean shows = false;
    boolean ranges = false;
    for (Interval interval : intervals) {
      Range range = line.reader().in(interval);
      shows |= range != null && range.high() != 0;
      ranges |= range != null && (range.low() != range.mean() || range.high() != range.mean());
    }
    if (!shows) {
      return;
    }
    ObjectNode node = lines.addObject();
    named(node, line.id(), line.name());
    values(node.putArray("v"), line, intervals, Range::mean);
    if (ranges && veiled) {
      values(node.putArray("lo"), line, intervals, Range::low);
      values(node.putArray("hi"), line, intervals, Range::high);
    }
  }

  private static void values(ArrayNode to, Charts.Line line, List<Interval> intervals, ToDoubleFunction<Range> of) {
    for (Interval interval : intervals) {
      Range range = line.reader().in(interval);
      if (range == null || !Double.isFinite(of.applyAsDouble(range))) {
        to.addNull();
      } else {
        number(to, round(of.applyAsDouble(range)));
      }
    }
  }

  /** Whole numbers without a fraction: there are many. */
  private static void number(ArrayNode to, double value) {
    if (value == Math.rint(value) && Math.abs(value) < 1e15) {
      to.add((long) value);
    } else {
      to.add(value);
    }
  }

  static void named(ObjectNode node, String id, Words name) {
    node.put("id", id);
    words(node, name);
  }

  static void words(ObjectNode node, Words words) {
    node.put("en", words.en());
    node.put("zh", words.zh());
  }

  /** Three decimals: microseconds of milliseconds. */
  static double round(double value) {
    return Math.round(value * 1000) / 1000.0;
  }
}
