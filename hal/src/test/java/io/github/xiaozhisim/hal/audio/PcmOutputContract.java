package io.github.xiaozhisim.hal.audio;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What every {@link PcmOutput} must do. */
public abstract class PcmOutputContract extends AudioOutputContract<PcmOutput> {

  @Override
  protected final void play(PcmOutput output, int millis) {
    int length = output.rateHz() * millis / 1_000;
    output.play(new short[length + 7], length); // longer than what is to be played: length counts
  }

  @Test
  void shouldHaveAUsualRate() {
    onScheduler(() -> assertThat(open().rateHz()).isBetween(8_000, 96_000));
  }
}
