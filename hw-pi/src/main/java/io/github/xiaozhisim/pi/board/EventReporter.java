package io.github.xiaozhisim.pi.board;

import io.github.xiaozhisim.device.ChannelFailure;
import io.github.xiaozhisim.device.DeviceObserver;
import io.github.xiaozhisim.device.DeviceState;
import io.github.xiaozhisim.device.protocol.ServerMessage;
import io.github.xiaozhisim.hal.Clock;
import io.github.xiaozhisim.hal.network.CloseReason;
import io.github.xiaozhisim.pi.session.PlainText;
import io.github.xiaozhisim.pi.session.SessionEvent;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;

/** Puts what a device does and shows into events for a person. On the device's thread. */
final class EventReporter implements DeviceObserver, SessionScreen.Viewer {

  private final Clock clock;
  private final Consumer<SessionEvent> events;
  private final Map<String, Integer> violations = new TreeMap<>();
  private String lastProblem = "";
  private String lastTold = "";

  EventReporter(Clock clock, Consumer<SessionEvent> events) {
    this.clock = clock;
    this.events = events;
  }

  /** A sentence about something that is wrong. */
  void problem(String text) {
    lastTold = text;
    events.accept(new SessionEvent.Problem(clock.nowNanos(), PlainText.of(text)));
  }

  void recovered(String text) {
    events.accept(new SessionEvent.Recovered(clock.nowNanos(), PlainText.of(text)));
  }

  void tool(String name, String arguments, ToolAnswer answer) {
    events.accept(
        new SessionEvent.ToolCalled(
            clock.nowNanos(),
            PlainText.of(name),
            PlainText.of(arguments),
            PlainText.of(answer.text()),
            answer.failed()));
  }

  @Override
  public void onStateChanged(DeviceState from, DeviceState to, long nowNanos) {
    events.accept(new SessionEvent.StateChanged(nowNanos, from, to));
    if (to == DeviceState.IDLE) {
      tellOfViolations();
    }
  }

  @Override
  public void onPowerOff(DeviceState from, long nowNanos) {
    events.accept(new SessionEvent.StateChanged(nowNanos, from, DeviceState.UNKNOWN));
  }

  @Override
  public void onMessageSent(String kind, int bytes, long nowNanos) {
    events.accept(new SessionEvent.Sent(nowNanos, kind, ""));
  }

  @Override
  public void onMessageReceived(ServerMessage message, int bytes, long nowNanos) {
    events.accept(new SessionEvent.Received(nowNanos, PlainText.of(message.kind()), Wording.of(message)));
    switch (message) {
      case ServerMessage.Stt stt when !stt.text().isBlank() ->
          events.accept(new SessionEvent.Understood(nowNanos, Wording.clipped(stt.text())));
      case ServerMessage.SentenceStart sentence when sentence.text() != null ->
          events.accept(new SessionEvent.Spoken(nowNanos, Wording.clipped(sentence.text())));
      default -> {}
    }
  }

  @Override
  public void onMcpAnswered(JsonNode request, String answer, long nowNanos) {
    if (request.path("method").asString("").equals("tools/call")) {
      JsonNode call = request.path("params");
      String arguments = call.path("arguments").isObject() ? call.path("arguments").toString() : "{}";
      tool(call.path("name").asString(""), arguments, ToolAnswer.of(answer));
    }
  }

  @Override
  public void onChannelFailed(ChannelFailure failure, long nowNanos) {
    problem(failure.detail());
  }

  @Override
  public void onChannelClosed(CloseReason reason, long nowNanos) {
    problem("the connection is gone: " + reason.describe());
  }

  /** The same problem again and again is told once. */
  @Override
  public void onBootProblem(String what, long nowNanos) {
    if (!what.equals(lastProblem)) {
      lastProblem = what;
      problem(what);
    }
  }

  @Override
  public void onReady(long nowNanos) {
    lastProblem = "";
  }

  /** The first of each rule in a conversation; how many there were is told at its end. */
  @Override
  public void onViolation(String rule, String detail, long nowNanos) {
    if (violations.merge(rule, 1, Integer::sum) == 1) {
      problem("the server broke the protocol (" + rule + "): " + detail);
    }
  }

  private void tellOfViolations() {
    violations.forEach(
        (rule, count) -> {
          if (count > 1) {
            problem("the server broke the protocol (" + rule + ") " + count + " times");
          }
        });
    violations.clear();
  }

  @Override
  public void onCrash(String rule, String detail, long nowNanos) {
    problem("the device crashed, as the firmware would (" + rule + "): " + detail);
  }

  @Override
  public void onUpgrade(String what, long bytes, long nowNanos) {
    onNotice(what + " came whole (" + bytes + " bytes) and was thrown away: nothing is ever flashed");
  }

  @Override
  public void onEmotion(String name) {
    events.accept(new SessionEvent.Emotion(clock.nowNanos(), PlainText.of(name)));
  }

  /** What the screen shows of a problem that was just told is left out. */
  @Override
  public void onNotice(String text) {
    if (text.equals(lastTold)) {
      return;
    }
    events.accept(new SessionEvent.Notice(clock.nowNanos(), PlainText.of(text)));
  }
}
