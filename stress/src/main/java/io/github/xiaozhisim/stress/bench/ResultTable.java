package io.github.xiaozhisim.stress.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A result as text for people, alone or beside an older one. Pure. */
public final class ResultTable {

  private static final double LEAST_DIFFERENCE = 0.03;

  private ResultTable() {}

  private record Column(String title, Metric metric) {}

  private record Block(String scenario, String title, List<Column> columns) {}

  private static final List<Block> BLOCKS =
      List.of(
          new Block(
              "turns",
              "turns: CPU in ms for each device-second, and how much the fleet takes of what the floor takes",
              List.of(
                  new Column("floor", Metric.FLOOR_CPU),
                  new Column("fleet", Metric.FLEET_CPU),
                  new Column("ratio", Metric.RATIO),
                  new Column("us/frame", Metric.FLEET_FRAME),
                  new Column("user share", Metric.FLEET_USER),
                  new Column("bytes/frame", Metric.ALLOCATED),
                  new Column("RSS KB/dev", Metric.RSS))),
          new Block(
              "turns",
              "turns: lateness of frames in ms, as the target saw it",
              List.of(
                  new Column("floor p50", Metric.FLOOR_P50),
                  new Column("p99", Metric.FLOOR_P99),
                  new Column("p99.9", Metric.FLOOR_P999),
                  new Column("fleet p50", Metric.FLEET_P50),
                  new Column("p99", Metric.FLEET_P99),
                  new Column("p99.9", Metric.FLEET_P999),
                  new Column("target CPU", Metric.TARGET_SHARE))),
          new Block(
              "turns",
              "turns: where the fleet's CPU goes, in %",
              List.of(
                  new Column("loops", Metric.LOOPS),
                  new Column("collector", Metric.COLLECTOR),
                  new Column("compiler", Metric.COMPILER),
                  new Column("report", Metric.REPORT),
                  new Column("ears", Metric.EARS),
                  new Column("rest", Metric.REST))),
          new Block(
              "idle",
              "idle: connected and silent",
              List.of(
                  new Column("heap KB/dev", Metric.HEAP),
                  new Column("RSS KB/dev", Metric.RSS),
                  new Column("opened/s", Metric.OPENED),
                  new Column("lost", Metric.LOST),
                  new Column("CPU ms/dev-s", Metric.FLEET_CPU))),
          new Block(
              "tls",
              "tls: CPU of the fleet in ms for each handshake, and of turns",
              List.of(
                  new Column("full", Metric.FULL_HANDSHAKE),
                  new Column("resumed", Metric.RESUMED_HANDSHAKE),
                  new Column("of them %", Metric.RESUMED_SHARE),
                  new Column("ms/dev-s", Metric.FLEET_CPU),
                  new Column("us/frame", Metric.TLS_FRAME),
                  new Column("late p99 ms", Metric.FLEET_P99),
                  new Column("target CPU", Metric.TARGET_SHARE))),
          new Block(
              "ears",
              "ears: CPU of the ears, for each second of a device that talks and for each packet decoded",
              List.of(
                  new Column("ms/ear-s", Metric.EAR_CPU),
                  new Column("us/packet", Metric.EAR_PACKET),
                  new Column("heard %", Metric.EARS_HEARD),
                  new Column("fleet ms/dev-s", Metric.FLEET_CPU),
                  new Column("late p99 ms", Metric.FLEET_P99))));

  /**
   * The tables.
   *
   * @param older to compare with; differences beyond noise are marked. Null for none
   */
  public static String format(BenchResult result, @Nullable BenchResult older) {
    StringBuilder text = new StringBuilder();
    if (older != null) {
      beside(text, result, older);
    }
    for (Block block : BLOCKS) {
      List<Row> rows = result.rows().stream().filter(row -> row.scenario().equals(block.scenario())).toList();
      if (!rows.isEmpty()) {
        block(text, block, rows, older);
      }
    }
    for (String warning : result.warnings()) {
      text.append("! ").append(warning).append('\n');
    }
    return text.toString();
  }

  private static void beside(StringBuilder text, BenchResult result, BenchResult older) {
    text.append(String.format(Locale.ROOT, "%ncompared with version %s of %s%n", older.version(), older.started()));
    if (!older.machine().equals(result.machine())) {
      text.append("! that was another machine or another Java: compare ratios, not milliseconds\n");
    }
    if (result.rows().stream().noneMatch(row -> find(older, row) != null)) {
      text.append("! nothing was measured then and now: give the same scenarios and --levels\n");
    }
  }

  private static void block(StringBuilder text, Block block, List<Row> rows, @Nullable BenchResult older) {
    text.append('\n').append(block.title).append('\n');
    List<List<String>> cells = new ArrayList<>();
    List<String> head = new ArrayList<>(List.of("devices"));
    block.columns.forEach(column -> head.add(column.title));
    cells.add(head);
    for (Row row : rows) {
      List<String> line = new ArrayList<>(List.of(String.format(Locale.ROOT, "%,d", row.devices())));
      block.columns.forEach(column -> line.add(cell(row.value(column.metric), column.metric)));
      cells.add(line);
      Row before = older == null ? null : find(older, row);
      if (before != null) {
        List<String> was = new ArrayList<>(List.of("was"));
        block.columns.forEach(column -> was.add(cell(before.value(column.metric), column.metric)));
        cells.add(was);
        List<String> change = new ArrayList<>(List.of(""));
        block.columns.forEach(
            column -> change.add(change(before.value(column.metric), row.value(column.metric), column.metric)));
        cells.add(change);
      }
    }
    int[] widths = new int[head.size()];
    for (List<String> line : cells) {
      for (int i = 0; i < line.size(); i++) {
        widths[i] = Math.max(widths[i], line.get(i).length());
      }
    }
    for (List<String> line : cells) {
      StringBuilder shown = new StringBuilder(" ");
      for (int i = 0; i < line.size(); i++) {
        shown.append(" ").append(" ".repeat(widths[i] - line.get(i).length())).append(line.get(i)).append(' ');
      }
      text.append(shown.toString().stripTrailing()).append('\n');
    }
  }

  private static @Nullable Row find(BenchResult in, Row like) {
    return in.rows().stream()
        .filter(row -> row.scenario().equals(like.scenario()) && row.devices() == like.devices())
        .findFirst()
        .orElse(null);
  }

  private static String cell(Row.@Nullable Value value, Metric metric) {
    return value == null ? "-" : String.format(Locale.ROOT, "%,." + metric.digits() + "f", value.median());
  }

  /** {@code +12 %}, with a word when that is more than both results' noise. */
  private static String change(Row.@Nullable Value before, Row.@Nullable Value now, Metric metric) {
    if (before == null || now == null || before.median() == 0) {
      return "";
    }
    double difference = now.median() - before.median();
    String percent = String.format(Locale.ROOT, "%+.0f %%", 100 * difference / before.median());
    return metric.judged() && isBeyondNoise(before, now) ? percent + (difference < 0 ? " better" : " worse") : percent;
  }

  /** Never where the spread of either is not known. */
  static boolean isBeyondNoise(Row.Value before, Row.Value now) {
    double difference = Math.abs(now.median() - before.median());
    if (Double.isNaN(before.spread()) || Double.isNaN(now.spread())) {
      return false;
    }
    return difference > before.spread() + now.spread() && difference > LEAST_DIFFERENCE * Math.abs(before.median());
  }
}
