package io.github.xiaozhisim.stress.report;

import io.github.xiaozhisim.stress.monitor.Warning;
import java.util.ArrayList;
import java.util.List;

/**
 * What is worth a word about machine and server, as a table of the page: of a run
 * that is over, and of one that goes on.
 */
public final class WarningTable {

  private WarningTable() {}

  /** No table where there is nothing to say. */
  public static List<PageFacts.Section> of(List<Warning> warnings) {
    if (warnings.isEmpty()) {
      return List.of();
    }
    List<PageFacts.Row> rows = new ArrayList<>();
    for (Warning warning : warnings) {
      Words name = new Words(warning.english(), warning.chinese());
      rows.add(
          new PageFacts.Row("warning" + rows.size(), name, PageModel.round(warning.worst()), warning.gauge().unit()));
    }
    Words title = new Words("What to know of machine and server", "关于机器与服务器");
    return List.of(new PageFacts.Section("warnings", title, rows));
  }
}
