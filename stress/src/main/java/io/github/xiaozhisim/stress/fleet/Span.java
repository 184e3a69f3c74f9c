package io.github.xiaozhisim.stress.fleet;

import java.util.SplittableRandom;

/**
 * A duration, fixed or drawn evenly from a range.
 *
 * @param fromNanos at least this long, 0 or more
 * @param untilNanos at most this long, not less than {@code fromNanos}
 */
public record Span(long fromNanos, long untilNanos) implements Pause {

  public Span {
    if (fromNanos < 0 || untilNanos < fromNanos) {
      throw new IllegalArgumentException("a span cannot run from " + fromNanos + " ns to " + untilNanos + " ns");
    }
  }

  public static Span ofMillis(long fromMillis, long untilMillis) {
    return new Span(fromMillis * 1_000_000, untilMillis * 1_000_000);
  }

  @Override
  public long drawNanos(SplittableRandom random) {
    return fromNanos == untilNanos ? fromNanos : random.nextLong(fromNanos, untilNanos + 1);
  }
}
