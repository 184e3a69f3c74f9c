package io.github.xiaozhisim.device.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.xiaozhisim.device.virtual.SimScheduler;
import io.github.xiaozhisim.hal.ContractOf;
import io.github.xiaozhisim.hal.Scheduler;
import io.github.xiaozhisim.hal.Timer;
import io.github.xiaozhisim.hal.audio.PcmInput;
import io.github.xiaozhisim.hal.audio.PcmInputContract;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

/** A microphone whose driver never rests keeps its promises. */
@ContractOf(HandedOverInput.class)
class HandedOverInputTest extends PcmInputContract {

  private static final long BLOCK_NANOS = 10_000_000;

  private final SimScheduler scheduler = new SimScheduler();
  private Timer beat;

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
  protected PcmInput open() {
    HandedOverInput microphone = new HandedOverInput(scheduler, 16_000, 1);
    beat =
        scheduler.after(
            BLOCK_NANOS,
            () -> {
              microphone.captured(new byte[microphone.blockBytes()], 0);
              beat.arm(beat.deadlineNanos() + BLOCK_NANOS);
            });
    return microphone;
  }

  @Test
  void shouldReadSamplesLittleEndFirst() {
    HandedOverInput microphone = new HandedOverInput(scheduler, 16_000, 1);
    List<Short> heard = new ArrayList<>();
    onScheduler(
        () ->
            microphone.start(
                (samples, length, nanos) -> {
                  for (int i = 0; i < length; i++) {
                    heard.add(samples[i]);
                  }
                }));
    microphone.captured(new byte[] {0x34, 0x12, (byte) 0xff, (byte) 0xff}, 0);
    pass(1);

    assertThat(heard).containsExactly((short) 0x1234, (short) -1);
  }

  @Test
  void shouldTellNoEarlierTimeThanBeforeThoughTheDriverWasKeptWaiting() {
    HandedOverInput microphone = new HandedOverInput(scheduler, 16_000, 1);
    List<Long> heard = new ArrayList<>();
    onScheduler(() -> microphone.start((samples, length, nanos) -> heard.add(nanos)));
    pass(100);
    microphone.captured(new byte[320], 0); // it stood still after it had seen that nothing came behind
    microphone.captured(new byte[320], 320);
    pass(1);

    assertThat(heard).hasSize(2).isSorted();
  }

  /** The time that was told too late makes nothing younger that was heard in half a second behind it. */
  @Test
  void shouldThrowAwayWhatPiledUpWhileTheDriverWasKeptWaiting() {
    HandedOverInput microphone = new HandedOverInput(scheduler, 16_000, 1);
    List<Long> heard = new ArrayList<>();
    onScheduler(() -> microphone.start((samples, length, nanos) -> heard.add(nanos)));
    pass(600);
    microphone.captured(new byte[320], 0);
    for (int behind = 50; behind >= 0; behind--) {
      microphone.captured(new byte[320], behind * 320);
      pass(1);
    }

    assertThat(heard).hasSize(1 + 15).isSorted();
  }

  @Test
  void shouldThrowAwayWhatWaitedWhileTheDeviceWasHeldUp() {
    List<Runnable> held = new ArrayList<>();
    HandedOverInput microphone = new HandedOverInput(new Holding(scheduler, held), 16_000, 1);
    List<Integer> heard = new ArrayList<>();
    onScheduler(() -> microphone.start((samples, length, nanos) -> heard.add(length)));
    microphone.captured(new byte[320], 0);
    pass(160);
    microphone.captured(new byte[160], 0);
    assertThat(held).as("one task, however many blocks").hasSize(1);
    held.forEach(scheduler::execute);
    pass(1);

    assertThat(heard).containsExactly(80);
    assertThat(microphone.lostBlocks()).isEqualTo(1);
  }

  @Test
  void shouldKeepNoMoreThanAFewBlocksForADeviceThatStandsStill() {
    List<Runnable> held = new ArrayList<>();
    HandedOverInput microphone = new HandedOverInput(new Holding(scheduler, held), 16_000, 1);
    List<Integer> heard = new ArrayList<>();
    onScheduler(() -> microphone.start((samples, length, nanos) -> heard.add(length)));
    for (int i = 0; i < 1_000; i++) {
      microphone.captured(new byte[320], 0);
    }
    held.forEach(scheduler::execute);
    pass(1);

    assertThat(heard).hasSize(16);
    assertThat(microphone.lostBlocks()).isEqualTo(984);
  }

  @Test
  void shouldGoOnDeliveringWhenASinkHasThrown() {
    HandedOverInput microphone = new HandedOverInput(scheduler, 16_000, 1);
    List<Integer> heard = new ArrayList<>();
    onScheduler(
        () ->
            microphone.start(
                (samples, length, nanos) -> {
                  heard.add(length);
                  if (heard.size() == 1) {
                    throw new IllegalStateException("thrown on purpose");
                  }
                }));
    microphone.captured(new byte[320], 0);
    microphone.captured(new byte[320], 0);
    assertThatIllegalStateException().isThrownBy(() -> scheduler.runForMillis(1)).withMessage("thrown on purpose");
    pass(1);
    microphone.captured(new byte[320], 0);
    pass(1);

    assertThat(heard).hasSize(3);
  }

  @Test
  void shouldTellAPiledUpBlocksAgeByWhatWaitsBehindIt() {
    HandedOverInput microphone = new HandedOverInput(scheduler, 16_000, 1);
    List<Long> heardNanos = new ArrayList<>();
    onScheduler(() -> microphone.start((samples, length, nanos) -> heardNanos.add(nowNanos() - nanos)));
    microphone.captured(new byte[320], 64_000); // two seconds behind it in the pipe
    microphone.captured(new byte[320], 3_200);
    pass(1);

    assertThat(heardNanos).containsExactly(100_000_000L);
    assertThat(microphone.lostBlocks()).isEqualTo(1);
  }

  /** A scheduler that is held up: what it is given waits. */
  private record Holding(SimScheduler real, List<Runnable> held) implements Scheduler {
    @Override
    public io.github.xiaozhisim.hal.Clock clock() {
      return real.clock();
    }

    @Override
    public void execute(Runnable task) {
      held.add(task);
    }

    @Override
    public Timer timer(Runnable action) {
      return real.timer(action);
    }

    @Override
    public boolean inScheduler() {
      return real.inScheduler();
    }
  }
}
