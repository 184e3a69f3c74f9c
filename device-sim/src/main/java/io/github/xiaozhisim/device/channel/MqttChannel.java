package io.github.xiaozhisim.device.channel;

import io.github.xiaozhisim.device.ChannelFailure;
import io.github.xiaozhisim.device.ChannelFailure.Stage;
import io.github.xiaozhisim.device.DeviceConfig;
import io.github.xiaozhisim.device.ListeningMode;
import io.github.xiaozhisim.device.protocol.BinaryFraming;
import io.github.xiaozhisim.device.protocol.Dialect;
import io.github.xiaozhisim.device.protocol.Json;
import io.github.xiaozhisim.device.protocol.ServerMessage;
import io.github.xiaozhisim.device.protocol.UdpSession;
import io.github.xiaozhisim.device.protocol.XiaozhiDialect;
import io.github.xiaozhisim.hal.Board;
import io.github.xiaozhisim.hal.Payload;
import io.github.xiaozhisim.hal.Timer;
import io.github.xiaozhisim.hal.network.CloseReason;
import io.github.xiaozhisim.hal.network.OpenFailure;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The channel over MQTT and UDP: messages through the broker connection that {@link MqttControl} keeps, audio in {@link
 * UdpAudio}'s encrypted datagrams to the address that the server's hello names. A conversation is a hello, a UDP socket
 * and a goodbye; the broker connection outlives it. // firmware: class MqttProtocol
 */
final class MqttChannel extends ProtocolChannel implements MqttControl.Events, UdpAudio.Events {

  /** 60 ms of nothing. */
  private static final Payload SILENCE = Payload.shared(new byte[] {0x58});

  private final XiaozhiDialect spelling;
  private final MqttControl control;
  private final Timer helloTimer;
  private final UdpAudio audio;

  private @Nullable Runnable whenStarted;
  private boolean opening;
  private boolean helloSent;
  /** The server said goodbye to a session that is only just being opened. */
  private boolean goodbyeSaid;
  /** The user knows that the broker is away. */
  private boolean absenceTold;

  MqttChannel(Board board, DeviceConfig config, XiaozhiDialect dialect, Events events) {
    super(board, config, dialect, events);
    this.spelling = dialect;
    this.control = new MqttControl(board, config, this);
    this.audio = new UdpAudio(board.network(), this);
    this.helloTimer = board.scheduler().timer(this::helloTimedOut);
  }

  // ---- opening and closing -----------------------------------------------------------------------------------------

  @Override
  public void start(Runnable done) {
    whenStarted = done; // firmware: the activation task waits for the broker, 10 s at most
    control.connect();
  }

  @Override
  public void open() {
    if (stopped) {
      return;
    }
    opening = true;
    helloSent = false;
    if (control.isConnected()) {
      sayHello();
    } else if (!control.isConnecting()) {
      control.connect();
    }
  }

  private void sayHello() {
    failed = false;
    goodbyeSaid = false;
    sessionId = ""; // firmware: and the hello flag is cleared, so that only what comes from now on counts
    events.onConnected();
    String hello = spelling.helloOverUdp(introduction());
    if (!control.hasTopic()) {
      // firmware: gives up without telling anybody
      failLater(new ChannelFailure(Stage.SEND, "the settings name no topic to publish to", config.robust()));
    } else if (!sendText("hello", hello)) {
      failLater(new ChannelFailure(Stage.SEND, "the hello could not be published"));
    } else {
      helloSent = true;
      helloTimer.arm(nowNanos() + config.helloTimeoutMillis() * 1_000_000L);
    }
  }

  private void failLater(ChannelFailure failure) {
    board.scheduler().execute(() -> fail(failure));
  }

  private void fail(ChannelFailure failure) {
    helloTimer.cancel();
    if (opening && !stopped) {
      opening = false;
      helloSent = false;
      failed = true;
      events.onFailed(failure);
    }
  }

  /** firmware: the broker is believed to be there until pings say otherwise; robust: it is asked anew next time */
  private void helloTimedOut() {
    if (config.robust()) {
      control.disconnect();
    }
    fail(
        new ChannelFailure(
            Stage.HELLO_TIMEOUT,
            "the broker took the hello, but no usable answer came within " + config.helloTimeoutMillis() + " ms"));
  }

  @Override
  public boolean isOpen() {
    return audio.exists() && !failed && !isSilentTooLong();
  }

  /** firmware: CloseAudioChannel, which says goodbye whether or not there is anything to close */
  @Override
  public void close() {
    helloTimer.cancel();
    boolean inSession = audio.exists() || helloSent || strict();
    opening = false;
    helloSent = false;
    audio.close();
    if (inSession) {
      sendText("goodbye", spelling.goodbye(sessionId));
    }
  }

  @Override
  public void shutdown() {
    stopped = true;
    whenStarted = null;
    helloTimer.cancel();
    audio.close();
    control.close();
  }

  // ---- the broker ---------------------------------------------------------------------------------------------------

  @Override
  public void onConnected() {
    absenceTold = false;
    started();
    if (opening) {
      sayHello();
    }
  }

  @Override
  public void onConnectFailed(ChannelFailure failure) {
    boolean first = whenStarted != null;
    if (config.robust()) {
      control.reconnectLater();
    }
    if (opening) {
      fail(failure);
    } else if (failure.stage() != Stage.NO_SERVER) {
      tellAbsence(failure);
    } else if (first && config.robust()) {
      events.onViolation("mqtt.endpoint", failure.detail());
    }
    absenceTold = true;
    started();
  }

  /**
   * Nobody asked for the connection that failed. // firmware: told all the same, and tried once; a robust device tries
   * every minute, all night if need be, and sounds its alarm at the first failure only
   */
  private void tellAbsence(ChannelFailure failure) {
    if (!absenceTold || !config.robust()) {
      events.onSendFailed(failure);
    }
  }

  private void started() {
    Runnable done = whenStarted;
    whenStarted = null;
    if (done != null) {
      done.run();
    }
  }

  /** firmware: a call goes on over UDP until a message is to be sent; the wait for a hello is not cut short */
  @Override
  public void onLost(CloseReason reason, boolean refused) {
    if (helloSent && config.robust()) {
      fail(
          new ChannelFailure(
              Stage.REFUSED,
              "the broker ended the connection before its hello: "
                  + reason.describe()
                  + (refused ? "; check client id, user name and password" : "")));
    } else if (!audio.exists() && !opening && config.robust() && !events.isIdle()) {
      events.onClosed(reason); // firmware: goes on with an answer pushed to it, whose end can no longer come
    }
  }

  @Override
  public boolean isIdle() {
    return events.isIdle();
  }

  @Override
  public boolean onCrash(String rule, String detail) {
    return events.onCrash(rule, detail);
  }

  // ---- what the server says -----------------------------------------------------------------------------------------

  @Override
  public void onMessage(ByteBuffer payload) {
    int bytes = payload.remaining();
    ServerMessage message = dialect.read(payload);
    if (!(message instanceof ServerMessage.Malformed)) {
      heard();
    }
    events.onMessage(message, bytes);
    switch (message) {
      case ServerMessage.Hello hello -> onHello(hello, payload);
      case ServerMessage.Goodbye goodbye -> onGoodbye(goodbye.sessionId());
      case ServerMessage.Unknown unknown when unknown.type().equals("error") && helloSent -> onRefused(payload);
      default -> {}
    }
  }

  private void onHello(ServerMessage.Hello hello, ByteBuffer text) {
    if (!"udp".equals(hello.transport())) {
      helloUnusable("it is for transport '" + hello.transport() + "'");
      return;
    }
    adopt(hello);
    try {
      UdpSession agreed = UdpSession.read(text);
      audio.agree(agreed); // firmware: also in a call, whose socket keeps its address
      if (helloSent) {
        helloTimer.cancel();
        helloSent = false;
        audio.open(agreed);
      }
    } catch (UdpSession.Unusable why) {
      helloUnusable(String.valueOf(why.getMessage()));
    }
  }

  /** firmware: logged, then the wait goes on to its end */
  private void helloUnusable(String why) {
    events.onViolation("hello.udp", "hello ignored: " + why);
    if (helloSent && config.robust()) {
      fail(new ChannelFailure(Stage.REFUSED, "the server's hello cannot be used: " + why));
    }
  }

  private void opened() {
    if (opening) {
      opening = false;
      events.onOpened();
      if (goodbyeSaid && audio.exists()) {
        leave();
      }
    }
  }

  /**
   * firmware: only with the id of the session; closed without an answer. Without sound of its own it ends an answer
   * that was pushed to an idle device; one that answers the device's own goodbye finds it idle.
   */
  private void onGoodbye(@Nullable String id) {
    if (id == null || !id.equals(sessionId)) {
      return;
    }
    if (opening) {
      goodbyeSaid |= audio.exists(); // firmware: queued behind the opening
    } else if (audio.exists() || !events.isIdle()) {
      leave();
    }
  }

  private void leave() {
    audio.close();
    events.onClosed(new CloseReason(CloseReason.Kind.GOODBYE, 0, ""));
  }

  /** A gateway says why there will be no hello. // firmware: an unknown type, so the wait goes on to its end */
  private void onRefused(ByteBuffer payload) {
    if (config.robust()) {
      fail(new ChannelFailure(Stage.REFUSED, "the server says: " + errorText(payload)));
    }
  }

  private static String errorText(ByteBuffer payload) {
    try {
      return Json.readObject(payload).path("message").asString("(nothing)");
    } catch (Json.NotAnObject e) {
      return "(nothing)";
    }
  }

  // ---- audio --------------------------------------------------------------------------------------------------------

  @Override
  public boolean stalled() {
    return false; // a datagram leaves or is lost
  }

  @Override
  public int sendAudio(Payload packet, int timestampMillis) {
    return audio.send(packet, timestampMillis);
  }

  @Override
  public int maxMessageBytes() {
    return Integer.MAX_VALUE;
  }

  @Override
  public void onSocketOpen() {
    opened();
  }

  @Override
  public void onSocketFailed(OpenFailure failure) {
    if (config.robust()) {
      audio.close();
      Stage stage = failure.kind() == OpenFailure.Kind.LOCAL_LIMIT ? Stage.LOCAL : Stage.CONNECT;
      fail(new ChannelFailure(stage, "no way to the server's UDP port: " + failure.describe()));
    } else {
      opened(); // firmware: does not look at what became of the socket
    }
  }

  @Override
  public void onOddDatagram(AudioDatagrams.Verdict verdict, int bytes) {
    events.onViolation(verdict.rule(), "a datagram of " + bytes + " bytes");
  }

  @Override
  public void onPacket(ByteBuffer packet, int timestampMillis, int bytes) {
    heard();
    events.onAudio(packet, timestampMillis, bytes);
  }

  // ---- messages -----------------------------------------------------------------------------------------------------

  /** Servers learn where to send sound from the first datagram; where nobody speaks, a silent one has to tell them. */
  @Override
  public void sendTyped(ListeningMode mode, String text) {
    sendAudio(SILENCE, 0);
    super.sendTyped(mode, text);
  }

  /** firmware: SendText; false without a topic, and with an error where the broker is gone */
  @Override
  boolean sendText(String kind, String text) {
    if (!control.hasTopic()) {
      return false;
    }
    byte[] payload = text.getBytes(StandardCharsets.UTF_8);
    if (control.publish(payload)) {
      events.onSent(kind, payload.length);
      return true;
    }
    failed = true;
    if (!opening) {
      events.onSendFailed(
          new ChannelFailure(Stage.SEND, "a " + kind + " message could not be sent: the broker is not connected"));
    }
    return false;
  }

  private Dialect.Introduction introduction() {
    return new Dialect.Introduction(
        board.identity(), board.info(), "", BinaryFraming.V3, config.serverEchoCancellation());
  }
}
