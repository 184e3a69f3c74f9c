package io.github.xiaozhisim.stress.operate;

import io.github.xiaozhisim.device.DeviceState;
import io.github.xiaozhisim.pi.session.SessionEvent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Makes events of the lines in which a live page tells what happens to a device. Pure functions. */
final class HappeningEvents {

  private static final Pattern STATE = Pattern.compile("(\\w+) → (\\w+)");
  private static final Pattern ENDED = Pattern.compile("turn \\d+ [a-z].*", Pattern.DOTALL);
  private static final Pattern MESSAGE = Pattern.compile("(stt|llm|tts \\w+|[a-z]+)(?: (.*))?", Pattern.DOTALL);

  private HappeningEvents() {}

  /** Whether the line says that a turn is over. */
  static boolean endsTurn(String kind, String text) {
    return (kind.equals("user") || kind.equals("error")) && ENDED.matcher(text).matches();
  }

  /** Whether the line says that all has been said, or typed. */
  static boolean endsSpeech(String kind, String text) {
    return kind.equals("user") && text.equals("has finished speaking");
  }

  /**
   * @param kind who does what to whom, as the page has it
   * @return one event, several where a message says something to a person, none for what ends a turn
   */
  static List<SessionEvent> of(long nowNanos, String kind, String text) {
    if (endsTurn(kind, text)) {
      return List.of();
    }
    return switch (kind) {
      case "out" -> List.of(new SessionEvent.Sent(nowNanos, text, ""));
      case "in" -> received(nowNanos, text);
      case "state" -> moved(nowNanos, text);
      case "user" -> List.of(new SessionEvent.Notice(nowNanos, text));
      case "heard" -> List.of(new SessionEvent.Received(nowNanos, "heard", text));
      case "error" -> List.of(new SessionEvent.Problem(nowNanos, text));
      default -> List.of();
    };
  }

  private static List<SessionEvent> moved(long nowNanos, String text) {
    Matcher states = STATE.matcher(text);
    if (!states.matches()) {
      return List.of();
    }
    Optional<DeviceState> from = state(states.group(1));
    Optional<DeviceState> to = state(states.group(2));
    return from.isPresent() && to.isPresent()
        ? List.of(new SessionEvent.StateChanged(nowNanos, from.get(), to.get()))
        : List.of();
  }

  /** The state of that name. */
  static Optional<DeviceState> state(String name) {
    return Arrays.stream(DeviceState.values()).filter(state -> state.logName().equals(name)).findFirst();
  }

  private static List<SessionEvent> received(long nowNanos, String text) {
    List<SessionEvent> events = new ArrayList<>();
    Matcher message = MESSAGE.matcher(text);
    String kind = message.matches() ? message.group(1) : text;
    String rest = message.matches() && message.group(2) != null ? message.group(2) : "";
    events.add(new SessionEvent.Received(nowNanos, kind, rest));
    switch (kind) {
      case "stt" -> events.add(new SessionEvent.Understood(nowNanos, unquoted(rest)));
      case "tts sentence_start" -> {
        if (!rest.isEmpty()) {
          events.add(new SessionEvent.Spoken(nowNanos, unquoted(rest)));
        }
      }
      case "llm" -> events.add(new SessionEvent.Emotion(nowNanos, rest.split(" ", 2)[0]));
      default -> {}
    }
    return events;
  }

  private static String unquoted(String text) {
    return text.startsWith("“") && text.endsWith("”") ? text.substring(1, text.length() - 1) : text;
  }
}
