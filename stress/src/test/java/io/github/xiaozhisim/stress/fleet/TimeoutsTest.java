package io.github.xiaozhisim.stress.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xiaozhisim.stress.turn.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How long users wait, and what they say then. */
class TimeoutsTest {

  private static final long MILLI = 1_000_000;

  private final Timeouts timeouts =
      new Timeouts(1_000 * MILLI, 2_000 * MILLI, 3_500 * MILLI, 4_000 * MILLI, 61_000 * MILLI);

  @ParameterizedTest
  @CsvSource({
    "CONNECT, no connection within 1 s",
    "HELLO, no hello from the server within 2 s",
    "STT, did not react within 3500 ms after the end of speech",
    "ANSWER, no answer within 4 s",
    "TTS, nothing for 61 s and no tts stop"
  })
  void shouldSayWhatWasWaitedForAndHowLong(Stage stage, String words) {
    assertThat(timeouts.complaint(stage)).contains(words);
  }

  @Test
  void shouldLeaveABootTimeForMoreThanOneConnection() {
    assertThat(timeouts.bootNanos()).isEqualTo(3_000 * MILLI);
  }
}
