package io.github.xiaozhisim.device;

import static io.github.xiaozhisim.device.DeviceState.IDLE;

import io.github.xiaozhisim.device.boot.BootSequence;
import io.github.xiaozhisim.device.channel.AudioChannel;
import io.github.xiaozhisim.device.channel.ChannelFactory;
import io.github.xiaozhisim.device.protocol.ServerMessage;
import io.github.xiaozhisim.hal.Board.PowerLevel;
import io.github.xiaozhisim.hal.network.CloseReason;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The device's line to its server: the channel of the transport that the boot chose, none before that, and where the
 * channel's events go. // firmware: protocol_ and the callbacks that InitializeProtocol sets
 */
final class ServerLink implements AudioChannel.Events {

  /** Who acts on what the channel tells. */
  interface Receiver {

    void onOpened();

    /** {@code shown}: whether the user is to see it. */
    void onOpenFailed(boolean shown);

    void onMessage(ServerMessage message);

    void onAudio(ByteBuffer packet, int timestampMillis, int messageBytes);

    void onRefusedAudio(int messageBytes);
  }

  /** How long the user may read what went wrong. */
  private static final long ALERT_NANOS = 5_000_000_000L;

  private final DeviceParts parts;
  private final Receiver receiver;
  private @Nullable AudioChannel channel;
  private @Nullable ChannelFailure lastFailure;
  private int failedOpenings;
  private boolean opening;

  ServerLink(DeviceParts parts, Receiver receiver) {
    this.parts = parts;
    this.receiver = receiver;
  }

  /**
   * {@code done} is run when the channel has done what it does beforehand. An activation that went on behind a button's
   * idle may come while the channel before is being opened, which fails then.
   * // firmware: InitializeProtocol; there the opening goes on with what is no more
   */
  void initialize(BootSequence.Transport transport, Runnable done) {
    AudioChannel old = channel;
    if (old != null) {
      old.shutdown();
    }
    AudioChannel fresh = ChannelFactory.create(transport, parts.board(), parts.config(), this);
    channel = fresh;
    if (opening) {
      onFailed(new ChannelFailure(ChannelFailure.Stage.NO_SERVER, "the server was chosen anew meanwhile; try again"));
    }
    fresh.start(done);
  }

  /** Ends with one of the receiver's {@code onOpened} and {@code onOpenFailed}. */
  void open(AudioChannel now) {
    opening = true;
    now.open();
  }

  /** The channel, or null while none is chosen. // firmware: protocol_, null until the activation has ended */
  @Nullable AudioChannel channel() {
    return channel;
  }

  boolean isOpen() {
    AudioChannel now = channel;
    return now != null && now.isOpen();
  }

  /** Drops the connection; the change to idle follows in a later pass. // firmware: CloseAudioChannel */
  void close() {
    AudioChannel now = channel;
    if (now != null) {
      now.close();
    }
    closed();
  }

  private void closed() {
    parts.audio().sendQueue().clear(true); // firmware: what waits cannot be sent, and is dropped
    parts.board().powerLevel(PowerLevel.LOW_POWER);
    // firmware: the closed callback queues the change to idle
    parts
        .loop()
        .schedule(
            () -> {
              parts.screen().clearSystemLine();
              parts.states().set(IDLE);
            });
  }

  /** Tells whether an opening has failed meanwhile. */
  int failedOpenings() {
    return failedOpenings;
  }

  /** No channel any more until the next {@link #initialize}. // firmware: ResetProtocol */
  void reset() {
    AudioChannel old = channel;
    if (old != null) {
      if (old.isOpen()) {
        close();
      }
      channel = null;
      old.shutdown();
    }
  }

  /** The end, with a word to the server. */
  void signOff() {
    AudioChannel now = channel;
    if (now != null) {
      now.signOff();
    }
  }

  void shutdown() {
    AudioChannel now = channel;
    if (now != null) {
      now.shutdown();
    }
  }

  /**
   * firmware: HandleErrorEvent; the idle entry behind it overwrites the text at once, so a robust device waits for it
   */
  void onErrorEvent() {
    parts.states().set(IDLE);
    ChannelFailure failure = lastFailure;
    if (failure != null) {
      if (parts.config().robust()) {
        parts.loop().schedule(() -> showForAWhile(failure));
      } else {
        parts.screen().alert("ERROR", failure.detail(), "cancel");
      }
      parts.sounds().play("exclamation");
    }
  }

  /** Unless the user has gone on meanwhile; and as long as nothing else is shown. */
  private void showForAWhile(ChannelFailure failure) {
    if (parts.screen().present() && parts.states().is(IDLE)) {
      parts.screen().alert("ERROR", failure.detail(), "cancel");
      long shownNanos = parts.screen().statusNanos();
      Runnable over =
          () -> {
            if (parts.states().is(IDLE) && parts.screen().statusNanos() == shownNanos) {
              parts.screen().standby();
            }
          };
      parts.board().scheduler().at(parts.nowNanos() + ALERT_NANOS, () -> parts.loop().schedule(over));
    }
  }

  @Override
  public void onConnected() {
    parts.observer().onConnected(parts.nowNanos());
  }

  @Override
  public void onOpened() {
    opening = false;
    parts.observer().onChannelOpened(parts.nowNanos());
    receiver.onOpened();
  }

  @Override
  public void onFailed(ChannelFailure failure) {
    opening = false;
    lastFailure = failure;
    failedOpenings++;
    parts.observer().onChannelFailed(failure, parts.nowNanos());
    receiver.onOpenFailed(failure.shown());
  }

  @Override
  public void onClosed(CloseReason reason) {
    parts.observer().onChannelClosed(reason, parts.nowNanos());
    closed();
  }

  @Override
  public void onSendFailed(ChannelFailure failure) {
    lastFailure = failure;
    parts.observer().onChannelFailed(failure, parts.nowNanos());
    parts.loop().raise(DeviceEvent.ERROR);
  }

  @Override
  public void onSent(String kind, int bytes) {
    parts.observer().onMessageSent(kind, bytes, parts.nowNanos());
  }

  @Override
  public void onMessage(ServerMessage message, int bytes) {
    parts.observer().onMessageReceived(message, bytes, parts.nowNanos());
    receiver.onMessage(message);
  }

  @Override
  public void onAudio(ByteBuffer packet, int timestampMillis, int messageBytes) {
    receiver.onAudio(packet, timestampMillis, messageBytes);
  }

  @Override
  public void onWritable() {
    parts.loop().raiseNow(DeviceEvent.SEND_AUDIO);
  }

  @Override
  public void onReplaced() {
    closed();
  }

  @Override
  public void onViolation(String rule, String detail) {
    parts.observer().onViolation(rule, detail, parts.nowNanos());
  }

  @Override
  public boolean isIdle() {
    return parts.states().is(IDLE);
  }

  @Override
  public void onRefusedAudio(String rule, String detail, int messageBytes) {
    onViolation(rule, detail);
    receiver.onRefusedAudio(messageBytes);
  }

  @Override
  public boolean onCrash(String rule, String detail) {
    return parts.whole().crash(rule, detail);
  }
}
