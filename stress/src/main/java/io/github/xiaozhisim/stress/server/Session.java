package io.github.xiaozhisim.stress.server;

import io.github.xiaozhisim.device.speech.Clip;
import io.github.xiaozhisim.hal.Scheduler;
import io.github.xiaozhisim.hal.Timer;
import io.github.xiaozhisim.hal.network.CloseReason;
import io.github.xiaozhisim.hal.network.WebSocketConnection;
import io.github.xiaozhisim.hal.network.WebSocketListener;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One device's WebSocket, from the upgrade to the end: hello, listening, thinking, speaking. Everything runs on the
 * connection's own scheduler. As at real servers, a message that makes no sense is counted and forgotten.
 */
final class Session implements WebSocketListener {

  /** Sound that stops coming ends a turn, too, but only this long after the usual silence. */
  private static final long STALLED_NANOS = 1_000_000_000L;

  private static final int DOWNLINK_HZ = 24_000;
  private static final int DOWNLINK_MILLIS = 60;

  private enum State {
    AWAITING_HELLO,
    IDLE,
    LISTENING,
    THINKING,
    SPEAKING,
    CLOSED
  }

  private enum Mode {
    NONE,
    AUTO,
    MANUAL,
    REALTIME
  }

  private final EmulatedServer server;
  private final Scheduler scheduler;
  private final Faults faults;
  private final Chance chance;
  private final int framingOfHeader;
  private final Timer idle;
  private final Timer stalled;

  private @Nullable WebSocketConnection connection;
  private @Nullable Outgoing out;
  private @Nullable Hearing hearing;
  private @Nullable McpDriver mcp;
  private @Nullable Turn turn;

  private State state = State.AWAITING_HELLO;
  private Mode mode = Mode.NONE;
  private Framing framing;
  private long lastHeardNanos;

  Session(EmulatedServer server, Scheduler scheduler, Faults faults, Chance chance, int framingOfHeader) {
    this.server = server;
    this.scheduler = scheduler;
    this.faults = faults;
    this.chance = chance;
    this.framingOfHeader = framingOfHeader;
    this.framing = Framing.of(framingOfHeader);
    this.idle = scheduler.timer(this::onIdleTimer);
    this.stalled = scheduler.timer(this::onStalledTimer);
  }

  // ---- what a turn and the tools see ----

  ServerBehaviour behaviour() {
    return server.behaviour();
  }

  Capacity capacity() {
    return server.capacity();
  }

  Scheduler scheduler() {
    return scheduler;
  }

  Faults faults() {
    return faults;
  }

  Chance chance() {
    return chance;
  }

  long now() {
    return scheduler.clock().nowNanos();
  }

  /** The id that was told in the hello. */
  String id() {
    return chance.uuid(0);
  }

  /** The way out; only once the connection is open. */
  Outgoing out() {
    return Objects.requireNonNull(out, "not open yet");
  }

  /** What is said to a turn of this kind. */
  List<Clip> answerTo(Turn.Kind kind, @Nullable String language) {
    return kind == Turn.Kind.GREETING
        ? server.answers().greeting(language)
        : server.answers().choose(language, behaviour().answering().sentences(), chance.choices());
  }

  void onThinking() {
    McpDriver tools = mcp;
    if (tools != null) {
      tools.duringTurn();
    }
  }

  void onSpeaking() {
    state = State.SPEAKING;
  }

  void onTurnOver(Turn which, boolean answered) {
    (answered ? server.counts().turnsAnswered : server.counts().turnsCutShort).increment();
    forget(which);
  }

  void onTurnRejected(Turn which) {
    server.counts().turnsRejected.increment();
    forget(which);
  }

  /** Drops TCP without a Close frame. */
  void drop() {
    WebSocketConnection mine = connection;
    if (mine != null) {
      mine.drop();
      end();
    }
  }

  // ---- what the wire says ----

  @Override
  public void onOpen(WebSocketConnection opened, Map<String, String> headers) {
    server.counts().sessionsOpened.increment();
    connection = opened;
    String told = faults.has(FaultKind.WRONG_SESSION) ? chance.uuid(1) : id();
    out = new Outgoing(opened, new Messages(id(), told), framing, scheduler.clock(), chance, server.counts());
    lastHeardNanos = now();
    if (behaviour().idleCloseMillis() > 0) {
      idle.arm(now() + behaviour().idleCloseMillis() * 1_000_000L);
    }
  }

  @Override
  public void onText(ByteBuffer utf8) {
    lastHeardNanos = now();
    JsonNode message = Json.readObject(utf8);
    String type = message == null ? null : Json.string(message, "type");
    if (message == null || type == null) {
      server.counts().badMessages.increment();
      return;
    }
    if (type.equals("hello")) {
      onHello(message);
    } else if (state != State.AWAITING_HELLO && state != State.CLOSED) {
      switch (type) {
        case "listen" -> onListen(message);
        case "abort" -> onAbort();
        case "mcp" -> onMcp(message);
        case "goodbye", "iot", "ping" -> {} // as at real servers
        default -> server.counts().badMessages.increment();
      }
    }
  }

  @Override
  public void onBinary(ByteBuffer bytes) {
    server.counts().framesIn.increment();
    lastHeardNanos = now();
    boolean listening =
        state == State.LISTENING
            || (mode == Mode.REALTIME && (state == State.THINKING || state == State.SPEAKING));
    if (!listening) {
      return; // up to three packets follow a listen stop or the beginning of an answer
    }
    if (!framing.unwrap(bytes)) {
      server.counts().badFrames.increment();
      return;
    }
    Hearing ear = ear();
    if (ear.hear(bytes) > 0 && mode != Mode.MANUAL) {
      onHeard(ear);
    }
  }

  @Override
  public void onClosed(CloseReason reason) {
    end();
  }

  // ---- messages ----

  private void onHello(JsonNode hello) {
    framing = Framing.of(Json.integer(hello, "version", framingOfHeader));
    out().framing(framing);
    if (faults.has(FaultKind.NO_HELLO)) {
      return;
    }
    if (faults.has(FaultKind.LATE_HELLO)) {
      scheduler.after(faults.argument(FaultKind.LATE_HELLO) * 1_000_000L, this::answerHello);
    } else {
      answerHello();
    }
  }

  private void answerHello() {
    if (state == State.CLOSED) {
      return;
    }
    boolean first = state == State.AWAITING_HELLO;
    String hello = out().messages().hello(framing, DOWNLINK_HZ, DOWNLINK_MILLIS);
    out().text(hello);
    if (faults.has(FaultKind.HELLO_TWICE)) {
      out().text(hello);
    }
    if (faults.has(FaultKind.GARBAGE)) {
      out().garbage();
    }
    if (first) {
      server.counts().hellos.increment();
      state = State.IDLE;
      if (behaviour().mcp().enabled()) {
        McpDriver tools = new McpDriver(behaviour().mcp(), this, server.counts());
        mcp = tools;
        tools.begin();
      }
    }
  }

  private void onListen(JsonNode message) {
    switch (Json.string(message, "state")) {
      case "start" -> onListenStart(Json.string(message, "mode"));
      case "stop" -> onListenStop();
      case "detect", "text" -> onTyped(Json.string(message, "text"));
      case null, default -> server.counts().badMessages.increment();
    }
  }

  private void onListenStart(@Nullable String wanted) {
    mode =
        switch (wanted) {
          case "manual" -> Mode.MANUAL;
          case "realtime" -> Mode.REALTIME;
          case null, default -> Mode.AUTO;
        };
    ear().restart();
    stalled.cancel();
    Turn current = turn;
    if (current != null && current.kind() != Turn.Kind.SPEECH) {
      return; // a device that was woken up says so, then begins to listen; the greeting goes on
    }
    cutShort();
    state = State.LISTENING;
  }

  private void onListenStop() {
    if (state != State.LISTENING || mode != Mode.MANUAL) {
      if (state == State.LISTENING) {
        state = State.IDLE;
      }
      return;
    }
    if (heardEnough(ear())) {
      beginSpeechTurn(ear());
      return;
    }
    server.counts().nothingHeard.increment();
    state = State.IDLE;
    if (behaviour().listening().whenNothingHeard() == ServerBehaviour.NothingHeard.EMPTY_STT) {
      out().text(out().messages().emptyStt());
      out().ttsStop();
    }
  }

  private void onTyped(@Nullable String text) {
    if (text == null || text.isBlank()) {
      return;
    }
    cutShort();
    boolean greeted = behaviour().listening().isWakeWord(text.strip().toLowerCase(Locale.ROOT));
    begin(new Turn(this, greeted ? Turn.Kind.GREETING : Turn.Kind.TEXT, text, Answers.languageOf(text), 0));
  }

  private void onAbort() {
    server.counts().aborts.increment();
    if (turn == null) {
      if (behaviour().answering().stopWhenIdle()) {
        out().ttsStop();
      }
    } else {
      cutShort(true);
    }
    listenOn();
  }

  private void onMcp(JsonNode message) {
    JsonNode payload = Json.object(message, "payload");
    McpDriver tools = mcp;
    if (payload != null && tools != null) {
      tools.onPayload(payload);
    }
  }

  // ---- hearing ----

  private void onHeard(Hearing ear) {
    VoiceGate gate = ear.gate();
    boolean enough = heardEnough(ear);
    if (enough && state == State.SPEAKING) {
      cutShort(); // talked over
      state = State.LISTENING;
    }
    if (gate.speechMicros() > 0 && gate.quietMicros() >= behaviour().listening().silenceMillis() * 1000L) {
      if (enough && state == State.LISTENING) {
        beginSpeechTurn(ear);
      } else {
        ear.forgetSpeech();
      }
    } else if (enough && !stalled.armed() && state == State.LISTENING) {
      stalled.arm(now() + stalledNanos());
    }
  }

  private boolean heardEnough(Hearing ear) {
    return ear.gate().voicedMicros() >= behaviour().listening().speechMillis() * 1000L
        && ear.gate().voicedMicros() > 0;
  }

  private void beginSpeechTurn(Hearing ear) {
    double heardMillis = ear.gate().speechMicros() / 1000.0;
    Clip clip = ear.recognised();
    String text =
        clip == null || clip.transcript().isEmpty()
            ? String.format(Locale.ROOT, "heard %.2f s of speech", heardMillis / 1000)
            : clip.transcript();
    ear.forgetSpeech();
    begin(new Turn(this, Turn.Kind.SPEECH, text, clip == null ? null : clip.language(), heardMillis));
  }

  /** Sound stopped coming although the user had spoken and never was quiet. */
  private void onStalledTimer() {
    if (state != State.LISTENING || mode == Mode.MANUAL || !heardEnough(ear())) {
      return;
    }
    long due = lastHeardNanos + stalledNanos();
    if (due > now()) {
      stalled.arm(due);
    } else {
      beginSpeechTurn(ear());
    }
  }

  private long stalledNanos() {
    return behaviour().listening().silenceMillis() * 1_000_000L + STALLED_NANOS;
  }

  private Hearing ear() {
    Hearing ear = hearing;
    if (ear == null) {
      ear = new Hearing(server.hearing());
      hearing = ear;
    }
    return ear;
  }

  // ---- turns ----

  private void begin(Turn next) {
    stalled.cancel();
    server.counts().turnsHeard.increment();
    turn = next;
    state = State.THINKING;
    next.begin();
  }

  /** Ends the turn under way, if there is one; the device is told when it was already listening to the answer. */
  private void cutShort() {
    Turn current = turn;
    cutShort(current != null && current.ttsStarted());
  }

  private void cutShort(boolean sayStop) {
    Turn current = turn;
    if (current == null) {
      return;
    }
    turn = null;
    current.cancel();
    server.counts().turnsCutShort.increment();
    if (sayStop) {
      out().ttsStop();
    }
  }

  private void forget(Turn which) {
    if (turn == which) {
      turn = null;
      listenOn();
    }
  }

  /** After a turn: in the modes that the user does not end, whatever comes is heard. */
  private void listenOn() {
    if (state == State.CLOSED) {
      return;
    }
    if (mode == Mode.AUTO) {
      ear().restart();
    }
    state = mode == Mode.AUTO || mode == Mode.REALTIME ? State.LISTENING : State.IDLE;
  }

  // ---- the end ----

  private void onIdleTimer() {
    long due = Math.max(lastHeardNanos, out().lastNanos()) + behaviour().idleCloseMillis() * 1_000_000L;
    if (due > now()) {
      idle.arm(due);
    } else {
      out().close(1000, "idle");
    }
  }

  private void end() {
    if (state == State.CLOSED) {
      return;
    }
    state = State.CLOSED;
    server.counts().sessionsClosed.increment();
    idle.cancel();
    stalled.cancel();
    cutShort(false);
    Hearing ear = hearing;
    if (ear != null) {
      ear.giveDecoderBack();
    }
    McpDriver tools = mcp;
    if (tools != null) {
      tools.close();
    }
  }
}
