package io.github.xiaozhisim.device.port;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xiaozhisim.device.virtual.SimScheduler;
import io.github.xiaozhisim.hal.ContractOf;
import io.github.xiaozhisim.hal.Scheduler;
import io.github.xiaozhisim.hal.audio.AudioOutput;
import io.github.xiaozhisim.hal.audio.PcmOutput;
import io.github.xiaozhisim.hal.audio.PcmOutputContract;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

/** A loudspeaker that only knows the time keeps its promises, and hands on what it was given. */
@ContractOf(TimedOutput.class)
class TimedOutputTest extends PcmOutputContract {

  private final SimScheduler scheduler = new SimScheduler();
  private final List<String> driven = new ArrayList<>();

  @Override
  protected Scheduler scheduler() {
    return scheduler;
  }

  @Override
  protected void runUntil(BooleanSupplier done) {
    while (!done.getAsBoolean()) {
      scheduler.runForMillis(1);
    }
  }

  @Override
  protected PcmOutput open() {
    return new TimedOutput(
        scheduler,
        24_000,
        40,
        new TimedOutput.Driver() {
          @Override
          public void play(byte[] block) {
            driven.add("play " + HexFormat.ofDelimiter(" ").formatHex(block));
          }

          @Override
          public void flush() {
            driven.add("flush");
          }
        });
  }

  @Test
  void shouldCallABlockHeardWhenTheEarHasIt() {
    List<Long> endsNanos = new ArrayList<>();
    onScheduler(
        () -> {
          PcmOutput speaker = open();
          speaker.listener(new Ends(() -> endsNanos.add(nowNanos())));
          speaker.play(new short[240], 240);
          speaker.play(new short[240], 240);
        });
    long began = nowNanos();
    runUntil(() -> !endsNanos.isEmpty());

    assertThat(endsNanos.getFirst() - began).as("40 ms on the way, twice 10 ms").isBetween(59_000_000L, 60_000_000L);
  }

  private record Ends(Runnable then) implements AudioOutput.Listener {
    @Override
    public void onRoom() {}

    @Override
    public void onDrained() {
      then.run();
    }
  }

  @Test
  void shouldHandOnWhatItWasGivenLittleEndFirstAndAsLoudAsItWasTold() {
    onScheduler(
        () -> {
          PcmOutput speaker = open();
          speaker.volume(50);
          speaker.play(new short[] {0x1234, -400, 99}, 2);
          speaker.flush();
          speaker.volume(0);
          speaker.play(new short[] {4_000}, 1);
        });

    assertThat(driven).containsExactly("play 8d 04 9c ff", "flush", "play 00 00");
  }
}
