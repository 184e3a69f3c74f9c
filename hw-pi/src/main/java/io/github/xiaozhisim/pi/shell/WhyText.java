package io.github.xiaozhisim.pi.shell;

import io.github.xiaozhisim.pi.session.TurnAccount;
import io.github.xiaozhisim.pi.session.TurnAccount.Stage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jline.utils.AttributedString;
import org.jspecify.annotations.Nullable;

/** Explains a turn stage by stage: each where it lies on the way to the first sound, and which took longest. Pure. */
final class WhyText {

  private static final int WIDEST = 40;
  private static final int NARROWEST = 10;
  private static final int FIGURES = 18;

  private final boolean unicode;
  private final int columns;

  WhyText(boolean unicode, int columns) {
    this.unicode = unicode;
    this.columns = columns;
  }

  List<AttributedString> of(TurnAccount turn) {
    List<AttributedString> lines = new ArrayList<>();
    lines.add(
        new Shown()
            .add("Turn " + turn.number() + ": ", Shown.STRONG)
            .add(turn.outcome(), turn.good() ? Shown.GOOD : Shown.BAD)
            .done());
    pair(lines, "said", turn.said());
    pair(lines, "understood", turn.understood());
    stages(lines, turn);
    lines.add(sum(turn));
    longest(lines, turn);
    turn.notes().forEach(note -> lines.add(new Shown().add("  " + note, Shown.ODD).done()));
    return lines;
  }

  private static void pair(List<AttributedString> lines, String label, String text) {
    if (!text.isBlank()) {
      lines.add(new Shown().add("  " + label, Shown.FAINT).tab(14).add(text).done());
    }
  }

  private void stages(List<AttributedString> lines, TurnAccount turn) {
    List<Stage> stages = turn.stages();
    int label = stages.stream().mapToInt(stage -> stage.label().length()).max().orElse(0) + 4;
    int wide = Math.clamp((long) columns - label - FIGURES - 12, NARROWEST, WIDEST);
    double whole = stages.stream().mapToDouble(Stage::millis).sum();
    double before = 0;
    Stage longest = longest(turn);
    for (Stage stage : stages) {
      int from = Math.min(wide - 1, cells(before, whole, wide));
      before += stage.millis();
      int until = Math.max(from + 1, cells(before, whole, wide));
      String bar = (unicode ? "━" : "=").repeat(until - from);
      boolean slow = stage.equals(longest);
      lines.add(
          new Shown()
              .add("  " + stage.label())
              .tab(label)
              .add(" ".repeat(from))
              .add(bar, slow ? Shown.ODD : Shown.GOOD)
              .tab(label + wide + 2)
              .add(Figure.millis(stage.millis()), slow ? Shown.STRONG : Shown.PLAIN)
              .tab(label + wide + 12)
              .add(Figure.share(stage.millis(), whole), Shown.FAINT)
              .done());
    }
  }

  private AttributedString sum(TurnAccount turn) {
    Shown text = new Shown().add("  ");
    if (Double.isNaN(turn.firstSoundMillis())) {
      text.add("No sound was heard.");
    } else {
      text.add("First sound ")
          .add(Figure.millis(turn.firstSoundMillis()), Shown.STRONG)
          .add(" after the end of speech");
      text.add(Double.isNaN(turn.totalMillis()) ? "" : ", all heard after " + Figure.millis(turn.totalMillis()));
      text.add(turn.gaps() == 0 ? ", no gaps." : ", " + turn.gaps() + (turn.gaps() == 1 ? " gap." : " gaps."));
    }
    return text.done();
  }

  private static void longest(List<AttributedString> lines, TurnAccount turn) {
    Stage longest = longest(turn);
    if (longest != null && turn.stages().size() > 1) {
      String meaning = longest.meaning().isEmpty() ? "" : ": " + longest.meaning();
      lines.add(new Shown().add("  Longest was ").add(longest.label(), Shown.STRONG).add(meaning + ".").done());
    }
  }

  private static @Nullable Stage longest(TurnAccount turn) {
    return turn.stages().stream().max(Comparator.comparingDouble(Stage::millis)).orElse(null);
  }

  private static int cells(double millis, double whole, int wide) {
    return whole > 0 ? Math.min(wide, (int) Math.round(millis / whole * wide)) : 0;
  }
}
