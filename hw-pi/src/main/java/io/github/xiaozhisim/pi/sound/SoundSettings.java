package io.github.xiaozhisim.pi.sound;

import org.jspecify.annotations.Nullable;

/**
 * How a card is used.
 *
 * @param card its number or a part of its name; null for the system's own choice
 * @param bufferMillis how much sound the card holds, {@value #LEAST_MILLIS} to {@value #MOST_MILLIS}: less answers
 *     faster, more survives longer pauses of a busy machine. What the card holds when the user interrupts is still
 *     heard
 */
public record SoundSettings(@Nullable String card, int bufferMillis) {

  static final int LEAST_MILLIS = 20;

  /** With much more some systems accept sound at once and lose it. */
  static final int MOST_MILLIS = 1_000;

  /**
   * Unless somebody wishes another: the least with which a busy machine of two processors played without a gap. See
   * docs/sound.md.
   */
  public static final int USUAL_MILLIS = 120;

  public SoundSettings {
    if (bufferMillis < LEAST_MILLIS || bufferMillis > MOST_MILLIS) {
      throw new IllegalArgumentException(
          "a buffer of " + bufferMillis + " ms: a sound card gets " + LEAST_MILLIS + " to " + MOST_MILLIS + " ms");
    }
  }

  /** The system's own card. */
  public static SoundSettings usual() {
    return of(null);
  }

  /** This card, by number or part of its name. */
  public static SoundSettings of(@Nullable String card) {
    return new SoundSettings(card, USUAL_MILLIS);
  }

  /** The same with another buffer. */
  public SoundSettings withBufferMillis(int millis) {
    return new SoundSettings(card, millis);
  }
}
