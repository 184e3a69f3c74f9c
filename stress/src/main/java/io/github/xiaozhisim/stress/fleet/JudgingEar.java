package io.github.xiaozhisim.stress.fleet;

import io.github.xiaozhisim.device.opus.OpusDecodeException;
import io.github.xiaozhisim.device.opus.OpusDecoder;
import io.github.xiaozhisim.device.virtual.VirtualSpeaker;

/**
 * Really decodes what a device plays, and judges it: is it Opus, is there sound in it, is it clipped? On the device's
 * thread; costs about a tenth of a millisecond a packet, so few devices have one.
 */
final class JudgingEar implements VirtualSpeaker.Ear {

  private static final int RATE_HZ = 16_000;

  /** Below this mean amplitude (of 32768) a packet counts as silent. */
  private static final int SILENCE_AMPLITUDE = 30;

  private static final int CLIPPED_SAMPLE = 32_700;
  private static final int CLIPPED_SAMPLES_A_PACKET = 20;

  private final EarTally tally;
  private final OpusDecoder decoder = new OpusDecoder(RATE_HZ);
  private final short[] samples = new short[decoder.maxSamples()];

  JudgingEar(EarTally tally) {
    this.tally = tally;
    tally.ears.increment();
  }

  @Override
  public void hear(byte[] packet, long startNanos) {
    int length;
    try {
      length = decoder.decode(packet, samples);
    } catch (OpusDecodeException e) {
      tally.undecodable.increment();
      return;
    }
    long sum = 0;
    int clipped = 0;
    for (int i = 0; i < length; i++) {
      int amplitude = Math.abs(samples[i]);
      sum += amplitude;
      if (amplitude >= CLIPPED_SAMPLE) {
        clipped++;
      }
    }
    tally.packets.increment();
    tally.heardMillis.add(length * 1000L / RATE_HZ);
    if (length == 0 || sum / length < SILENCE_AMPLITUDE) {
      tally.silent.increment();
    }
    if (clipped >= CLIPPED_SAMPLES_A_PACKET) {
      tally.clipped.increment();
    }
  }

  @Override
  public void forget() {
    decoder.reset();
  }
}
