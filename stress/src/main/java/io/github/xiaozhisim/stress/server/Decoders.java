package io.github.xiaozhisim.stress.server;

import io.github.xiaozhisim.device.opus.OpusDecoder;
import java.util.ArrayDeque;

/**
 * Decoders waiting for somebody to hear. One is some 20 kB, so sessions borrow one only while they hear something new.
 * For any thread; at most {@link #KEPT} wait, more are left to the collector.
 */
final class Decoders {

  /** Loudness needs no more than what a voice has. */
  static final int RATE_HZ = 16_000;

  private static final int KEPT = 64;

  private final ArrayDeque<OpusDecoder> free = new ArrayDeque<>();

  /** A decoder in an unknown state: reset it. */
  OpusDecoder borrow() {
    synchronized (free) {
      OpusDecoder decoder = free.poll();
      if (decoder != null) {
        return decoder;
      }
    }
    return new OpusDecoder(RATE_HZ);
  }

  void giveBack(OpusDecoder decoder) {
    synchronized (free) {
      if (free.size() < KEPT) {
        free.add(decoder);
      }
    }
  }
}
