package io.github.xiaozhisim.pi.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Whoever asks a device gets an answer in the end. */
class OwedAnswersTest {

  private final OwedAnswers owed = new OwedAnswers();

  @Test
  void shouldFailWhatIsOwedWhenNobodyAnswersAnyMore() {
    CompletableFuture<String> waiting = owed.one();
    CompletableFuture<String> answered = owed.one();
    answered.complete("true");

    owed.end("the device was switched off", "the device is off");

    assertThat(waiting.exceptionNow()).isInstanceOf(SessionException.class).hasMessage("the device was switched off");
    assertThat(answered.resultNow()).isEqualTo("true");
  }

  @Test
  void shouldFailAtOnceWhatIsAskedAfterwards() {
    owed.end("the device was switched off", "the device is off");

    assertThat(owed.one().exceptionNow()).hasMessage("the device is off");
  }

  @Test
  void shouldTellTheFirstReasonOfTwo() {
    owed.end("the device is gone", "the device is gone");
    owed.end("the device has been left to its user", "the device has been left to its user");

    assertThat(owed.one().exceptionNow()).hasMessage("the device is gone");
  }
}
