package io.github.xiaozhisim.device.audio;

import io.github.xiaozhisim.device.opus.OpusPacket;

/**
 * The pair of rate and frame length that every packet for the decoder carries, and what becomes of the decoder when the
 * pair changes. // firmware: SetDecodeSampleRate
 *
 * <p>The firmware makes a new decoder for a new pair. Where that fails there is no decoder, but the old pair stays
 * recorded: going back to it makes none either, only another valid pair does. A robust device always has a decoder.
 */
final class DecoderFormat {

  /** Marks a packet of a sound of the device's own; not part of the pair. */
  static final int OWN = 1 << 31;

  private static final int MILLIS_BITS = 10;
  private static final int MAX_MILLIS = (1 << MILLIS_BITS) - 1;
  private static final int MAX_RATE_HZ = (1 << 31 - MILLIS_BITS) - 1;

  private final boolean robust;
  private int pair;
  private boolean missing;

  /** The decoder as it is made at boot: the codec's own rate, 60 ms. */
  DecoderFormat(boolean robust, int outputRateHz) {
    this.robust = robust;
    this.pair = pair(outputRateHz, 60);
  }

  /** Both in one number, 0 when they are absurd. */
  static int pair(int rateHz, int frameMillis) {
    return rateHz <= 0 || rateHz > MAX_RATE_HZ || frameMillis <= 0 || frameMillis > MAX_MILLIS
        ? 0
        : rateHz << MILLIS_BITS | frameMillis;
  }

  static int rateHz(int pair) {
    return pair >>> MILLIS_BITS;
  }

  static int frameMillis(int pair) {
    return pair & MAX_MILLIS;
  }

  /** Whether a decoder can be made for it. */
  static boolean valid(int pair) {
    return OpusPacket.isOpusRate(rateHz(pair))
        && switch (frameMillis(pair)) {
          case 5, 10, 20, 40, 60, 80, 100, 120 -> true;
          default -> false;
        };
  }

  /** Whether a packet with this pair can be decoded. */
  boolean accepts(int wanted) {
    if (wanted != pair) {
      missing = !valid(wanted);
      if (!missing) {
        pair = wanted;
      }
    }
    return robust || !missing;
  }

  /** Whether the decoder's buffer holds this much sound. // firmware: as much as announced, and not more */
  boolean holds(int durationMicros) {
    return robust || durationMicros <= frameMillis(pair) * 1_000;
  }

  /** The rate to decode at; a robust device does not trust the server's, and 0 leaves the choice to the caller. */
  int decodeRateHz() {
    return robust ? 0 : rateHz(pair);
  }
}
