package io.github.xiaozhisim.pi.sound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.lenient;
import static org.mockito.Mockito.mock;

import java.util.ArrayList;
import java.util.List;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioSystem;
import javax.sound.sampled.DataLine;
import javax.sound.sampled.Line;
import javax.sound.sampled.LineUnavailableException;
import javax.sound.sampled.Mixer;
import javax.sound.sampled.SourceDataLine;
import javax.sound.sampled.TargetDataLine;
import org.junit.jupiter.api.Test;

/**
 * Which format a card is opened in, and what is said of cards that cannot be. The cards are mocks: real ones differ.
 */
class JavaSoundTest {

  private final List<AudioFormat> tried = new ArrayList<>();

  private static AudioFormat pcm(float rateHz, int bits, int channels, boolean bigEndian) {
    return new AudioFormat(rateHz, bits, channels, true, bigEndian);
  }

  private static Mixer.Info info(String name) {
    return new Mixer.Info(name, "", "Direct Audio Device: A card, , ", "") {};
  }

  /** A card that offers {@code offered} on both sides, and opens only what is in {@code opens}. */
  private Mixer card(String name, List<AudioFormat> offered, List<AudioFormat> opens) throws LineUnavailableException {
    Mixer mixer = mock(Mixer.class);
    AudioFormat[] formats = offered.toArray(AudioFormat[]::new);
    lenient().when(mixer.getMixerInfo()).thenReturn(info(name));
    lenient()
        .when(mixer.getSourceLineInfo())
        .thenReturn(new Line.Info[] {new DataLine.Info(SourceDataLine.class, formats, 0, 100_000)});
    lenient()
        .when(mixer.getTargetLineInfo())
        .thenReturn(new Line.Info[] {new DataLine.Info(TargetDataLine.class, formats, 0, 100_000)});
    lenient()
        .when(mixer.getLine(any()))
        .thenAnswer(
            call -> {
              DataLine.Info wanted = call.getArgument(0);
              AudioFormat format = wanted.getFormats()[0];
              tried.add(format);
              boolean plays = wanted.getLineClass() == SourceDataLine.class;
              return plays ? loudspeaker(format, opens) : microphone(format, opens);
            });
    return mixer;
  }

  private static SourceDataLine loudspeaker(AudioFormat format, List<AudioFormat> opens)
      throws LineUnavailableException {
    SourceDataLine line = mock(SourceDataLine.class);
    lenient().when(line.getFormat()).thenReturn(format);
    lenient().when(line.getBufferSize()).thenReturn(48_000);
    if (opens.stream().noneMatch(format::matches)) {
      doThrow(new LineUnavailableException("busy")).when(line).open(any(), anyInt());
    }
    return line;
  }

  private static TargetDataLine microphone(AudioFormat format, List<AudioFormat> opens)
      throws LineUnavailableException {
    TargetDataLine line = mock(TargetDataLine.class);
    lenient().when(line.getFormat()).thenReturn(format);
    lenient().when(line.isOpen()).thenReturn(true);
    if (opens.stream().noneMatch(format::matches)) {
      doThrow(new LineUnavailableException("busy")).when(line).open(any(), anyInt());
    }
    return line;
  }

  private static final AudioFormat ANYTHING =
      new AudioFormat(
          AudioFormat.Encoding.PCM_SIGNED, AudioSystem.NOT_SPECIFIED, 16, AudioSystem.NOT_SPECIFIED,
          AudioSystem.NOT_SPECIFIED, AudioSystem.NOT_SPECIFIED, false);

  @Test
  void shouldTakeTheWantedRateInMonoWhereTheCardHasIt() throws Exception {
    AudioFormat wanted = pcm(16_000, 16, 1, false);
    JavaSound sound = new JavaSound(() -> List.of(uncheckedCard("good", List.of(ANYTHING), List.of(wanted))));

    assertThat(sound.openCapture(null, 16_000, 80).describe()).isEqualTo("good, 16000 Hz, mono, 16 bit");
    assertThat(tried).hasSize(1);
  }

  @Test
  void shouldTakeWhatTheCardHasWhereThatIsOnlyStereoOf44100Hz() throws Exception {
    AudioFormat only = pcm(44_100, 16, 2, false);
    JavaSound sound = new JavaSound(() -> List.of(uncheckedCard("old", List.of(only), List.of(only))));

    CaptureLine microphone = sound.openCapture(null, 16_000, 80);
    PlaybackLine loudspeaker = sound.openPlayback(null, 24_000, 80);

    assertThat(microphone.describe()).isEqualTo("old, 44100 Hz, stereo, 16 bit");
    assertThat(loudspeaker.rateHz()).isEqualTo(44_100);
  }

  @Test
  void shouldGoOnToTheNextFormatWhereACardClaimsWhatItCannotOpen() throws Exception {
    AudioFormat only = pcm(48_000, 32, 2, false);
    AudioFormat claimed =
        new AudioFormat(
            AudioFormat.Encoding.PCM_SIGNED, AudioSystem.NOT_SPECIFIED, 32, 2, 8, AudioSystem.NOT_SPECIFIED, false);
    JavaSound sound =
        new JavaSound(() -> List.of(uncheckedCard("boastful", List.of(ANYTHING, claimed), List.of(only))));

    assertThat(sound.openCapture(null, 16_000, 80).describe()).isEqualTo("boastful, 48000 Hz, stereo, 32 bit");
  }

  @Test
  void shouldTakeFormatsThatNobodyWouldGuess() throws Exception {
    AudioFormat odd = pcm(11_025, 16, 6, true);
    JavaSound sound = new JavaSound(() -> List.of(uncheckedCard("odd", List.of(odd), List.of(odd))));

    assertThat(sound.openPlayback(null, 24_000, 80).describe()).isEqualTo("odd, 11025 Hz, 6 channels, 16 bit");
  }

  @Test
  void shouldSayThatABusyCardIsBusyAndHowToFindOutWhoHasIt() {
    JavaSound sound = new JavaSound(() -> List.of(uncheckedCard("busy", List.of(ANYTHING), List.of())));

    assertThatThrownBy(() -> sound.openPlayback(null, 24_000, 80))
        .isInstanceOf(SoundException.class)
        .hasMessageStartingWith("the loudspeaker busy cannot be opened in any of")
        .hasMessageEndingWith("most likely another program has it: 'fuser -v /dev/snd/*' shows which");
  }

  @Test
  void shouldSayThatThereIsNoCardAndWhatMayBeMissing() {
    JavaSound sound = new JavaSound(List::of);

    assertThatThrownBy(() -> sound.openCapture(null, 16_000, 80))
        .isInstanceOf(SoundException.class)
        .hasMessageStartingWith("no sound card with a microphone is there: connect one")
        .hasMessageContaining("usermod -aG audio");
  }

  @Test
  void shouldSayThatNoFormatOfACardIsOfUse() {
    AudioFormat law = new AudioFormat(AudioFormat.Encoding.ULAW, 8_000, 8, 1, 1, 8_000, false);
    JavaSound sound = new JavaSound(() -> List.of(uncheckedCard("telephone", List.of(law), List.of(law))));

    assertThatThrownBy(() -> sound.openCapture(null, 16_000, 80))
        .hasMessageContaining("telephone offers no format that can be used")
        .hasMessageContaining("--microphone");
  }

  @Test
  void shouldListCardsWithoutTheWordsOfTheLibrary() {
    JavaSound sound = new JavaSound(() -> List.of(uncheckedCard("  [default]", List.of(ANYTHING), List.of())));

    assertThat(sound.cards()).containsExactly(new SoundCard(1, "default", "A card", true, true));
  }

  @Test
  void shouldNeverWriteMoreThanTheCardHasRoomForSinceItWouldWait() throws Exception {
    SourceDataLine line = mock(SourceDataLine.class);
    List<Integer> written = new ArrayList<>();
    lenient().when(line.getFormat()).thenReturn(pcm(24_000, 16, 2, false));
    lenient().when(line.getBufferSize()).thenReturn(4_000);
    lenient().when(line.isOpen()).thenReturn(true);
    lenient().when(line.available()).thenReturn(400);
    doAnswer(
            call -> {
              written.add(call.getArgument(2));
              return call.getArgument(2);
            })
        .when(line)
        .write(any(), anyInt(), anyInt());
    JavaPlaybackLine loudspeaker = new JavaPlaybackLine(line, "card", null, new CallWatch(line::flush));

    assertThat(loudspeaker.capacity()).isEqualTo(1_000);
    assertThat(loudspeaker.write(new short[500], 0, 500)).isEqualTo(100);
    assertThat(written).containsExactly(400);
  }

  private Mixer uncheckedCard(String name, List<AudioFormat> offered, List<AudioFormat> opens) {
    try {
      return card(name, offered, opens);
    } catch (LineUnavailableException e) {
      throw new IllegalStateException(e);
    }
  }
}
