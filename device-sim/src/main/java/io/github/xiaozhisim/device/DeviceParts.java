package io.github.xiaozhisim.device;

import io.github.xiaozhisim.device.audio.AudioService;
import io.github.xiaozhisim.hal.Board;

/**
 * What the classes inside one device share, from one power-on to the next. All on the device's thread.
 *
 * @param board what the device runs on
 * @param config how it is built
 * @param observer who watches it
 * @param states its state
 * @param loop its main loop
 * @param audio its microphone and speaker
 * @param sounds what it plays by itself
 * @param screen what it shows
 * @param whole what they ask of the device as a whole
 */
record DeviceParts(
    Board board,
    DeviceConfig config,
    DeviceObserver observer,
    StateMachine states,
    MainLoop loop,
    AudioService audio,
    LocalSounds sounds,
    Screen screen,
    Whole whole) {

  /** The device as a whole, as its parts see it. */
  interface Whole {

    /**
     * Here the firmware would crash. A strict device does: everything around the caller is off when this returns, which
     * therefore returns at once. A robust one counts it and goes on.
     *
     * @return whether it crashed
     */
    boolean crash(String rule, String detail);

    /** Closes the channel and restarts a moment later. */
    void reboot();

    /** Takes on new firmware; the main loop stands still meanwhile. */
    void upgrade(String url);

    /** Somebody has to do with the device, so it does not sleep. */
    void stayAwake();
  }

  long nowNanos() {
    return board.scheduler().clock().nowNanos();
  }
}
