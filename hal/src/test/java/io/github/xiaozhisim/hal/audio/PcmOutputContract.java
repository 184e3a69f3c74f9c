package io.github.xiaozhisim.hal.audio;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xiaozhisim.hal.Promise;
import org.junit.jupiter.api.Test;

/**
 * What every {@link PcmOutput} promises; what the promises mean stands in {@link AudioOutputContract}.
 *
 * <p><b>Override</b> {@link #open} to make yours on {@link #scheduler}.
 */
public abstract class PcmOutputContract extends AudioOutputContract<PcmOutput> {

  @Override
  protected final void play(PcmOutput output, int millis) {
    int length = output.rateHz() * millis / 1_000;
    output.play(new short[length + 7], length); // longer than what is to be played: length counts
  }

  @Test
  @Promise(
      value = "a loudspeaker has a rate between 8 and 96 kHz",
      mend = "Give samples per second, not bytes; the device converts to it.")
  void shouldHaveAUsualRate() {
    onScheduler(() -> assertThat(open().rateHz()).isBetween(8_000, 96_000));
  }
}
