package io.github.xiaozhisim.pi.sound;

import io.github.xiaozhisim.hal.Clock;
import java.util.Arrays;

/** A microphone in a silent room: what a device has while there is no card. */
final class SilentCapture implements CaptureLine {

  private final Clock clock;
  private final int rateHz;
  private final long startNanos;
  private long read;

  SilentCapture(Clock clock, int rateHz) {
    this.clock = clock;
    this.rateHz = rateHz;
    this.startNanos = clock.nowNanos();
  }

  @Override
  public int rateHz() {
    return rateHz;
  }

  @Override
  public int available() {
    long due = (clock.nowNanos() - startNanos) / 1_000 * rateHz / 1_000_000;
    return (int) Math.min(Integer.MAX_VALUE, due - read);
  }

  @Override
  public int read(short[] mono, int most) {
    Arrays.fill(mono, 0, most, (short) 0);
    read += most;
    return most;
  }

  @Override
  public String describe() {
    return "no card";
  }

  @Override
  public void close() {}
}
