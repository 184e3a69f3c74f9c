package io.github.xiaozhisim.stress.journal;

import io.github.xiaozhisim.stress.measure.ErrorTally;
import io.github.xiaozhisim.stress.turn.Turn;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Keeps the first few turns that met each error, so that one can look them up in the files. One thread. */
final class ErrorExamples {

  static final int MOST_EACH = 5;

  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT);

  private final Map<String, List<String>> examples = new LinkedHashMap<>();

  void add(Turn turn) {
    if (turn.error().isEmpty()) {
      return;
    }
    String error = ErrorTally.clean(turn.error());
    List<String> known = examples.get(error);
    if (known == null) {
      if (examples.size() >= ErrorTally.MAX_MESSAGES) {
        return;
      }
      known = new ArrayList<>(MOST_EACH);
      examples.put(error, known);
    }
    if (known.size() < MOST_EACH) {
      known.add(title(turn));
    }
  }

  /** By the error's sentence. */
  Map<String, List<String>> byMessage() {
    return examples;
  }

  /** Who and when: {@code device-12, turn 3, 14:03:22.120 UTC}. */
  static String title(Turn turn) {
    String time = TIME.format(Instant.ofEpochMilli(turn.startedWallMillis()).atOffset(ZoneOffset.UTC));
    return "device-" + (turn.device() + 1) + ", turn " + turn.number() + ", " + time + " UTC";
  }
}
