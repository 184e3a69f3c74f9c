package io.github.xiaozhisim.stress.health;

/**
 * A straight line through values over time, and how sure it is. Keeps means of equally long blocks, at most {@value
 * #MOST_BLOCKS} of them however long it goes on: when there are as many, two become one.
 *
 * <p>The first third is left out of the line: what a program fills once (code, buffers, the heap up to its usual size)
 * is no growth. The error is that of the slope, with blocks that resemble their neighbours counted for less.
 */
public final class Trend {

  static final int MOST_BLOCKS = 96;

  /** A line through fewer says nothing. */
  static final int FEWEST_BLOCKS = 9;

  private static final double MOST_ALIKE = 0.9;

  private final double[] times = new double[MOST_BLOCKS];
  private final double[] values = new double[MOST_BLOCKS];
  private int blocks;
  private int looksPerBlock = 1;
  private int looks;
  private double timeSum;
  private double valueSum;

  /**
   * A fitted line.
   *
   * @param perSecond its slope
   * @param error one standard error of the slope
   * @param level the mean value
   * @param seconds the time it covers
   */
  public record Line(double perSecond, double error, double level, double seconds) {}

  /** Adds a value; times must not go back. */
  public void add(double seconds, double value) {
    timeSum += seconds;
    valueSum += value;
    if (++looks < looksPerBlock) {
      return;
    }
    if (blocks == MOST_BLOCKS) {
      halve();
    }
    times[blocks] = timeSum / looks;
    values[blocks] = valueSum / looks;
    blocks++;
    looks = 0;
    timeSum = 0;
    valueSum = 0;
  }

  /** Blocks of two become one; the block that is full just now is the last of the shorter ones. */
  private void halve() {
    for (int i = 0; i < MOST_BLOCKS / 2; i++) {
      times[i] = (times[2 * i] + times[2 * i + 1]) / 2;
      values[i] = (values[2 * i] + values[2 * i + 1]) / 2;
    }
    blocks = MOST_BLOCKS / 2;
    looksPerBlock *= 2;
  }

  /** The line; its slope and error are NaN when there is too little to tell. */
  public Line line() {
    int first = blocks / 3;
    int n = blocks - first;
    if (n < FEWEST_BLOCKS) {
      return new Line(Double.NaN, Double.NaN, Double.NaN, 0);
    }
    double timeMean = 0;
    double valueMean = 0;
    for (int i = first; i < blocks; i++) {
      timeMean += times[i] / n;
      valueMean += values[i] / n;
    }
    double spread = 0;
    double together = 0;
    for (int i = first; i < blocks; i++) {
      spread += (times[i] - timeMean) * (times[i] - timeMean);
      together += (times[i] - timeMean) * (values[i] - valueMean);
    }
    double slope = together / spread;
    double squares = 0;
    double neighbours = 0;
    double before = 0;
    for (int i = first; i < blocks; i++) {
      double rest = values[i] - valueMean - slope * (times[i] - timeMean);
      squares += rest * rest;
      neighbours += i > first ? rest * before : 0;
      before = rest;
    }
    double alike = squares > 0 ? Math.clamp(neighbours / squares, 0, MOST_ALIKE) : 0;
    double error = Math.sqrt(squares / (n - 2) / spread) * Math.sqrt((1 + alike) / (1 - alike));
    return new Line(slope, error, valueMean, times[blocks - 1] - times[first]);
  }
}
