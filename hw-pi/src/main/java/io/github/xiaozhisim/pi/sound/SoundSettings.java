package io.github.xiaozhisim.pi.sound;

import org.jspecify.annotations.Nullable;

/**
 * How a card is used.
 *
 * @param card its number or a part of its name; null for the system's own choice
 * @param leadMillis how much sound the card is kept ahead of what is heard; less answers faster, more survives longer
 *     pauses of a busy machine. What is in the card when the user interrupts is still heard, so this is also how long an
 *     interruption takes
 * @param bufferMillis what is asked of the card as its buffer, at least twice the lead
 */
public record SoundSettings(@Nullable String card, int leadMillis, int bufferMillis) {

  /** Above a second some systems accept sound at once and lose it. */
  private static final int MOST_BUFFER_MILLIS = 1_000;

  private static final int USUAL_LEAD_MILLIS = 60;
  private static final int LEAST_LEAD_MILLIS = 20;

  public SoundSettings {
    if (leadMillis < LEAST_LEAD_MILLIS || bufferMillis < 2 * leadMillis || bufferMillis > MOST_BUFFER_MILLIS) {
      throw new IllegalArgumentException("a lead of " + leadMillis + " ms in a buffer of " + bufferMillis
          + " ms: the lead is 20 ms or more, the buffer twice as much or more, up to " + MOST_BUFFER_MILLIS + " ms");
    }
  }

  /** The system's own card. */
  public static SoundSettings usual() {
    return of(null);
  }

  /** This card, by number or part of its name. */
  public static SoundSettings of(@Nullable String card) {
    return new SoundSettings(card, USUAL_LEAD_MILLIS, 3 * USUAL_LEAD_MILLIS);
  }

  /** The same with another lead; the buffer follows. */
  public SoundSettings withLeadMillis(int millis) {
    return new SoundSettings(card, millis, Math.min(MOST_BUFFER_MILLIS, 3 * millis));
  }
}
