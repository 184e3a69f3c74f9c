package io.github.xiaozhisim.device.virtual;

import java.util.SplittableRandom;

/**
 * What one direction of a wire does to what is sent. Never changes; start from {@link #PERFECT} or {@link #delayed}.
 *
 * <p>A stream keeps its order whatever happens: a lost segment comes one retransmission later and holds up what is
 * behind it; reordering and duplication do not concern it. A datagram that is lost is gone.
 *
 * @param delayNanos on the way at least
 * @param jitterNanos drawn evenly from 0 to this and added, for each message
 * @param bytesPerSecond how fast the reading side takes; 0 for as fast as it comes
 * @param loss share of messages lost, 0 to 1
 * @param reordering share of datagrams held back for {@link #HELD_BACK_NANOS}, so that later ones overtake them
 * @param duplication share of datagrams that arrive twice
 */
public record LineQuality(
    long delayNanos, long jitterNanos, long bytesPerSecond, double loss, double reordering, double duplication) {

  /** Long enough to be overtaken by the next audio frame. */
  public static final long HELD_BACK_NANOS = 100_000_000;

  /** What TCP waits at least before it sends again. */
  public static final long RETRANSMISSION_NANOS = 200_000_000;

  /** Everything arrives at once. */
  public static final LineQuality PERFECT = new LineQuality(0, 0, 0, 0, 0, 0);

  public LineQuality {
    if (delayNanos < 0 || jitterNanos < 0 || bytesPerSecond < 0) {
      throw new IllegalArgumentException("delay, jitter and speed of a line cannot be negative");
    }
    share("loss", loss);
    share("reordering", reordering);
    share("duplication", duplication);
  }

  private static void share(String name, double value) {
    if (!(value >= 0 && value <= 1)) {
      throw new IllegalArgumentException(name + " is a share from 0 to 1, not " + value);
    }
  }

  /** Perfect but for its length. */
  public static LineQuality delayed(long nanos) {
    return PERFECT.withDelay(nanos, 0);
  }

  public LineQuality withDelay(long nanos, long jitter) {
    return new LineQuality(nanos, jitter, bytesPerSecond, loss, reordering, duplication);
  }

  public LineQuality withBytesPerSecond(long speed) {
    return new LineQuality(delayNanos, jitterNanos, speed, loss, reordering, duplication);
  }

  public LineQuality withLoss(double share) {
    return new LineQuality(delayNanos, jitterNanos, bytesPerSecond, share, reordering, duplication);
  }

  public LineQuality withReordering(double share) {
    return new LineQuality(delayNanos, jitterNanos, bytesPerSecond, loss, share, duplication);
  }

  public LineQuality withDuplication(double share) {
    return new LineQuality(delayNanos, jitterNanos, bytesPerSecond, loss, reordering, share);
  }

  /** How long one message is on its way; draws only where there is something to draw. */
  long drawNanos(SplittableRandom random) {
    return jitterNanos == 0 ? delayNanos : delayNanos + random.nextLong(jitterNanos + 1);
  }

  static boolean hits(double share, SplittableRandom random) {
    return share > 0 && random.nextDouble() < share;
  }
}
