package io.github.xiaozhisim.pi.shell;

import io.github.xiaozhisim.pi.session.SessionEvent;
import io.github.xiaozhisim.pi.session.TurnAccount;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStyle;
import org.jspecify.annotations.Nullable;

/**
 * What happens, one line each: when, who or what, and what of it. Any thread; {@link #protocol} says whether messages
 * are shown, too.
 */
final class EventText {

  private static final int TEXT_COLUMN = 19;

  private final long zeroNanos;
  private final boolean unicode;
  private volatile boolean protocol;

  /** @param zeroNanos when the shell was opened, by the device's clock */
  EventText(long zeroNanos, boolean unicode) {
    this.zeroNanos = zeroNanos;
    this.unicode = unicode;
  }

  /** Whether each control message is shown. */
  void protocol(boolean yes) {
    protocol = yes;
  }

  boolean protocol() {
    return protocol;
  }

  /** The line of an event, or null for one that is not shown as a line. */
  @Nullable AttributedString of(SessionEvent event) {
    return switch (event) {
      case SessionEvent.StateChanged change ->
          line(event, "state", Shown.FAINT)
              .add(change.from().logName() + (unicode ? " → " : " -> ") + change.to().logName(), Shown.FAINT)
              .done();
      case SessionEvent.Understood what -> line(event, "you", Shown.USER).add(what.text()).done();
      case SessionEvent.Spoken sentence -> line(event, "xiaozhi", Shown.SERVER).add(sentence.text()).done();
      case SessionEvent.TurnEnded end -> turn(event, end.turn());
      case SessionEvent.ToolCalled call -> call(event, call);
      case SessionEvent.Notice notice -> line(event, "notice", Shown.ODD).add(notice.text(), Shown.STRONG).done();
      case SessionEvent.Problem what -> line(event, "problem", Shown.BAD).add(what.text()).done();
      case SessionEvent.Recovered what -> line(event, "well", Shown.GOOD).add(what.text()).done();
      case SessionEvent.Sent sent ->
          protocol ? message(event, unicode ? "→ sent" : "> sent", sent.kind(), sent.text()) : null;
      case SessionEvent.Received got ->
          protocol ? message(event, unicode ? "← got" : "< got", got.kind(), got.text()) : null;
      case SessionEvent.Emotion _ -> null; // the status line has it
    };
  }

  private AttributedString message(SessionEvent event, String label, String kind, String text) {
    return line(event, label, Shown.FAINT).add(kind).add(text.isEmpty() ? "" : " " + text, Shown.FAINT).done();
  }

  private AttributedString call(SessionEvent event, SessionEvent.ToolCalled call) {
    return line(event, "tool", Shown.TOOL)
        .add(call.tool())
        .add(" " + call.arguments(), Shown.FAINT)
        .add(unicode ? " → " : " -> ", Shown.FAINT)
        .add(call.result(), call.failed() ? Shown.BAD : Shown.PLAIN)
        .done();
  }

  private AttributedString turn(SessionEvent event, TurnAccount turn) {
    Shown text = line(event, "turn " + turn.number(), turn.good() ? Shown.GOOD : Shown.BAD).add(turn.outcome());
    if (!Double.isNaN(turn.firstSoundMillis())) {
      text.add(": first sound after ").add(Figure.millis(turn.firstSoundMillis()), Shown.STRONG);
    }
    if (!Double.isNaN(turn.totalMillis())) {
      text.add(", all heard after " + Figure.millis(turn.totalMillis()));
    }
    if (turn.gaps() > 0) {
      text.add(", " + turn.gaps() + (turn.gaps() == 1 ? " gap" : " gaps"), Shown.ODD);
    }
    return text.done();
  }

  private Shown line(SessionEvent event, String label, AttributedStyle style) {
    String time = Figure.clock(Math.max(0, event.atNanos() - zeroNanos));
    return new Shown().add(time, Shown.FAINT).add("  ").add(label, style).tab(TEXT_COLUMN);
  }
}
