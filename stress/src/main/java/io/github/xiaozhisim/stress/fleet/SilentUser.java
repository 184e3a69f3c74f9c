package io.github.xiaozhisim.stress.fleet;

import io.github.xiaozhisim.device.ChannelFailure;
import io.github.xiaozhisim.device.DeviceState;
import io.github.xiaozhisim.device.ListeningMode;
import io.github.xiaozhisim.hal.network.CloseReason;
import io.github.xiaozhisim.stress.turn.TurnCount;
import io.github.xiaozhisim.stress.turn.TurnOutcome;

/**
 * A user who opens the channel and keeps it, opens it again after a pause when it is lost, and talks only when told to,
 * for one turn ({@link #speakUp}).
 */
final class SilentUser extends User {

  private static final long SHORTEST_PAUSE_NANOS = 1_000_000_000L;

  private boolean speakingUp;

  /** When it was told to, or when it might connect for that, if that came later. */
  private long spokenToNanos;

  private boolean everOpened;
  private boolean everLost;

  SilentUser(Host host, Persona persona, Ledger ledger) {
    super(host, persona, ledger);
    ledger.count(TurnCount.SILENT_DEVICES);
  }

  /** With push-to-talk alone a device is idle again after a turn, its channel open. */
  @Override
  ListeningMode mode() {
    return ListeningMode.MANUAL;
  }

  @Override
  void beginWith(long nowNanos) {
    spokenToNanos = Math.max(spokenToNanos, intendedNanos());
    open();
  }

  /**
   * The end of silence, for one turn: now, or as soon as the channel is there. One that talks already is left alone.
   */
  void speakUp() {
    switch (doing()) {
      case STAYING -> {
        speakingUp = true;
        beginTurn(now());
      }
      case BOOTING, WAITING_TO_CONNECT, OPENING, REOPENING -> {
        speakingUp = true;
        spokenToNanos = now();
      }
      case THINKING, WAITING_FOR_SILENCE, IN_TURN, HELD_BACK, HANGING_UP, FREE, RESTING, GONE -> {}
    }
  }

  @Override
  void begin(long intended) {
    speakingUp = false;
    super.begin(intended);
  }

  @Override
  void goOn(long overNanos, TurnOutcome outcome) {
    stayOrReopen();
  }

  @Override
  void onHungUp(long overNanos) {
    reopenLater();
  }

  @Override
  void onCutBetweenTurns() {
    if (doing() == Doing.OPENING || doing() == Doing.STAYING) {
      reopenLater();
    }
  }

  @Override
  void leave() {
    boolean atRest = doing() == Doing.RESTING && everOpened; // sent home, and nobody's loss
    if (!hasLeft() && (ledger.connected() || atRest) && !everLost) {
      ledger.count(TurnCount.SILENT_STAYED);
    }
    super.leave();
  }

  // The channel.

  private void open() {
    if (mayConnectAtOnce()) {
      openNow();
    } else {
      waitToConnect();
    }
  }

  @Override
  void connect() {
    if (speakingUp) {
      super.connect();
    } else {
      openNow();
    }
  }

  private void openNow() {
    Timeouts limits = host.scenario().timeouts();
    become(Doing.OPENING, now() + limits.connectNanos() + limits.helloNanos() + 2 * Timeouts.SLACK_NANOS);
    device().openChannel();
  }

  private void stayOrReopen() {
    if (ledger.connected()) {
      become(Doing.STAYING);
    } else {
      reopenLater();
    }
  }

  /** After a pause that grows, and differs from device to device: a whole fleet must not come back at one moment. */
  private void reopenLater() {
    long pauseNanos = Math.max(SHORTEST_PAUSE_NANOS, backoffNanos());
    become(Doing.REOPENING, now() + pauseNanos / 2 + random().nextLong(pauseNanos / 2));
  }

  @Override
  void onTimer() {
    switch (doing()) {
      case OPENING -> {
        ledger.error("the channel of a silent device did not open", "hung up: the channel did not open");
        device().hangUp();
        failed();
        reopenLater();
      }
      case REOPENING -> {
        if (speakingUp) {
          beginTurn(spokenToNanos);
        } else {
          open();
        }
      }
      default -> super.onTimer();
    }
  }

  @Override
  public void onChannelOpened(long nowNanos) {
    super.onChannelOpened(nowNanos);
    if (!everOpened) {
      everOpened = true;
      ledger.count(TurnCount.SILENT_CONNECTED);
    }
    if (doing() == Doing.OPENING) {
      succeeded();
      stayOrReopen();
      if (speakingUp) {
        beginTurn(spokenToNanos);
      }
    }
  }

  @Override
  void onFailedBetweenTurns(ChannelFailure failure) {
    ledger.error(failure.detail(), "channel failed: " + failure.detail());
    onWithoutChannel(doing() == Doing.STAYING);
  }

  @Override
  void onLostBetweenTurns(CloseReason reason) {
    ledger.error("a silent device lost its channel: " + reason.describe(), "channel " + reason.describe());
    onWithoutChannel(true);
  }

  @Override
  public void onChannelClosed(CloseReason reason, long nowNanos) {
    if (inTurn()) {
      lost();
    }
    super.onChannelClosed(reason, nowNanos);
  }

  @Override
  public void onPowerOff(DeviceState from, long nowNanos) {
    boolean betweenTurns = !inTurn();
    boolean connected = ledger.connected();
    super.onPowerOff(from, nowNanos);
    if (betweenTurns) {
      onWithoutChannel(connected);
    }
  }

  /** The channel is gone, if it {@code had} one, or could not be opened; also while it waits for something. */
  private void onWithoutChannel(boolean had) {
    if (had) {
      lost();
    }
    if (doing() == Doing.OPENING || doing() == Doing.STAYING) {
      failed();
      reopenLater();
    }
  }

  private void lost() {
    everLost = true;
    ledger.count(TurnCount.SILENT_LOSSES);
  }
}
