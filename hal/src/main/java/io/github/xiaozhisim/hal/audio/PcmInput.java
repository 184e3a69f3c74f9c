package io.github.xiaozhisim.hal.audio;

/**
 * A microphone that delivers samples.
 *
 * <p>Blocks may have any length (10 ms is usual); they follow each other without a hole while started. An input that
 * lost samples (a stalled sound card) delivers what it has and does not make up time: it never delivers a backlog
 * older than 200 ms, unless it was asked to remember what came before it was started, which then comes first.
 */
public non-sealed interface PcmInput extends AudioInput {

  /** Samples per second and channel, 16 000 or more. */
  int rateHz();

  /** 1, or 2 where the second channel is the loudspeaker's signal, for echo cancellation. */
  int channels();

  /** Starts capturing; {@code sink} is called on the scheduler's thread. Replaces an earlier sink. */
  void start(Sink sink);

  /** Receives blocks of samples. */
  interface Sink {

    /**
     * @param samples signed 16 bit, channels interleaved; valid only during the call
     * @param length samples to read from index 0, all channels counted
     * @param capturedNanos the scheduler's time at which the last of them was heard
     */
    void onSamples(short[] samples, int length, long capturedNanos);
  }
}
