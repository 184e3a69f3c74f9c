package io.github.xiaozhisim.device.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.xiaozhisim.device.opus.OpusDecoder;
import io.github.xiaozhisim.device.opus.OpusPacket;
import io.github.xiaozhisim.device.virtual.SimScheduler;
import io.github.xiaozhisim.device.virtual.Tones;
import io.github.xiaozhisim.hal.audio.PcmInput;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CaptureTest {

  private static final long MILLI = 1_000_000;

  private final SimScheduler scheduler = new SimScheduler();
  private final List<byte[]> packets = new ArrayList<>();
  private final List<Long> capturedNanos = new ArrayList<>();

  private Capture capture(FakePcm.Microphone microphone) {
    return new Capture(
        microphone,
        scheduler,
        (packet, captured) -> {
          packets.add(packet.bytes());
          capturedNanos.add(captured);
        });
  }

  @Test
  void shouldSendOnePacketEvery60MillisAfterTheWarmUp() {
    FakePcm.Microphone microphone = new FakePcm.Microphone(scheduler, 16_000, 1);
    capture(microphone).start(FrameAssembler.WARM_UP_MILLIS);
    microphone.hear(speech(16_000, 10_000));

    assertThat(packets).hasSize(164); // (10 000 - 120) / 60
    assertThat(packets)
        .allSatisfy(
            packet -> {
              assertThat(OpusPacket.durationMicros(packet)).isEqualTo(60_000);
              assertThat(OpusPacket.channels(packet[0])).isEqualTo(1);
              assertThat(OpusPacket.frameCount(packet, 0, packet.length)).isEqualTo(1);
            });
    assertThat(packets.stream().filter(packet -> packet[0] == 0x58)).hasSizeGreaterThan(150);
    for (int n = 0; n < packets.size(); n++) {
      assertThat(capturedNanos.get(n)).isEqualTo((180 + 60L * n) * MILLI);
    }
  }

  @Test
  void shouldNotSendBefore180Millis() {
    FakePcm.Microphone microphone = new FakePcm.Microphone(scheduler, 16_000, 1);
    capture(microphone).start(FrameAssembler.WARM_UP_MILLIS);
    microphone.hear(new short[16 * 170]);
    assertThat(packets).isEmpty();

    microphone.hear(new short[160]);
    assertThat(packets).hasSize(1);
  }

  @Test
  void shouldSendMostlyOneBytePacketsForSilence() {
    FakePcm.Microphone microphone = new FakePcm.Microphone(scheduler, 16_000, 1);
    capture(microphone).start(FrameAssembler.WARM_UP_MILLIS);
    microphone.hear(new short[16_000 * 6]);

    assertThat(packets).hasSize(98);
    long tiny = packets.stream().skip(20).filter(packet -> packet.length == 1).count();
    assertThat(tiny).isBetween(55L, 77L);
  }

  @ParameterizedTest
  @CsvSource({"48000, 1", "48000, 2", "44100, 1", "24000, 1"})
  void shouldBring16KilohertzOutOfAnyMicrophone(int rateHz, int channels) throws Exception {
    FakePcm.Microphone microphone = new FakePcm.Microphone(scheduler, rateHz, channels);
    capture(microphone).start(FrameAssembler.WARM_UP_MILLIS);
    microphone.hear(Tones.sine(rateHz, 1_000, 1_000, 10_000));

    assertThat(packets).hasSize(14);
    short[] heard = decoded();
    // the tone, and nothing of a second channel's noise
    assertThat(Tones.rms(heard, 4_000, 12_000)).isCloseTo(10_000 / Math.sqrt(2), within(700.0));
    assertThat(frequency(heard, 4_000, 12_000)).isCloseTo(1_000, within(10.0));
  }

  @Test
  void shouldTellTheTimeOfAFramesLastSampleAlsoThroughTheResampler() {
    FakePcm.Microphone microphone = new FakePcm.Microphone(scheduler, 48_000, 1);
    capture(microphone).start(FrameAssembler.WARM_UP_MILLIS);
    microphone.hear(new short[48_000]);

    // the resampler gives samples later than it takes them, but they were heard when they were heard
    for (int n = 0; n < capturedNanos.size(); n++) {
      assertThat(capturedNanos.get(n)).isCloseTo((180 + 60L * n) * MILLI, within(63_000L));
    }
  }

  @Test
  void shouldTellEachFrameItsOwnTimeWhenSeveralComeInOneBlock() {
    List<Long> times = new ArrayList<>();
    FakeStart start = new FakeStart();
    Capture capture = new Capture(start, scheduler, (packet, captured) -> times.add(captured));
    capture.start(FrameAssembler.WARM_UP_MILLIS);
    start.sink.onSamples(new short[1_920 + 1_920], 3_840, 240 * MILLI);
    scheduler.runForMillis(1);

    assertThat(times).containsExactly(180 * MILLI, 240 * MILLI);
  }

  @Test
  void shouldDropTheOldestFramesWhenTheEncoderDoesNotKeepUp() {
    FakeStart start = new FakeStart();
    List<Long> times = new ArrayList<>();
    Capture capture = new Capture(start, scheduler, (packet, captured) -> times.add(captured));
    capture.start(FrameAssembler.WARM_UP_MILLIS);
    start.sink.onSamples(new short[1_920 + 5 * 960], 1_920 + 5 * 960, 420 * MILLI);
    scheduler.runForMillis(1);

    assertThat(times).containsExactly(360 * MILLI, 420 * MILLI);
    assertThat(capture.framesDropped()).isEqualTo(3);
  }

  @Test
  void shouldSendNothingAfterStopAndWarmUpAgainAfterTheNextStart() {
    FakePcm.Microphone microphone = new FakePcm.Microphone(scheduler, 16_000, 1);
    Capture capture = capture(microphone);
    capture.start(FrameAssembler.WARM_UP_MILLIS);
    capture.start(FrameAssembler.WARM_UP_MILLIS); // no effect
    microphone.hear(new short[16 * 230]);
    assertThat(packets).hasSize(1);

    capture.stop();
    capture.stop();
    assertThat(microphone.running()).isFalse();
    microphone.hear(new short[16 * 500]);
    assertThat(packets).hasSize(1);

    capture.start(FrameAssembler.WARM_UP_MILLIS);
    microphone.hear(new short[16 * 170]);
    assertThat(packets).hasSize(1);
    microphone.hear(new short[16 * 10]);
    assertThat(packets).hasSize(2);
  }

  @Test
  void shouldForgetFramesThatWaitForTheEncoderWhenStopped() {
    FakeStart start = new FakeStart();
    List<Long> times = new ArrayList<>();
    Capture capture = new Capture(start, scheduler, (packet, captured) -> times.add(captured));
    capture.start(FrameAssembler.WARM_UP_MILLIS);
    start.sink.onSamples(new short[1_920 + 960], 1_920 + 960, 180 * MILLI);
    capture.stop();
    scheduler.runForMillis(1);

    assertThat(times).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {16_000, 48_000})
  void shouldNotSayInTheNextTurnWhatWasHeardInTheLast(int rateHz) throws Exception {
    FakePcm.Microphone microphone = new FakePcm.Microphone(scheduler, rateHz, 1);
    Capture capture = capture(microphone);
    capture.start(FrameAssembler.WARM_UP_MILLIS);
    microphone.hear(Tones.sine(rateHz, 500, 500, 20_000));
    capture.stop();
    packets.clear();
    capture.start(FrameAssembler.WARM_UP_MILLIS);
    microphone.hear(new short[rateHz / 2]);

    short[] heard = decoded();
    assertThat(Tones.rms(heard, 0, heard.length)).isLessThan(1.0);
  }

  private short[] decoded() throws Exception {
    OpusDecoder decoder = new OpusDecoder(16_000);
    short[] all = new short[packets.size() * 960];
    short[] frame = new short[decoder.maxSamples()];
    int at = 0;
    for (byte[] packet : packets) {
      int length = decoder.decode(packet, frame);
      System.arraycopy(frame, 0, all, at, length);
      at += length;
    }
    return Arrays.copyOf(all, at);
  }

  private static double frequency(short[] pcm, int from, int until) {
    int rises = 0;
    for (int i = from + 1; i < until; i++) {
      rises += pcm[i - 1] < 0 && pcm[i] >= 0 ? 1 : 0;
    }
    return rises * 16_000.0 / (until - from);
  }

  /** Something like a voice: pulses with all harmonics, in syllables. */
  private static short[] speech(int rateHz, int millis) {
    short[] pcm = new short[rateHz / 1000 * millis];
    double ringing = 0;
    for (int i = 0; i < pcm.length; i++) {
      ringing = 0.85 * ringing + (i % (rateHz / 150) == 0 ? 12_000 : 0);
      pcm[i] = (short) (ringing * (0.6 + 0.4 * Math.sin(2 * Math.PI * 4 * i / rateHz)));
    }
    return pcm;
  }

  /** A microphone whose blocks a test makes itself. */
  private static final class FakeStart implements PcmInput {
    private Sink sink;

    @Override
    public int rateHz() {
      return 16_000;
    }

    @Override
    public int channels() {
      return 1;
    }

    @Override
    public void start(Sink to) {
      sink = to;
    }

    @Override
    public void stop() {}
  }
}
