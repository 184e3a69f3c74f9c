package io.github.xiaozhisim.stress.report;

import io.github.xiaozhisim.stress.measure.Count;
import io.github.xiaozhisim.stress.measure.Measure;
import io.github.xiaozhisim.stress.measure.Outcome;
import io.github.xiaozhisim.stress.measure.Stats;
import io.github.xiaozhisim.stress.measure.Vocabulary;
import io.github.xiaozhisim.stress.timeline.Timeline;
import java.util.Locale;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The figures one wants to know first. */
final class PageCards {

  private final Timeline.Snapshot timeline;
  private final Vocabulary vocabulary;
  private final long[] outcomes;
  private final long[] sums;
  private final double[] highest;

  /**
   * {@code outcomes}, {@code sums} and the {@code highest} values of counts over the whole timeline, at their places.
   */
  PageCards(Timeline.Snapshot timeline, long[] outcomes, long[] sums, double[] highest) {
    this.timeline = timeline;
    this.vocabulary = timeline.vocabulary();
    this.outcomes = outcomes;
    this.sums = sums;
    this.highest = highest;
  }

  void write(ArrayNode cards) {
    long ended = 0;
    long good = 0;
    for (Outcome outcome : vocabulary.outcomes()) {
      ended += outcome.isCut() ? 0 : outcomes[outcome.ordinal()];
      good += outcome.isGood() ? outcomes[outcome.ordinal()] : 0;
    }
    if (ended > 0) {
      card(cards, "good", new Words("ended well", "成功率"), 100.0 * good / ended, "%", good == ended ? "good" : "bad",
          new Words(
              String.format(Locale.ROOT, "%,d of %,d %s", good, ended, vocabulary.work()),
              String.format(Locale.ROOT, "%,d 次中 %,d 次", ended, good)));
    }
    for (Measure measure : vocabulary.measures()) {
      Stats stats = Stats.of(timeline.total(measure));
      if (measure.chart() == Measure.Chart.HEADLINE && stats.count() > 0) {
        String others = String.format(Locale.ROOT, "p50 %,.0f, p99 %,.0f ms", stats.p50(), stats.p99());
        card(cards, measure.objective() + ".p95", new Words(measure.meaning() + ", p95", measure.chinese() + "，p95"),
            stats.p95(), "ms", "plain", new Words(others, others));
      }
    }
    double minutes = timeline.seconds() / 60;
    if (minutes > 0) {
      card(cards, "rate", new Words(vocabulary.work() + " a minute", "每分钟完成"), (ended) / minutes, "1/min", "plain",
          new Words("in " + Math.round(timeline.seconds()) + " s", "共 " + Math.round(timeline.seconds()) + " 秒"));
    }
    for (Count count : vocabulary.counts()) {
      if (count.isLevel() && highest[count.ordinal()] > 0) {
        card(
            cards,
            count.label(),
            new Words(count.meaning() + ", most", count.chinese() + "（最多）"),
            highest[count.ordinal()],
            "",
            "plain",
            new Words("at one time", "同一时刻"));
      }
    }
    vocabulary.counts().stream().filter(count -> count.topic() == Count.Topic.QUALITY).findFirst().ifPresent(
        count -> quality(cards, count, minutes));
  }

  private void quality(ArrayNode cards, Count count, double minutes) {
    long sum = sums[count.ordinal()];
    String rate =
        minutes > 0 && sum > 0
            ? String.format(Locale.ROOT, sum / minutes < 100 ? "%.2f" : "%,.0f", sum / minutes)
            : "0";
    card(cards, count.label(), new Words(count.meaning(), count.chinese()), sum, "", sum == 0 ? "good" : "warn",
        new Words(rate + " a minute", "每分钟 " + rate));
  }

  private static void card(ArrayNode cards, String id, Words name, double value, String unit, String tone, Words note) {
    ObjectNode card = cards.addObject();
    PageModel.named(card, id, name);
    card.put("value", PageModel.round(value));
    card.put("unit", unit);
    PageModel.words(card.putObject("note"), note);
    card.put("tone", tone);
  }
}
