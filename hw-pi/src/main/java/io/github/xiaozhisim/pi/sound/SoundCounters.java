package io.github.xiaozhisim.pi.sound;

/**
 * What went wrong between a card and the device since it was opened; zeros where all is well. {@code xiaozhi audio} and
 * the doctor show it.
 *
 * @param opened how often the card was opened
 * @param gone how often it was lost, or not to be had
 * @param underruns how often the loudspeaker ran dry while there was sound to play: this program was too slow
 * @param underrunMillis how long it was silent then, together
 * @param overruns how often the card threw captured sound away because nobody fetched it in time
 * @param lostMillis how much that was
 * @param staleMillis captured sound thrown away here because it came more than 200 ms late
 */
public record SoundCounters(
    long opened, long gone, long underruns, long underrunMillis, long overruns, long lostMillis, long staleMillis) {

  /** Nothing yet. */
  public static final SoundCounters NONE = new SoundCounters(0, 0, 0, 0, 0, 0, 0);

  /** Both sides of a card together. */
  public SoundCounters plus(SoundCounters other) {
    return new SoundCounters(
        opened + other.opened,
        gone + other.gone,
        underruns + other.underruns,
        underrunMillis + other.underrunMillis,
        overruns + other.overruns,
        lostMillis + other.lostMillis,
        staleMillis + other.staleMillis);
  }

  /** Whether no sound was lost on the way. */
  public boolean clean() {
    return underruns == 0 && overruns == 0 && staleMillis == 0;
  }
}
