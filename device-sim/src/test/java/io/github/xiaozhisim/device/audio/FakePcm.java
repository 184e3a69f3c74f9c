package io.github.xiaozhisim.device.audio;

import io.github.xiaozhisim.device.virtual.SimScheduler;
import io.github.xiaozhisim.hal.Timer;
import io.github.xiaozhisim.hal.audio.PcmInput;
import io.github.xiaozhisim.hal.audio.PcmOutput;
import java.util.ArrayDeque;
import java.util.Arrays;

/** A sound card in virtual time. */
final class FakePcm {

  private FakePcm() {}

  /** A microphone that hears what a test puts before it, in blocks of 10 ms. */
  static final class Microphone implements PcmInput {
    private final SimScheduler scheduler;
    private final int rateHz;
    private final int channels;
    private Sink sink;

    Microphone(SimScheduler scheduler, int rateHz, int channels) {
      this.scheduler = scheduler;
      this.rateHz = rateHz;
      this.channels = channels;
    }

    @Override
    public int rateHz() {
      return rateHz;
    }

    @Override
    public int channels() {
      return channels;
    }

    @Override
    public void start(Sink to) {
      sink = to;
    }

    @Override
    public void stop() {
      sink = null;
    }

    boolean running() {
      return sink != null;
    }

    /** Lets time pass while {@code mono} is heard; a second channel is loud noise. */
    void hear(short[] mono) {
      int blockFrames = rateHz / 100;
      for (int at = 0; at + blockFrames <= mono.length; at += blockFrames) {
        short[] block = new short[blockFrames * channels];
        for (int i = 0; i < block.length; i++) {
          block[i] = i % channels == 0 ? mono[at + i / channels] : (short) (i * 7_919);
        }
        scheduler.runForMillis(10);
        if (sink != null) {
          sink.onSamples(block, block.length, scheduler.clock().nowNanos());
          scheduler.runFor(0);
        }
      }
    }
  }

  /** A speaker that takes two blocks, plays them in time and remembers everything that was heard. */
  static final class Speaker implements PcmOutput {
    private final SimScheduler scheduler;
    private final int rateHz;
    private final Timer timer;
    private final ArrayDeque<Integer> waiting = new ArrayDeque<>();
    private short[] heard = new short[0];
    private Listener listener;
    private int volume = -1;
    private int flushes;

    Speaker(SimScheduler scheduler, int rateHz) {
      this.scheduler = scheduler;
      this.rateHz = rateHz;
      this.timer = scheduler.timer(this::blockHeard);
    }

    @Override
    public int rateHz() {
      return rateHz;
    }

    @Override
    public boolean hasRoom() {
      return waiting.size() < 2;
    }

    @Override
    public boolean drained() {
      return waiting.isEmpty();
    }

    @Override
    public void listener(Listener to) {
      listener = to;
    }

    @Override
    public void volume(int percent) {
      volume = percent;
    }

    @Override
    public void play(short[] samples, int length) {
      if (!hasRoom()) {
        throw new IllegalStateException("no room");
      }
      int before = heard.length;
      heard = Arrays.copyOf(heard, before + length);
      System.arraycopy(samples, 0, heard, before, length);
      waiting.add(length);
      if (waiting.size() == 1) {
        arm();
      }
    }

    private void arm() {
      timer.arm(scheduler.clock().nowNanos() + waiting.peek() * 1_000_000_000L / rateHz);
    }

    private void blockHeard() {
      waiting.poll();
      if (!waiting.isEmpty()) {
        arm();
      }
      listener.onRoom();
      if (waiting.isEmpty()) {
        listener.onDrained();
      }
    }

    @Override
    public void flush() {
      flushes++;
      waiting.clear();
      timer.cancel();
    }

    short[] heard() {
      return heard;
    }

    int volume() {
      return volume;
    }

    int flushes() {
      return flushes;
    }
  }
}
