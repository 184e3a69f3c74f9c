package io.github.xiaozhisim.stress.arrivals;

import java.util.SplittableRandom;

/** See {@link Spacing#POISSON}. Strict arithmetic: the same moments on every machine. */
final class PoissonPacer implements Pacer {

  private final Rate rate;
  private final SplittableRandom random;
  private double sum;

  PoissonPacer(Rate rate, long seed) {
    this.rate = rate;
    this.random = new SplittableRandom(seed);
  }

  @Override
  public long nextNanos() {
    sum -= StrictMath.log(1 - random.nextDouble());
    return RegularPacer.nanos(rate.secondsAt(sum));
  }
}
