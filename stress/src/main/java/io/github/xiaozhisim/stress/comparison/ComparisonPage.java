package io.github.xiaozhisim.stress.comparison;

import io.github.xiaozhisim.stress.report.Page;
import io.github.xiaozhisim.stress.report.Report;
import io.github.xiaozhisim.stress.report.Words;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The page of two runs: the second one's, with the first one's lines beside its own in all charts, and a table of what
 * has changed. Both begin at zero.
 */
public final class ComparisonPage {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private ComparisonPage() {}

  /** The page; the writer stays open. */
  public static void writeHtml(Writer out, List<String> names, Report before, Report after, Comparison comparison)
      throws IOException {
    String model = writeModel(names, before, after, comparison);
    Page.writeReport(out, to -> to.write(model));
  }

  /** Its model, as JSON. */
  public static String writeModel(List<String> names, Report before, Report after, Comparison comparison) {
    ObjectNode first = (ObjectNode) JSON.readTree(before.writeModel());
    ObjectNode root = (ObjectNode) JSON.readTree(after.writeModel());
    table(root.putObject("comparison"), names, comparison);
    ObjectNode answer = root.putObject("answer");
    boolean trusted = Doubts.isTrusted(before) && Doubts.isTrusted(after);
    answer.put("good", trusted && comparison.count(Comparison.Verdict.WORSE) == 0);
    StringBuilder doubtsEn = new StringBuilder();
    StringBuilder doubtsZh = new StringBuilder();
    for (Words doubt : Doubts.of(names, before, after)) {
      doubtsEn.append(doubt.en()).append(". ");
      doubtsZh.append(doubt.zh()).append("。");
    }
    String english = "%s against %s: %d figures are worse, %d better, %d the same within chance, %d cannot be told.";
    answer.put("en", doubtsEn + sentence(names, comparison, english));
    answer.put("zh", doubtsZh + sentence(names, comparison, "%s 与 %s 相比：%d 项变差，%d 项变好，%d 项在偶然误差内相同，%d 项无法判断。"));
    ArrayNode distribution = JSON.createArrayNode();
    lines(distribution, first.path("distribution"), 0);
    lines(distribution, root.path("distribution"), 1);
    root.set("distribution", distribution);
    root.set("series", new CommonAxis(first.path("series"), root.path("series")).series());
    return JSON.writeValueAsString(root);
  }

  private static String sentence(List<String> names, Comparison comparison, String form) {
    return String.format(
        Locale.ROOT,
        form,
        names.getLast(),
        names.getFirst(),
        comparison.count(Comparison.Verdict.WORSE),
        comparison.count(Comparison.Verdict.BETTER),
        comparison.count(Comparison.Verdict.SAME),
        comparison.count(Comparison.Verdict.UNKNOWN));
  }

  private static void table(ObjectNode node, List<String> names, Comparison comparison) {
    ArrayNode who = node.putArray("names");
    names.forEach(who::add);
    ArrayNode rows = node.putArray("rows");
    for (Comparison.Row row : comparison.rows()) {
      ObjectNode one = rows.addObject();
      one.put("id", row.id());
      one.put("en", row.name().en());
      one.put("zh", row.name().zh());
      one.put("unit", row.unit());
      known(one, "a", row.before(), 1);
      known(one, "b", row.after(), 1);
      known(one, "change_pct", row.change(), 100);
      known(one, "lo_pct", row.low(), 100);
      known(one, "hi_pct", row.high(), 100);
      one.put("verdict", row.verdict().name().toLowerCase(Locale.ROOT));
    }
  }

  private static void known(ObjectNode node, String name, double value, double factor) {
    if (Double.isFinite(value)) {
      node.put(name, Math.round(factor * value * 1000) / 1000.0);
    } else {
      node.putNull(name);
    }
  }

  /** Says of each line which run it is of. */
  static void lines(ArrayNode to, JsonNode from, int run) {
    for (JsonNode line : from) {
      ((ObjectNode) line).put("run", run);
      to.add(line);
    }
  }
}
