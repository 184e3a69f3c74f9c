package io.github.xiaozhisim.device.port;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xiaozhisim.device.virtual.SimScheduler;
import io.github.xiaozhisim.hal.Scheduler;
import io.github.xiaozhisim.hal.Timer;
import io.github.xiaozhisim.hal.audio.PcmInput;
import io.github.xiaozhisim.hal.audio.PcmInputContract;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

/** A microphone whose driver never rests keeps its promises. */
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
              microphone.captured(new byte[microphone.blockBytes()]);
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
    microphone.captured(new byte[] {0x34, 0x12, (byte) 0xff, (byte) 0xff});
    pass(1);

    assertThat(heard).containsExactly((short) 0x1234, (short) -1);
  }

  @Test
  void shouldThrowAwayWhatWaitedWhileTheDeviceWasHeldUp() {
    HandedOverInput microphone = new HandedOverInput(scheduler, 16_000, 1);
    List<Integer> heard = new ArrayList<>();
    List<Runnable> held = new ArrayList<>();
    HandedOverInput behind = new HandedOverInput(new Holding(scheduler, held), 16_000, 1);
    onScheduler(() -> microphone.start((samples, length, nanos) -> heard.add(length)));
    onScheduler(() -> behind.start((samples, length, nanos) -> heard.add(length)));
    behind.captured(new byte[320]);
    pass(160);
    held.forEach(scheduler::execute);
    microphone.captured(new byte[160]);
    pass(1);

    assertThat(heard).containsExactly(80);
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
