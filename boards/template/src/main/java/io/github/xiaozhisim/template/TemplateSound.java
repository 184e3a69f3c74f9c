package io.github.xiaozhisim.template;

import io.github.xiaozhisim.device.port.HandedOverInput;
import io.github.xiaozhisim.device.port.TimedOutput;
import io.github.xiaozhisim.hal.Scheduler;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/** Sound through the pipes of two programs, each on a thread of its own, since a pipe may block. */
final class TemplateSound {

  static final int IN_HZ = 16_000;
  static final int OUT_HZ = 24_000;
  private static final int OUT_LATENCY_MILLIS = 40;

  private static final String FORMAT = " -q -t raw -f S16_LE -c 1 2>/dev/null -r ";
  static final String RECORD = "exec arecord --buffer-time=100000 --period-time=10000" + FORMAT + IN_HZ;
  /** Short periods and an early start: otherwise the card keeps the end of an answer until the next one. */
  static final String PLAY = "exec aplay --buffer-time=120000 --period-time=20000 --start-delay=1" + FORMAT + OUT_HZ;

  private TemplateSound() {}

  static HandedOverInput microphone(Scheduler scheduler, InputStream recorded) {
    HandedOverInput microphone = new HandedOverInput(scheduler, IN_HZ, 1);
    Thread.ofPlatform().daemon().start(() -> read(new DataInputStream(recorded), microphone));
    return microphone;
  }

  private static void read(DataInputStream recorded, HandedOverInput microphone) {
    byte[] block = new byte[microphone.blockBytes()];
    try {
      while (true) {
        recorded.readFully(block);
        microphone.captured(block, recorded.available());
      }
    } catch (IOException | RuntimeException e) {
      System.err.println("the device hears nothing: arecord has ended; install alsa-utils, and look for a sound card");
    }
  }

  static TimedOutput speaker(Scheduler scheduler, OutputStream played) {
    BlockingQueue<byte[]> blocks = new ArrayBlockingQueue<>(8); // full only when aplay stands still
    Thread.ofPlatform().daemon().start(() -> write(blocks, played));
    return new TimedOutput(scheduler, OUT_HZ, OUT_LATENCY_MILLIS, blocks::offer);
  }

  private static void write(BlockingQueue<byte[]> blocks, OutputStream played) {
    try {
      while (true) {
        played.write(blocks.take());
        played.flush();
      }
    } catch (IOException | InterruptedException e) {
      System.err.println("the device is silent: aplay has ended; install alsa-utils, and look for a sound card");
    }
  }
}
