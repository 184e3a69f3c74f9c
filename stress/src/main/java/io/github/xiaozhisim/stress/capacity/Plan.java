package io.github.xiaozhisim.stress.capacity;

/**
 * Where a search looks. Levels as a {@link io.github.xiaozhisim.stress.arrivals.Load} counts them.
 *
 * @param from the first level, far from what is expected: the unloaded server that others are compared with
 * @param most the last one
 * @param grain levels differ by this much at least; all levels are multiples of it
 * @param precision the answer may be off by this share of it
 */
public record Plan(double from, double most, double grain, double precision) {

  public Plan {
    if (!(grain > 0 && from >= grain && most >= from)) {
      throw new IllegalArgumentException("a search goes from a level to a higher one");
    }
    if (!(precision > 0 && precision < 1)) {
      throw new IllegalArgumentException("a precision lies between 0 and 1");
    }
  }

  /** The same, where a load can be no more than this. */
  public Plan within(double highest) {
    return new Plan(Math.min(from, highest), Math.min(most, highest), grain, precision);
  }

  /** The nearest level there is, within what may be tried. */
  double onGrid(double level) {
    return Math.clamp(Math.rint(level / grain) * grain, grain, most);
  }
}
