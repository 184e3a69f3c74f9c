package io.github.xiaozhisim.stress.fleet;

import java.util.List;

/**
 * Who talks in a fleet: a share of the devices does all the time, the others are silent, that is, connected and idle, until
 * a wave lets some of them take one turn, all at once. Functions of the index: the same devices in every run, spread evenly.
 *
 * @param share of the devices that talk, 0 to 1
 * @param waves of the silent ones
 */
public record Talking(double share, List<Wave> waves) {

  /** So that shares like 0.1 are met exactly. */
  private static final double ROUNDING = 1e-9;

  /**
   * Silent devices that talk at one moment.
   *
   * @param share of the silent devices, 0 to 1
   * @param atNanos after the fleet's start
   */
  public record Wave(double share, long atNanos) {}

  public Talking {
    if (!(share >= 0 && share <= 1)) {
      throw new IllegalArgumentException("a share is from 0 to 1, not " + share);
    }
    waves = List.copyOf(waves);
  }

  /** All devices talk. */
  public static Talking everybody() {
    return new Talking(1, List.of());
  }

  /** Whether a device stays silent. */
  public boolean isSilent(int index) {
    return talkingBefore(index + 1) == talkingBefore(index);
  }

  /** How many of {@code devices} stay silent. */
  public int silentAmong(int devices) {
    return devices - talkingBefore(devices);
  }

  /**
   * Whether a device is in a wave; several waves take different devices as long as there are any.
   *
   * @param devices how many there are in all
   */
  public boolean isInWave(int wave, int index, int devices) {
    if (!isSilent(index)) {
      return false;
    }
    double before = 0;
    for (Wave earlier : waves.subList(0, wave)) {
      before += earlier.share();
    }
    long silent = silentAmong(devices);
    long from = Math.round(before * silent) % silent;
    long count = Math.round(waves.get(wave).share() * silent);
    // a walk through all of them in big steps, so that neighbours are far from each other
    long place = (index - talkingBefore(index)) * step(silent) % silent;
    return (place - from + silent) % silent < count;
  }

  /** Without a divisor in common with {@code count}, near its golden section. */
  private static long step(long count) {
    long step = Math.max(1, Math.round(count * 0.618));
    while (divisor(step, count) > 1) {
      step++;
    }
    return step;
  }

  private static long divisor(long a, long b) {
    return b == 0 ? a : divisor(b, a % b);
  }

  private int talkingBefore(int index) {
    return (int) Math.floor(index * share + ROUNDING);
  }
}
