package io.github.xiaozhisim.stress.fleet;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Which device has which user, and who is in which wave: functions of the index, the same in every run. Shares are kept
 * as exactly as whole devices allow, and each event loop, which has every second or eighth device, has its share of
 * them, too. Immutable: for any thread. Devices that join later repeat the same order.
 */
public final class Cast {

  private final List<Persona> personas;

  /** The persona of each device. */
  private final byte[] order;

  /** How many silent devices come before each; one more at the end. */
  private final int[] silentBefore;

  Cast(Population population, int devices) {
    this.personas = population.parts().stream().map(Population.Part::persona).toList();
    this.order = order(population.parts(), devices);
    this.silentBefore = new int[devices + 1];
    for (int i = 0; i < devices; i++) {
      silentBefore[i + 1] = silentBefore[i] + (personas.get(order[i]).silent() ? 1 : 0);
    }
  }

  /**
   * Steps of the golden section round a circle meet every part of it evenly, whichever of them are looked at; ranked,
   * they are places, and each persona takes as many as its share is of all.
   */
  private static byte[] order(List<Population.Part> parts, int devices) {
    List<Integer> ranked = new ArrayList<>(IntStream.range(0, devices).boxed().toList());
    ranked.sort(java.util.Comparator.comparingDouble(Cast::onCircle));
    byte[] order = new byte[devices];
    double shares = 0;
    int from = 0;
    for (int part = 0; part < parts.size(); part++) {
      shares += parts.get(part).share();
      int until = part == parts.size() - 1 ? devices : (int) Math.round(shares * devices);
      for (int place = from; place < until; place++) {
        order[ranked.get(place)] = (byte) part;
      }
      from = Math.max(from, until);
    }
    return order;
  }

  private static double onCircle(int index) {
    double turns = (index + 0.5) * 0.618_033_988_749_895;
    return turns - Math.floor(turns);
  }

  /** The user of a device. */
  public Persona persona(int index) {
    return personas.get(order[index % order.length]);
  }

  /** Whether a device stays silent. */
  public boolean isSilent(int index) {
    return persona(index).silent();
  }

  /** How many of the devices stay silent. */
  public int silent() {
    return silentBefore[order.length];
  }

  /** How many of the first {@code devices} stay silent. */
  public int silentAmong(int devices) {
    return silentBefore[Math.min(devices, order.length)];
  }

  /** How many of the devices have a user of that kind. */
  public int count(Persona persona) {
    return (int) IntStream.range(0, order.length).filter(i -> personas.get(order[i]) == persona).count();
  }

  /**
   * Whether a device is in a wave; several waves of a kind take different devices as long as there are any.
   *
   * @param waves all of the run
   * @param wave place of the one that is meant
   */
  public boolean isInWave(List<Wave> waves, int wave, int index) {
    Wave meant = waves.get(wave);
    boolean ofSilent = meant.kind() == Wave.Kind.SPEAK;
    if (index >= order.length || (ofSilent && !isSilent(index))) {
      return false;
    }
    double before = 0;
    for (Wave earlier : waves.subList(0, wave)) {
      before += earlier.kind() == meant.kind() ? earlier.share() : 0;
    }
    long all = ofSilent ? silent() : order.length;
    long from = Math.round(before * all) % all;
    long count = Math.round(meant.share() * all);
    // a walk through all of them in big steps, so that neighbours are far from each other
    long place = (ofSilent ? silentBefore[index] : index) * step(all) % all;
    return (place - from + all) % all < count;
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
}
