package io.github.xiaozhisim.stress.server;

import io.github.xiaozhisim.device.speech.Clip;
import io.github.xiaozhisim.hal.Scheduler;
import io.github.xiaozhisim.hal.Timer;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One device's time at the server, from the line's beginning to its end: lets the device in, takes its messages apart;
 * who speaks is left to its {@link Conversation}, how words are spelt to {@link Messages}, and how they travel to a
 * {@link ClientLink}. Everything runs on the line's own scheduler. As at real servers, a message that makes no sense is
 * counted and forgotten, and where there is a hello nothing is heard before it.
 */
final class Session {

  private enum State {
    AWAITING_HELLO,
    HEARING,
    CLOSED
  }

  private final EmulatedServer server;
  private final Scheduler scheduler;
  private final Faults faults;
  private final Chance chance;
  private final Messages messages;
  private final Conversation conversation;
  private final Timer idle;

  private @Nullable ClientLink link;
  private @Nullable Outgoing out;
  private @Nullable McpDriver mcp;

  private @Nullable String visionUrl;
  private State state = State.AWAITING_HELLO;
  private boolean greeted;
  private long lastHeardNanos;

  Session(EmulatedServer server, Scheduler scheduler, Faults faults, Chance chance, Messages messages) {
    this.server = server;
    this.scheduler = scheduler;
    this.faults = faults;
    this.chance = chance;
    this.messages = messages;
    this.conversation = new Conversation(this, server.hearing());
    this.idle = scheduler.timer(this::onIdleTimer);
  }

  /** Where the device reaches this server with its photos. */
  void looksAtPhotosAt(String url) {
    visionUrl = url;
  }

  // ---- what a turn and the tools see ----

  @Nullable String visionUrl() {
    return visionUrl;
  }

  ServerBehaviour behaviour() {
    return server.behaviour();
  }

  Capacity capacity() {
    return server.capacity();
  }

  Scheduler scheduler() {
    return scheduler;
  }

  /** How far the server's work gets. */
  Progress progress() {
    return server.progress();
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

  /** The id that was told when the device was let in. */
  String id() {
    return chance.uuid(0);
  }

  /** The way out; only once the line is open. */
  Outgoing out() {
    return Objects.requireNonNull(out, "not open yet");
  }

  /** What is said to these words in a turn of this kind. */
  List<Clip> answerTo(ServedTurn.Kind kind, String words, @Nullable String language) {
    return kind == ServedTurn.Kind.GREETING
        ? server.answers().greeting(language)
        : server.answers().choose(words, language, behaviour().answering().sentences(), chance.choices());
  }

  /** A turn is being thought about: the moment for the device's tools. */
  void onThinking() {
    McpDriver tools = mcp;
    if (tools != null) {
      tools.duringTurn();
    }
  }

  /** Drops the line without a word. */
  void drop() {
    ClientLink mine = link;
    if (mine != null) {
      mine.drop();
      closed();
    }
  }

  // ---- what the line says ----

  /** The line is there. Once, before anything else. */
  void opened(ClientLink line) {
    server.counts().sessionsOpened.increment();
    link = line;
    out = new Outgoing(line, messages, scheduler.clock(), chance, server.counts());
    lastHeardNanos = now();
    if (behaviour().idleCloseMillis() > 0) {
      idle.arm(now() + behaviour().idleCloseMillis() * 1_000_000L);
    }
    if (!messages.awaitsHello()) {
      state = State.HEARING;
      letIn();
    }
  }

  /** A message; valid during the call. */
  void text(ByteBuffer utf8) {
    lastHeardNanos = now();
    DeviceMessage message = messages.read(utf8);
    switch (message) {
      case DeviceMessage.Hello(JsonNode hello) -> onHello(hello);
      case DeviceMessage.Bad() -> server.counts().badMessages.increment();
      default -> {
        if (state == State.HEARING) {
          onMessage(message);
        }
      }
    }
  }

  /** Something arrived where sound arrives: counts it, and says whether anybody listens. */
  boolean hears() {
    server.counts().framesIn.increment();
    lastHeardNanos = now();
    return conversation.hears();
  }

  /** One Opus packet, valid during the call; only after {@link #hears} said so. */
  void sound(ByteBuffer packet) {
    conversation.sound(packet);
  }

  /** What arrived was no packet. */
  void badFrame() {
    server.counts().badFrames.increment();
  }

  /** The line has ended. Nothing is sent any more; further calls do nothing. */
  void closed() {
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

  // ---- messages ----

  private void onMessage(DeviceMessage message) {
    switch (message) {
      case DeviceMessage.ListenStart(Conversation.Mode mode) -> conversation.listenStart(mode);
      case DeviceMessage.ListenStop() -> conversation.listenStop();
      case DeviceMessage.ListenCancel() -> conversation.listenCancel();
      case DeviceMessage.Typed(String text) -> conversation.typed(text);
      case DeviceMessage.WelcomeWanted() -> conversation.welcome();
      case DeviceMessage.Abort() -> conversation.abort();
      case DeviceMessage.Mcp(JsonNode payload) -> {
        McpDriver tools = mcp;
        if (tools != null) {
          tools.onPayload(payload);
        }
      }
      case DeviceMessage.Hello _, DeviceMessage.Bad _, DeviceMessage.Ignored _ -> {}
    }
  }

  private void onHello(JsonNode hello) {
    Objects.requireNonNull(link, "not open yet").takeUp(hello);
    letIn();
  }

  private void letIn() {
    if (faults.has(FaultKind.NO_HELLO)) {
      return;
    }
    long dueNanos = progress().doneNanos(now(), faults.argument(FaultKind.LATE_HELLO) * 1_000_000L);
    if (dueNanos > now()) {
      scheduler.at(dueNanos, this::greet);
    } else {
      greet();
    }
  }

  private void greet() {
    if (state == State.CLOSED) {
      return;
    }
    out().greeting();
    if (faults.has(FaultKind.HELLO_TWICE)) {
      out().greeting();
    }
    if (faults.has(FaultKind.GARBAGE)) {
      out().garbage();
    }
    state = State.HEARING;
    if (!greeted) {
      greeted = true;
      server.counts().hellos.increment();
      if (behaviour().mcp().enabled() && messages.awaitsHello()) { // a hello is where tools are announced
        McpDriver tools = new McpDriver(behaviour().mcp(), this, server.counts());
        mcp = tools;
        tools.begin();
      }
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
}
