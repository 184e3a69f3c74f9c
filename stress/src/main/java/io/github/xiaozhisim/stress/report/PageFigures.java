package io.github.xiaozhisim.stress.report;

import io.github.xiaozhisim.stress.measure.Count;
import io.github.xiaozhisim.stress.measure.Measure;
import io.github.xiaozhisim.stress.measure.Outcome;
import io.github.xiaozhisim.stress.measure.Stats;
import io.github.xiaozhisim.stress.measure.Vocabulary;
import io.github.xiaozhisim.stress.timeline.Interval;
import io.github.xiaozhisim.stress.timeline.Timeline;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramIterationValue;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The part of the page's model that sums up a whole timeline: distribution, waterfall, outcomes and totals. */
final class PageFigures {

  /** Points of a distribution for each halving of what is left above them. */
  private static final int TICKS_PER_HALF = 5;

  private final Timeline.Snapshot timeline;
  private final Vocabulary vocabulary;
  private final long[] outcomes;
  private final long[] sums;
  private final double[] highest;

  private PageFigures(Timeline.Snapshot timeline) {
    this.timeline = timeline;
    this.vocabulary = timeline.vocabulary();
    this.outcomes = new long[vocabulary.outcomes().size()];
    this.sums = new long[vocabulary.counts().size()];
    this.highest = new double[sums.length];
    for (Interval interval : timeline.intervals()) {
      for (int i = 0; i < outcomes.length; i++) {
        outcomes[i] += interval.slice().outcomes().get(i);
      }
      for (int i = 0; i < sums.length; i++) {
        sums[i] += interval.slice().counts().get(i);
        highest[i] = Math.max(highest[i], interval.counts().get(i).high());
      }
    }
  }

  static void write(ObjectNode root, Timeline.Snapshot timeline) {
    PageFigures figures = new PageFigures(timeline);
    new PageCards(timeline, figures.outcomes, figures.sums, figures.highest).write(root.putArray("cards"));
    figures.distribution(root.putArray("distribution"));
    figures.waterfall(root.putArray("waterfall"));
    figures.outcomes(root.putArray("outcomes"));
    ArrayNode sections = root.withArray("sections");
    figures.measures(sections);
    for (Count.Topic topic : Count.Topic.values()) {
      if (topic != Count.Topic.NONE) {
        figures.totals(sections, topic);
      }
    }
  }

  private void distribution(ArrayNode distribution) {
    for (Measure measure : vocabulary.measures()) {
      Histogram total = timeline.total(measure);
      if (measure.chart() == Measure.Chart.HEADLINE && total.getTotalCount() > 0) {
        ObjectNode node = distribution.addObject();
        PageModel.named(node, measure.objective(), new Words(measure.meaning(), measure.chinese()));
        ArrayNode points = node.putArray("points");
        for (HistogramIterationValue each : total.percentiles(TICKS_PER_HALF)) {
          double millis = Math.min(each.getValueIteratedTo(), total.getMaxValue()) / 1000.0;
          points.addArray().add(PageModel.round(each.getPercentileLevelIteratedTo())).add(PageModel.round(millis));
        }
      }
    }
  }

  /** Stages in order; where one is not known, the measure that holds it stands for it. */
  private void waterfall(ArrayNode waterfall) {
    List<Measure> shown = new ArrayList<>();
    for (Measure measure : vocabulary.measures()) {
      if (measure.chart() != Measure.Chart.STAGES) {
        continue;
      }
      Measure whole = measure.whole();
      Measure known = timeline.total(measure).getTotalCount() > 0 || whole == null ? measure : whole;
      if (timeline.total(known).getTotalCount() > 0 && !shown.contains(known)) {
        shown.add(known);
      }
    }
    for (Measure measure : shown) {
      Stats stats = Stats.of(timeline.total(measure));
      ObjectNode node = waterfall.addObject();
      PageModel.named(node, measure.objective(), new Words(measure.meaning(), measure.chinese()));
      node.put("p50", PageModel.round(stats.p50()));
      node.put("p95", PageModel.round(stats.p95()));
      node.put("mean", PageModel.round(stats.mean()));
    }
  }

  private void outcomes(ArrayNode to) {
    for (Outcome outcome : vocabulary.outcomes()) {
      if (outcomes[outcome.ordinal()] > 0) {
        ObjectNode node = to.addObject();
        PageModel.named(node, outcome.label(), new Words(outcome.meaning(), outcome.chinese()));
        node.put("count", outcomes[outcome.ordinal()]);
        node.put("good", outcome.isGood());
      }
    }
  }

  private void measures(ArrayNode sections) {
    List<PageFacts.Row> rows = new ArrayList<>();
    for (Measure measure : vocabulary.measures()) {
      Stats stats = Stats.of(timeline.total(measure));
      if (stats.count() > 0) {
        row(rows, measure, "p50", "", stats.p50());
        row(rows, measure, "p95", ", p95", stats.p95());
      }
    }
    section(sections, "measures", new Words("Durations: median and p95", "时长：中位数与 p95"), rows);
  }

  private static void row(List<PageFacts.Row> rows, Measure measure, String percentile, String suffix, double millis) {
    Words name = new Words(measure.meaning() + suffix, measure.chinese() + suffix);
    rows.add(new PageFacts.Row(measure.objective() + "." + percentile, name, PageModel.round(millis), "ms"));
  }

  private void totals(ArrayNode sections, Count.Topic topic) {
    List<PageFacts.Row> rows = new ArrayList<>();
    for (Count count : vocabulary.counts()) {
      if (count.topic() == topic && !count.isLevel() && (sums[count.ordinal()] > 0 || topic == Count.Topic.QUALITY)) {
        String unit = count.label().startsWith("bytes_") ? "B" : "";
        Words name = new Words(count.meaning(), count.chinese());
        rows.add(new PageFacts.Row(count.label(), name, sums[count.ordinal()], unit));
      }
    }
    section(sections, topic.name().toLowerCase(Locale.ROOT), title(topic), rows);
  }

  /** What a topic is called over its charts and its table. */
  static Words title(Count.Topic topic) {
    return switch (topic) {
      case WORK -> new Words("Work", "工作量");
      case CONNECTIONS -> new Words("Connections", "连接");
      case QUALITY -> new Words("What users would notice", "用户能察觉的问题");
      case TRAFFIC -> new Words("On the wire", "网络流量");
      case GENERATOR -> new Words("The simulator's own trouble", "模拟器自身的问题");
      case NONE -> new Words("Other", "其他");
    };
  }

  private static void section(ArrayNode sections, String id, Words title, List<PageFacts.Row> rows) {
    if (!rows.isEmpty()) {
      PageFactsJson.section(sections.addObject(), new PageFacts.Section(id, title, rows));
    }
  }
}
