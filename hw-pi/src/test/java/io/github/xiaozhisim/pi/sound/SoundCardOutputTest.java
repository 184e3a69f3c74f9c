package io.github.xiaozhisim.pi.sound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.xiaozhisim.device.virtual.SimScheduler;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A loudspeaker on a card that is good, slow, busy, pulled out or exchanged; in virtual time. */
class SoundCardOutputTest {

  private static final int RATE_HZ = 24_000;
  private static final int LOUD = 300;

  private final SimScheduler scheduler = new SimScheduler();
  private final CardInTest card = new CardInTest(scheduler.clock());
  private final VirtualBeat beat = new VirtualBeat(scheduler);
  private final List<String> news = new ArrayList<>();
  private SoundCardOutput output;
  private Speaking speaking;

  private void open() {
    output =
        new SoundCardOutput(
            scheduler, RATE_HZ, card, SoundSettings.usual(),
            new SoundCardListener() {
              @Override
              public void gone(String part, String sentence) {
                news.add(part + " gone: " + sentence);
              }

              @Override
              public void back(String what) {
                news.add("back: " + what);
              }
            },
            VirtualBeat.worker(), beat);
    speaking = new Speaking(scheduler, output);
    scheduler.execute(() -> output.enabled(true));
  }

  private void say(int millis) {
    scheduler.execute(() -> speaking.say(Tone.cosine(440, RATE_HZ, millis, 10_000)));
  }

  private short[] heard() {
    return card.loudspeaker.heard();
  }

  private static void assertNoClick(short[] heard, int rateHz) {
    assertThat(Tone.steepest(heard))
        .as("the steepest step between two samples")
        .isLessThan((int) (1.3 * Tone.slope(440, rateHz, 10_000)));
  }

  @ParameterizedTest
  @ValueSource(ints = {24_000, 16_000, 44_100, 48_000})
  void shouldPlayASentenceWholeAtWhateverRateTheCardHas(int cardRateHz) {
    card.playing(cardRateHz);
    open();
    say(1_000);
    scheduler.runForMillis(2_000);

    short[] heard = heard();
    double millis = (Tone.lastLoud(heard, LOUD) - Tone.firstLoud(heard, LOUD)) * 1_000.0 / cardRateHz;
    assertThat(millis).isCloseTo(1_000, within(4.0));
    assertThat(Tone.amplitude(heard, cardRateHz / 10, cardRateHz / 2, 440, cardRateHz))
        .isCloseTo(10_000, within(150.0));
    assertNoClick(heard, cardRateHz);
    assertThat(output.counters()).isEqualTo(new SoundCounters(1, 0, 0, 0, 0, 0, 0));
  }

  @Test
  void shouldFadeWhatIsInterruptedAndWhatComesAfterAPauseInTheMiddle() {
    open();
    say(3_000);
    scheduler.runForMillis(500);
    scheduler.execute(speaking::flush);
    scheduler.runForMillis(200);
    int interrupted = Tone.lastLoud(heard(), LOUD);
    say(300);
    scheduler.runForMillis(30);
    say(300); // replaces what is left to say, with a jump
    scheduler.runForMillis(2_000);

    assertThat(interrupted).isBetween(RATE_HZ * 450 / 1_000, RATE_HZ * 620 / 1_000);
    assertThat(output.drained()).isTrue();
  }

  @Test
  void shouldHoldTheLastMillisecondsBackUntilNothingFollows() {
    open();
    scheduler.execute(() -> output.play(Tone.cosine(440, RATE_HZ, 60, 10_000), RATE_HZ * 60 / 1_000));
    scheduler.runForMillis(20);
    assertThat(heard().length).isEqualTo(RATE_HZ * 55 / 1_000);

    scheduler.runForMillis(100);
    assertThat(Tone.lastLoud(heard(), LOUD)).isBetween(RATE_HZ * 57 / 1_000, RATE_HZ * 60 / 1_000);
    assertNoClick(heard(), RATE_HZ);
  }

  @Test
  void shouldCountThatTheLoudspeakerRanDryBecauseTheMachineWasTooSlow() {
    open();
    say(1_000);
    scheduler.runForMillis(300);
    beat.stallMillis(200);
    scheduler.runForMillis(2_000);

    SoundCounters counters = output.counters();
    assertThat(counters.underruns()).isEqualTo(1);
    assertThat(counters.underrunMillis()).isBetween(100L, 200L);
    assertThat(speaking.drains).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {295, 300, 315, 325})
  void shouldCountItAlsoWhenTheCardStillTellsWhatItHeldBefore(int afterMillis) {
    card.tellingLate();
    open();
    say(1_000);
    scheduler.runForMillis(afterMillis);
    beat.stallMillis(200);
    scheduler.runForMillis(2_000);

    assertThat(output.counters().underruns()).isEqualTo(1);
    assertThat(output.counters().underrunMillis()).isBetween(100L, 200L);
    assertThat(speaking.drains).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {20, 40, 60, 140, 500})
  void shouldCountWhatIsMissingWhereTheCardItselfDidNotRun(int millis) {
    open();
    say(4_000);
    scheduler.runForMillis(1_500);
    card.loudspeaker.stumble(millis);
    scheduler.runForMillis(4_000);

    assertThat(output.counters().underruns()).isEqualTo(1);
    assertThat(output.counters().underrunMillis()).isBetween(millis - 5L, millis + 10L);
    assertThat(news).isEmpty();
    assertThat(speaking.drains).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4})
  void shouldCountNothingWhereTheClockOfTheCardIsSlower(int perThousand) {
    card.slowerBy(perThousand);
    open();
    say(80_000);
    scheduler.runForMillis(82_000);

    assertThat(output.counters().clean()).isTrue();
    assertThat(news).isEmpty();
    assertThat(speaking.drains).isEqualTo(1);
  }

  @Test
  void shouldLookForTheCardAnewAsSoonAsItsLineFails() {
    open();
    say(1_000);
    scheduler.runForMillis(300);
    card.loudspeaker.fail();
    scheduler.runForMillis(20);
    assertThat(news).singleElement().asString().startsWith("loudspeaker gone: ");

    scheduler.runForMillis(3_000);
    assertThat(news).last().isEqualTo("back: loudspeaker test [card]");
    assertThat(speaking.drains).isEqualTo(1);
  }

  @Test
  void shouldNotTakeALongStallForACardThatIsGone() {
    open();
    say(1_000);
    scheduler.runForMillis(300);
    beat.stallMillis(3_000);
    scheduler.runForMillis(5_000);

    assertThat(news).isEmpty();
    assertThat(speaking.drains).isEqualTo(1);
  }

  /** The thread is late just when the last milliseconds are due: the card has run dry. */
  @ParameterizedTest
  @ValueSource(ints = {20, 80})
  void shouldTellTheEndAlsoOfACardThatHasRunDryAndWaitsForMore(int leastMillis) {
    card.playingOnlyFrom(leastMillis);
    open();
    say(600);
    scheduler.runForMillis(555);
    beat.stallMillis(60);
    scheduler.runForMillis(350);

    assertThat(speaking.drains).isEqualTo(1);
    say(300);
    scheduler.runForMillis(2_000);
    assertThat(news).isEmpty();
    assertThat(speaking.drains).isEqualTo(2);
    assertThat(output.counters().opened()).isEqualTo(1);
    int first = Tone.firstLoud(heard(), LOUD);
    assertThat(first).as("the second sound is there").isNotNegative();
  }

  /** Behind a hole they would be a sound of their own; that it ran dry is counted. */
  @ParameterizedTest
  @ValueSource(ints = {24_000, 44_100})
  void shouldLeaveTheLastMillisecondsOutWhenTheyComeTooLate(int cardRateHz) {
    card.playing(cardRateHz).tellingLate();
    open();
    say(600);
    scheduler.runForMillis(555);
    beat.stallMillis(70);
    scheduler.runForMillis(500);

    assertThat(Tone.lastLoud(heard(), LOUD) * 1_000.0 / cardRateHz).as("5 ms are held back").isBetween(590.0, 595.0);
    assertThat(output.counters().underruns()).isEqualTo(1);
    assertThat(speaking.drains).isEqualTo(1);
  }

  @Test
  void shouldNotCountThePauseBetweenTwoSentences() {
    open();
    say(300);
    scheduler.runForMillis(3_000);
    say(300);
    scheduler.runForMillis(3_000);

    assertThat(output.counters().clean()).isTrue();
    assertThat(news).isEmpty();
    assertThat(speaking.drains).isEqualTo(2);
  }

  @Test
  void shouldEndTheSentenceInTimeWhenTheCardIsPulledOutAndPlayAgainWhenItIsBack() {
    open();
    say(2_000);
    scheduler.runForMillis(500);
    card.pullOut();
    scheduler.runForMillis(3_500);

    assertThat(news).hasSize(1);
    assertThat(news.getFirst()).startsWith("loudspeaker gone: the loudspeaker test [card] has gone away");
    assertThat(speaking.drains).as("the device is not left waiting").isEqualTo(1);

    card.plugIn();
    scheduler.runForMillis(1_100);
    assertThat(news).last().isEqualTo("back: loudspeaker test [card]");
    say(300);
    scheduler.runForMillis(1_000);
    assertThat(Tone.firstLoud(heard(), LOUD)).isNotNegative();
    assertThat(output.counters().gone()).isEqualTo(1);
    assertThat(output.counters().opened()).isEqualTo(2);
  }

  @Test
  void shouldLiveWithoutAnyCardSayItOnceAndLookForOneOnceASecond() {
    card.trouble("another program has it");
    open();
    say(1_000);
    long[] began = {scheduler.clock().nowNanos()};
    scheduler.runForMillis(4_000);

    assertThat(news).containsExactly("loudspeaker gone: another program has it");
    assertThat((speaking.drainedNanos - began[0]) / 1e6).isBetween(1_000.0, 1_100.0);

    card.trouble("");
    scheduler.runForMillis(1_100);
    assertThat(news).last().isEqualTo("back: loudspeaker test [card]");
  }

  @Test
  void shouldTellThatACardIsBackEvenWhileNothingIsToBePlayed() {
    card.pullOut();
    open();
    scheduler.runForMillis(100);
    scheduler.execute(() -> output.enabled(false));
    scheduler.runForMillis(2_000);
    card.plugIn();
    scheduler.runForMillis(6_000);

    assertThat(news).hasSize(2);
    assertThat(card.closed).as("and does not keep it").isEqualTo(card.opened);
  }

  @Test
  void shouldOpenTheCardOnlyWhileItIsUsed() {
    open();
    scheduler.execute(() -> output.enabled(false));
    scheduler.runForMillis(100);
    say(300);
    scheduler.runForMillis(1_000);

    assertThat(card.opened).isPositive();
    assertThat(card.closed).isEqualTo(card.opened);
    assertThat(speaking.drains).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 20, 100})
  void shouldTellWhenTheCardSaysThatASoundBeginsToBeHeard(int cardMillis) {
    card.soundingAfter(cardMillis);
    open();
    List<Long> begun = new ArrayList<>();
    output.beginnings(begun::add);
    for (int sentence = 1; sentence <= 2; sentence++) {
      long now = scheduler.clock().nowNanos();
      say(600);
      scheduler.runForMillis(1_500);

      assertThat(begun).hasSize(sentence);
      assertThat((begun.getLast() - now) / 1e6).isBetween((double) cardMillis, cardMillis + 11.0);
    }
    assertThat(speaking.drains).isEqualTo(2);
    assertThat(output.counters().clean()).isTrue();
  }

  @Test
  void shouldNotTellTheBeginningOfWhatIsFlushedBeforeItIsHeard() {
    card.soundingAfter(100);
    open();
    List<Long> begun = new ArrayList<>();
    output.beginnings(begun::add);
    say(600);
    scheduler.runForMillis(50);
    scheduler.execute(speaking::flush);
    scheduler.runForMillis(1_000);
    assertThat(begun).isEmpty();

    say(600);
    scheduler.runForMillis(1_000);
    assertThat(begun).hasSize(1);
  }

  @Test
  void shouldMakeSamplesQuieterWhereTheCardHasNoVolumeOfItsOwn() {
    open();
    scheduler.execute(() -> output.volume(50));
    say(500);
    scheduler.runForMillis(1_000);

    // firmware: gain = (v/100)^2
    assertThat(Tone.amplitude(heard(), 2_400, 7_200, 440, RATE_HZ)).isCloseTo(2_500, within(30.0));
  }

  @Test
  void shouldLeaveTheSamplesAloneWhereTheCardSetsItsOwnVolume() {
    card.withVolume();
    open();
    scheduler.execute(() -> output.volume(50));
    say(500);
    scheduler.runForMillis(1_000);

    assertThat(card.volumes).contains(50);
    assertThat(Tone.amplitude(heard(), 2_400, 7_200, 440, RATE_HZ)).isCloseTo(10_000, within(50.0));
  }

  @Test
  void shouldLeaveTheCardsVolumeAloneUntilSomebodySaysHowLoud() {
    card.withVolume();
    open();
    say(500);
    scheduler.runForMillis(1_000);

    assertThat(card.volumes).isEmpty();
  }

  @Test
  void shouldChangeTheVolumeInTheMiddleOfAToneWithoutAClick() {
    open();
    say(1_000);
    scheduler.runForMillis(300);
    scheduler.execute(() -> output.volume(10));
    scheduler.runForMillis(1_500);

    assertNoClick(heard(), RATE_HZ);
    assertThat(output.level()).isEqualTo(SoundLevel.SILENCE_DBFS);
  }

  @Test
  void shouldShowHowLoudItIs() {
    open();
    say(1_000);
    scheduler.runForMillis(600);

    assertThat(output.level()).isCloseTo(-13.3, within(0.3)); // 10,000 of 32,768, root mean square
    assertThat(output.latencyNanos()).isBetween(200_000_000L, 300_000_000L);
  }
}
