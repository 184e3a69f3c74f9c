package io.github.xiaozhisim.device.channel;

import io.github.xiaozhisim.device.DeviceConfig;
import io.github.xiaozhisim.device.ListeningMode;
import io.github.xiaozhisim.device.protocol.Dialect;
import io.github.xiaozhisim.device.protocol.ServerMessage;
import io.github.xiaozhisim.hal.Board;
import org.jspecify.annotations.Nullable;

/**
 * What channels have in common whatever carries them: the session, what the server announced, the 120 s rule, and what
 * is said in which words. // firmware: class Protocol
 */
abstract class ProtocolChannel implements AudioChannel {

  /** firmware: a channel that was silent for longer counts as dead; asked for, never watched */
  private static final long SILENCE_LIMIT_SECONDS = 120;

  final Board board;
  final DeviceConfig config;
  final Dialect dialect;
  final Events events;

  String sessionId = "";

  /** firmware: error_occurred_ */
  boolean failed;

  /** Nothing will be opened again. */
  boolean stopped;

  private int serverSampleRateHz = 24_000;
  private int serverFrameMillis = 60;
  private long lastIncomingNanos;
  private boolean continuous;

  ProtocolChannel(Board board, DeviceConfig config, Dialect dialect, Events events) {
    this.board = board;
    this.config = config;
    this.dialect = dialect;
    this.events = events;
    this.lastIncomingNanos = board.scheduler().clock().nowNanos();
  }

  /** Sends a text message; false when it was not sent, for whatever reason. */
  abstract boolean sendText(String kind, String text);

  final boolean strict() {
    return !config.robust();
  }

  final long nowNanos() {
    return board.scheduler().clock().nowNanos();
  }

  /** A conversation begins. */
  final void beginSession() {
    continuous = false;
  }

  /** Something of the server arrived. */
  final void heard() {
    lastIncomingNanos = nowNanos();
  }

  /** firmware: IsTimeout, reckoned in whole seconds */
  final boolean isSilentTooLong() {
    return (nowNanos() - lastIncomingNanos) / 1_000_000_000L > SILENCE_LIMIT_SECONDS;
  }

  /** Takes over what a hello says; what it leaves out stays as it was. // firmware: ParseServerHello */
  final void adopt(ServerMessage.Hello hello) {
    if (hello.sessionId() != null) {
      sessionId = hello.sessionId();
    }
    if (hello.sampleRateHz() != 0) {
      serverSampleRateHz = hello.sampleRateHz();
    }
    if (hello.frameMillis() != 0) {
      serverFrameMillis = hello.frameMillis();
    }
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
}
