package io.github.xiaozhisim.stress.server;

/**
 * A time in which the server stands still: nothing it works on goes on, nobody is greeted, nothing is sent; what was
 * left to do then is left to do when it is over. It still hears, and connections are still accepted, as they are by a
 * machine whose program does not run.
 *
 * @param atNanos when it begins, after the first device has connected
 * @param nanos how long it takes
 */
public record Stall(long atNanos, long nanos) {

  public Stall {
    if (atNanos < 0 || nanos <= 0) {
      throw new IllegalArgumentException("a stall takes some time and begins after the start");
    }
  }
}
