package io.github.xiaozhisim.hal.ui;

/**
 * What a light shows.
 *
 * @param red 0 to 255; on a plain light all three are equal
 * @param green 0 to 255
 * @param blue 0 to 255
 * @param percent how bright a plain light is; 100 on coloured ones, whose colour says it
 * @param motion how it changes
 * @param periodMillis of the motion, 0 where it does not move
 */
public record LedPattern(int red, int green, int blue, int percent, Motion motion, int periodMillis) {

  /** Dark. */
  public static final LedPattern OFF = new LedPattern(0, 0, 0, 0, Motion.STEADY, 0);

  /** How a light changes. */
  public enum Motion {
    STEADY,
    /** On and off, each for the period. */
    BLINK,
    /** Three lights of a ring run round, one step a period. */
    SCROLL,
    /** Goes over softly, one step a period. */
    FADE
  }
}
