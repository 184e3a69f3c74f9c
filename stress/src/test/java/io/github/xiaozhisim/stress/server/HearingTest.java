package io.github.xiaozhisim.stress.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xiaozhisim.device.opus.OpusDecoder;
import io.github.xiaozhisim.device.speech.Clip;
import io.github.xiaozhisim.hal.Payload;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is remembered must sound like what was decoded. */
class HearingTest {

  private final ServerCounters counters = new ServerCounters();
  private final Hearing.Shared shared =
      new Hearing.Shared(new KnownSpeech(List.of(TestSpeech.UTTERANCE, TestSpeech.SHORT_UTTERANCE)))
          .countedBy(counters);

  private Hearing heard(Clip... clips) {
    Hearing hearing = new Hearing(shared);
    for (Clip clip : clips) {
      for (Payload packet : clip.packets()) {
        hearing.hear(ByteBuffer.wrap(packet.bytes()));
      }
    }
    return hearing;
  }

  @Test
  void shouldHearTheSameTheSecondTimeWithoutDecoding() {
    Hearing first = heard(TestSpeech.UTTERANCE);
    long misses = counters.totals().memoMisses();
    assertThat(misses).isPositive();
    Hearing second = heard(TestSpeech.UTTERANCE);
    assertThat(counters.totals().memoMisses()).isEqualTo(misses);
    assertThat(second.gate().speechMicros()).isEqualTo(first.gate().speechMicros());
    assertThat(second.gate().voicedMicros()).isEqualTo(first.gate().voicedMicros());
  }

  @Test
  void shouldRememberWhatAFullDecodeGives() throws Exception {
    heard(TestSpeech.UTTERANCE);
    OpusDecoder whole = new OpusDecoder(16_000);
    assertThat(worstDifference(TestSpeech.UTTERANCE, whole, 0)).isLessThanOrEqualTo(4f);
  }

  @Test
  void shouldFindItsWayIntoAStreamFromTheTwoPacketsBefore() throws Exception {
    // The first half is known, so nothing is decoded until the second, for which a decoder has to be brought into step.
    Clip clip = TestSpeech.UTTERANCE;
    int half = 12;
    heard(new Clip("first half", "", "", 16_000, 60, clip.packets().subList(0, half), -1, -1));
    heard(clip);
    OpusDecoder whole = new OpusDecoder(16_000);
    assertThat(worstDifference(clip, whole, half)).isLessThanOrEqualTo(4f);
  }

  /** Between what is remembered and what {@code decoder} gives, in decibels, from packet {@code from} on. */
  private float worstDifference(Clip clip, OpusDecoder decoder, int from) throws Exception {
    short[] pcm = new short[1920];
    long before = 0;
    long last = 0;
    float worst = 0;
    for (int i = 0; i < clip.packets().size(); i++) {
      byte[] packet = clip.packets().get(i).bytes();
      int expected = Loudness.of(pcm, decoder.decode(packet, pcm), 3);
      long hash = PacketHash.of(packet);
      int remembered = shared.memo().get(PacketHash.sequence(before, last, hash));
      assertThat(remembered).isNotEqualTo(LoudnessMemo.UNKNOWN);
      for (int block = 0; block < 3 && i >= from; block++) {
        float difference = Loudness.decibels(remembered, block) - Loudness.decibels(expected, block);
        worst = Math.max(worst, Math.abs(difference));
        assertThat(Loudness.decibels(remembered, block) > -50)
            .as("voiced, packet %d", i)
            .isEqualTo(Loudness.decibels(expected, block) > -50);
      }
      before = last;
      last = hash;
    }
    return worst;
  }

  @Test
  void shouldRecogniseByMajority() {
    assertThat(heard(TestSpeech.SILENCE, TestSpeech.UTTERANCE, TestSpeech.SILENCE).recognised())
        .isSameAs(TestSpeech.UTTERANCE);
    assertThat(heard(TestSpeech.SILENCE).recognised()).isNull();
  }

  @Test
  void shouldKeepTheMemoBounded() {
    LoudnessMemo memo = new LoudnessMemo();
    for (int i = 1; i < 500_000; i++) {
      memo.put(PacketHash.mix(i), i & 0xffffff);
    }
    int kept = 0;
    for (int i = 1; i < 500_000; i++) {
      int value = memo.get(PacketHash.mix(i));
      if (value != LoudnessMemo.UNKNOWN) {
        assertThat(value).isEqualTo(i & 0xffffff);
        kept++;
      }
    }
    assertThat(kept).isBetween(60_000, 65_536);
  }

  @Test
  void shouldHashWhereTheBytesLie() {
    byte[] bytes = "0123456789abcdefghijk".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    ByteBuffer direct = ByteBuffer.allocateDirect(40);
    direct.position(3).put(bytes).flip().position(3);
    assertThat(PacketHash.of(direct)).isEqualTo(PacketHash.of(bytes));
    assertThat(direct.position()).isEqualTo(3);
    bytes[20]++;
    assertThat(PacketHash.of(bytes)).isNotEqualTo(PacketHash.of(direct));
  }
}
