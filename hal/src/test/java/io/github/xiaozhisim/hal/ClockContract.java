package io.github.xiaozhisim.hal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/**
 * What a {@link Clock} promises, together with the scheduler that lets its time pass.
 *
 * <p><b>Override</b> the two methods of {@link TimedContract}; the clock is the scheduler's. <b>A failure means</b>
 * frames sent too fast or too slowly, or signed requests that servers refuse for their date.
 */
public abstract class ClockContract extends TimedContract {

  private static final long YEAR_2020_MILLIS = 1_577_836_800_000L;

  @Test
  @Promise(
      value = "nanoseconds never go back",
      mend = "Use the machine's monotonic counter and not the time of day; on 32 bits, mind the overflow.")
  void shouldNeverGoBack() {
    onScheduler(
        () -> {
          long before = nowNanos();
          for (int i = 0; i < 10_000; i++) {
            long now = nowNanos();
            assertThat(now).isGreaterThanOrEqualTo(before);
            before = now;
          }
        });
  }

  @Test
  @Promise(
      value = "nanoseconds are nanoseconds: a timer of 300 ms finds 300,000,000 more of them",
      mend = "Check the unit of the counter that you read: ticks and microseconds look much alike.")
  void shouldCountNanoseconds() {
    long before = nowNanos();
    long wallBefore = scheduler().clock().wallMillis();
    pass(300);

    assertThat(nowNanos() - before).isBetween(300_000_000L, 2_000_000_000L);
    assertThat(scheduler().clock().wallMillis() - wallBefore).isBetween(250L, 2_000L);
  }

  @Test
  @Promise(
      value = "the wall clock knows the year",
      mend = "Set it from the network or from the server's time; a certificate is not yet valid in 1970.")
  void shouldKnowTheYear() {
    assertThat(scheduler().clock().wallMillis()).isGreaterThan(YEAR_2020_MILLIS);
  }

  @Test
  @Promise(
      value = "a scheduler has one clock for life",
      mend = "Make it once and hand out the same object.")
  void shouldBeOneForLife() {
    assertThat(scheduler().clock()).isSameAs(scheduler().clock());
  }
}
