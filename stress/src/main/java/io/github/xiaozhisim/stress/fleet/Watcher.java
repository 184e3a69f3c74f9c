package io.github.xiaozhisim.stress.fleet;

import io.github.xiaozhisim.device.ChannelFailure;
import io.github.xiaozhisim.device.DeviceObserver;
import io.github.xiaozhisim.device.DeviceState;
import io.github.xiaozhisim.device.ListeningMode;
import io.github.xiaozhisim.device.protocol.ServerMessage;
import io.github.xiaozhisim.device.virtual.VirtualMicrophone;
import io.github.xiaozhisim.device.virtual.VirtualSpeaker;
import io.github.xiaozhisim.hal.network.CloseReason;
import io.github.xiaozhisim.stress.turn.TurnCount;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The eyes and ears of a user: what device, microphone and speaker tell goes into the ledger and, while there is one,
 * to the running turn. Decides nothing. On the device's thread; what comes with every frame touches nothing but this
 * object and its ledger, and allocates nothing.
 */
abstract sealed class Watcher
    implements DeviceObserver,
        VirtualMicrophone.SpeechListener,
        VirtualMicrophone.PacingListener,
        VirtualSpeaker.SpeakerListener
    permits Busy {

  final Ledger ledger;
  private @Nullable RunningTurn running;
  private long lastHeardNanos;
  private boolean capturing;
  private Commentary commentary = Commentary.NONE;

  Watcher(Ledger ledger) {
    this.ledger = ledger;
  }

  /** Who ends listening in this user's turns. */
  abstract ListeningMode mode();

  /** The user has left: what the device does now is nobody's. */
  abstract boolean hasLeft();

  /** Somebody who has no turn has asked something. */
  abstract boolean awaitsAnswer();

  /** The channel could not be opened, and not for a turn. */
  abstract void onFailedBetweenTurns(ChannelFailure failure);

  /** The server closed the channel, or it was lost, and no turn with it. */
  abstract void onLostBetweenTurns(CloseReason reason);

  final boolean inTurn() {
    return running != null;
  }

  final RunningTurn running() {
    return Objects.requireNonNull(running, "no turn");
  }

  /** From now on what is told concerns this turn, or none. */
  final void follow(@Nullable RunningTurn turn) {
    running = turn;
  }

  /** From now on what happens is said there, too. */
  final void comment(Commentary there) {
    commentary = there;
  }

  final Commentary commentary() {
    return commentary;
  }

  /** When the server last said something. */
  final long lastHeardNanos() {
    return lastHeardNanos;
  }

  /** Whether what is said now is recorded. */
  final boolean capturing() {
    return capturing;
  }

  // What the device tells.

  @Override
  public void onBootProblem(String what, long nowNanos) {
    commentary.wrong("boot", what, nowNanos);
    ledger.error(what, "boot: " + what);
    ledger.count(TurnCount.BOOT_PROBLEMS);
  }

  @Override
  public void onStateChanged(DeviceState from, DeviceState to, long nowNanos) {
    if (hasLeft()) {
      return;
    }
    commentary.moved(from, to, nowNanos);
    ledger.moved(from, to);
    boolean open = to == DeviceState.LISTENING || (to == DeviceState.SPEAKING && mode() == ListeningMode.REALTIME);
    capturing &= open;
  }

  @Override
  public final void onChannelOpening(long nowNanos) {
    commentary.connects(nowNanos);
    RunningTurn turn = running;
    if (turn != null) {
      turn.onChannelOpening(nowNanos);
    }
  }

  @Override
  public final void onConnected(long nowNanos) {
    commentary.connected(nowNanos);
    RunningTurn turn = running;
    if (turn != null) {
      turn.onConnected(nowNanos);
    }
  }

  @Override
  public void onChannelOpened(long nowNanos) {
    ledger.channelOpened(nowNanos);
    RunningTurn turn = running;
    if (turn != null) {
      turn.onChannelOpened(nowNanos);
    }
  }

  @Override
  public void onChannelFailed(ChannelFailure failure, long nowNanos) {
    commentary.wrong("no channel", failure.detail(), nowNanos);
    ledger.count(TurnCount.CHANNEL_FAILURES);
    if (failure.stage() == ChannelFailure.Stage.LOCAL) {
      ledger.count(TurnCount.LOCAL_FAILURES);
    }
    ledger.channelGone(nowNanos);
    RunningTurn turn = running;
    if (turn != null) {
      turn.onChannelFailed(failure, nowNanos);
    } else {
      onFailedBetweenTurns(failure);
    }
  }

  @Override
  public void onChannelClosed(CloseReason reason, long nowNanos) {
    commentary.wrong("the channel is closed", reason.describe(), nowNanos);
    ledger.channelGone(nowNanos);
    RunningTurn turn = running;
    if (turn != null) {
      turn.onChannelClosed(reason);
    } else {
      ledger.count(TurnCount.IDLE_CLOSES);
      onLostBetweenTurns(reason);
    }
  }

  @Override
  public final void onMessageSent(String kind, int bytes, long nowNanos) {
    commentary.sent(kind, nowNanos);
    ledger.messageSent(bytes);
    RunningTurn turn = running;
    if (turn != null) {
      turn.onMessageSent(kind, nowNanos);
    }
  }

  @Override
  public final void onMessageReceived(ServerMessage message, int bytes, long nowNanos) {
    commentary.received(message, nowNanos);
    ledger.messageReceived(bytes);
    lastHeardNanos = nowNanos;
    RunningTurn turn = running;
    if (turn != null) {
      turn.onMessageReceived(message, nowNanos);
    } else if (message instanceof ServerMessage.TtsStart && !awaitsAnswer()) {
      ledger.count(TurnCount.UNASKED_ANSWERS);
    }
  }

  @Override
  public final void onCaptureStarted(long nowNanos) {
    capturing = true;
    RunningTurn turn = running;
    if (turn != null) {
      turn.onCaptureStarted();
    }
  }

  @Override
  public final void onAudioSent(int bytes, long nowNanos) {
    ledger.audioSent(bytes, nowNanos);
  }

  @Override
  public final void onAudioReceived(int bytes, boolean accepted, long nowNanos) {
    lastHeardNanos = nowNanos;
    ledger.audioReceived(bytes, accepted, nowNanos);
  }

  @Override
  public final void onPlaybackDrained(long nowNanos) {
    commentary.heardAll(nowNanos);
    RunningTurn turn = running;
    if (turn != null) {
      turn.onPlaybackDrained(nowNanos);
    }
  }

  @Override
  public final void onViolation(String rule, String detail, long nowNanos) {
    commentary.wrong(rule, detail, nowNanos);
    ledger.count(TurnCount.VIOLATIONS);
    String event = "violation " + rule + ": " + detail;
    RunningTurn turn = running;
    if (turn != null && turn.waitsForHello()) {
      // how some servers refuse: a line of plain text, then a Close frame, which is what gets reported
      ledger.event(event);
      return;
    }
    ledger.error(whoseFault(rule) + ": " + rule, event);
  }

  private static String whoseFault(String rule) {
    return switch (rule) {
      case "udp.gap" -> "datagrams of the server were lost on the way";
      case "udp.sequence" -> "datagrams of the server came late or twice and were dropped";
      default -> "the server broke the protocol";
    };
  }

  @Override
  public final void onCrash(String rule, String detail, long nowNanos) {
    commentary.wrong("crash: " + rule, detail, nowNanos);
    ledger.count(TurnCount.CRASHES);
    String what = "the device crashed, as the firmware would: " + rule;
    ledger.error(what, "crash " + rule + ": " + detail);
    RunningTurn turn = running;
    if (turn != null) {
      turn.onCrash(what + " (" + detail + ")");
    }
  }

  @Override
  public void onPowerOff(DeviceState from, long nowNanos) {
    if (hasLeft()) {
      return;
    }
    commentary.moved(from, DeviceState.UNKNOWN, nowNanos);
    ledger.moved(from, DeviceState.UNKNOWN);
    ledger.channelGone(nowNanos);
    capturing = false;
    RunningTurn turn = running;
    if (turn != null) {
      turn.onPowerOff();
    }
  }

  /** The power is gone, and the device with it: nothing more will be told of it. */
  final void unplugged(long nowNanos) {
    ledger.unplugged(nowNanos);
    capturing = false;
  }

  // What microphone and speaker tell.

  @Override
  public final void onSpeechStarted(long startedNanos) {
    commentary.beginsToSpeak(startedNanos);
    RunningTurn turn = running;
    if (turn != null) {
      turn.onSpeechStarted(startedNanos);
    }
  }

  @Override
  public final void onSpeechEnded(long lastVoicedNanos, long endNanos) {
    commentary.hasSpoken(endNanos);
    RunningTurn turn = running;
    if (turn != null) {
      turn.onSpeechEnded(lastVoicedNanos);
    }
  }

  @Override
  public final void onFrame(long lateNanos) {
    ledger.frameLate(lateNanos);
  }

  @Override
  public final void onFramesMoved(int frames) {
    ledger.framesMoved(frames);
  }

  @Override
  public final void onFirstSound(long nanos) {
    commentary.hearsFirstSound(nanos);
    ledger.firstSound(nanos);
    RunningTurn turn = running;
    if (turn != null) {
      turn.onFirstSound();
    }
  }

  @Override
  public final void onGap(long fromNanos, long untilNanos) {
    commentary.hearsGap(untilNanos - fromNanos, untilNanos);
    ledger.gap(fromNanos, untilNanos);
  }

  @Override
  public final void onCut(long lostMicros) {
    ledger.cutTail();
    RunningTurn turn = running;
    if (turn != null) {
      turn.onCut();
    }
  }
}
