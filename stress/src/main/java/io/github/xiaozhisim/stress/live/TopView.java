package io.github.xiaozhisim.stress.live;

import io.github.xiaozhisim.stress.health.Verdict;
import io.github.xiaozhisim.stress.measure.Stats;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** The full-screen view of a run. Pure: a frame and the size of a screen in, lines out. */
public final class TopView {

  /** What names have at least, and figures behind them take in all. */
  private static final int NAME = 34;

  private static final int FIGURES = 76;
  private static final int BAR = 40;
  private static final int FIGURE = 9;
  private static final int SPARKS = 30;
  /** Lines below the table of durations that shall be left. */
  private static final int LEAST_BELOW = 9;

  private final TopFrame frame;
  private final Style style;
  private final boolean unicode;
  private final Canvas canvas;

  /** Where figures begin: behind the longest name, as far as there is room. */
  private final int afterNames;

  private TopView(TopFrame frame, int columns, int rows, Style style, boolean unicode) {
    this.frame = frame;
    this.style = style;
    this.unicode = unicode;
    this.canvas = new Canvas(columns, rows);
    int longest =
        Stream.concat(
                frame.durations().stream().map(TopFrame.Duration::name),
                frame.gauges().stream().map(TopFrame.Dial::name))
            .mapToInt(String::length)
            .max()
            .orElse(0);
    this.afterNames = Math.max(NAME, Math.min(longest + 2, columns - FIGURES));
  }

  /** At most {@code rows} lines of at most {@code columns} characters, colours not counted. */
  public static List<String> format(TopFrame frame, int columns, int rows, Style style, boolean unicode) {
    TopView view = new TopView(frame, columns, rows, style, unicode);
    view.head(columns);
    view.states();
    view.work();
    view.durations();
    view.goals();
    view.gauges();
    view.errors();
    return view.canvas.lines();
  }

  private void head(int columns) {
    long seconds = frame.elapsedSeconds();
    UnaryOperator<String> colour = frame.generator() == Verdict.VALID ? style::good : style::bad;
    String time = String.format(Locale.ROOT, "%d:%02d", seconds / 60, seconds % 60);
    String right = time + "  " + frame.condition() + "  " + frame.generator() + " ";
    int room = Math.max(0, columns - right.length() - 2);
    canvas.text(" " + clipped(frame.title(), room), style::strong).tab(columns - right.length());
    canvas
        .text(time + "  ")
        .text(frame.condition() + "  ", frame.condition().equals("running") ? style::faint : style::bad);
    canvas.text(frame.generator().toString(), colour).end();
    canvas.text(" " + frame.keys(), style::faint).end();
  }

  private void states() {
    long all = Math.max(1, frame.states().stream().mapToLong(TopFrame.Level::count).sum());
    String block = unicode ? "█" : "#";
    for (TopFrame.Level state : frame.states()) {
      int length = (int) Math.ceilDiv(state.count() * BAR, all);
      canvas.text(" " + state.name()).tab(16).text(right(Numbers.count(state.count()), FIGURE) + "  ");
      canvas.text(block.repeat(length), style::good).end();
    }
    canvas.end();
  }

  private void work() {
    double now = frame.perSecond().isEmpty() ? 0 : frame.perSecond().getLast();
    canvas.text(" " + frame.work() + "/s").tab(16).text(right(String.format(Locale.ROOT, "%.1f", now), FIGURE) + "  ");
    canvas.text(Sparkline.of(frame.perSecond(), SPARKS, 0, unicode), style::good);
    canvas.tab(16 + FIGURE + SPARKS + 4).text(Numbers.count(frame.good()) + " good");
    if (frame.bad() > 0) {
      double percent = 100.0 * frame.bad() / (frame.good() + frame.bad());
      canvas.text(String.format(Locale.ROOT, ", %s not (%.1f %%)", Numbers.count(frame.bad()), percent), style::bad);
    }
    frame.badOnes().forEach(one -> canvas.text("  " + one.name() + " " + Numbers.count(one.count()), style::bad));
    canvas.end();
    if (!frame.quality().isEmpty()) {
      canvas.text(" heard").tab(16);
      frame.quality().forEach(one -> canvas.text("  " + Numbers.count(one.count()) + " " + one.name()));
      canvas.end();
    }
    canvas.end();
  }

  private void durations() {
    if (frame.durations().isEmpty()) {
      return;
    }
    canvas.text(" milliseconds", style::faint).tab(afterNames);
    canvas.text(right("p50", FIGURE) + right("p95", FIGURE) + right("p99", FIGURE) + "  ", style::faint);
    canvas.text(
        right("all: p50", FIGURE) + right("p95", FIGURE) + right("p99", FIGURE) + right("max", FIGURE), style::faint);
    canvas.text(right("count", FIGURE + 1), style::faint).text("  p95 by the second", style::faint).end();
    for (TopFrame.Duration row : frame.durations()) {
      if (canvas.rowsLeft() <= Math.min(LEAST_BELOW, 2 + frame.errors().size() + frame.goals().size())) {
        break;
      }
      canvas
          .text(" " + clipped(row.name(), afterNames - 2))
          .tab(afterNames)
          .text(figures(row.lately()), style::strong)
          .text("  " + figures(row.whole()));
      canvas.text(
          right(Numbers.millis(row.whole().max()), FIGURE)
              + right(Numbers.count(row.whole().count()), FIGURE + 1)
              + "  ");
      canvas.text(Sparkline.of(row.p95(), SPARKS, 0, unicode), style::faint).end();
    }
    canvas.end();
  }

  private static String figures(Stats stats) {
    if (stats.count() == 0) {
      return right("-", FIGURE) + right("-", FIGURE) + right("-", FIGURE);
    }
    return right(Numbers.millis(stats.p50()), FIGURE)
        + right(Numbers.millis(stats.p95()), FIGURE)
        + right(Numbers.millis(stats.p99()), FIGURE);
  }

  private void goals() {
    for (TopFrame.Goal goal : frame.goals()) {
      UnaryOperator<String> colour =
          switch (goal.state()) {
            case "HOLDS" -> style::good;
            case "OPEN" -> style::faint;
            default -> style::bad;
          };
      canvas.text(" " + goal.state().toLowerCase(Locale.ROOT).replace('_', ' '), colour).tab(12);
      canvas.text(goal.text() + "  ").text(goal.seen(), style::faint).end();
    }
    if (!frame.goals().isEmpty()) {
      canvas.end();
    }
  }

  private void gauges() {
    for (TopFrame.Dial dial : frame.gauges()) {
      if (canvas.rowsLeft() <= 1 + Math.min(3, frame.errors().size())) {
        break;
      }
      String value = Numbers.millis(dial.value()) + (dial.unit().isEmpty() ? "" : " " + dial.unit());
      canvas.text(" " + clipped(dial.name(), afterNames)).tab(afterNames + 2).text(right(value, FIGURE + 6) + "  ");
      canvas.text(Sparkline.of(dial.lately(), SPARKS, 0, unicode), style::faint).end();
    }
    canvas.end();
  }

  private void errors() {
    for (TopFrame.Level error : frame.errors()) {
      canvas.text(right(Numbers.count(error.count()), FIGURE) + "  ", style::bad).text(error.name()).end();
    }
  }

  private String clipped(String text, int most) {
    String dots = unicode ? "…" : "...";
    return text.length() <= most ? text : text.substring(0, Math.max(0, most - dots.length())) + dots;
  }

  private static String right(String text, int width) {
    return " ".repeat(Math.max(0, width - text.length())) + text;
  }
}
