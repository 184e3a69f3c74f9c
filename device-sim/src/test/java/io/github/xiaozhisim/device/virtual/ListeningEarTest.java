package io.github.xiaozhisim.device.virtual;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.xiaozhisim.device.speech.Clip;
import io.github.xiaozhisim.device.speech.Corpus;
import io.github.xiaozhisim.hal.Payload;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ListeningEarTest {

  private static final int RATE_HZ = 24_000;
  private static final long FRAME_NANOS = 60_000_000;

  private final ListeningEar ear = new ListeningEar();

  @Test
  void shouldTellWhenTheFirstSoundBeganInsideAPacket() {
    // 100 ms of silence: the tone begins 40 ms into the second packet, 6.5 ms later for the codec's delay
    hear(Tones.encode(Tones.join(new short[RATE_HZ / 10], tone(500)), RATE_HZ), 1_000_000_000);

    assertThat(ear.answer().firstSoundNanos()).isCloseTo(1_106_500_000L, within(7_000_000L));
  }

  @Test
  void shouldCountSoundAndTheSilenceInsideButNotAroundIt() {
    hear(
        Tones.encode(
            Tones.join(new short[RATE_HZ / 1000 * 120], tone(300), new short[RATE_HZ / 5], tone(300), new short[4_800]),
            RATE_HZ),
        0);

    assertThat(ear.answer().soundMillis()).isCloseTo(600, within(60)); // the codec smears each end by 20 ms
    assertThat(ear.answer().silenceInsideMillis()).isCloseTo(200, within(50));
    assertThat(ear.answer().soundEndNanos()).isCloseTo(926_500_000L, within(30_000_000L));
  }

  @Test
  void shouldCountAHoleInTheStreamAsSilenceInside() {
    List<byte[]> packets = Tones.encode(tone(240), RATE_HZ);
    hear(packets.subList(0, 2), 0);
    hear(packets.subList(2, 4), 2 * FRAME_NANOS + 300_000_000);

    assertThat(ear.answer().silenceInsideMillis()).isCloseTo(300, within(15));
  }

  @Test
  void shouldFindNothingToHearInSilence() {
    hear(Tones.encode(new short[RATE_HZ], RATE_HZ), 0);

    assertThat(ear.answer().audible()).isFalse();
    assertThat(ear.answer().firstSoundNanos()).isEqualTo(-1);
    assertThat(ear.answer().soundMillis()).isZero();
    assertThat(ear.answer().silenceInsideMillis()).isZero();
  }

  @Test
  void shouldCountPacketsThatCannotBeDecodedAndGoOnListening() {
    ear.hear(new byte[] {0x58 | 3}, 0); // announces a count of frames that is not there
    hear(Tones.encode(tone(120), RATE_HZ), FRAME_NANOS);

    assertThat(ear.answer().decodeErrors()).isEqualTo(1);
    assertThat(ear.answer().packets()).isEqualTo(3);
    assertThat(ear.answer().audible()).isTrue();
    assertThat(ear.decodeErrors()).isEqualTo(1);
  }

  @Test
  void shouldTellThePeakAndWhetherSoundIsClipped() {
    hear(Tones.encode(Tones.sine(RATE_HZ, 600, 440, 8_000), RATE_HZ), 0);
    assertThat(ear.answer().peakDb()).isCloseTo(-12.2, within(1.5));
    assertThat(ear.answer().clippedSamples()).isZero();

    ear.forget();
    short[] square = Tones.sine(RATE_HZ, 600, 440, 32_767);
    for (int i = 0; i < square.length; i++) {
      square[i] = square[i] < 0 ? Short.MIN_VALUE : Short.MAX_VALUE;
    }
    hear(Tones.encode(square, RATE_HZ), 0);
    assertThat(ear.answer().clippedSamples()).isGreaterThan(200);
    assertThat(ear.answer().peakDb()).isCloseTo(0, within(0.1));
  }

  @Test
  void shouldBeginANewAnswerWhenToldToForgetAndKeepTheOneBefore() {
    hear(Tones.encode(tone(300), RATE_HZ), 0);
    ear.forget();
    ear.forget(); // nothing in between: no answer of its own
    hear(Tones.encode(new short[RATE_HZ / 2], RATE_HZ), 5_000_000_000L);

    assertThat(ear.answer().audible()).isFalse();
    assertThat(ear.previousAnswer()).isNotNull();
    assertThat(ear.previousAnswer().soundMillis()).isCloseTo(300, within(15));
    assertThat(ear.answers()).isEqualTo(1);

    ear.forget();
    assertThat(ear.answers()).isEqualTo(2);
    assertThat(ear.silentAnswers()).isEqualTo(1);
  }

  @Test
  void shouldHearThroughAVirtualSpeakerInItsTime() {
    SimScheduler scheduler = new SimScheduler();
    VirtualSpeaker speaker = new VirtualSpeaker(scheduler, ear);
    List<byte[]> packets = Tones.encode(tone(180), RATE_HZ);
    scheduler.runUntil(1_000_000_000);
    for (byte[] packet : packets) {
      speaker.play(packet, 60_000);
    }
    scheduler.runFor(1_000_000_000);

    assertThat(ear.answer().packets()).isEqualTo(3);
    assertThat(ear.answer().firstSoundNanos()).isCloseTo(1_005_000_000L, within(5_000_000L));
    assertThat(ear.answer().soundEndNanos()).isEqualTo(1_180_000_000);

    speaker.flush();
    assertThat(ear.answers()).isEqualTo(1);
  }

  @ParameterizedTest
  @MethodSource("answers")
  void shouldHearEveryAnswerOfTheCorpus(Clip answer) {
    hear(answer.packets().stream().map(Payload::bytes).toList(), 0);

    assertThat(ear.answer().decodeErrors()).isZero();
    assertThat(ear.answer().clippedSamples()).isLessThan(100);
    assertThat(ear.answer().firstSoundNanos()).isCloseTo(nanos(answer.firstVoicedMillis()), within(60_000_000L));
    assertThat(ear.answer().soundEndNanos()).isCloseTo(nanos(answer.lastVoicedMillis()), within(250_000_000L));
    assertThat(ear.answer().soundMillis()).isGreaterThan((int) (answer.speechMillis() / 2));
  }

  static List<Clip> answers() {
    return Corpus.builtIn().answers();
  }

  @Test
  void shouldHearNothingInTheSilenceOfTheCorpus() {
    hear(Corpus.builtIn().silence().packets().stream().map(Payload::bytes).toList(), 0);

    assertThat(ear.answer().audible()).isFalse();
  }

  private static long nanos(double millis) {
    return Math.round(millis * 1e6);
  }

  private static short[] tone(int millis) {
    return Tones.sine(RATE_HZ, millis, 440, 8_000);
  }

  private void hear(List<byte[]> packets, long startNanos) {
    long at = startNanos;
    for (byte[] packet : packets) {
      ear.hear(packet, at);
      at += FRAME_NANOS;
    }
  }
}
