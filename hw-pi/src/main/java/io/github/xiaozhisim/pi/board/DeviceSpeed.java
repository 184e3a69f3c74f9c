package io.github.xiaozhisim.pi.board;

import java.util.Locale;

/**
 * How quick a device on a sound card is by itself.
 *
 * @param toWire from the last sample of a frame in the microphone until the frame has left, beyond the frame's own
 *     length
 * @param toSound from the first packet of an answer until the card says, by its own count, that it sounds
 */
public record DeviceSpeed(Figure toWire, Figure toSound) {

  /**
   * One of the two, in whole milliseconds.
   *
   * @param count how many were measured
   */
  public record Figure(long count, int medianMillis, int p95Millis, int mostMillis) {

    /** For people. */
    @Override
    public String toString() {
      return String.format(
          Locale.ROOT, "median %d ms, p95 %d ms, most %d ms (%d)", medianMillis, p95Millis, mostMillis, count);
    }
  }
}
