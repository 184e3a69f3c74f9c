package io.github.xiaozhisim.stress.arrivals;

/**
 * The moments at which work comes. They wait for nobody: they are fixed before the run, whatever the server does.
 * Immutable; any thread may go through it, each from the beginning with a {@link Pacer} of its own.
 */
public interface Schedule {

  /** From the first moment on. */
  Pacer begin();

  /** At a rate; for the same seed the same moments. */
  static Schedule of(Rate rate, Spacing spacing, long seed) {
    return switch (spacing) {
      case REGULAR -> () -> new RegularPacer(rate);
      case POISSON -> () -> new PoissonPacer(rate, seed);
    };
  }

  /** Of one loop of several: the arrivals number {@code place}, {@code place + loops}, … of all, counted from 0. */
  default Pacer share(int place, int loops) {
    if (place < 0 || place >= loops) {
      throw new IndexOutOfBoundsException("no loop " + place + " of " + loops);
    }
    Pacer all = begin();
    int[] skip = {place};
    return () -> {
      for (int i = 0; i < skip[0]; i++) {
        all.nextNanos();
      }
      skip[0] = loops - 1;
      return all.nextNanos();
    };
  }

  /** The same, so much later. */
  default Schedule from(long nanos) {
    return () -> {
      Pacer pacer = begin();
      return () -> {
        long next = pacer.nextNanos();
        return next >= Pacer.NEVER - nanos ? Pacer.NEVER : next + nanos;
      };
    };
  }
}
