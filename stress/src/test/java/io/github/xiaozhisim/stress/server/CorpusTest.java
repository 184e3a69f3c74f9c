package io.github.xiaozhisim.stress.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.xiaozhisim.device.opus.OpusDecoder;
import io.github.xiaozhisim.device.speech.Clip;
import io.github.xiaozhisim.device.speech.Corpus;
import io.github.xiaozhisim.hal.Payload;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The server's ear and the speech that ships with the project. */
class CorpusTest {

  private static final Corpus CORPUS = Corpus.builtIn();

  private final ServerCounters counters = new ServerCounters();
  private final Hearing.Shared shared =
      new Hearing.Shared(new KnownSpeech(CORPUS.utterances())).countedBy(counters);

  static Stream<Clip> utterances() {
    return CORPUS.utterances().stream();
  }

  private Hearing hear(Clip clip) {
    Hearing ear = new Hearing(shared);
    clip.packets().forEach(packet -> ear.hear(ByteBuffer.wrap(packet.bytes())));
    return ear;
  }

  @ParameterizedTest
  @MethodSource("utterances")
  void shouldHearEachUtteranceAsLongAsItIsWithinOneFrame(Clip clip) {
    assertThat(hear(clip).gate().speechMicros() / 1000.0).isCloseTo(clip.speechMillis(), within(60.0));
  }

  @ParameterizedTest
  @MethodSource("utterances")
  void shouldHearTheSameFromMemoryAsFromTheWholeStreamDecoded(Clip clip) throws Exception {
    hear(clip);
    long decoded = counters.totals().memoMisses();
    long remembered = hear(clip).gate().speechMicros();
    assertThat(counters.totals().memoMisses()).as("nothing is decoded twice").isEqualTo(decoded);

    VoiceGate gate = new VoiceGate();
    OpusDecoder decoder = new OpusDecoder(Decoders.RATE_HZ);
    short[] pcm = new short[decoder.maxSamples()];
    for (Payload packet : clip.packets()) {
      int samples = decoder.decode(packet.bytes(), pcm);
      int loudness = Loudness.of(pcm, samples, 3);
      for (int block = 0; block < 3; block++) {
        if (packet.length() > 2) {
          gate.hear(Loudness.decibels(loudness, block), 20_000);
        }
      }
      if (packet.length() <= 2) {
        gate.quiet(60_000);
      }
    }
    assertThat(remembered).isEqualTo(gate.speechMicros());
  }

  @ParameterizedTest
  @MethodSource("utterances")
  void shouldRecogniseEachUtterance(Clip clip) {
    assertThat(hear(clip).recognised()).isSameAs(clip);
  }

  @Test
  void shouldHearNobodyInSilenceAndNoise() {
    for (Clip clip : List.of(CORPUS.silence(), CORPUS.noise())) {
      assertThat(hear(clip).gate().voicedMicros()).as(clip.name()).isZero();
    }
  }
}
