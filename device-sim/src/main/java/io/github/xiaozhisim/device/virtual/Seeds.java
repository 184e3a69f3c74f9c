package io.github.xiaozhisim.device.virtual;

import java.util.SplittableRandom;

/**
 * Named random streams of one seed: the same name and index always give the same numbers, whatever else is drawn, so
 * that adding a use of chance changes no other.
 *
 * @param seed the run's seed
 */
public record Seeds(long seed) {

  /** A stream of its own. Immutable source: may be called by any thread, the result belongs to one. */
  public SplittableRandom stream(String name, long index) {
    return new SplittableRandom(number(name, index));
  }

  /** One number of the stream's name, cheaper than a stream. */
  public long number(String name, long index) {
    long hash = seed;
    for (int i = 0; i < name.length(); i++) {
      hash = mix(hash ^ name.charAt(i));
    }
    return mix(hash ^ mix(index + 0x9E3779B97F4A7C15L));
  }

  // Finalizer of SplitMix64: every bit of the input changes half of the output.
  private static long mix(long value) {
    long z = value + 0x9E3779B97F4A7C15L;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
