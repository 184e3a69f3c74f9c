package io.github.xiaozhisim.stress.comparison;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;

/**
 * The block bootstrap: how far a figure of a run might as well have come out otherwise. A run is dealt again from its
 * own stretches, with repetition; from each deal the figure is taken, and the middle 99 of 100 of the changes between
 * deals of two runs are the range in which the real change is to be expected (the percentile interval of Efron, 1979;
 * blocks as in Künsch, 1989). Ninety-nine and not ninety-five, because a comparison has many lines and each may be
 * wrong.
 */
final class Resampling {

  private static final int DEALS = 1_000;
  private static final double TAIL = 0.005;

  /** The same two runs shall always compare the same. */
  private static final long SEED = 20_260_101;

  private final SplittableRandom random = new SplittableRandom(SEED);

  /** Lowest and highest change, in the figure's unit. NaN where it cannot be told. */
  record Range(double low, double high) {

    static final Range UNKNOWN = new Range(Double.NaN, Double.NaN);

    boolean known() {
      return !Double.isNaN(low);
    }

    /** Wide enough for what was seen, which deals of coarser classes may miss by a hair. */
    Range with(double seen) {
      return known() && Double.isFinite(seen) ? new Range(Math.min(low, seen), Math.max(high, seen)) : this;
    }

    /** No change is not in it. */
    boolean excludesNothing() {
      return known() && (low > 0 || high < 0);
    }
  }

  /**
   * How far {@code figure} has changed from one run to another.
   *
   * @param figure of a run, from how often each of its stretches was dealt
   */
  Range change(int blocksBefore, ToDoubleFunction<int[]> before, int blocksAfter, ToDoubleFunction<int[]> after) {
    if (Math.min(blocksBefore, blocksAfter) < Blocks.FEWEST) {
      return Range.UNKNOWN;
    }
    double[] changes = new double[DEALS];
    int known = 0;
    for (int i = 0; i < DEALS; i++) {
      double a = before.applyAsDouble(deal(blocksBefore));
      double b = after.applyAsDouble(deal(blocksAfter));
      if (Double.isFinite(a) && Double.isFinite(b)) {
        changes[known++] = b - a;
      }
    }
    if (known < DEALS * (1 - TAIL)) {
      return Range.UNKNOWN; // in some deals there was nothing to be measured
    }
    double[] sorted = Arrays.copyOf(changes, known);
    Arrays.sort(sorted);
    return new Range(sorted[(int) (TAIL * known)], sorted[known - 1 - (int) (TAIL * known)]);
  }

  private int[] deal(int blocks) {
    int[] times = new int[blocks];
    for (int i = 0; i < blocks; i++) {
      times[random.nextInt(blocks)]++;
    }
    return times;
  }
}
