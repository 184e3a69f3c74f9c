package io.github.xiaozhisim.pi.board;

import io.github.xiaozhisim.device.Device;
import io.github.xiaozhisim.device.DeviceState;
import io.github.xiaozhisim.device.ListeningMode;
import io.github.xiaozhisim.pi.session.Snapshot;
import io.github.xiaozhisim.pi.session.TurnAccount;
import org.jspecify.annotations.Nullable;

/**
 * How a device is, kept where every thread can read it. Noted on the device's thread, but for the mode that somebody
 * wishes; what is noted at once may be seen bit by bit.
 */
final class Look {

  private final Voice voice;
  private final SessionScreen screen;
  private volatile ListeningMode usualMode;
  private volatile ListeningMode presentMode;
  private volatile DeviceState state = DeviceState.UNKNOWN;
  private volatile boolean channelOpen;
  private volatile boolean hears;
  private volatile @Nullable TurnAccount lastTurn;

  /** @param usual how conversations listen at first */
  Look(Voice voice, SessionScreen screen, ListeningMode usual) {
    this.voice = voice;
    this.screen = screen;
    this.usualMode = usual;
    this.presentMode = usual;
  }

  void note(Device device) {
    state = device.state();
    channelOpen = device.channelOpen();
    hears = device.hears();
    presentMode = device.mode();
  }

  /** The device is off for good. */
  void off() {
    state = DeviceState.UNKNOWN;
    channelOpen = false;
    hears = false;
  }

  /** How conversations listen from the next one on. Any thread. */
  void usualMode(ListeningMode mode) {
    usualMode = mode;
  }

  ListeningMode usualMode() {
    return usualMode;
  }

  void turnEnded(TurnAccount turn) {
    lastTurn = turn;
  }

  @Nullable TurnAccount lastTurn() {
    return lastTurn;
  }

  Snapshot snapshot() {
    DeviceState now = state;
    TurnAccount last = lastTurn;
    return new Snapshot(
        now,
        false,
        now == DeviceState.LISTENING || now == DeviceState.SPEAKING ? presentMode : usualMode,
        channelOpen,
        hears,
        voice.volumePercent(),
        screen.emotion(),
        screen.status(),
        voice.microphoneDbfs(),
        voice.speakerDbfs(),
        last == null ? Double.NaN : last.firstSoundMillis());
  }
}
