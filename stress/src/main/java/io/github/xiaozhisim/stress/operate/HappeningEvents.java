package io.github.xiaozhisim.stress.operate;

import io.github.xiaozhisim.pi.session.PlainText;
import io.github.xiaozhisim.pi.session.SessionEvent;
import io.github.xiaozhisim.stress.fleet.Fact;
import java.util.ArrayList;
import java.util.List;

/** Makes events of the lines in which a live page tells what happens to a device. Pure functions. */
final class HappeningEvents {

  private HappeningEvents() {}

  /**
   * @param kind who does what to whom, as the page has it
   * @param words the line as people read it, shown where the fact says nothing
   * @return one event, several where a message says something to a person, none for what ends a turn
   */
  static List<SessionEvent> of(long nowNanos, String kind, String words, Fact fact) {
    return switch (fact) {
      case Fact.Moved(var from, var to) -> List.of(new SessionEvent.StateChanged(nowNanos, from, to));
      case Fact.Sent(String message) -> List.of(new SessionEvent.Sent(nowNanos, PlainText.of(message), ""));
      case Fact.Received(String message, String text) ->
          received(nowNanos, PlainText.of(message), PlainText.of(text.strip()));
      case Fact.TurnEnded _ -> List.of();
      case Fact.Spoken _, Fact.Worded _ -> worded(nowNanos, kind, PlainText.of(words));
    };
  }

  private static List<SessionEvent> received(long nowNanos, String message, String text) {
    List<SessionEvent> events = new ArrayList<>();
    events.add(new SessionEvent.Received(nowNanos, message, text));
    if (!text.isEmpty()) {
      switch (message) {
        case "stt" -> events.add(new SessionEvent.Understood(nowNanos, text));
        case "tts sentence_start" -> events.add(new SessionEvent.Spoken(nowNanos, text));
        case "llm" -> events.add(new SessionEvent.Emotion(nowNanos, text));
        default -> {}
      }
    }
    return events;
  }

  private static List<SessionEvent> worded(long nowNanos, String kind, String words) {
    return switch (kind) {
      case "out" -> List.of(new SessionEvent.Sent(nowNanos, words, ""));
      case "in" -> List.of(new SessionEvent.Received(nowNanos, words, ""));
      case "user" -> List.of(new SessionEvent.Notice(nowNanos, words));
      case "heard" -> List.of(new SessionEvent.Received(nowNanos, "heard", words));
      case "error" -> List.of(new SessionEvent.Problem(nowNanos, words));
      default -> List.of();
    };
  }
}
