package io.github.xiaozhisim.pi.sound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.xiaozhisim.hal.Clock;
import java.util.function.LongConsumer;
import org.junit.jupiter.api.Test;

/** What a card shows of itself when it is tried out. */
class CardTrialTest {

  private final Ticking time = new Ticking();
  private final CardInTest card = new CardInTest(time);

  /** A clock, and a beat that lets it run on the caller's thread. */
  private static final class Ticking implements Clock, Beat {
    private long nanos = 7;
    private boolean stopped;

    @Override
    public long nowNanos() {
      return nanos;
    }

    @Override
    public long wallMillis() {
      return 0;
    }

    @Override
    public void start(Step step) {
      for (int steps = 0; steps < 1_000 && !stopped; steps++) {
        nanos += step.step(nanos);
      }
    }

    @Override
    public void wake() {}

    @Override
    public void stop(LongConsumer last) {
      stopped = true;
    }
  }

  private CardTrial trial() {
    return new CardTrial(card, time, time);
  }

  @Test
  void shouldSayAtWhichRatesAMicrophoneOpensAndHowLoudItIs() throws Exception {
    CardTrial.Outcome heard = trial().microphone(null);
    assertThat(heard.line()).isEqualTo("test [card]");
    assertThat(heard.ratesHz()).containsExactly(16_000);
    assertThat(heard.moved()).isTrue();
    assertThat(heard.firstMillis()).isBetween(0L, 20L);
    assertThat(heard.dbfs()).isBetween(-30.0, 0.0);
  }

  @Test
  void shouldSayThatAMicrophoneGivesNothing() throws Exception {
    CardTrial trial = trial();
    card.standsStill();
    CardTrial.Outcome heard = trial.microphone(null);
    assertThat(heard.moved()).isFalse();
    assertThat(heard.dbfs()).isEqualTo(SoundLevel.SILENCE_DBFS);
  }

  @Test
  void shouldSayThatALoudspeakerPlays() throws Exception {
    CardTrial.Outcome played = trial().loudspeaker(null);
    assertThat(played.ratesHz()).containsExactly(24_000);
    assertThat(played.moved()).isTrue();
    assertThat(card.loudspeaker.heard()).hasSize(24_000 * 400 / 1_000).containsOnly((short) 0);
  }

  @Test
  void shouldSayThatALoudspeakerStandsStill() throws Exception {
    card.standsStill();
    assertThat(trial().loudspeaker(null).moved()).isFalse();
  }

  @Test
  void shouldGiveBackEachLineThatItOpened() throws Exception {
    trial().microphone(null);
    assertThat(card.opened).isEqualTo(5);
    assertThat(card.closed).isEqualTo(5);
  }

  @Test
  void shouldPassOnWhyACardCannotBeOpened() {
    card.trouble("busy");
    assertThatThrownBy(() -> trial().microphone(null)).isInstanceOf(SoundException.class).hasMessage("busy");
  }
}
