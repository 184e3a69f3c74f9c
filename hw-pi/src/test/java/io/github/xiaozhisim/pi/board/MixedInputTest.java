package io.github.xiaozhisim.pi.board;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xiaozhisim.device.speech.Clip;
import io.github.xiaozhisim.device.speech.Corpus;
import io.github.xiaozhisim.device.virtual.SimScheduler;
import io.github.xiaozhisim.device.virtual.VirtualMicrophone.SpeechListener;
import io.github.xiaozhisim.device.virtual.VirtualPcmMicrophone;
import io.github.xiaozhisim.hal.audio.PcmInput;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class MixedInputTest {

  static final VoiceGate.Listener NOBODY =
      new VoiceGate.Listener() {
        @Override
        public void onVoiceChanged(boolean voice, long sinceNanos) {}

        @Override
        public void onVoice(long fromNanos, long untilNanos) {}
      };

  private static final Clip CLIP = Corpus.builtIn().utterances("en").getFirst();

  private final SimScheduler scheduler = new SimScheduler();
  private final VirtualPcmMicrophone room = new VirtualPcmMicrophone(scheduler, 16_000, 1);
  private final MixedInput input = new MixedInput(room, scheduler.clock(), NOBODY);
  private final Heard heard = new Heard();

  /** All that was delivered, and when. */
  private static final class Heard implements PcmInput.Sink {
    private short[] samples = new short[0];
    private final List<Long> ends = new ArrayList<>();
    private int longest;

    @Override
    public void onSamples(short[] block, int length, long capturedNanos) {
      int at = samples.length;
      samples = Arrays.copyOf(samples, at + length);
      System.arraycopy(block, 0, samples, at, length);
      ends.add(capturedNanos);
      longest = Math.max(longest, length);
    }
  }

  private static short[] counting(int length) {
    short[] samples = new short[length];
    for (int i = 0; i < length; i++) {
      samples[i] = (short) (1 + i % 30_000);
    }
    return samples;
  }

  @Test
  void shouldSayWhatItIsToldInsteadOfTheRoom() {
    Speech speech = Speech.of(CLIP);
    room.say(counting(16_000));
    input.start(heard);
    long[] told = new long[3];
    input.say(
        speech,
        new SpeechListener() {
          @Override
          public void onSpeechStarted(long nanos) {
            told[0] = nanos;
          }

          @Override
          public void onSpeechEnded(long lastVoicedNanos, long endNanos) {
            told[1] = lastVoicedNanos;
            told[2] = endNanos;
          }
        });
    scheduler.runForMillis(CLIP.durationMillis() + 100);

    assertThat(Arrays.copyOf(heard.samples, speech.samples().length)).isEqualTo(speech.samples());
    assertThat(told[1] - told[0]).isEqualTo(Math.round(CLIP.lastVoicedMillis() * 1e6));
    assertThat((told[2] - told[0]) / 1_000_000).isEqualTo(speech.samples().length / 16);
  }

  @Test
  void shouldHearTheRoomAgainAfterwards() {
    input.start(heard);
    input.say(Speech.of(CLIP), new Silent());
    scheduler.runForMillis(CLIP.durationMillis() + 100);
    room.say(counting(160));
    scheduler.runForMillis(20);

    assertThat(heard.samples).contains((short) 100, (short) 101, (short) 102);
  }

  @Test
  void shouldTellHowLoudItIsAndThatItIsOffWhenItIsOff() {
    input.start(heard);
    input.say(Speech.of(CLIP), new Silent());
    scheduler.runForMillis(400);

    assertThat(input.dbfs()).isGreaterThan(-50);
    input.stop();
    assertThat(input.dbfs()).isEqualTo(-96);
  }

  @Test
  void shouldHandOnWhatWasSaidBeforeTheDeviceListened() {
    input.alwaysOpen(true);
    room.say(counting(48_000));
    scheduler.runForMillis(1_000);
    long sinceNanos = scheduler.clock().nowNanos() - 600_000_000L;
    input.remember(sinceNanos);
    scheduler.runForMillis(300); // it connects
    input.start(heard);
    scheduler.runForMillis(1_000);

    short first = heard.samples[0];
    for (int i = 0; i < 20_000; i++) {
      assertThat(heard.samples[i]).as("sample %d", i).isEqualTo((short) (1 + (first - 1 + i) % 30_000));
    }
    assertThat(first).isBetween((short) 6_200, (short) 6_600); // 600 ms before the end of the first second
    assertThat(heard.longest).as("at most 60 ms at once").isLessThanOrEqualTo(960);
    assertThat(heard.ends.getFirst()).isLessThan(sinceNanos + 70_000_000L);
    assertThat(heard.ends).isSorted();
    assertThat(scheduler.clock().nowNanos() - heard.ends.getLast()).as("the present").isLessThan(20_000_000L);
  }

  @Test
  void shouldNotHandOnMoreThanAnEncoderTakesWhenACardDeliversInLumps() {
    Lumps card = new Lumps();
    MixedInput lumpy = new MixedInput(card, scheduler.clock(), NOBODY);
    lumpy.alwaysOpen(true);
    card.deliver(scheduler.clock().nowNanos());
    lumpy.remember(scheduler.clock().nowNanos() - 2_000_000_000L);
    lumpy.start(heard);
    int before = 0;
    for (int lump = 0; lump < 30; lump++) {
      scheduler.runForMillis(60);
      card.deliver(scheduler.clock().nowNanos());
      assertThat(heard.ends.size() - before).as("frames in one pass").isLessThanOrEqualTo(2);
      before = heard.ends.size();
    }
  }

  /** A card with periods of 60 ms, handed on as six blocks at once. */
  private static final class Lumps implements PcmInput {
    private Sink sink = (samples, length, nanos) -> {};

    void deliver(long nowNanos) {
      for (int block = 5; block >= 0; block--) {
        sink.onSamples(new short[160], 160, nowNanos - block * 10_000_000L);
      }
    }

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
    public void stop() {
      sink = (samples, length, nanos) -> {};
    }
  }

  @Test
  void shouldForgetWhatNobodyListenedTo() {
    input.alwaysOpen(true);
    room.say(counting(16_000));
    scheduler.runForMillis(500);
    input.remember(scheduler.clock().nowNanos());
    scheduler.runForMillis(11_000);
    input.start(heard);
    scheduler.runForMillis(100);

    assertThat(heard.samples.length).isEqualTo(1_600);
    assertThat(heard.samples).containsOnly((short) 0);
  }

  private static final class Silent implements SpeechListener {
    @Override
    public void onSpeechStarted(long nanos) {}

    @Override
    public void onSpeechEnded(long lastVoicedNanos, long endNanos) {}
  }
}
