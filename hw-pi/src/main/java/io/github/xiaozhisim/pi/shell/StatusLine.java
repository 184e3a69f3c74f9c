package io.github.xiaozhisim.pi.shell;

import io.github.xiaozhisim.device.DeviceState;
import io.github.xiaozhisim.pi.session.Snapshot;
import java.util.ArrayList;
import java.util.List;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStyle;

/**
 * How a device is, in one line: state, what it hears and plays, loudness, face, how long the last answer took to come.
 * What does not fit is left out, the least important first. Pure.
 */
final class StatusLine {

  private static final double QUIETEST_DBFS = -60;
  private static final double LOUD_DBFS = -12;
  private static final double TOO_LOUD_DBFS = -3;
  private static final int CELLS = 10;
  private static final int EIGHTHS = 8;
  private static final String PARTIAL = " ▏▎▍▌▋▊▉█";

  private final boolean unicode;

  StatusLine(boolean unicode) {
    this.unicode = unicode;
  }

  /** @param name at the right end, where there is room */
  AttributedString of(Snapshot now, boolean held, String name, int columns) {
    List<AttributedString> parts = new ArrayList<>();
    parts.add(state(now, held));
    if (!Double.isNaN(now.microphoneDbfs())) {
      parts.add(meter("mic", now.microphoneDbfs()));
    }
    if (!Double.isNaN(now.firstSoundMillis())) {
      parts.add(new Shown().add("first sound ", Shown.FAINT).add(Figure.millis(now.firstSoundMillis())).done());
    }
    if (!now.emotion().isEmpty()) {
      parts.add(Shown.line(Faces.named(now.emotion(), unicode)));
    }
    parts.add(new Shown().add("vol ", Shown.FAINT).add(now.volumePercent() + " %").done());
    if (!Double.isNaN(now.speakerDbfs())) {
      parts.add(meter("out", now.speakerDbfs()));
    }
    parts.add(Shown.line(now.mode().wireName(), Shown.FAINT));
    Shown line = new Shown();
    for (AttributedString part : parts) {
      if (line.columns() + part.columnLength() + 2 < columns) {
        line.add(line.columns() == 0 ? " " : "  ").add(part);
      }
    }
    if (line.columns() + name.length() + 3 < columns) {
      line.tab(columns - name.length() - 1).add(name, Shown.FAINT);
    }
    return line.done();
  }

  private AttributedString state(Snapshot now, boolean held) {
    AttributedStyle style = now.gone() ? Shown.BAD : colour(now);
    String mark = unicode ? (now.channelOpen() ? "● " : "○ ") : (now.channelOpen() ? "* " : "- ");
    return new Shown().add(mark + now.stateName() + more(now, held), style).done();
  }

  private static AttributedStyle colour(Snapshot now) {
    return switch (now.state()) {
      case LISTENING -> Shown.USER;
      case SPEAKING -> Shown.SERVER;
      case IDLE -> now.channelOpen() ? Shown.GOOD : Shown.PLAIN;
      case WIFI_CONFIGURING, FATAL_ERROR -> Shown.BAD;
      default -> Shown.ODD;
    };
  }

  private static String more(Snapshot now, boolean held) {
    if (held) {
      return ", held";
    }
    return switch (now.state()) {
      case IDLE -> now.channelOpen() ? ", connected" : "";
      case LISTENING -> now.hears() ? "" : ", wait";
      default -> "";
    };
  }

  private AttributedString meter(String label, double dbfs) {
    double filled = Math.clamp((dbfs - QUIETEST_DBFS) / -QUIETEST_DBFS, 0, 1) * CELLS;
    AttributedStyle style = dbfs > TOO_LOUD_DBFS ? Shown.BAD : dbfs > LOUD_DBFS ? Shown.ODD : Shown.GOOD;
    return new Shown().add(label + " ", Shown.FAINT).add(bar(filled), style).done();
  }

  /** As long as {@link #CELLS} in any case. */
  private String bar(double filled) {
    int eighths = (int) Math.round(filled * EIGHTHS);
    StringBuilder bar = new StringBuilder(CELLS);
    for (int cell = 0; cell < CELLS; cell++) {
      int part = Math.clamp(eighths - cell * EIGHTHS, 0, EIGHTHS);
      if (part == 0) {
        bar.append(unicode ? '·' : '.');
      } else {
        bar.append(unicode ? PARTIAL.charAt(part) : part * 2 >= EIGHTHS ? '#' : '.');
      }
    }
    return bar.toString();
  }
}
