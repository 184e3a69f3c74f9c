package io.github.xiaozhisim.pi.board;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xiaozhisim.device.ChannelFailure;
import org.junit.jupiter.api.Test;

/** Somebody talks in the room all the time. */
class VoiceStartTest {

  private static final long SECOND_NANOS = 1_000_000_000L;

  private final VoiceStart start = new VoiceStart();

  /** @return how many conversations were begun while each of them failed at once */
  private int attemptsDuring(long fromSecond, long untilSecond) {
    int attempts = 0;
    for (long second = fromSecond; second < untilSecond; second++) {
      if (start.may(second * SECOND_NANOS)) {
        attempts++;
        start.onChannelFailed(
            new ChannelFailure(ChannelFailure.Stage.CONNECT, "nothing listens there"), second * SECOND_NANOS);
      }
    }
    return attempts;
  }

  @Test
  void shouldBeginAtOnceWhileAllIsWell() {
    assertThat(start.may(0)).isTrue();
    start.onChannelOpened(SECOND_NANOS);
    assertThat(start.may(2 * SECOND_NANOS)).isTrue();
  }

  @Test
  void shouldTryLessAndLessOftenWhileTheServerIsAway() {
    assertThat(attemptsDuring(0, 60)).as("at 0, 10 and 30 s").isEqualTo(3);
    assertThat(attemptsDuring(60, 8 * 3_600)).as("in a night").isBetween(80, 100);
  }

  @Test
  void shouldBeginAtOnceAgainWhenAKeyHasReachedTheServer() {
    attemptsDuring(0, 600);
    assertThat(start.may(601 * SECOND_NANOS)).isFalse();
    start.onChannelOpened(602 * SECOND_NANOS);

    assertThat(start.may(603 * SECOND_NANOS)).isTrue();
  }
}
