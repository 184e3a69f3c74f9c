package io.github.xiaozhisim.pi.board;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xiaozhisim.device.protocol.ServerMessage;
import io.github.xiaozhisim.device.virtual.SimScheduler;
import io.github.xiaozhisim.device.virtual.VirtualPcmSpeaker;
import io.github.xiaozhisim.device.virtual.VirtualSpeaker.SpeakerListener;
import io.github.xiaozhisim.hal.audio.AudioOutput;
import io.github.xiaozhisim.pi.session.SoundTap;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeardOutputTest {

  private static final int RATE_HZ = 24_000;

  private final SimScheduler scheduler = new SimScheduler();
  private final List<String> told = new ArrayList<>();
  /** What the card takes until it sounds. */
  private int cardMillis = 5;
  private LongConsumer beginnings;
  private final HeardOutput output =
      new HeardOutput(
          new VirtualPcmSpeaker(scheduler, RATE_HZ, (samples, startNanos) -> sounds(startNanos)),
          scheduler.clock(),
          told -> beginnings = told);

  HeardOutputTest() {
    output.heardBy(
        new SpeakerListener() {
          @Override
          public void onFirstSound(long nanos) {
            told.add("first " + millis(nanos));
          }

          @Override
          public void onGap(long fromNanos, long untilNanos) {
            told.add("gap " + (untilNanos - fromNanos) / 1_000_000);
          }

          @Override
          public void onCut(long lostMicros) {
            told.add("cut " + lostMicros / 1_000);
          }
        });
    output.listener(
        new AudioOutput.Listener() {
          @Override
          public void onRoom() {}

          @Override
          public void onDrained() {
            told.add("drained " + millis(scheduler.clock().nowNanos()));
          }
        });
  }

  private void sounds(long startNanos) {
    long nanos = startNanos + cardMillis * 1_000_000L;
    scheduler.timer(() -> beginnings.accept(nanos)).arm(nanos);
  }

  private static long millis(long nanos) {
    return nanos / 1_000_000;
  }

  private void play(int millis) {
    short[] block = new short[RATE_HZ * millis / 1_000];
    java.util.Arrays.fill(block, (short) 8_000);
    output.play(block, block.length);
  }

  @ParameterizedTest
  @ValueSource(ints = {20, 60})
  void shouldReckonTheFirstSoundFromItsBeginningHoweverLongTheBlocks(int blockMillis) {
    long now = millis(scheduler.clock().nowNanos());
    play(blockMillis);
    assertThat(told).as("not before the card says so").isEmpty();
    scheduler.runForMillis(10);

    assertThat(told).containsExactly("first " + (now + 5));
    assertThat(output.dbfs()).isBetween(-13.0, -12.0);
  }

  @Test
  void shouldCountWhatTheCardHoldsIntoTheTimeFromAPacketToItsSound() {
    cardMillis = 100;
    SpeedWatch speed = new SpeedWatch(() -> 0, () -> false);
    output.onFirstSound(speed::onFirstSound);
    for (int answer = 1; answer <= 3; answer++) {
      output.flush();
      speed.onMessageReceived(new ServerMessage.TtsStart(), 10, scheduler.clock().nowNanos());
      speed.onAudioReceived(100, true, scheduler.clock().nowNanos());
      play(60);
      play(60);
      scheduler.runForMillis(1_000);
    }

    assertThat(speed.speed().toSound()).isEqualTo(new DeviceSpeed.Figure(3, 100, 100, 100));
  }

  @Test
  void shouldKeepTheNextSoundsInTheirPlaceWhenTheCardWasSlower() {
    cardMillis = 40;
    play(60);
    scheduler.runForMillis(50);
    play(60);
    scheduler.runForMillis(70);

    assertThat(millis(output.silentForNanos())).as("40 + 120 - 120 ms are left").isEqualTo(-40);
  }

  @Test
  void shouldTellAHoleBetweenTwoBlocksAndNoneWhereThereIsNone() {
    play(60);
    play(60);
    scheduler.runForMillis(60);
    play(60);
    scheduler.runForMillis(220);
    play(60);
    scheduler.runForMillis(10);

    assertThat(told).filteredOn(line -> line.startsWith("gap")).containsExactly("gap 100");
  }

  @Test
  void shouldTellWhatWasCutOffAndBeginAnew() {
    play(60);
    play(60);
    scheduler.runForMillis(30);
    output.flush();
    play(60);
    scheduler.runForMillis(10);

    assertThat(told).filteredOn(line -> !line.startsWith("first")).containsExactly("cut 95");
    assertThat(told).filteredOn(line -> line.startsWith("first")).hasSize(2);
  }

  @Test
  void shouldTellTheRecordingWhatIsThrownAway() {
    output.tap(
        new SoundTap() {
          @Override
          public void microphone(short[] samples, int length, int rateHz, long endNanos) {}

          @Override
          public void speaker(short[] samples, int length, int rateHz, long startNanos) {
            told.add("played " + length * 1_000 / rateHz);
          }

          @Override
          public void speakerFlushed(long nowNanos) {
            told.add("flushed " + millis(nowNanos));
          }
        });
    play(60);
    scheduler.runForMillis(30);
    long now = millis(scheduler.clock().nowNanos());
    output.flush();

    assertThat(told).contains("played 60").endsWith("flushed " + now, "cut 35");
  }

  @Test
  void shouldBeSilentWhenAllHasBeenHeard() {
    assertThat(output.silentForNanos()).isGreaterThan(1_000_000_000_000L);
    play(60);
    assertThat(output.silentForNanos()).isNegative();
    scheduler.runForMillis(265);

    assertThat(output.dbfs()).isEqualTo(-96);
    assertThat(millis(output.silentForNanos())).isEqualTo(200);
    output.volume(30);
    assertThat(output.volumePercent()).isEqualTo(30);
  }
}
