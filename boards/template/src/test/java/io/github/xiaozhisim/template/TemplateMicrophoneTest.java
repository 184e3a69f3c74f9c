package io.github.xiaozhisim.template;

import io.github.xiaozhisim.hal.Scheduler;
import io.github.xiaozhisim.hal.Timer;
import io.github.xiaozhisim.hal.audio.PcmInput;
import io.github.xiaozhisim.hal.audio.PcmInputContract;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.UncheckedIOException;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;

/** The microphone keeps its promises while a program records in time. */
class TemplateMicrophoneTest extends PcmInputContract {

  private static final int BLOCK_BYTES = TemplateSound.IN_HZ / 100 * 2;
  private static final long BLOCK_NANOS = 10_000_000;

  private final Loop loop = new Loop();
  private final PipedOutputStream recorded = new PipedOutputStream();
  private Timer beat;

  @Override
  protected Scheduler scheduler() {
    return loop.scheduler();
  }

  @Override
  protected void runUntil(BooleanSupplier done) {
    loop.runUntil(done);
  }

  @Override
  protected PcmInput open() {
    try {
      PipedInputStream pipe = new PipedInputStream(recorded, 100 * BLOCK_BYTES);
      beat = scheduler().after(BLOCK_NANOS, this::recordABlock);
      return TemplateSound.microphone(scheduler(), pipe);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void recordABlock() {
    try {
      recorded.write(new byte[BLOCK_BYTES]);
      recorded.flush();
      beat.arm(beat.deadlineNanos() + BLOCK_NANOS);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @AfterEach
  void close() {
    loop.close();
  }
}
