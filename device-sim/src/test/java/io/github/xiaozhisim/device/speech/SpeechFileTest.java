package io.github.xiaozhisim.device.speech;

import io.github.xiaozhisim.device.signal.Resampler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.jaredmdobson.concentus.OpusApplication;
import io.github.jaredmdobson.concentus.OpusException;
import io.github.xiaozhisim.device.opus.OpusPacket;
import io.github.xiaozhisim.hal.Payload;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SpeechFileTest {

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"zh-light", "en-weather"})
  void shouldHearTheSameLengthOfSpeechInEveryFormat(String name) throws Exception {
    Clip said = utterance(name);
    List<byte[]> packets = bytes(said);
    short[] pcm = Clips.decode(packets, 16_000);
    short[] at48k = Resampler.resample(pcm, 16_000, 48_000);

    List<Clip> heard = List.of(
        SpeechFile.load(file("stereo.wav", SoundFiles.wav(at48k, 48_000, 2))),
        SpeechFile.load(file("float.wav",
            SoundFiles.wav(Resampler.resample(pcm, 16_000, 22_050), 22_050, 1, 32, true, true))),
        SpeechFile.load(file("60ms.opus", OggOpusFile.ofMono(16_000, 104, packets).toBytes(List.of()))),
        SpeechFile.load(file("20ms.opus", opusenc(at48k, 20))),
        SpeechFile.load(file("hybrid.opus", opusenc(at48k, 60))),
        SpeechFile.load(file("speech.p3", SoundFiles.p3(packets))),
        SpeechFile.load(file("bare.raw", SoundFiles.bare(packets))));

    assertThat(heard).allSatisfy(clip -> {
      assertThat(clip.speechMillis()).as(clip.name()).isCloseTo(said.speechMillis(), within(30.0));
      assertThat(clip.sampleRateHz()).isEqualTo(16_000);
      assertThat(clip.frameMillis()).isEqualTo(60);
      assertThat(clip.packets()).allSatisfy(packet -> {
        assertThat(OpusPacket.isValid(packet.bytes())).isTrue();
        assertThat(OpusPacket.durationMicros(packet.bytes())).isEqualTo(60_000);
        assertThat(packet.isShared()).isTrue();
      });
    });
  }

  @Test
  void shouldForwardPacketsThatADeviceCouldHaveSent() throws Exception {
    List<byte[]> packets = bytes(utterance("en-light"));

    for (Path file : List.of(
        file("a.opus", OggOpusFile.ofMono(16_000, 104, packets).toBytes(List.of())),
        file("a.p3", SoundFiles.p3(packets)),
        file("a.raw", SoundFiles.bare(packets)))) {
      assertThat(bytes(SpeechFile.load(file))).usingRecursiveComparison().isEqualTo(packets);
    }
  }

  @Test
  void shouldFindSpeechInTheTimeOfTheServer() throws Exception {
    short[] speech = Clips.decode(bytes(utterance("en-time")), 16_000);
    short[] pcm = new short[speech.length + 16_000];
    System.arraycopy(speech, 0, pcm, 8_000, speech.length);

    Clip clip = SpeechFile.load(file("a.wav", SoundFiles.wav(pcm, 16_000, 1)));

    double endMillis = 500 + utterance("en-time").lastVoicedMillis() + 6.5;
    assertThat(clip.lastVoicedMillis()).isCloseTo(endMillis, within(15.0));
    assertThat(clip.durationMillis()).isBetween(pcm.length / 16, pcm.length / 16 + 60);
  }

  @Test
  void shouldTakeTheTranscriptFromTheTextBeside() throws Exception {
    byte[] wav = SoundFiles.wav(new short[16_000], 16_000, 1);
    file("hello.txt", "\uFEFF 你好，\n 小智 \n".getBytes(StandardCharsets.UTF_8));

    Clip clip = SpeechFile.load(file("hello.wav", wav));

    assertThat(clip.name()).isEqualTo("hello");
    assertThat(clip.transcript()).isEqualTo("你好， 小智");
    assertThat(clip.voiced()).isFalse();
    assertThat(SpeechFile.load(file("other.wav", wav)).transcript()).isEmpty();
  }

  @ParameterizedTest(name = "{1}")
  @CsvSource(delimiter = '|', value = {
    "'ID3\u0004\u0000rest of it' | an MP3 file",
    "'\u00ff\u00fb\u0090d\u0000\u0000\u0000' | an MP3 file",
    "'fLaC\u0000\u0000\u0000\"' | a FLAC file",
    "'OggS\u0000\u0002                       \u0001vorbis' | an Ogg Vorbis file",
    "'\u0001\u0001\u0001 ftypM4A ' | an MP4 or M4A file",
    "'\u001aE\u00df\u00a3\u0001' | a WebM or Matroska file",
    "'FORM1234AIFFCOMM' | an AIFF file",
    "'What is the weather like?' | a text file",
  })
  void shouldNameWhatAFileSeemsToBeAndWhatIsTaken(String start, String kind) throws Exception {
    Path file = file("talk.mp3", SoundFiles.ascii(start));

    assertThatThrownBy(() -> SpeechFile.load(file)).isInstanceOf(SpeechFormatException.class)
        .hasMessageContaining("talk.mp3 is " + kind)
        .hasMessageContaining("WAV, Ogg Opus or raw Opus packets")
        .hasMessageContaining("ffmpeg -i " + file + " -ac 1 -ar 16000 -c:a pcm_s16le " + folder.resolve("talk.wav"));
  }

  @Test
  void shouldSayWhatIsWrongInOneSentence() throws Exception {
    byte[] wav = SoundFiles.wav(new short[16_000], 16_000, 1);
    byte[] ogg = OggOpusFile.ofMono(16_000, 104, bytes(utterance("en-time"))).toBytes(List.of());
    byte[] muLaw = wav.clone();
    muLaw[20] = 7;

    assertRefused(folder.resolve("missing.wav"), "does not exist");
    assertRefused(folder, "is a folder");
    assertRefused(file("empty.wav", new byte[0]), "is empty");
    assertRefused(file("no-sound.wav", SoundFiles.wav(new short[0], 16_000, 1)), "without sound");
    assertRefused(file("cut.wav", Arrays.copyOf(wav, 5_000)), "cut off");
    assertRefused(file("cut-header.wav", Arrays.copyOf(wav, 30)), "cut off");
    assertRefused(file("cut.opus", Arrays.copyOf(ogg, ogg.length - 10)), "cut off");
    assertRefused(file("law.wav", muLaw), "µ-law");
    assertRefused(file("long.wav", SoundFiles.wav(new short[1_000 * 700], 1_000, 1)), "lasts 11 min");
    Path withText = file("text.wav", wav);
    file("text.txt", new byte[] {(byte) 0xFF, (byte) 0xFE, 0x41});
    assertRefused(withText, "UTF-8");
  }

  private void assertRefused(Path file, String why) {
    assertThatThrownBy(() -> SpeechFile.load(file)).as(file.toString()).isInstanceOf(SpeechFormatException.class)
        .hasMessageStartingWith(folder.toString()).hasMessageContaining(why)
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("\n").doesNotContain("Exception"));
  }

  private Path file(String name, byte[] bytes) throws IOException {
    return Files.write(folder.resolve(name), bytes);
  }

  private static Clip utterance(String name) {
    return Corpus.builtIn().utterances().stream().filter(clip -> clip.name().equals(name)).findFirst().orElseThrow();
  }

  private static List<byte[]> bytes(Clip clip) {
    return clip.packets().stream().map(Payload::bytes).toList();
  }

  /** As opusenc encodes 48 kHz: application AUDIO, 32 kbit/s, with what the codec makes of it (hybrid or CELT). */
  private static byte[] opusenc(short[] at48k, int frameMillis) throws OpusException {
    var encoder = new io.github.jaredmdobson.concentus.OpusEncoder(48_000, 1, OpusApplication.OPUS_APPLICATION_AUDIO);
    encoder.setBitrate(frameMillis == 60 ? 28_000 : 40_000);
    if (frameMillis == 60) {
      encoder.setForceMode(io.github.jaredmdobson.concentus.OpusMode.MODE_HYBRID);
    }
    int frame = 48 * frameMillis;
    short[] padded = Arrays.copyOf(at48k, (at48k.length + 312 + frame - 1) / frame * frame);
    byte[] buffer = new byte[4_000];
    List<byte[]> packets = new ArrayList<>();
    for (int at = 0; at < padded.length; at += frame) {
      packets.add(Arrays.copyOf(buffer, encoder.encode(padded, at, frame, buffer, 0, buffer.length)));
    }
    return new OggOpusFile(1, 312, 48_000, 0, packets, at48k.length).toBytes(List.of());
  }
}
