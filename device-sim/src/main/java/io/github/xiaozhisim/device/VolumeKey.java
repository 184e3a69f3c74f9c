package io.github.xiaozhisim.device;

/** Keys for the loudness. */
public enum VolumeKey {
  UP,
  DOWN,
  /** Up, held. */
  FULL,
  /** Down, held. */
  OFF,
  MUTE;

  private static final int STEP = 10;
  private static final int MAX = 100;
  private static final int UNMUTED = 50;

  /** The volume after this key. // firmware: the value before mute is not remembered */
  int after(int volume) {
    return switch (this) {
      case UP -> Math.min(MAX, volume + STEP);
      case DOWN -> Math.max(0, volume - STEP);
      case FULL -> MAX;
      case OFF -> 0;
      case MUTE -> volume > 1 ? 0 : UNMUTED;
    };
  }
}
