package io.github.xiaozhisim.stress.bench;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the target server has seen since it was last asked. Crosses from its process as one line of text. Immutable.
 *
 * @param seconds since then
 * @param open connections now, whose hello has been answered
 * @param accepted since then
 * @param closed since then
 * @param openingMillis from the first of these connections to the last hello answered
 * @param frames audio frames that came
 * @param texts messages that came
 * @param turns questions that ended
 * @param sent audio frames that went
 * @param refused writes that the system did not take whole
 * @param p50 lateness in milliseconds, see {@link Pacing}; likewise the following
 */
record TargetFigures(
    double seconds,
    long open,
    long accepted,
    long closed,
    long openingMillis,
    long frames,
    long texts,
    long turns,
    long sent,
    long refused,
    double p50,
    double p90,
    double p99,
    double p999,
    double max) {

  private static final Pattern MEMBER = Pattern.compile("(\\w+)=([\\d.]+)");

  /** One line, without its end. */
  String line() {
    return String.format(
        Locale.ROOT,
        "seconds=%.3f open=%d accepted=%d closed=%d opening_ms=%d frames=%d texts=%d turns=%d sent=%d refused=%d"
            + " late_p50=%.2f late_p90=%.2f late_p99=%.2f late_p999=%.2f late_max=%.2f",
        seconds, open, accepted, closed, openingMillis, frames, texts, turns, sent, refused, p50, p90, p99, p999, max);
  }

  /**
   * Reads what {@link #line()} wrote.
   *
   * @throws IllegalArgumentException for anything else
   */
  static TargetFigures parse(String line) {
    double[] values = new double[15];
    int count = 0;
    Matcher member = MEMBER.matcher(line);
    while (member.find() && count < values.length) {
      values[count++] = Double.parseDouble(member.group(2));
    }
    if (count < values.length) {
      throw new IllegalArgumentException("not figures of the target server: " + line);
    }
    return new TargetFigures(
        values[0], (long) values[1], (long) values[2], (long) values[3], (long) values[4], (long) values[5],
        (long) values[6], (long) values[7], (long) values[8], (long) values[9], values[10], values[11], values[12],
        values[13], values[14]);
  }
}
