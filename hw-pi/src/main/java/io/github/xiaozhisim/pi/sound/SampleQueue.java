package io.github.xiaozhisim.pi.sound;

/** Samples that wait, in one array that is used again and again. One thread. */
final class SampleQueue {

  private short[] samples = new short[4_096];
  private int from;
  private int until;

  int size() {
    return until - from;
  }

  /**
   * Room for {@code count} more at the end of {@link #array}, from {@link #end} on; {@link #added} says how many
   * came.
   */
  void reserve(int count) {
    if (until + count <= samples.length) {
      return;
    }
    int size = size();
    short[] to = size + count <= samples.length ? samples : new short[Math.max(2 * samples.length, size + count)];
    System.arraycopy(samples, from, to, 0, size);
    samples = to;
    from = 0;
    until = size;
  }

  short[] array() {
    return samples;
  }

  /** Index of the first sample in {@link #array}. */
  int start() {
    return from;
  }

  /** Index behind the last one. */
  int end() {
    return until;
  }

  void added(int count) {
    until += count;
  }

  /** Takes away the oldest. */
  void drop(int count) {
    from += count;
    if (from == until) {
      from = 0;
      until = 0;
    }
  }

  /** Keeps only the {@code count} oldest. */
  void keep(int count) {
    until = Math.min(until, from + count);
  }

  void clear() {
    from = 0;
    until = 0;
  }
}
