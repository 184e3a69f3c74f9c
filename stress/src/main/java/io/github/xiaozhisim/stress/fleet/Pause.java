package io.github.xiaozhisim.stress.fleet;

import java.util.SplittableRandom;

/**
 * How long somebody waits before the next thing: a duration to draw from, with a distribution of its own. Immutable.
 */
public sealed interface Pause permits Span, Pause.Exponential, Pause.LogNormal {

  /** Nobody waits longer, whatever a long tail draws: one hour. */
  long LONGEST_NANOS = 3_600_000_000_000L;

  /** One pause, 0 or more, in nanoseconds; the same number of draws each time. */
  long drawNanos(SplittableRandom random);

  /**
   * Most pauses are short, some are long, and how long one has taken says nothing about how long it still takes: F(t) =
   * 1 - e^(-t / mean).
   */
  record Exponential(long meanNanos) implements Pause {
    public Exponential {
      positive(meanNanos);
    }

    @Override
    public long drawNanos(SplittableRandom random) {
      return Math.min(LONGEST_NANOS, (long) (-meanNanos * Math.log(1 - random.nextDouble())));
    }
  }

  /**
   * As people's pauses usually are: half of them shorter than the median, with a long tail; ln t is normal with mean ln
   * median and standard deviation sigma.
   *
   * @param sigma 0.5 is usual: one in twenty is then more than 2.3 times the median
   */
  record LogNormal(long medianNanos, double sigma) implements Pause {
    public LogNormal {
      positive(medianNanos);
      if (!(sigma >= 0 && sigma <= 5)) {
        throw new IllegalArgumentException("the sigma of a lognormal pause is from 0 to 5, not " + sigma);
      }
    }

    @Override
    public long drawNanos(SplittableRandom random) {
      return Math.min(LONGEST_NANOS, (long) (medianNanos * Math.exp(sigma * random.nextGaussian())));
    }
  }

  private static void positive(long nanos) {
    if (nanos <= 0 || nanos > LONGEST_NANOS) {
      throw new IllegalArgumentException("a pause is more than nothing and at most an hour, not " + nanos + " ns");
    }
  }
}
