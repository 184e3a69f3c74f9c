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
record TemplateSound(BlockingQueue<byte[]> pipe) implements TimedOutput.Driver {

  static final int IN_HZ = 16_000;
  static final int OUT_HZ = 24_000;

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
        microphone.captured(block);
      }
    } catch (IOException | RuntimeException e) {
      System.err.println("the device hears nothing: arecord has ended; install alsa-utils, and look for a sound card");
    }
  }

  static TimedOutput speaker(Scheduler scheduler, OutputStream played) {
    TemplateSound sound = new TemplateSound(new ArrayBlockingQueue<>(8));
    Thread.ofPlatform().daemon().start(() -> sound.write(played));
    return new TimedOutput(scheduler, OUT_HZ, sound);
  }

  private void write(OutputStream played) {
    try {
      while (true) {
        played.write(pipe.take());
        played.flush();
      }
    } catch (IOException | InterruptedException e) {
      System.err.println("the device is silent: aplay has ended; install alsa-utils, and look for a sound card");
    }
  }

  @Override
  public void play(byte[] block) {
    pipe.offer(block); // full only when the program stands still, and then nothing is heard anyway
  }

  @Override
  public void flush() {
    pipe.clear();
  }
}
