package io.github.xiaozhisim.stress.cli;

import io.github.xiaozhisim.pi.doctor.Diagnosis;
import io.github.xiaozhisim.pi.doctor.Finding;
import io.github.xiaozhisim.pi.doctor.Finding.Area;
import io.github.xiaozhisim.pi.doctor.Finding.Grade;
import io.github.xiaozhisim.stress.live.Style;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Findings as lines of a terminal: under the name of their part, what has to be done below. One thread. */
final class FindingText {

  private final Style style;
  private @Nullable Area last;

  FindingText(Style style) {
    this.style = style;
  }

  /** The next finding, with a title when a new part begins. */
  List<String> of(Finding finding) {
    List<String> lines = new ArrayList<>();
    if (finding.area() != last) {
      last = finding.area();
      lines.add(style.strong(finding.area().word()));
    }
    lines.add("  " + word(finding.grade()) + " " + String.format("%-11s", finding.subject()) + " " + finding.told());
    if (!finding.mend().isEmpty()) {
      lines.add("          -> " + finding.mend());
    }
    return lines;
  }

  private String word(Grade grade) {
    return switch (grade) {
      case OK -> style.good("ok     ");
      case SKIPPED -> style.faint("skipped");
      case WARNING -> style.strong("warning");
      case ERROR -> style.bad("ERROR  ");
    };
  }

  /** The last line. */
  String sum(Diagnosis diagnosis) {
    int errors = diagnosis.count(Grade.ERROR);
    int warnings = diagnosis.count(Grade.WARNING);
    String warned = warnings == 0 ? "" : warnings + (warnings == 1 ? " warning" : " warnings");
    if (errors == 0) {
      return style.good("fit to be a device") + (warned.isEmpty() ? "" : ", with " + warned);
    }
    return style.bad("not fit to be a device: " + errors + (errors == 1 ? " error" : " errors"))
        + (warned.isEmpty() ? "" : ", " + warned);
  }
}
