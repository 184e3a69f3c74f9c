package io.github.xiaozhisim.stress.cli;

import io.github.xiaozhisim.stress.server.ServerCounters;
import java.util.Locale;

/** What a running server shows of itself, in one line; and at the end, in several. */
final class ServerLine {

  private ServerLine() {}

  /**
   * Between two readings {@code seconds} apart.
   *
   * @param waiting turns that wait for a worker now
   */
  static String between(ServerCounters.Totals before, ServerCounters.Totals now, double seconds, int waiting) {
    long packets = now.latenessCount() - before.latenessCount();
    double lateMillis = packets == 0 ? 0 : (now.latenessNanos() - before.latenessNanos()) / 1e6 / packets;
    long hits = now.memoHits() - before.memoHits();
    long heard = hits + now.memoMisses() - before.memoMisses();
    StringBuilder line = new StringBuilder();
    line.append(String.format(Locale.ROOT, "sessions %d", now.sessionsOpen()));
    line.append(String.format(Locale.ROOT, "  turns %.1f/s", (now.turnsHeard() - before.turnsHeard()) / seconds));
    line.append(String.format(Locale.ROOT, "  waiting %d", waiting));
    line.append(String.format(Locale.ROOT, "  frames in %.0f/s", (now.framesIn() - before.framesIn()) / seconds));
    line.append(String.format(Locale.ROOT, " out %.0f/s", (now.framesOut() - before.framesOut()) / seconds));
    line.append(String.format(Locale.ROOT, "  late %.2f ms", lateMillis));
    if (heard > 0) {
      line.append(String.format(Locale.ROOT, "  known speech %.1f %%", 100.0 * hits / heard));
    }
    long troubles = now.decodeErrors() + now.badFrames() + now.badMessages();
    if (troubles > 0) {
      line.append(String.format(Locale.ROOT, "  not understood %d", troubles));
    }
    return line.toString();
  }

  static String summary(ServerCounters.Totals totals, double seconds) {
    return String.format(
        Locale.ROOT,
        """
        In %.0f s: %d sessions (%d refused), %d configuration requests
          turns     %d heard, %d answered, %d cut short, %d turned away, %d with nothing heard
          frames    %d in, %d out, %d held back; sent %.2f ms late on average, %.1f ms at worst
          speech    %d packets decoded, %.1f %% already known, %d not decodable
          mistakes  %d messages and %d frames made no sense
          tools     %d requests, %d answers, %d errors, %d without an answer in time
        """,
        seconds,
        totals.sessionsOpened(),
        totals.refused(),
        totals.otaRequests(),
        totals.turnsHeard(),
        totals.turnsAnswered(),
        totals.turnsCutShort(),
        totals.turnsRejected(),
        totals.nothingHeard(),
        totals.framesIn(),
        totals.framesOut(),
        totals.framesHeldBack(),
        totals.meanLatenessMillis(),
        totals.latenessWorstNanos() / 1e6,
        totals.memoMisses(),
        100 * totals.memoHitShare(),
        totals.decodeErrors(),
        totals.badMessages(),
        totals.badFrames(),
        totals.mcpRequests(),
        totals.mcpAnswers(),
        totals.mcpErrors(),
        totals.mcpTimeouts());
  }
}
