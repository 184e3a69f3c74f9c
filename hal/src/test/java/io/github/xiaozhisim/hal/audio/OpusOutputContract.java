package io.github.xiaozhisim.hal.audio;

/**
 * What every {@link OpusOutput} promises; what the promises mean stands in {@link AudioOutputContract}.
 *
 * <p><b>Override</b> {@link #open} to make yours on {@link #scheduler}.
 */
public abstract class OpusOutputContract extends AudioOutputContract<OpusOutput> {

  /** One frame of 60 ms by its first byte (configuration 11, code 0), with next to nothing in it. */
  private static final byte[] SILK_WIDEBAND_60_MILLIS_OF_SILENCE = {0x58, (byte) 0xff, (byte) 0xfe};

  @Override
  protected final void play(OpusOutput output, int millis) {
    output.play(output.wantsBytes() ? SILK_WIDEBAND_60_MILLIS_OF_SILENCE.clone() : null, millis * 1_000);
  }
}
