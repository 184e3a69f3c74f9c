package io.github.xiaozhisim.stress.live;

import io.github.xiaozhisim.stress.health.Verdict;
import io.github.xiaozhisim.stress.measure.Stats;
import java.util.Locale;

/** The one line that tells how a run is doing. Pure: a snapshot in, text out. */
public final class LiveLine {

  private LiveLine() {}

  /**
   * A run at one moment.
   *
   * @param elapsedMillis since the start
   * @param starting devices that boot
   * @param turnsPerSecond finished turns, over the last seconds
   * @param failed turns that ended badly so far
   * @param errors errors so far, connection failures included
   * @param firstSound so far
   * @param lateness of our own frames, so far
   * @param generator its health so far
   */
  public record Snapshot(
      long elapsedMillis,
      long starting,
      long idle,
      long connecting,
      long listening,
      long speaking,
      double turnsPerSecond,
      long answered,
      long failed,
      long errors,
      Stats firstSound,
      Stats lateness,
      Verdict generator) {}

  public static String format(Snapshot now) {
    StringBuilder line = new StringBuilder(120);
    long seconds = now.elapsedMillis() / 1000;
    line.append(String.format(Locale.ROOT, "%d:%02d", seconds / 60, seconds % 60));
    states(line, now);
    line.append(String.format(Locale.ROOT, " · %.1f turns/s", now.turnsPerSecond()));
    line.append(" · ").append(now.answered()).append(" answered");
    if (now.failed() > 0) {
      line.append(", ").append(now.failed()).append(" failed");
    }
    line.append(" · ").append(now.errors()).append(now.errors() == 1 ? " error" : " errors");
    if (now.firstSound().count() > 0) {
      line.append(" · first sound ").append(Numbers.millis(now.firstSound().p50()));
      line.append(", p95 ").append(Numbers.millis(now.firstSound().p95())).append(" ms");
    }
    if (now.lateness().count() > 0) {
      line.append(" · pacing p99 ").append(Numbers.millis(now.lateness().p99())).append(" ms");
    }
    if (now.generator() != Verdict.VALID) {
      line.append(" · generator ").append(now.generator());
    }
    return line.toString();
  }

  private static void states(StringBuilder line, Snapshot now) {
    int before = line.length();
    state(line, before, now.starting(), "starting");
    state(line, before, now.connecting(), "connecting");
    state(line, before, now.listening(), "listening");
    state(line, before, now.speaking(), "speaking");
    state(line, before, now.idle(), "idle");
  }

  private static void state(StringBuilder line, int before, long count, String name) {
    if (count > 0) {
      line.append(line.length() == before ? "  " : ", ").append(count).append(' ').append(name);
    }
  }
}
