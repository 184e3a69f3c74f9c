package io.github.xiaozhisim.pi.sound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.xiaozhisim.pi.sound.SoundCard.Direction;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Which card somebody means. */
class SoundCardsTest {

  private static final SoundCard DEFAULT = new SoundCard(1, "default [default]", "", true, true);
  private static final SoundCard HEADPHONES = new SoundCard(2, "Headphones [plughw:0,0]", "bcm2835", false, true);
  private static final SoundCard USB = new SoundCard(3, "Device [plughw:1,0]", "USB Audio", true, true);
  private static final List<SoundCard> CARDS = List.of(DEFAULT, HEADPHONES, USB);

  private static SoundCard choose(String wish, Direction direction) throws SoundException {
    return SoundCards.choose(CARDS, wish, direction);
  }

  @Test
  void shouldTakeTheSystemsChoiceWithoutAWish() throws Exception {
    assertThat(choose(null, Direction.CAPTURE)).isEqualTo(DEFAULT);
    assertThat(choose(" ", Direction.PLAYBACK)).isEqualTo(DEFAULT);
    assertThat(SoundCards.choose(List.of(HEADPHONES, USB), null, Direction.CAPTURE)).isEqualTo(USB);
  }

  @Test
  void shouldFindACardByNumberNameOrDescription() throws Exception {
    assertThat(choose("3", Direction.CAPTURE)).isEqualTo(USB);
    assertThat(choose("headph", Direction.PLAYBACK)).isEqualTo(HEADPHONES);
    assertThat(choose("usb", Direction.CAPTURE)).isEqualTo(USB);
    assertThat(choose("plughw:1", Direction.CAPTURE)).isEqualTo(USB);
  }

  @Test
  void shouldNameWhatThereIsWhenNoneIsMeant() {
    assertThatThrownBy(() -> choose("jabra", Direction.CAPTURE))
        .hasMessage("no microphone is called 'jabra'; there is 1, default [default]; 3, Device [plughw:1,0]");
  }

  @Test
  void shouldSayThatACardOffersNothingBecauseAnotherProgramHadIt() {
    List<SoundCard> taken = List.of(new SoundCard(1, "Device [plughw:1,0]", "", false, false));

    assertThatThrownBy(() -> SoundCards.choose(taken, null, Direction.CAPTURE))
        .hasMessageStartingWith(
            "the sound card 1, Device [plughw:1,0] is there and offers nothing: most likely another program");
  }

  @Test
  void shouldTellThatOnlyANewStartFindsTheCards() {
    SoundCard taken = new SoundCard(1, "Device [plughw:1,0]", "", false, false);

    assertThat(new SoundCards(lines(List.of(taken))).hidden()).isTrue();
    assertThat(new SoundCards(lines(List.of(taken, HEADPHONES))).hidden()).as("one is there").isFalse();
    SoundCard screen = new SoundCard(2, "vc4hdmi0 [plughw:0,0]", "vc4-hdmi-0", false, false);
    SoundCard choice = new SoundCard(1, "default [default]", "", false, false);
    assertThat(new SoundCards(lines(List.of(choice, screen))).hidden()).as("only a screen that is off").isFalse();
    assertThat(new SoundCards(lines(List.of(choice, screen, taken))).hidden()).isTrue();
    assertThat(new SoundCards(lines(List.of())).hidden()).as("none is there, but may come").isFalse();
  }

  private static Lines lines(List<SoundCard> cards) {
    return new Lines() {
      @Override
      public List<SoundCard> cards() {
        return cards;
      }

      @Override
      public CaptureLine openCapture(@Nullable String card, int rateHz, int bufferMillis) throws SoundException {
        throw new SoundException("nothing is opened here");
      }

      @Override
      public PlaybackLine openPlayback(@Nullable String card, int rateHz, int bufferMillis) throws SoundException {
        throw new SoundException("nothing is opened here");
      }
    };
  }

  @Test
  void shouldSayWhenTheCardThatIsMeantHasNoMicrophone() {
    assertThatThrownBy(() -> choose("2", Direction.CAPTURE))
        .hasMessageStartingWith("card 2, Headphones [plughw:0,0], has no microphone; there is 1, default");
  }
}
