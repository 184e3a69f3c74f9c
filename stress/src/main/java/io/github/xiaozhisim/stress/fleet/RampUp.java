package io.github.xiaozhisim.stress.fleet;

/**
 * When each device is switched on: device {@code i} of {@code n} at {@code i / n} of the ramp. A pure function, so that
 * every loop knows its own devices' moments without asking anybody.
 *
 * @param devices how many there are
 * @param rampNanos from the first arrival to the end of the ramp; 0 means all at once
 * @param connectsPerSecond how many may begin to connect, then and later; 0 means no limit
 */
public record RampUp(int devices, long rampNanos, double connectsPerSecond) {

  /**
   * New devices a second where nothing else is asked for: gentle to real servers' accept queues, and to a machine that
   * is still warming up.
   */
  private static final int USUAL_PER_SECOND = 200;

  public RampUp {
    if (devices < 1) {
      throw new IllegalArgumentException("a fleet needs at least one device");
    }
    if (rampNanos < 0) {
      throw new IllegalArgumentException("a ramp cannot take " + rampNanos + " ns");
    }
    if (!(connectsPerSecond >= 0)) {
      throw new IllegalArgumentException("nobody can connect " + connectsPerSecond + " times a second");
    }
  }

  /** Over a ramp, and connecting as fast as that. */
  public RampUp(int devices, long rampNanos) {
    this(devices, rampNanos, 0);
  }

  /**
   * As fast as they may connect.
   *
   * @param connects of each device until it is there: one, or two where it first asks where to go
   */
  public static RampUp paced(int devices, double connectsPerSecond, int connects) {
    return new RampUp(devices, Math.round(devices * 1e9 * connects / connectsPerSecond), connectsPerSecond);
  }

  /** Over a second, or longer where more than 200 devices a second would come. */
  public static RampUp usual(int devices) {
    return new RampUp(devices, Math.max(1_000_000_000L, devices * 1_000_000_000L / USUAL_PER_SECOND));
  }

  /** After the fleet's start, in nanoseconds. */
  public long offsetNanos(int index) {
    if (index < 0 || index >= devices) {
      throw new IndexOutOfBoundsException("no device " + index + " in a fleet of " + devices);
    }
    return nanosFor(index);
  }

  /** How long it takes until so many more are there, at this ramp's rate. */
  long nanosFor(int more) {
    return (long) ((double) rampNanos * more / devices);
  }
}
