package io.github.xiaozhisim.pi.sound;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The line of a card, or silence that keeps time in its place: a device lives on without a card, and does not wait long
 * for one that is slow to open. On the thread of the card.
 */
final class LineOrSilence<L extends CardLine> {

  /** So long a card that is being opened is waited for; then there is silence meanwhile. */
  private static final long PATIENCE_NANOS = 1_000_000_000L;

  private final LineKeeper<L> keeper;
  private final Supplier<L> silences;
  private @Nullable L silence;
  private boolean wanted;
  private long wantedNanos;

  /** @param silences makes what takes the place of a card */
  LineOrSilence(LineKeeper<L> keeper, Supplier<L> silences) {
    this.keeper = keeper;
    this.silences = silences;
  }

  /** What is to be used, wanted from now on; null for a short while in which the card is being opened. */
  @Nullable L line(long nowNanos) {
    if (!wanted) {
      wanted = true;
      wantedNanos = nowNanos;
    }
    L line = keeper.line(nowNanos);
    if (line != null) {
      silence = null;
    } else if (silence == null && (keeper.missing() || nowNanos - wantedNanos >= PATIENCE_NANOS)) {
      silence = silences.get();
    }
    return line == null ? silence : line;
  }

  boolean isSilence(L line) {
    return line == silence;
  }

  /** The line does not work any more. */
  void lost(long nowNanos, String sentence) {
    keeper.lost(nowNanos, sentence);
  }

  /** Nobody needs the card; only one that is missing is still looked for. */
  void rest(long nowNanos) {
    wanted = false;
    silence = null;
    if (!keeper.missing() || keeper.back(nowNanos)) {
      keeper.release();
    }
  }

  /** Not wanted any more, for good. */
  void end() {
    keeper.end();
  }
}
