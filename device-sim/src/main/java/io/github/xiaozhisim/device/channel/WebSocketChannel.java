package io.github.xiaozhisim.device.channel;

import io.github.xiaozhisim.device.ChannelFailure;
import io.github.xiaozhisim.device.ChannelFailure.Stage;
import io.github.xiaozhisim.device.DeviceConfig;
import io.github.xiaozhisim.device.protocol.BinaryFraming;
import io.github.xiaozhisim.device.protocol.Dialect;
import io.github.xiaozhisim.device.protocol.Json;
import io.github.xiaozhisim.device.protocol.ServerMessage;
import io.github.xiaozhisim.hal.Board;
import io.github.xiaozhisim.hal.Payload;
import io.github.xiaozhisim.hal.Timer;
import io.github.xiaozhisim.hal.network.CloseReason;
import io.github.xiaozhisim.hal.network.OpenFailure;
import io.github.xiaozhisim.hal.network.WebSocketConnection;
import io.github.xiaozhisim.hal.network.WebSocketListener;
import io.github.xiaozhisim.hal.network.WebSocketRequest;
import io.github.xiaozhisim.hal.network.WebSocketRequest.Manner;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The channel over a WebSocket. URL, token and framing version are read from the settings at every opening, as the
 * firmware does, so that a new OTA answer takes effect with the next conversation.
 *
 * <p>A strict device keeps what the firmware keeps: a socket whose hello never came, whose messages are still heard; a
 * hello flag that nobody clears; a closed callback when such a socket is replaced. A robust one has none of these.
 * // firmware: class WebsocketProtocol
 */
public final class WebSocketChannel extends ProtocolChannel {

  /** firmware: WebSocket messages of the device have at most 16 bits of length. */
  public static final int MAX_MESSAGE_BYTES = 65_535;

  /** firmware: no limit but the memory; this much of a chip's external RAM is free. */
  static final int MEMORY_BYTES = 4 << 20;

  private final @Nullable Heartbeat heartbeat;
  private @Nullable Timer waiting;

  private @Nullable Link link;
  private BinaryFraming framing = BinaryFraming.V1;
  /** firmware: WEBSOCKET_PROTOCOL_SERVER_HELLO_EVENT, cleared only by the wait that sees it */
  private boolean helloSeen;
  /** What will be told when the wait is over, other than that the hello did not come. */
  private @Nullable ChannelFailure lateFailure;

  public WebSocketChannel(Board board, DeviceConfig config, Dialect dialect, Events events) {
    super(board, config, dialect, events);
    this.heartbeat =
        dialect.heartbeatMillis() == 0
            ? null
            : new Heartbeat(
                board,
                dialect.heartbeatMillis(),
                condition -> sendText("heartbeat", dialect.heartbeat(sessionId, condition)));
  }

  // ---- opening and closing -----------------------------------------------------------------------------------------

  /** firmware: OpenAudioChannel */
  @Override
  public void open() {
    if (stopped) {
      return;
    }
    Link old = link;
    drop();
    if (strict() && old != null && old.connected) {
      events.onReplaced(); // firmware: dropping a socket that is still connected runs its closed callback
    }
    failed = false;
    beginSession();
    if (!strict()) {
      helloSeen = false; // firmware: a hello that came too late, or a second one, spares the next opening its wait
    }
    String token = board.settings().getString("websocket", "token", "");
    framing = dialect.framing(BinaryFraming.ofVersion(board.settings().getInt("websocket", "version", 1)));
    ServerAddress address = address();
    if (address.uri() == null) {
      if (!address.crashes() || !events.onCrash("websocket.port", address.fault())) {
        board.scheduler().execute(() -> fail(Stage.NO_SERVER, address.fault()));
      }
      return;
    }
    Dialect.Introduction who =
        new Dialect.Introduction(
            board.identity(), board.info(), token, framing, config.serverEchoCancellation());
    if (!strict() && config.serverEchoCancellation() && framing != BinaryFraming.V2) {
      // firmware: sends 0 for every time stamp without a word
      events.onViolation("aec.framing", "framing " + framing.version() + " carries no time stamps; version 2 does");
    }
    Map<String, String> headers = new LinkedHashMap<>(dialect.headers(who));
    headers.putAll(config.extraHeaders());
    Link opening = new Link(dialect.hello(who));
    link = opening;
    opening.connection =
        board
            .network()
            .openWebSocket(
                new WebSocketRequest(
                    dialect.address(address.uri(), who),
                    headers,
                    config.connectTimeoutMillis(),
                    config.upgradeTimeoutMillis(),
                    strict() ? MEMORY_BYTES : config.maxMessageBytes(),
                    strict() ? Manner.FIRMWARE : Manner.STANDARD),
                opening);
  }

  private ServerAddress address() {
    String url = board.settings().getString("websocket", "url", "");
    if (url.isEmpty()) {
      return new ServerAddress(null, "no server is configured: the boot answer named none", false);
    }
    return strict() ? ServerAddress.firmware(url) : ServerAddress.standard(url);
  }

  /** firmware: IsAudioChannelOpened */
  @Override
  public boolean isOpen() {
    Link now = link;
    return now != null
        && now.opened
        && now.connected
        && !failed
        && !isSilentTooLong();
  }

  @Override
  public void close() {
    Link now = link;
    WebSocketConnection connection = now == null ? null : now.connection;
    if (config.closesOrderly() && !strict() && connection != null && connection.isOpen()) {
      link = null;
      endWaits();
      connection.close(1000, "");
    } else {
      drop();
    }
  }

  /** firmware: the socket is dropped; no Close frame, no goodbye */
  private void drop() {
    endWaits();
    Link now = link;
    link = null;
    if (now != null && now.connection != null) {
      now.connection.drop();
    }
  }

  private void endWaits() {
    cancelWait();
    lateFailure = null;
    if (heartbeat != null) {
      heartbeat.stop();
    }
  }

  @Override
  public void shutdown() {
    stopped = true;
    drop();
  }

  @Override
  public void signOff() {
    stopped = true;
    Link now = link;
    WebSocketConnection connection = now == null ? null : now.connection;
    if (connection != null && connection.isOpen()) {
      link = null;
      endWaits();
      connection.close(1000, "");
    } else {
      drop();
    }
  }

  /** The opening has failed. // firmware: SetError; a socket that is up stays up until the next opening replaces it */
  private void fail(Stage stage, String detail) {
    if (stopped) {
      return;
    }
    failed = true;
    Link now = link;
    if (strict() && now != null && now.connected) {
      endWaits();
    } else {
      drop();
    }
    events.onFailed(new ChannelFailure(stage, detail));
  }

  private void waitUntil(long nanos) {
    cancelWait();
    waiting = board.scheduler().at(nanos, this::waitedInVain);
  }

  private boolean isWaiting() {
    return waiting != null && waiting.armed();
  }

  private void cancelWait() {
    Timer now = waiting;
    if (now != null) {
      now.cancel();
      waiting = null;
    }
  }

  private void waitedInVain() {
    Link now = link;
    ChannelFailure late = lateFailure;
    if (late != null) {
      fail(late.stage(), late.detail());
    } else if (now != null && !dialect.insistsOnOpening()) {
      sessionId = "";
      opened(now);
    } else if (now != null) {
      fail(
          Stage.HELLO_TIMEOUT,
          "the server accepted the connection but sent no hello within " + config.helloTimeoutMillis() + " ms");
    }
  }

  private void opened(Link now) {
    endWaits();
    helloSeen = false;
    if (heartbeat != null) {
      heartbeat.start();
    }
    now.opened = true;
    if (!strict()) {
      heard();
    }
    events.onOpened();
  }

  // ---- sending -----------------------------------------------------------------------------------------------------

  @Override
  public boolean stalled() {
    Link now = link;
    return now != null && now.connection != null && now.connection.isOpen() && !now.connection.writable();
  }

  @Override
  public int sendAudio(Payload packet, int timestampMillis) {
    Link now = link;
    if (now == null || now.connection == null) {
      return -1;
    }
    Payload message = framing.wrap(packet, timestampMillis);
    boolean sent = message.length() <= MAX_MESSAGE_BYTES && now.connection.sendBinary(message);
    return sent ? message.length() : -1;
  }

  @Override
  public int maxMessageBytes() {
    return MAX_MESSAGE_BYTES;
  }

  /** firmware: text to a closed channel is silently dropped; one that fails ends the conversation */
  @Override
  boolean sendText(String kind, String text) {
    Link now = link;
    if (now == null || now.connection == null || !now.connection.isOpen()) {
      return false;
    }
    int bytes = Json.utf8Length(text);
    if (bytes > MAX_MESSAGE_BYTES || !now.connection.sendText(text)) {
      failed = true; // firmware: the socket is kept, though nothing can be said on it any more
      events.onSendFailed(
          new ChannelFailure(Stage.SEND, "a " + kind + " message of " + bytes + " bytes could not be sent"));
      return false;
    }
    events.onSent(kind, bytes);
    return true;
  }

  // ---- what opens the channel --------------------------------------------------------------------------------------

  /** firmware: ParseServerHello */
  private void onHello(Link from, ServerMessage.Hello hello) {
    if (hello.transport() == null) {
      // firmware: dereferences null; a robust device takes the only transport there is
      if (events.onCrash("hello.transport", "hello without transport")) {
        return;
      }
    } else if (!hello.transport().equals("websocket")) {
      events.onViolation("hello.transport", "hello for transport '" + hello.transport() + "' ignored");
      return;
    }
    adopt(hello);
    released(from);
  }

  /** firmware: sets the flag that the opening waits for */
  private void released(Link from) {
    helloSeen = true;
    if (from.helloSent && isWaiting() && lateFailure == null) {
      opened(from);
    }
  }

  /** In dialects without a hello this is what opens the channel. */
  private void onAuth(Link from, ServerMessage.Auth auth) {
    if (auth.accepted()) {
      if (auth.sessionId() != null) {
        sessionId = auth.sessionId();
      } else if (!from.opened) {
        sessionId = "";
      }
      released(from);
      return;
    }
    ChannelFailure refused =
        new ChannelFailure(Stage.AUTHENTICATION, "the server refused this device: " + auth.reason());
    failed = true;
    drop(); // nothing is said there any more, whatever the server asks
    if (from.opened) {
      events.onSendFailed(refused);
    } else {
      events.onFailed(refused);
    }
  }

  /** One connection; it is heard only while it is the current one. */
  private final class Link implements WebSocketListener {
    /** What is to be said once connected. */
    private @Nullable String hello;
    private final long startedNanos = nowNanos();
    private @Nullable WebSocketConnection connection;
    /** firmware: IsConnected; the peer's Close frame ends it, though TCP may stay. */
    private boolean connected;
    private boolean helloSent;
    private boolean opened;

    Link(@Nullable String hello) {
      this.hello = hello;
    }

    private boolean stale() {
      return link != this;
    }

    @Override
    public void onOpen(WebSocketConnection opened, Map<String, String> headers) {
      if (stale()) {
        return;
      }
      connection = opened;
      connected = true;
      if (!strict()) {
        heard();
      }
      events.onConnected();
      if (stale()) {
        return;
      }
      String words = hello;
      if (words != null) {
        hello = null;
        sendText("hello", words);
      }
      helloSent = true;
      if (helloSeen) {
        opened(this);
      } else {
        waitUntil(nowNanos() + dialect.openingMillis(config.helloTimeoutMillis()) * 1_000_000L);
      }
    }

    @Override
    public void onFailed(OpenFailure failure) {
      if (stale()) {
        return;
      }
      Stage stage =
          switch (failure.kind()) {
            case BAD_URL -> Stage.NO_SERVER;
            case LOCAL_LIMIT -> Stage.LOCAL;
            case UNKNOWN_HOST, REFUSED, UNREACHABLE, CONNECT_TIMEOUT, TLS -> Stage.CONNECT;
            case HTTP_ANSWER, NOT_HTTP, UPGRADE_TIMEOUT, CLOSED_EARLY, MQTT_REFUSED, NOT_MQTT, MQTT_TIMEOUT ->
                Stage.UPGRADE;
          };
      if (strict() && failure.kind() == OpenFailure.Kind.CLOSED_EARLY) {
        // firmware: does not notice that TCP is closed, and waits for the answer to the end
        lateFailure = new ChannelFailure(stage, failure.describe());
        waitUntil(startedNanos + config.upgradeTimeoutMillis() * 1_000_000L);
        return;
      }
      fail(stage, failure.describe());
    }

    @Override
    public void onText(ByteBuffer utf8) {
      if (stale()) {
        return;
      }
      heard();
      int bytes = utf8.remaining();
      if (Json.hasTextBehindObject(utf8)) {
        events.onViolation("message.trailing", "text behind the object of a message of " + bytes + " bytes");
      }
      ServerMessage message = dialect.read(utf8);
      events.onMessage(message, bytes);
      if (message instanceof ServerMessage.Hello hello) {
        onHello(this, hello);
      } else if (message instanceof ServerMessage.Auth auth) {
        onAuth(this, auth);
      }
    }

    @Override
    public void onBinary(ByteBuffer bytes) {
      if (stale()) {
        return;
      }
      heard();
      int messageBytes = bytes.remaining();
      int timestampMillis = framing.timestampMillis(bytes);
      if (strict() ? isCrashed(bytes) : isRefused(bytes)) {
        return;
      }
      events.onAudio(bytes, timestampMillis, messageBytes);
    }

    /** firmware: believes the header */
    private boolean isCrashed(ByteBuffer message) {
      int messageBytes = message.remaining();
      BinaryFraming.Fault fault = framing.unwrapBlindly(message, MEMORY_BYTES);
      return fault != BinaryFraming.Fault.NONE
          && events.onCrash(fault.rule(), "a binary message of " + messageBytes + " bytes");
    }

    private boolean isRefused(ByteBuffer message) {
      int messageBytes = message.remaining();
      BinaryFraming.Fault fault = framing.unwrap(message);
      if (fault != BinaryFraming.Fault.NONE) {
        events.onRefusedAudio(fault.rule(), "a binary message of " + messageBytes + " bytes", messageBytes);
        return true;
      }
      int excess = messageBytes - framing.headerBytes() - message.remaining();
      if (excess > 0) {
        events.onViolation("frame.excess", excess + " bytes behind the packet of a binary message");
      }
      return false;
    }

    @Override
    public void onWritable() {
      if (!stale()) {
        events.onWritable();
      }
    }

    @Override
    public void onClosed(CloseReason reason) {
      if (stale()) {
        return;
      }
      boolean wasOpen = opened;
      connected = false;
      if (reason.kind() == CloseReason.Kind.OUT_OF_MEMORY) {
        if (events.onCrash("frame.memory", reason.describe())) {
          return;
        }
      } else if (reason.kind() == CloseReason.Kind.PROTOCOL_ERROR) {
        events.onViolation("frame.protocol", reason.describe());
      }
      if (!wasOpen && !failed) {
        // how some servers refuse: 101, perhaps a line of text, then a Close frame
        refused("the server accepted the connection and then ended it before its hello: " + reason.describe());
        return;
      }
      if (!strict()) {
        link = null; // firmware: the socket object stays, and TCP with it, until the next opening
      }
      endWaits();
      events.onClosed(reason);
    }

    private void refused(String detail) {
      if (strict()) {
        lateFailure = new ChannelFailure(Stage.REFUSED, detail); // firmware: the wait runs to its end regardless
      } else {
        fail(Stage.REFUSED, detail);
      }
    }
  }
}
