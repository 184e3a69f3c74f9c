package io.github.xiaozhisim.device.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.xiaozhisim.device.TestBoard;
import io.github.xiaozhisim.device.virtual.ListeningEar;
import io.github.xiaozhisim.device.virtual.SimScheduler;
import io.github.xiaozhisim.device.virtual.Tones;
import io.github.xiaozhisim.device.virtual.VirtualSpeaker;
import io.github.xiaozhisim.hal.Payload;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AudioServiceTest {

  private static final long MILLI = 1_000_000;
  private static final byte[] PACKET = {0x58, 1, 2, 3}; // by its header 60 ms

  private final SimScheduler scheduler = new SimScheduler();
  private final TestBoard board = new TestBoard(scheduler);
  private final TestBoard.MuteInput microphone = (TestBoard.MuteInput) board.input;
  private int packetsToSend;
  private final List<Long> drainedNanos = new ArrayList<>();

  private AudioService service(boolean serverEchoCancellation) {
    return new AudioService(
        board,
        true,
        serverEchoCancellation,
        new AudioService.Events() {
          @Override
          public void onPacketToSend() {
            packetsToSend++;
          }

          @Override
          public void onPlaybackDrained() {
            drainedNanos.add(scheduler.clock().nowNanos());
          }
        });
  }

  // ---- uplink ------------------------------------------------------------------------------------------------------

  @Test
  void shouldQueueWhatTheMicrophoneSaysAndTellAboutIt() {
    AudioService audio = service(false);
    audio.enableVoiceProcessing(true);
    assertThat(microphone.warmUpMillis).isEqualTo(120);
    microphone.say(PACKET, 180 * MILLI);
    microphone.say(new byte[] {0x58}, 240 * MILLI);

    assertThat(packetsToSend).isEqualTo(2);
    assertThat(audio.captured()).isEqualTo(2);
    assertThat(audio.sendQueue().size()).isEqualTo(2);
    assertThat(audio.sendQueue().peek().bytes()).isEqualTo(PACKET);
    assertThat(audio.sendQueue().peekTimestampMillis()).isZero();
  }

  @Test
  void shouldKeepTheNewestFortyPacketsWhileTheNetworkStalls() {
    AudioService audio = service(false);
    audio.enableVoiceProcessing(true);
    for (int i = 0; i < 83; i++) { // 5 s
      microphone.say(new byte[] {0x58, (byte) i}, i);
    }

    assertThat(audio.sendQueue().size()).isEqualTo(40);
    assertThat(audio.sendQueue().dropped()).isEqualTo(43);
    assertThat(audio.sendQueue().peek().bytes()[1]).isEqualTo((byte) 43);
  }

  @Test
  void shouldStopCapturingButKeepWhatWaitsForTheNetwork() {
    AudioService audio = service(false);
    audio.enableVoiceProcessing(true);
    microphone.say(PACKET, 0);
    audio.enableVoiceProcessing(false);

    assertThat(audio.voiceProcessing()).isFalse();
    assertThat(microphone.sink).isNull();
    assertThat(audio.sendQueue().size()).isEqualTo(1);
  }

  // ---- downlink ----------------------------------------------------------------------------------------------------

  @Test
  void shouldPlayFortyThreeOfSixtyPacketsThatComeAtOnce() {
    AudioService audio = service(false);
    int accepted = 0;
    for (int i = 0; i < 60; i++) {
      accepted += audio.pushPacket(ByteBuffer.wrap(PACKET), 0, 24_000, 60) ? 1 : 0;
    }
    scheduler.runForMillis(10_000);

    assertThat(accepted).isEqualTo(43);
    assertThat(audio.decodeQueueDropped()).isEqualTo(17);
    assertThat(audio.played()).isEqualTo(43);
    assertThat(drainedNanos).containsExactly(43 * 60 * MILLI);
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 6})
  void shouldPlayABurstAndThenRealTimeWithoutAHole(int burst) {
    List<Long> gaps = new ArrayList<>();
    VirtualSpeaker speaker = (VirtualSpeaker) board.output;
    speaker.heardBy(
        new VirtualSpeaker.SpeakerListener() {
          @Override
          public void onGap(long from, long until) {
            gaps.add(until - from);
          }
        });
    AudioService audio = service(false);
    for (int i = 0; i < 100; i++) {
      scheduler.runUntil(Math.max(0, i - burst + 1) * 60 * MILLI);
      assertThat(audio.pushPacket(ByteBuffer.wrap(PACKET), 0, 24_000, 60)).isTrue();
    }
    scheduler.runForMillis(1_000);

    assertThat(gaps).isEmpty();
    assertThat(audio.played()).isEqualTo(100);
    assertThat(drainedNanos).containsExactly(6_000 * MILLI);
  }

  @Test
  void shouldGoOnPlayingAfterAHoleInTheStream() {
    AudioService audio = service(false);
    audio.pushPacket(ByteBuffer.wrap(PACKET), 0, 24_000, 60);
    scheduler.runUntil(360 * MILLI);
    audio.pushPacket(ByteBuffer.wrap(PACKET), 0, 24_000, 60);
    scheduler.runForMillis(1_000);

    assertThat(audio.played()).isEqualTo(2);
    assertThat(drainedNanos).containsExactly(60 * MILLI, 420 * MILLI);
  }

  @Test
  void shouldRefuseWhatIsNoOpusPacketByItsHeader() {
    AudioService audio = service(false);

    assertThat(audio.pushPacket(ByteBuffer.wrap(new byte[0]), 0, 24_000, 60)).isFalse();
    assertThat(audio.pushPacket(ByteBuffer.wrap(new byte[] {0x5b}), 0, 24_000, 60)).isFalse();
    assertThat(audio.pushPacket(ByteBuffer.wrap(new byte[] {0x5b, 3}), 0, 24_000, 60)).isFalse(); // 180 ms
    assertThat(audio.invalidPackets()).isEqualTo(3);
    assertThat(audio.playbackDrained()).isTrue();
  }

  @Test
  void shouldReadThePacketBetweenPositionAndLimitAndKeepACopy() {
    List<byte[]> heard = new ArrayList<>();
    board.output =
        new VirtualSpeaker(
            scheduler,
            new VirtualSpeaker.Ear() {
              @Override
              public void hear(byte[] packet, long startNanos) {
                heard.add(packet);
              }

              @Override
              public void forget() {}
            });
    AudioService audio = service(false);
    byte[] network = {9, 9, 0x58, 1, 2, 3, 9};
    for (int i = 0; i < 2; i++) {
      ByteBuffer view = ByteBuffer.wrap(network).position(2).limit(6);
      assertThat(audio.pushPacket(view, 0, 24_000, 60)).isTrue();
    }
    Arrays.fill(network, (byte) 7); // the network uses its buffer again
    scheduler.runForMillis(200);

    assertThat(heard).hasSize(2).allMatch(packet -> Arrays.equals(packet, PACKET));
  }

  @Test
  void shouldForgetEverythingAtOnceWhenTheDecoderIsReset() {
    AudioService audio = service(false);
    for (int i = 0; i < 10; i++) {
      audio.pushPacket(ByteBuffer.wrap(PACKET), 0, 24_000, 60);
    }
    assertThat(audio.playbackDrained()).isFalse();
    scheduler.runForMillis(100);
    audio.resetDecoder();

    assertThat(audio.playbackDrained()).isTrue();
    scheduler.runForMillis(5_000);
    assertThat(drainedNanos).isEmpty(); // nothing was heard to its end
    assertThat(audio.played()).isEqualTo(4);
  }

  @Test
  void shouldBeSilentAfterStop() {
    AudioService audio = service(false);
    audio.enableVoiceProcessing(true);
    microphone.say(PACKET, 0);
    audio.pushPacket(ByteBuffer.wrap(PACKET), 0, 24_000, 60);
    audio.stop();
    scheduler.runForMillis(1_000);

    assertThat(audio.sendQueue().size()).isZero();
    assertThat(audio.sendQueue().dropped()).isZero();
    assertThat(microphone.sink).isNull();
    assertThat(drainedNanos).isEmpty();
  }

  // ---- echo cancellation by the server -----------------------------------------------------------------------------

  @Test
  void shouldEchoTimestampsInTheirOrderAndThenZero() {
    AudioService audio = service(true);
    audio.enableVoiceProcessing(true);
    for (int timestamp : new int[] {1_000, 1_060, 1_120}) {
      audio.pushPacket(ByteBuffer.wrap(PACKET), timestamp, 24_000, 60);
    }
    assertThat(uplinkTimestamps(audio, 1)).as("the first sounds, the others wait").containsExactly(1_000);
    scheduler.runForMillis(130);

    assertThat(uplinkTimestamps(audio, 3)).containsExactly(1_060, 1_120, 0);
  }

  @Test
  void shouldDiscardTimestampsWhileMoreThanThreeWait() {
    AudioService audio = service(true);
    audio.enableVoiceProcessing(true);
    for (int i = 1; i <= 6; i++) {
      audio.pushPacket(ByteBuffer.wrap(PACKET), i * 100, 24_000, 60);
    }
    scheduler.runForMillis(1_000);

    assertThat(uplinkTimestamps(audio, 7)).containsExactly(0, 0, 0, 400, 500, 600, 0);
  }

  @Test
  void shouldEchoOnlyWhatWasPlayedAndForgetItWithTheDecoder() {
    AudioService audio = service(true);
    audio.enableVoiceProcessing(true);
    for (int i = 1; i <= 5; i++) { // three fit the speaker
      audio.pushPacket(ByteBuffer.wrap(PACKET), i * 100, 24_000, 60);
    }
    assertThat(uplinkTimestamps(audio, 1)).containsExactly(100);
    audio.resetDecoder();
    assertThat(uplinkTimestamps(audio, 1)).containsExactly(0);
  }

  @Test
  void shouldSendZeroWithoutServerEchoCancellation() {
    AudioService audio = service(false);
    audio.enableVoiceProcessing(true);
    audio.pushPacket(ByteBuffer.wrap(PACKET), 1_000, 24_000, 60);

    assertThat(uplinkTimestamps(audio, 2)).containsExactly(0, 0);
  }

  @Test
  void shouldPassOverPacketsWithoutATimestamp() {
    AudioService audio = service(true);
    audio.enableVoiceProcessing(true);
    audio.pushPacket(ByteBuffer.wrap(PACKET), 0, 24_000, 60);
    audio.pushPacket(ByteBuffer.wrap(PACKET), 500, 24_000, 60);
    scheduler.runForMillis(70);

    assertThat(uplinkTimestamps(audio, 2)).containsExactly(500, 0);
  }

  private List<Integer> uplinkTimestamps(AudioService audio, int frames) {
    List<Integer> all = new ArrayList<>();
    for (int i = 0; i < frames; i++) {
      microphone.say(PACKET, 0);
      all.add(audio.sendQueue().peekTimestampMillis());
      audio.sendQueue().remove();
    }
    return all;
  }

  // ---- sounds of the device's own ----------------------------------------------------------------------------------

  @Test
  void shouldPlayASoundBehindWhatIsQueued() {
    AudioService audio = service(false);
    for (int i = 0; i < 10; i++) {
      audio.pushPacket(ByteBuffer.wrap(PACKET), 0, 24_000, 60);
    }
    Sound popup = Sounds.of("zh-CN", "popup");

    assertThat(audio.play(popup, () -> drainedNanos.add(-1L))).isTrue();
    scheduler.runForMillis(5_000);
    assertThat(drainedNanos).containsExactly((600L + popup.durationMillis()) * MILLI);
  }

  @Test
  void shouldLetWhoeverPlaysASoundWaitUntilItHasRoom() {
    AudioService audio = service(false);
    for (int i = 0; i < 43; i++) { // three in the speaker, forty wait
      audio.pushPacket(ByteBuffer.wrap(PACKET), 0, 24_000, 60);
    }
    List<Long> queued = new ArrayList<>();
    Sound popup = Sounds.of("en-US", "popup");

    assertThat(audio.play(popup, () -> queued.add(scheduler.clock().nowNanos() / MILLI))).isFalse();
    assertThat(audio.playbackDrained()).isFalse();
    scheduler.runForMillis(5_000);
    assertThat(queued).containsExactly((long) popup.durationMillis());
    assertThat(drainedNanos).containsExactly((43L * 60 + popup.durationMillis()) * MILLI);
  }

  @Test
  void shouldLetNobodyWaitForRoomThatWillNotComeSinceItWasStopped() {
    AudioService audio = service(false);
    for (int i = 0; i < 43; i++) {
      audio.pushPacket(ByteBuffer.wrap(PACKET), 0, 24_000, 60);
    }
    List<String> told = new ArrayList<>();
    audio.play(Sounds.of("en-US", "popup"), () -> told.add("first"));
    audio.play(Sounds.of("en-US", "vibration"), () -> told.add("second"));
    audio.stop();
    assertThat(told).as("never from inside").isEmpty();
    scheduler.runForMillis(1);
    assertThat(told).containsExactly("first", "second");
    assertThat(audio.playbackDrained()).isTrue();
    audio.shutdown();
    scheduler.runForMillis(60_000);
    assertThat(told).hasSize(2);
  }

  @Test
  void shouldDropSoundsWhenTooManyWait() {
    AudioService audio = service(false);
    for (int i = 0; i < 43; i++) {
      audio.pushPacket(ByteBuffer.wrap(PACKET), 0, 24_000, 60);
    }
    for (int i = 0; i < 1_000; i++) {
      boolean waits = !audio.play(Sounds.of("en-US", "vibration"), () -> {});
      assertThat(waits).isEqualTo(i < 8);
    }
    assertThat(audio.soundsDropped()).isEqualTo(992);
    scheduler.runForMillis(60_000);
    assertThat(audio.playbackDrained()).isTrue();
  }

  @Test
  void shouldFallBackToAmericanEnglish() {
    assertThat(Sounds.of("xx-YY", "7").packets().get(0)).isEqualTo(Sounds.of("en-US", "7").packets().get(0));
    assertThat(Sounds.of("zh-CN", "activation").durationMillis()).isBetween(1_500, 5_000);
  }

  // ---- the decoder and what the server's hello says ----------------------------------------------------------------

  @Test
  void shouldStayMuteAfterAnInvalidPairUntilAnotherValidOneComesAsTheFirmwareDoes() {
    AudioService audio = strict();
    audio.pushPacket(ByteBuffer.wrap(PACKET), 0, 44_100, 60);
    assertThat(audio.decodeErrors()).isEqualTo(1);
    audio.pushPacket(ByteBuffer.wrap(PACKET), 0, 24_000, 60); // the pair from before is still recorded
    audio.play(Sounds.of("en-US", "popup"), () -> {}); // 16 kHz: another valid one
    assertThat(audio.decodeErrors()).isEqualTo(2);
    assertThat(audio.decodeErrors()).as("the sound can be heard").isEqualTo(2);
  }

  @Test
  void shouldRefuseAPacketThatIsLongerThanAnnouncedWhenStrict() {
    AudioService audio = strict();
    ByteBuffer longer = ByteBuffer.wrap(new byte[] {0x59, 1, 2, 3}); // two frames of 60 ms
    audio.pushPacket(longer, 0, 24_000, 60);
    audio.pushPacket(ByteBuffer.wrap(PACKET), 0, 24_000, 60);
    audio.pushPacket(ByteBuffer.allocate(0), 0, 24_000, 60);

    assertThat(audio.decodeErrors()).isEqualTo(2);
    assertThat(audio.played()).isEqualTo(1);
  }

  @Test
  void shouldAcceptAnyAnnouncementAndAnyPacketWhenRobust() {
    AudioService audio = service(false);
    audio.pushPacket(ByteBuffer.wrap(PACKET), 0, 44_100, 60);
    audio.pushPacket(ByteBuffer.wrap(PACKET), 0, 24_000, 30);
    audio.pushPacket(ByteBuffer.wrap(new byte[] {0x59, 1, 2, 3}), 0, 24_000, 60);

    assertThat(audio.decodeErrors()).isZero();
    assertThat(audio.played()).isEqualTo(3);
  }

  // ---- the test recorder -------------------------------------------------------------------------------------------

  @Test
  void shouldRecordAtMostTenSecondsAndPlayThemBack() {
    AudioService audio = service(false);
    audio.startRecording();
    assertThat(microphone.warmUpMillis).isZero();
    int said = 0;
    while (microphone.sink != null && said < 1_000) {
      microphone.say(PACKET, 0);
      said++;
    }
    assertThat(said).isEqualTo(166);
    audio.stopRecordingAndPlay();
    scheduler.runForMillis(20_000);

    assertThat(audio.captured()).isEqualTo(166);
    assertThat(drainedNanos).containsExactly(166 * 60 * MILLI);
    assertThat(packetsToSend).isZero();
  }

  private AudioService strict() {
    return new AudioService(
        board,
        false,
        false,
        new AudioService.Events() {
          @Override
          public void onPacketToSend() {}

          @Override
          public void onPlaybackDrained() {}
        });
  }

  // ---- a board with a sound card -----------------------------------------------------------------------------------

  @Test
  void shouldTakeSamplesInAndGiveSamplesOut() {
    FakePcm.Microphone mic = new FakePcm.Microphone(scheduler, 48_000, 1);
    FakePcm.Speaker speaker = new FakePcm.Speaker(scheduler, 24_000);
    board.input = mic;
    board.output = speaker;
    AudioService audio = service(false);
    audio.volume(55);
    assertThat(speaker.volume()).isEqualTo(55);

    audio.enableVoiceProcessing(true);
    mic.hear(Tones.sine(48_000, 1_200, 600, 9_000));
    assertThat(audio.captured()).isEqualTo(17); // 17.9 frames after the warm-up, the resampler looks ahead
    audio.enableVoiceProcessing(false);

    int sent = 0;
    for (Payload packet = audio.sendQueue().peek(); packet != null; packet = audio.sendQueue().peek()) {
      assertThat(audio.pushPacket(ByteBuffer.wrap(packet.bytes()), 0, 24_000, 60)).isTrue();
      audio.sendQueue().remove();
      sent++;
    }
    scheduler.runForMillis(3_000);

    assertThat(sent).isEqualTo(17);
    assertThat(speaker.heard()).hasSize(17 * 1_440);
    assertThat(Tones.rms(speaker.heard(), 4_800, 20_000)).isCloseTo(9_000 / Math.sqrt(2), within(700.0));
    assertThat(drainedNanos).containsExactly(1_200 * MILLI + 17 * 60 * MILLI);
    assertThat(audio.decodeErrors()).isZero();
  }

  @ParameterizedTest
  @ValueSource(ints = {8_000, 16_000, 24_000, 44_100, 48_000, 22_050})
  void shouldPlayAtTheRateOfAnySpeaker(int rateHz) {
    FakePcm.Speaker speaker = new FakePcm.Speaker(scheduler, rateHz);
    board.output = speaker;
    AudioService audio = service(false);
    for (byte[] packet : Tones.encode(Tones.sine(24_000, 600, 500, 9_000), 24_000)) {
      audio.pushPacket(ByteBuffer.wrap(packet), 0, 24_000, 60);
    }
    scheduler.runForMillis(2_000);

    assertThat(speaker.heard().length).isCloseTo(rateHz * 600 / 1000, within(rateHz / 200));
    assertThat(Tones.rms(speaker.heard(), rateHz / 10, rateHz / 2)).isCloseTo(9_000 / Math.sqrt(2), within(700.0));
  }

  @Test
  void shouldPlayPacketsOfAnyLength() throws Exception {
    FakePcm.Speaker speaker = new FakePcm.Speaker(scheduler, 24_000);
    board.output = speaker;
    AudioService audio = service(false);
    short[] tone = Tones.sine(24_000, 60, 500, 9_000);
    audio.pushPacket(ByteBuffer.wrap(RawOpus.encode(tone, 24_000, 1, 20)), 0, 24_000, 60);
    scheduler.runForMillis(1_000);
    assertThat(speaker.heard()).hasSize(480);

    byte[] sixty = Tones.encode(Tones.sine(16_000, 60, 500, 9_000), 16_000).get(0);
    audio.pushPacket(ByteBuffer.wrap(RawOpus.join(sixty, sixty)), 0, 24_000, 60); // 120 ms
    scheduler.runForMillis(1_000);

    assertThat(speaker.heard()).hasSize(480 + 2_880);
    assertThat(audio.decodeErrors()).isZero();
    assertThat(audio.played()).isEqualTo(2);
  }

  @Test
  void shouldPlayAStereoPacketAsMono() throws Exception {
    FakePcm.Speaker speaker = new FakePcm.Speaker(scheduler, 24_000);
    board.output = speaker;
    AudioService audio = service(false);
    short[] mono = Tones.sine(24_000, 60, 500, 9_000);
    short[] stereo = new short[mono.length * 2];
    for (int i = 0; i < mono.length; i++) {
      stereo[2 * i] = mono[i];
      stereo[2 * i + 1] = mono[i];
    }
    byte[] packet = RawOpus.encode(stereo, 24_000, 2, 60);
    assertThat(packet[0] & 4).isNotZero();
    audio.pushPacket(ByteBuffer.wrap(packet), 0, 24_000, 60);
    scheduler.runForMillis(200);

    assertThat(speaker.heard()).hasSize(1_440);
    assertThat(Tones.rms(speaker.heard(), 700, 1_440)).isCloseTo(9_000 / Math.sqrt(2), within(1_500.0));
  }

  @Test
  void shouldSkipAPacketThatCannotBeDecodedAndGoOn() {
    FakePcm.Speaker speaker = new FakePcm.Speaker(scheduler, 24_000);
    board.output = speaker;
    AudioService audio = service(false);
    byte[] good = Tones.encode(Tones.sine(24_000, 60, 500, 9_000), 24_000).get(0);
    byte[] broken = {0x51, 1, 2, 3}; // by its header 80 ms in two frames of one size, which three bytes cannot be
    audio.pushPacket(ByteBuffer.wrap(good), 0, 24_000, 60);
    audio.pushPacket(ByteBuffer.wrap(broken), 0, 24_000, 60);
    audio.pushPacket(ByteBuffer.wrap(good), 0, 24_000, 60);
    scheduler.runForMillis(1_000);

    assertThat(audio.decodeErrors()).isEqualTo(1);
    assertThat(audio.played()).isEqualTo(2);
    assertThat(speaker.heard()).hasSize(2 * 1_440);
    assertThat(drainedNanos).hasSize(1);
  }

  @Test
  void shouldFlushTheSpeakerWhenTheDecoderIsReset() {
    FakePcm.Speaker speaker = new FakePcm.Speaker(scheduler, 24_000);
    board.output = speaker;
    AudioService audio = service(false);
    for (byte[] packet : Tones.encode(Tones.sine(24_000, 600, 500, 9_000), 24_000)) {
      audio.pushPacket(ByteBuffer.wrap(packet), 0, 24_000, 60);
    }
    audio.resetDecoder();
    scheduler.runForMillis(2_000);

    assertThat(speaker.flushes()).isEqualTo(1);
    assertThat(speaker.heard()).hasSize(2 * 1_440);
    assertThat(drainedNanos).isEmpty();
  }

  @Test
  void shouldLetAnEarHearTheWholeAnswer() {
    ListeningEar ear = new ListeningEar();
    board.output = new VirtualSpeaker(scheduler, ear);
    AudioService audio = service(false);
    for (byte[] packet : Tones.encode(Tones.sine(24_000, 1_200, 500, 9_000), 24_000)) {
      audio.pushPacket(ByteBuffer.wrap(packet), 0, 24_000, 60);
    }
    scheduler.runForMillis(3_000);

    assertThat(ear.answer().packets()).isEqualTo(20);
    assertThat(ear.answer().soundMillis()).isCloseTo(1_195, within(10));
    assertThat(ear.answer().silenceInsideMillis()).isZero();
  }
}
