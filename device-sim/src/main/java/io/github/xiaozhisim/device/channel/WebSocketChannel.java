package io.github.xiaozhisim.device.channel;

import io.github.xiaozhisim.device.ChannelFailure;
import io.github.xiaozhisim.device.ChannelFailure.Stage;
import io.github.xiaozhisim.device.DeviceConfig;
import io.github.xiaozhisim.device.ListeningMode;
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
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The channel over a WebSocket. URL, token and framing version are read from the settings at every opening, as the
 * firmware does, so that a new OTA answer takes effect with the next conversation.
 */
public final class WebSocketChannel implements AudioChannel {

  /** firmware: a channel that was silent for longer counts as dead; asked for, never watched. */
  static final long SILENCE_LIMIT_NANOS = 120_000_000_000L;

  /** firmware: WebSocket messages of the device have at most 16 bits of length. */
  static final int MAX_MESSAGE_BYTES = 65_535;

  private final Board board;
  private final DeviceConfig config;
  private final Dialect dialect;
  private final Events events;
  private final Timer helloTimer;
  private final Heartbeat heartbeat;

  private @Nullable Link link;
  private BinaryFraming framing = BinaryFraming.V1;
  private String sessionId = "";
  private int serverSampleRateHz = 24_000;
  private int serverFrameMillis = 60;
  private long lastIncomingNanos;
  private boolean helloSeen;
  private boolean failed;
  private boolean stopped;
  private boolean continuous;

  public WebSocketChannel(Board board, DeviceConfig config, Dialect dialect, Events events) {
    this.board = board;
    this.config = config;
    this.dialect = dialect;
    this.events = events;
    this.helloTimer = board.scheduler().timer(this::helloTimedOut);
    this.heartbeat =
        new Heartbeat(
            board,
            dialect.heartbeatMillis(),
            condition -> sendText("heartbeat", dialect.heartbeat(sessionId, condition)));
  }

  @Override
  public void open() {
    if (stopped) {
      return;
    }
    close(); // callbacks of a replaced connection are not heard: each link checks that it is the current one
    failed = false;
    helloSeen = false;
    continuous = false;
    String url = board.settings().getString("websocket", "url", "");
    String token = board.settings().getString("websocket", "token", "");
    framing = dialect.framing(BinaryFraming.ofVersion(board.settings().getInt("websocket", "version", 1)));
    if (url.isEmpty()) {
      board.scheduler().execute(() -> fail(Stage.NO_SERVER, "no server is configured: the boot answer named none"));
      return;
    }
    URI uri;
    try {
      uri = URI.create(url);
    } catch (IllegalArgumentException e) {
      board.scheduler().execute(() -> fail(Stage.NO_SERVER, "the server's address '" + url.replaceFirst("\\?.*", "") + "' is not a URL"));
      return;
    }
    Dialect.Introduction who =
        new Dialect.Introduction(
            board.identity(), board.info(), token, framing, config.serverEchoCancellation());
    Map<String, String> headers = new LinkedHashMap<>(dialect.headers(who));
    headers.putAll(config.extraHeaders());
    Link opening = new Link(dialect.hello(who));
    link = opening;
    opening.connection =
        board
            .network()
            .openWebSocket(
                new WebSocketRequest(
                    dialect.address(uri, who),
                    headers,
                    config.connectTimeoutMillis(),
                    config.upgradeTimeoutMillis(),
                    config.maxMessageBytes()),
                opening);
  }

  @Override
  public boolean isOpen() {
    Link now = link;
    if (now == null || !now.opened || failed) {
      return false;
    }
    return board.scheduler().clock().nowNanos() - lastIncomingNanos <= SILENCE_LIMIT_NANOS;
  }

  @Override
  public void close() {
    helloTimer.cancel();
    heartbeat.stop();
    Link now = link;
    link = null;
    if (now != null && now.connection != null) {
      now.connection.drop(); // firmware: the socket is dropped; no Close frame, no goodbye
    }
  }

  @Override
  public void shutdown() {
    stopped = true;
    close();
  }

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
    return now.connection.sendBinary(message) ? message.length() : -1;
  }

  @Override
  public void sendListenStart(ListeningMode mode) {
    if (mode == ListeningMode.REALTIME && !continuous) {
      continuous = true;
      String begin = dialect.continuousStart(sessionId);
      if (begin != null) {
        sendText("continuous start", begin);
      }
    }
    sendText("listen start", dialect.listenStart(sessionId, mode));
  }

  @Override
  public void sendListenEnd(ListeningMode mode, Dialect.ListenEnd why) {
    continuous &= mode != ListeningMode.REALTIME;
    String end = dialect.listenEnd(sessionId, mode, why);
    if (end != null) {
      sendText(why == Dialect.ListenEnd.HUNG_UP ? "listen cancel" : "listen stop", end);
    }
  }

  @Override
  public void sendWakeWord(String word) {
    sendText("listen detect", dialect.wakeWord(sessionId, word));
  }

  @Override
  public void sendTyped(ListeningMode mode, String text) {
    sendText("listen text", dialect.typed(sessionId, mode, text));
  }

  @Override
  public void sendAbort(@Nullable String reason) {
    sendText("abort", dialect.abort(sessionId, reason));
  }

  @Override
  public void sendMcp(String payloadJson) {
    sendText("mcp", dialect.mcp(sessionId, payloadJson));
  }

  @Override
  public int serverSampleRateHz() {
    return serverSampleRateHz;
  }

  @Override
  public int serverFrameMillis() {
    return serverFrameMillis;
  }

  private void sendText(String kind, String text) {
    Link now = link;
    if (now == null || now.connection == null || !now.connection.isOpen()) {
      return; // firmware: text to a closed channel is silently dropped
    }
    int bytes = Json.utf8Length(text);
    if (bytes > MAX_MESSAGE_BYTES || !now.connection.sendText(text)) {
      failed = true;
      events.onSendFailed(
          new ChannelFailure(Stage.SEND, "a " + kind + " message of " + bytes + " bytes could not be sent"));
      return;
    }
    events.onSent(kind, bytes);
  }

  private void helloTimedOut() {
    Link now = link;
    if (now == null) {
      return;
    }
    if (!dialect.insistsOnOpening()) {
      sessionId = "";
      opened(now);
      return;
    }
    // firmware: leaves the socket open until the next opening replaces it; here it is dropped
    fail(
        Stage.HELLO_TIMEOUT,
        "the server accepted the connection but sent no hello within " + config.helloTimeoutMillis() + " ms");
  }

  private void fail(Stage stage, String detail) {
    if (stopped) {
      return;
    }
    failed = true;
    close();
    events.onFailed(new ChannelFailure(stage, detail));
  }

  private void onHello(Link from, ServerMessage.Hello hello) {
    if (hello.transport() == null) {
      // firmware: dereferences null; a robust device takes the only transport there is
      events.onViolation("hello.transport", "hello without transport");
    } else if (!hello.transport().equals("websocket")) {
      events.onViolation("hello.transport", "hello for transport '" + hello.transport() + "' ignored");
      return;
    }
    if (hello.sessionId() != null) {
      sessionId = hello.sessionId();
    }
    if (hello.sampleRateHz() != 0) {
      serverSampleRateHz = hello.sampleRateHz();
    }
    if (hello.frameMillis() != 0) {
      serverFrameMillis = hello.frameMillis();
    }
    helloSeen = true;
    if (!from.opened && from.helloSent) {
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
      helloSeen = true;
      if (!from.opened && from.helloSent) {
        opened(from);
      }
      return;
    }
    String detail = "the server refused this device: " + auth.reason();
    if (from.opened) {
      failed = true;
      close();
      events.onSendFailed(new ChannelFailure(Stage.AUTHENTICATION, detail));
    } else {
      fail(Stage.AUTHENTICATION, detail);
    }
  }

  private void opened(Link now) {
    helloTimer.cancel();
    heartbeat.start();
    now.opened = true;
    lastIncomingNanos = board.scheduler().clock().nowNanos();
    events.onOpened();
  }

  /** One connection; it is heard only while it is the current one. */
  private final class Link implements WebSocketListener {
    private final @Nullable String hello;
    private @Nullable WebSocketConnection connection;
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
      lastIncomingNanos = board.scheduler().clock().nowNanos();
      events.onConnected();
      if (stale()) {
        return;
      }
      if (hello != null) {
        sendText("hello", hello);
      }
      helloSent = true;
      if (helloSeen) {
        opened(this);
      } else {
        long waitNanos = dialect.openingMillis(config.helloTimeoutMillis()) * 1_000_000L;
        helloTimer.arm(board.scheduler().clock().nowNanos() + waitNanos);
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
            case UNKNOWN_HOST, REFUSED, UNREACHABLE, CONNECT_TIMEOUT, TLS, LOCAL_LIMIT -> Stage.CONNECT;
            case HTTP_ANSWER, NOT_HTTP, UPGRADE_TIMEOUT, CLOSED_EARLY, MQTT_REFUSED, NOT_MQTT, MQTT_TIMEOUT -> Stage.UPGRADE;
          };
      fail(stage, failure.describe());
    }

    @Override
    public void onText(ByteBuffer utf8) {
      if (stale()) {
        return;
      }
      lastIncomingNanos = board.scheduler().clock().nowNanos();
      int bytes = utf8.remaining();
      ServerMessage message = dialect.read(utf8);
      if (message instanceof ServerMessage.Hello hello) {
        events.onMessage(message, bytes);
        onHello(this, hello);
        return;
      }
      if (message instanceof ServerMessage.Auth auth) {
        events.onMessage(message, bytes);
        onAuth(this, auth);
        return;
      }
      events.onMessage(message, bytes);
    }

    @Override
    public void onBinary(ByteBuffer bytes) {
      if (stale()) {
        return;
      }
      lastIncomingNanos = board.scheduler().clock().nowNanos();
      int messageBytes = bytes.remaining();
      int timestampMillis = framing.timestampMillis(bytes);
      BinaryFraming.Fault fault = framing.unwrap(bytes);
      if (fault != BinaryFraming.Fault.NONE) {
        events.onViolation(fault.rule(), "a binary message of " + messageBytes + " bytes");
        return;
      }
      events.onAudio(bytes, timestampMillis, messageBytes);
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
      if (!opened) {
        // how some servers refuse: 101, perhaps a line of text, then a Close frame
        fail(Stage.REFUSED, "the server accepted the connection and then ended it before its hello: " + reason.describe());
        return;
      }
      link = null;
      helloTimer.cancel();
      heartbeat.stop();
      events.onClosed(reason);
    }
  }
}
