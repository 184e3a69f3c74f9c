package io.github.xiaozhisim.device.speech;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.xiaozhisim.device.opus.OpusDecodeException;
import io.github.xiaozhisim.device.opus.OpusPacket;
import io.github.xiaozhisim.hal.Payload;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CorpusTest {

  private final Corpus corpus = Corpus.builtIn();

  @Test
  void shouldHaveShortAndLongSpeechInBothLanguages() {
    for (String language : List.of("zh", "en")) {
      assertThat(corpus.utterances(language)).hasSize(5);
      assertThat(corpus.answers(language)).hasSize(4);
      assertThat(corpus.utterances(language)).anyMatch(clip -> clip.durationMillis() < 1_500)
          .anyMatch(clip -> clip.durationMillis() > 6_000);
      assertThat(corpus.answers(language)).allMatch(
          clip -> clip.durationMillis() > 2_000 && clip.durationMillis() < 5_500);
    }
    assertThat(Stream.concat(corpus.utterances().stream(), corpus.answers().stream()))
        .allMatch(clip -> !clip.transcript().isBlank())
        .extracting(Clip::name).doesNotHaveDuplicates();
  }

  @Test
  void shouldTellTruthfullyWhereSpeechIs() throws OpusDecodeException {
    for (Clip clip : all()) {
      List<byte[]> packets = clip.packets().stream().map(Payload::bytes).toList();
      VoiceActivity.Voiced heard =
          VoiceActivity.find(Clips.decode(packets, clip.sampleRateHz()), clip.sampleRateHz());

      assertThat(heard.firstMillis()).as(clip.name()).isCloseTo(clip.firstVoicedMillis(), within(10.0));
      assertThat(heard.lastMillis()).as(clip.name()).isCloseTo(clip.lastVoicedMillis(), within(10.0));
    }
  }

  @Test
  void shouldEndUtterancesWithTheirLastFrame() {
    for (Clip clip : corpus.utterances()) {
      assertThat(clip.durationMillis() - clip.lastVoicedMillis()).as(clip.name()).isBetween(0.0, 9.9);
      assertThat(clip.firstVoicedMillis()).as(clip.name()).isBetween(0.0, 40.0);
    }
    for (Clip clip : corpus.answers()) {
      assertThat(clip.firstVoicedMillis()).as(clip.name()).isBetween(0.0, 60.0);
    }
  }

  @Test
  void shouldHoldPacketsADeviceOrAServerSends() {
    for (Clip clip : all()) {
      assertThat(clip.frameMillis()).isEqualTo(60);
      assertThat(clip.packets()).allMatch(packet -> OpusPacket.isValid(packet.bytes())
          && OpusPacket.durationMicros(packet.bytes()) == 60_000 && OpusPacket.channels(packet.bytes()[0]) == 1);
    }
    assertThat(corpus.utterances()).allMatch(clip -> clip.sampleRateHz() == 16_000
        && clip.packets().stream().allMatch(packet -> packet.bytes()[0] == 0x58));
    assertThat(corpus.answers()).allMatch(clip -> clip.sampleRateHz() == 24_000);
  }

  @Test
  void shouldHaveSilenceAndNoiseThatAreNotVoicedHoweverOftenRepeated() throws OpusDecodeException {
    for (Clip clip : List.of(corpus.silence(), corpus.noise())) {
      List<byte[]> once = clip.packets().stream().map(Payload::bytes).toList();
      List<byte[]> thrice = Stream.of(once, once, once).flatMap(List::stream).toList();

      assertThat(clip.voiced()).isFalse();
      assertThat(VoiceActivity.find(Clips.decode(thrice, 16_000), 16_000).any()).as(clip.name()).isFalse();
    }
    assertThat(corpus.silence().packets().stream().mapToInt(Payload::length).average().orElseThrow()).isLessThan(10);
  }

  @Test
  void shouldLoadWithoutTheCodecAndShareItsPackets() {
    assertThat(Corpus.builtIn()).isSameAs(corpus);
    assertThat(all()).allMatch(clip -> clip.packets().stream().allMatch(Payload::isShared));
  }

  @Test
  void shouldBeSmallAndPlayable() throws Exception {
    Path folder = Path.of(Corpus.class.getResource("corpus/index.json").toURI()).getParent();
    long bytes = 0;
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        bytes += Files.size(file);
        if (file.toString().endsWith(".opus")) {
          OggOpusFile ogg = OggOpusFile.read(Files.readAllBytes(file), file.toString());
          assertThat(ogg.preSkip48k()).as(file.toString()).isEqualTo(312);
        }
      }
    }
    assertThat(bytes).isLessThan(300_000);
  }

  private List<Clip> all() {
    return Stream.of(corpus.utterances(), corpus.answers(), List.of(corpus.silence(), corpus.noise()))
        .flatMap(List::stream).toList();
  }
}
