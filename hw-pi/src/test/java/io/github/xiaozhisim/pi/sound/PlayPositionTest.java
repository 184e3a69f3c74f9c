package io.github.xiaozhisim.pi.sound;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How much has been heard, whatever the card says. A thousand samples a second: a sample is a millisecond. */
class PlayPositionTest {

  private static final long MILLI = 1_000_000L;

  private final PlayPosition position = new PlayPosition(1_000, 0);

  @Test
  void shouldBelieveACardThatCountsWhatIsHeard() {
    position.wrote(80, 0);

    assertThat(position.heard(50, 30 * MILLI)).isEqualTo(30);
    assertThat(position.heard(60, 40 * MILLI)).as("never back").isEqualTo(30);
  }

  @Test
  void shouldNotBelieveThatSoundIsHeardBeforeItsTime() {
    position.wrote(80, 0);

    assertThat(position.heard(0, 30 * MILLI)).isEqualTo(30);
  }

  @Test
  void shouldTakeAwayWhatACountRanAheadFromTheBeginning() {
    position.wrote(80, 0);
    position.heard(0, MILLI); // all 80 at once: 79 ahead
    for (int millis = 20; millis < 3_000; millis += 20) {
      position.wrote(20, millis * MILLI);
      long heard = position.heard(20, millis * MILLI);
      assertThat(heard).isBetween(millis - 25L, (long) millis);
    }
  }

  @Test
  void shouldGoOnWithTheClockWhenTheCountHasComeToItsEnd() {
    position.wrote(80, 0);
    position.heard(0, MILLI);

    assertThat(position.heard(0, 79 * MILLI)).isEqualTo(79);
    assertThat(position.heard(0, 90 * MILLI)).isEqualTo(80);
    assertThat(position.dryNanos(90 * MILLI)).isEqualTo(10 * MILLI);
  }

  @Test
  void shouldNotCountAPauseAsHeard() {
    position.wrote(80, 0);
    position.heard(0, 200 * MILLI);
    position.wrote(80, 200 * MILLI);

    assertThat(position.heard(50, 230 * MILLI)).isEqualTo(110);
  }

  @Test
  void shouldTakeTheStepsOfACardWithLongPeriodsForNoSilence() {
    for (int millis = 0; millis <= 60_000; millis += 10 + millis % 3) {
      position.wrote((int) (millis + 160 - position.written()), millis * MILLI);
      position.heard((int) (position.written() - millis / 85 * 85), millis * MILLI);

      assertThat(position.takeStoodNanos()).as("at %d ms", millis).isZero();
    }
  }

  @Test
  void shouldTellByHowMuchAPauseGrewBeforeItsEndWasWritten() {
    position.wrote(80, 0);
    position.heard(0, 100 * MILLI);
    position.pauseTold(20 * MILLI);
    position.wrote(80, 180 * MILLI);

    assertThat(position.takeUntoldNanos()).isEqualTo(80 * MILLI);
    assertThat(position.takeUntoldNanos()).isZero();
    position.heard(0, 300 * MILLI);
    position.wrote(80, 300 * MILLI);
    assertThat(position.takeUntoldNanos()).as("a pause that nobody told is no part of it").isZero();
  }

  /** Periods of usual cards; looks that never fall on the same moment of them. */
  @ParameterizedTest
  @ValueSource(ints = {10, 20, 21, 43})
  void shouldTakeCountsThatComeInStepsAndLateForNoSilence(int stepMillis) {
    long told = 0;
    for (int millis = 0; millis <= 60_000; millis += 10 + millis % 3) {
      boolean late = millis % 1_000 > 800;
      told = late ? told : millis / stepMillis * stepMillis;
      position.wrote((int) (millis + 160 - position.written()), millis * MILLI);
      position.heard((int) (position.written() - told), millis * MILLI);

      assertThat(position.takeStoodNanos()).as("at %d ms", millis).isZero();
    }
  }

  @Test
  void shouldFollowACardWhoseClockIsALittleFaster() {
    long written = 0;
    long heard = 0;
    for (int millis = 0; millis <= 600_000; millis += 20) {
      long played = Math.round(millis * 1.0003);
      int more = (int) (played + 80 - written);
      position.wrote(more, millis * MILLI);
      written += more;
      heard = position.heard((int) (written - played), millis * MILLI);
    }

    assertThat(heard).isBetween(600_180L - 30, 600_180L);
  }

  @Test
  void shouldFollowACardWhoseClockIsSlowerAndTakeNoneOfItForSilence() {
    long stood = 0;
    for (int millis = 0; millis <= 600_000; millis += 10) {
      long played = slowly(millis);
      position.wrote((int) (played + 120 - position.written()), millis * MILLI);
      assertThat(position.heard(120, millis * MILLI)).isBetween(played - 10, played);
      stood += position.takeStoodNanos();
    }

    assertThat(stood).isZero();
    assertThat(position.certainlyLeft(600_000 * MILLI)).as("as full as it is").isBetween(100L, 120L);
  }

  @Test
  void shouldStillFindThatASlowCardStoodStill() {
    long stood = 0;
    for (int millis = 0; millis <= 60_000; millis += 10) {
      long played = slowly(millis) - (millis < 30_000 ? 0 : 80);
      long before = position.written();
      position.wrote((int) Math.max(0, played + 120 - before), millis * MILLI);
      position.heard((int) (position.written() - played), millis * MILLI);
      stood += position.takeStoodNanos();
    }

    assertThat(stood / MILLI).isBetween(75L, 85L);
  }

  /** Three parts in a thousand. */
  private static long slowly(int millis) {
    return millis - millis * 3L / 1_000;
  }
}
