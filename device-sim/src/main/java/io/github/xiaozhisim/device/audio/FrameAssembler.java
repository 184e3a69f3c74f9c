package io.github.xiaozhisim.device.audio;

import org.jspecify.annotations.Nullable;

/**
 * Turns blocks of any length into frames of 60 ms at 16 kHz, after throwing away the warm-up of the microphone. The
 * first channel is the microphone; others are left out.
 */
final class FrameAssembler {

  static final int FRAME_SAMPLES = 960;

  /** firmware: samples skipped after capture starts, so that the microphone's own click is not sent. */
  static final int WARM_UP_MILLIS = 120;

  /** Receives a full frame, which is the receiver's to keep. */
  interface Sink {
    void onFrame(short[] frame, long capturedNanos);
  }

  private final Sink sink;
  private short @Nullable [] frame;
  private int filled;
  private int toSkip;

  FrameAssembler(Sink sink) {
    this.sink = sink;
  }

  /** Starts anew: nothing is left of an unfinished frame. */
  void restart(int warmUpMillis) {
    filled = 0;
    toSkip = 16 * warmUpMillis;
  }

  /** Takes {@code length} mono samples at 16 kHz from index 0. */
  void add(short[] samples, int length, long capturedNanos) {
    int from = Math.min(toSkip, length);
    toSkip -= from;
    while (from < length) {
      short[] filling = frame;
      if (filling == null) {
        filling = new short[FRAME_SAMPLES];
        frame = filling;
      }
      int take = Math.min(FRAME_SAMPLES - filled, length - from);
      System.arraycopy(samples, from, filling, filled, take);
      filled += take;
      from += take;
      if (filled == FRAME_SAMPLES) {
        frame = null;
        filled = 0;
        sink.onFrame(filling, capturedNanos - (length - from) * 1_000_000L / 16);
      }
    }
  }
}
