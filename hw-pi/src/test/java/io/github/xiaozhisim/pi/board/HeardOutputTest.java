package io.github.xiaozhisim.pi.board;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xiaozhisim.device.virtual.SimScheduler;
import io.github.xiaozhisim.device.virtual.VirtualPcmSpeaker;
import io.github.xiaozhisim.device.virtual.VirtualSpeaker.SpeakerListener;
import io.github.xiaozhisim.hal.audio.AudioOutput;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeardOutputTest {

  private static final int RATE_HZ = 24_000;

  private final SimScheduler scheduler = new SimScheduler();
  private final List<String> told = new ArrayList<>();
  private final HeardOutput output =
      new HeardOutput(
          new VirtualPcmSpeaker(scheduler, RATE_HZ, (samples, startNanos) -> {}), scheduler.clock(), () -> 5_000_000);

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

    assertThat(told).containsExactly("first " + (now + 5));
    assertThat(output.dbfs()).isBetween(-13.0, -12.0);
  }

  @Test
  void shouldTellAHoleBetweenTwoBlocksAndNoneWhereThereIsNone() {
    play(60);
    play(60);
    scheduler.runForMillis(60);
    play(60);
    scheduler.runForMillis(220);
    play(60);

    assertThat(told).filteredOn(line -> line.startsWith("gap")).containsExactly("gap 100");
  }

  @Test
  void shouldTellWhatWasCutOffAndBeginAnew() {
    play(60);
    play(60);
    scheduler.runForMillis(30);
    output.flush();
    play(60);

    assertThat(told).filteredOn(line -> !line.startsWith("first")).containsExactly("cut 95");
    assertThat(told).filteredOn(line -> line.startsWith("first")).hasSize(2);
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
