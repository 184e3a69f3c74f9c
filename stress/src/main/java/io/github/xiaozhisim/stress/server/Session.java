package io.github.xiaozhisim.stress.server;

import io.github.xiaozhisim.device.protocol.BinaryFraming;
import io.github.xiaozhisim.device.speech.Clip;
import io.github.xiaozhisim.hal.Scheduler;
import io.github.xiaozhisim.hal.Timer;
import io.github.xiaozhisim.hal.network.CloseReason;
import io.github.xiaozhisim.hal.network.WebSocketConnection;
import io.github.xiaozhisim.hal.network.WebSocketListener;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One device's WebSocket, from the upgrade to the end: hello, framing, messages in and out; who speaks is left to its
 * {@link Conversation}. Everything runs on the connection's own scheduler. As at real servers, a message that makes no
 * sense is counted and forgotten, and nothing is heard before the hello.
 */
final class Session implements WebSocketListener {

  private static final int DOWNLINK_HZ = 24_000;
  private static final int DOWNLINK_MILLIS = 60;

  private enum State {
    AWAITING_HELLO,
    GREETED,
    CLOSED
  }

  private final EmulatedServer server;
  private final Scheduler scheduler;
  private final Faults faults;
  private final Chance chance;
  private final int framingOfHeader;
  private final Conversation conversation;
  private final Timer idle;

  private @Nullable WebSocketConnection connection;
  private @Nullable Outgoing out;
  private @Nullable McpDriver mcp;

  private State state = State.AWAITING_HELLO;
  private BinaryFraming framing;
  private long lastHeardNanos;

  Session(EmulatedServer server, Scheduler scheduler, Faults faults, Chance chance, int framingOfHeader) {
    this.server = server;
    this.scheduler = scheduler;
    this.faults = faults;
    this.chance = chance;
    this.framingOfHeader = framingOfHeader;
    this.framing = BinaryFraming.ofVersion(framingOfHeader);
    this.conversation = new Conversation(this, server.hearing());
    this.idle = scheduler.timer(this::onIdleTimer);
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

  /** A turn is being thought about: the moment for the device's tools. */
  void onThinking() {
    McpDriver tools = mcp;
    if (tools != null) {
      tools.duringTurn();
    }
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
    } else if (state == State.GREETED) {
      switch (type) {
        case "listen" -> onListen(message);
        case "abort" -> conversation.abort();
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
    if (!conversation.hears()) {
      return;
    }
    if (framing.unwrap(bytes) == BinaryFraming.Fault.NONE) {
      conversation.sound(bytes);
    } else {
      server.counts().badFrames.increment();
    }
  }

  @Override
  public void onClosed(CloseReason reason) {
    end();
  }

  // ---- messages ----

  private void onHello(JsonNode hello) {
    framing = BinaryFraming.ofVersion(Json.integer(hello, "version", framingOfHeader));
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
      state = State.GREETED;
      if (behaviour().mcp().enabled()) {
        McpDriver tools = new McpDriver(behaviour().mcp(), this, server.counts());
        mcp = tools;
        tools.begin();
      }
    }
  }

  private void onListen(JsonNode message) {
    switch (Json.string(message, "state")) {
      case "start" -> conversation.listenStart(Conversation.Mode.of(Json.string(message, "mode")));
      case "stop" -> conversation.listenStop();
      case "detect", "text" -> {
        String text = Json.string(message, "text");
        if (text != null && !text.isBlank()) {
          conversation.typed(text);
        }
      }
      case null, default -> server.counts().badMessages.increment();
    }
  }

  private void onMcp(JsonNode message) {
    JsonNode payload = Json.object(message, "payload");
    McpDriver tools = mcp;
    if (payload != null && tools != null) {
      tools.onPayload(payload);
    }
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
    conversation.end();
    McpDriver tools = mcp;
    if (tools != null) {
      tools.close();
    }
  }
}
