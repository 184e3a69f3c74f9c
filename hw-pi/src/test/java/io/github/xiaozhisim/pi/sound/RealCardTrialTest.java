package io.github.xiaozhisim.pi.sound;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xiaozhisim.transport.SystemClock;
import org.junit.jupiter.api.Test;

/** The trial on javax.sound, which only a card can prove: .ci/with-virtual-sound-card brings one. */
@OnVirtualCard
class RealCardTrialTest {

  @Test
  void shouldFindThatARealCardHearsAndPlays() throws Exception {
    CardTrial.Outcome heard = CardTrial.ofThisMachine(SystemClock.INSTANCE).microphone(null);
    assertThat(heard.moved()).isTrue();
    assertThat(heard.ratesHz()).contains(16_000, 48_000);
    CardTrial.Outcome played = CardTrial.ofThisMachine(SystemClock.INSTANCE).loudspeaker(null);
    assertThat(played.moved()).isTrue();
    assertThat(played.ratesHz()).contains(24_000, 48_000);
  }
}
