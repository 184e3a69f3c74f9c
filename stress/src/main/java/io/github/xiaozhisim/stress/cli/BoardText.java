package io.github.xiaozhisim.stress.cli;

import io.github.xiaozhisim.device.board.BoardDefinition.Key;
import io.github.xiaozhisim.device.board.BoardDefinition;
import io.github.xiaozhisim.device.board.BoardException;
import io.github.xiaozhisim.device.board.Boards;
import io.github.xiaozhisim.hal.Board.PowerSave;
import io.github.xiaozhisim.hal.BoardInfo.AudioInfo;
import io.github.xiaozhisim.hal.BoardInfo.AudioKind;
import io.github.xiaozhisim.hal.BoardInfo.DisplayInfo;
import io.github.xiaozhisim.hal.BoardInfo.EchoCancellation;
import io.github.xiaozhisim.hal.BoardInfo.LedKind;
import io.github.xiaozhisim.hal.BoardInfo.NetworkKind;
import io.github.xiaozhisim.hal.BoardInfo.TextFont;
import io.github.xiaozhisim.hal.BoardInfo;
import io.github.xiaozhisim.pi.session.SessionException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/** Boards in words. */
final class BoardText {

  private static final int MIB = 1 << 20;

  private BoardText() {}

  /** All boards there are, or where one is named, everything about that. */
  static List<String> inWords(String name) throws SessionException {
    if (name.isEmpty()) {
      return list(Boards.builtIn());
    }
    try {
      BoardDefinition board = Boards.find(name);
      return show(board, new BoardSample(board));
    } catch (BoardException e) {
      throw new SessionException(String.valueOf(e.getMessage()));
    }
  }

  /** One line for each board, under a heading. */
  static List<String> list(List<BoardDefinition> boards) {
    List<String[]> rows = new ArrayList<>();
    rows.add(new String[] {"NAME", "CHIP", "NETWORK", "SCREEN", "AUDIO", "EXTRAS"});
    for (BoardDefinition board : boards) {
      rows.add(
          new String[] {
            board.key(),
            board.info().chip().target(),
            networks(board),
            screen(board.info().display()),
            audio(board.info().audio()),
            extras(board)
          });
    }
    int[] widths = new int[rows.getFirst().length];
    for (String[] row : rows) {
      for (int i = 0; i < row.length; i++) {
        widths[i] = Math.max(widths[i], row[i].length());
      }
    }
    List<String> lines = new ArrayList<>();
    for (String[] row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < row.length; i++) {
        line.append(row[i]).append(" ".repeat(widths[i] - row[i].length() + 2));
      }
      lines.add(line.toString().stripTrailing());
    }
    return lines;
  }

  private static String networks(BoardDefinition board) {
    return String.join(" or ", board.networks().stream().map(NetworkKind::wireName).toList());
  }

  private static String screen(DisplayInfo display) {
    return display.present()
        ? (display.monochrome() ? "OLED " : "LCD ") + display.width() + "x" + display.height()
        : "none";
  }

  private static String audio(AudioInfo audio) {
    return lower(audio.engine())
        + " "
        + audio.inputRateHz() / 1000
        + "/"
        + audio.outputRateHz() / 1000
        + " kHz"
        + (audio.echoReference() ? ", reference" : "")
        + (audio.kind() == AudioKind.OPUS ? ", Opus " + audio.frameMillis() + " ms" : "");
  }

  private static String extras(BoardDefinition board) {
    List<String> extras = new ArrayList<>();
    if (board.info().audio().echoCancellation() != EchoCancellation.OFF) {
      extras.add("echo cancellation");
    }
    if (board.camera() != null) {
      extras.add("camera");
    }
    if (board.battery() != null) {
      extras.add("battery");
    }
    if (board.info().wakeWord() == null) {
      extras.add("no wake word");
    }
    if (!board.tools().isEmpty()) {
      extras.add(board.tools().size() + (board.tools().size() == 1 ? " own tool" : " own tools"));
    }
    return String.join(", ", extras);
  }

  /** All about one board, and what its device sends. */
  static List<String> show(BoardDefinition board, BoardSample sample) {
    BoardInfo info = board.info();
    List<String> lines = new ArrayList<>();
    lines.add(board.key() + ": " + board.description());
    lines.add("");
    fact(lines, "type, name", info.type() + ", " + info.name());
    fact(lines, "manufacturer", info.manufacturer().isEmpty() ? "none" : info.manufacturer());
    String flash = info.flashBytes() == 0 ? "" : ", " + info.flashBytes() / MIB + " MiB flash";
    fact(lines, "chip", info.chip().target() + flash);
    fact(
        lines,
        "network",
        networks(board) + (board.networks().size() > 1 ? ", now " + info.networkKind().wireName() : ""));
    fact(lines, "screen", screen(info.display()) + details(info.display()));
    fact(lines, "audio", audio(info.audio()) + (board.audioParts().isEmpty() ? "" : ", " + board.audioParts()));
    fact(
        lines,
        "echo",
        lower(info.audio().echoCancellation())
            + " (can be: "
            + String.join(", ", board.echoCancellationOptions().stream().map(BoardText::lower).toList())
            + ")");
    fact(lines, "wake word", info.wakeWord() == null ? "none" : info.wakeWord());
    fact(
        lines,
        "keys",
        board.keys().isEmpty()
            ? "not described"
            : String.join("; ", board.keys().stream().map(BoardText::key).toList()));
    fact(lines, "light", info.led() == LedKind.NONE ? "none" : lower(info.led()));
    if (board.pins() != null) {
      PinText.lines(board.pins()).forEach(line -> fact(lines, line.getKey(), line.getValue()));
    }
    if (board.battery() != null) {
      fact(lines, "battery", board.battery().levelPercent() + " %" + (board.battery().charging() ? ", charging" : ""));
    }
    if (board.powerSave() != null) {
      PowerSave plan = board.powerSave();
      fact(
          lines,
          "sleep",
          "after " + plan.sleepSeconds() + " s"
              + (plan.shutdownSeconds() > 0 ? ", off after " + plan.shutdownSeconds() + " s" : "")
              + (plan.slowsDown() ? ", wake word and microphone as well" : ""));
    }
    if (board.camera() != null) {
      fact(lines, "camera", board.camera().jpeg().length == 0 ? "sees a test card" : "sees a picture of yours");
    }
    lines.add("");
    lines.add("What its device sends:");
    fact(lines, "user agent", sample.userAgent());
    fact(lines, "board", sample.bootBody().path("board").toString());
    fact(lines, "chip", sample.bootBody().path("chip_info").toString());
    fact(lines, "display", sample.bootBody().path("display").toString());
    fact(lines, "hello", sample.hello());
    fact(lines, "status", sample.status());
    lines.add("");
    lines.add("Its tools:");
    for (JsonNode tool : sample.tools()) {
      lines.add(
          "  " + tool.path("name").asString() + arguments(tool)
              + (tool.has("annotations") ? "   (for users)" : ""));
    }
    return lines;
  }

  private static String arguments(JsonNode tool) {
    return "(" + String.join(", ", tool.path("inputSchema").path("properties").propertyNames()) + ")";
  }

  private static String details(DisplayInfo display) {
    if (!display.present()) {
      return "";
    }
    TextFont font = display.font();
    return ", "
        + lower(display.style())
        + (font == null ? ", no pushed characters" : ", " + font.bundle() + " " + font.charset() + " " + font.size())
        + (display.themes().isEmpty() ? "" : ", themes " + String.join(" ", display.themes()));
  }

  private static String key(Key key) {
    List<String> uses = new ArrayList<>();
    key.actions().forEach((use, action) -> uses.add(words(use) + " " + action));
    return key.name() + ": " + String.join(", ", uses);
  }

  /** {@code longPress} as people say it. */
  private static String words(String camelCase) {
    return camelCase.replaceAll("([A-Z])", " $1").toLowerCase(Locale.ROOT);
  }

  private static void fact(List<String> lines, String name, String what) {
    lines.add(String.format(Locale.ROOT, "  %-13s %s", name, what));
  }

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
