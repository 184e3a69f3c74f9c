package io.github.xiaozhisim.pi.shell;

import io.github.xiaozhisim.device.DeviceState;
import io.github.xiaozhisim.pi.session.Snapshot;
import io.github.xiaozhisim.pi.session.TurnAccount;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Something a script waits for or expects, as it is written: {@code idle},
 * {@code volume 40}, {@code first-sound < 1500ms}.
 */
final class Condition {

  static final String KINDS =
      "a state, ready, connected, disconnected, answered, no-gaps, volume N, mode NAME, first-sound < TIME,"
          + " understood WORDS or answer WORDS";

  private static final Pattern TIME = Pattern.compile("(\\d+(?:\\.\\d+)?)(ms|s|m)");
  private static final Pattern FIRST_SOUND = Pattern.compile("first-sound\\s*<\\s*(\\S+)");
  private static final Pattern VOLUME = Pattern.compile("volume\\s+(\\d{1,3})");
  private static final double MILLIS_A_SECOND = 1_000;
  private static final double MILLIS_A_MINUTE = 60_000;

  private final String text;
  private final Test test;

  /** What holds, and what is there instead. */
  private interface Test {
    /** Null where it holds; else how it is. */
    @Nullable String instead(Desk desk);
  }

  private Condition(String text, Test test) {
    this.text = text;
    this.test = test;
  }

  boolean holds(Desk desk) {
    return test.instead(desk) == null;
  }

  /** How it is, where it is not so. */
  String complaint(Desk desk) {
    return "expected " + text + ", but " + test.instead(desk);
  }

  static Condition parse(String text) throws ShellFailure {
    Condition found = known(text.strip());
    if (found == null) {
      throw ShellFailure.mistake("there is no condition '" + text.strip() + "'; it is " + KINDS);
    }
    return found;
  }

  /** A time such as {@code 500ms}, {@code 2s} or {@code 1m}; null for anything else. */
  static @Nullable Long millis(String text) {
    Matcher time = TIME.matcher(text);
    if (!time.matches()) {
      return null;
    }
    double unit =
        switch (time.group(2)) {
          case "ms" -> 1;
          case "s" -> MILLIS_A_SECOND;
          default -> MILLIS_A_MINUTE;
        };
    return Math.round(Double.parseDouble(time.group(1)) * unit);
  }

  private static @Nullable Condition known(String text) {
    Matcher firstSound = FIRST_SOUND.matcher(text);
    if (firstSound.matches()) {
      Long limit = millis(firstSound.group(1));
      return limit == null ? null : new Condition(text, desk -> slower(desk.now(), limit));
    }
    Matcher volume = VOLUME.matcher(text);
    if (volume.matches()) {
      int wanted = Integer.parseInt(volume.group(1));
      return new Condition(
          text, desk -> unless(desk.now().volumePercent() == wanted, "it is " + desk.now().volumePercent()));
    }
    if (text.startsWith("mode ")) {
      String wanted = text.substring(5).strip();
      return new Condition(
          text, desk -> unless(desk.now().mode().wireName().equals(wanted), "it is " + desk.now().mode().wireName()));
    }
    if (text.startsWith("understood ")) {
      return holding(text, text.substring(11).strip(), "the server understood", desk -> desk.witness().understood());
    }
    if (text.startsWith("answer ")) {
      return holding(text, text.substring(7).strip(), "the answer was", desk -> desk.witness().answer());
    }
    return simple(text.startsWith("state ") ? text.substring(6).strip() : text);
  }

  private static @Nullable Condition simple(String word) {
    return switch (word) {
      case "ready" -> new Condition(word, desk -> unless(Desk.hasBooted(desk.now().state()), stateOf(desk.now())));
      case "connected" -> new Condition(word, desk -> unless(desk.now().channelOpen(), "it is not connected"));
      case "disconnected" -> new Condition(word, desk -> unless(!desk.now().channelOpen(), "it is connected"));
      case "answered" -> new Condition(word, desk -> notAnswered(desk.witness().lastTurn()));
      case "no-gaps" -> new Condition(word, desk -> gaps(desk.witness().lastTurn()));
      default -> {
        List<DeviceState> states =
            Arrays.stream(DeviceState.values()).filter(one -> one.logName().equals(word)).toList();
        yield states.isEmpty()
            ? null
            : new Condition(word, desk -> unless(desk.now().state() == states.getFirst(), stateOf(desk.now())));
      }
    };
  }

  private static Condition holding(
      String text, String wanted, String subject, Function<Desk, String> where) {
    String small = wanted.toLowerCase(Locale.ROOT);
    return new Condition(
        text,
        desk -> {
          String there = where.apply(desk);
          boolean holds = there.toLowerCase(Locale.ROOT).contains(small);
          return unless(holds, there.isEmpty() ? subject + " nothing" : subject + " '" + there + "'");
        });
  }

  private static @Nullable String slower(Snapshot now, long limitMillis) {
    if (Double.isNaN(now.firstSoundMillis())) {
      return "no sound has been heard";
    }
    return unless(now.firstSoundMillis() < limitMillis, "it came after " + Figure.millis(now.firstSoundMillis()));
  }

  private static @Nullable String notAnswered(@Nullable TurnAccount turn) {
    return turn == null
        ? "no turn has ended"
        : unless(turn.good(), "turn " + turn.number() + " ended as " + turn.outcome());
  }

  private static @Nullable String gaps(@Nullable TurnAccount turn) {
    return turn == null ? "no turn has ended" : unless(turn.gaps() == 0, "there were " + turn.gaps());
  }

  private static String stateOf(Snapshot now) {
    return "it is " + now.stateName();
  }

  private static @Nullable String unless(boolean holds, String instead) {
    return holds ? null : instead;
  }
}
