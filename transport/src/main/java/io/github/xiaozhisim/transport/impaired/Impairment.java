package io.github.xiaozhisim.transport.impaired;

import java.util.SplittableRandom;

/**
 * What the network of one device does to what is sent, the same in both directions. Never changes.
 *
 * <p>A stream (WebSocket, MQTT, HTTP) keeps its order whatever happens: what is lost comes one retransmission later and
 * holds up what is behind it. A datagram that is lost is gone.
 *
 * @param delayNanos on the way at least
 * @param jitterNanos drawn evenly from 0 to this and added, for each message
 * @param bytesPerSecond that fit through; 0 for as many as come
 * @param loss share of messages lost on the way, 0 to 1
 * @param reordering share of datagrams held back for {@link #HELD_BACK_NANOS}, so that later ones overtake them
 * @param duplication share of datagrams that arrive twice
 * @param refusal share of attempts to connect that find nobody listening
 * @param meanLifeNanos after which, on average, an open connection breaks (at any moment with equal chance); 0 for
 *     never
 */
public record Impairment(
    long delayNanos,
    long jitterNanos,
    long bytesPerSecond,
    double loss,
    double reordering,
    double duplication,
    double refusal,
    long meanLifeNanos) {

  /** Nothing is impaired. */
  public static final Impairment NONE = new Impairment(0, 0, 0, 0, 0, 0, 0, 0);

  /** Long enough to be overtaken by the next audio frame. */
  static final long HELD_BACK_NANOS = 100_000_000;

  /** What TCP waits at least before it sends again. */
  static final long RETRANSMISSION_NANOS = 200_000_000;

  public Impairment {
    if (delayNanos < 0 || jitterNanos < 0 || bytesPerSecond < 0 || meanLifeNanos < 0) {
      throw new IllegalArgumentException("delay, jitter, bandwidth and life of connections cannot be negative");
    }
    for (double share : new double[] {loss, reordering, duplication, refusal}) {
      if (!(share >= 0 && share <= 1)) {
        throw new IllegalArgumentException("a share is from 0 to 1, not " + share);
      }
    }
  }

  /** Whether it changes nothing. */
  public boolean isNone() {
    return equals(NONE);
  }

  /** How long one message is on its way; draws only where there is something to draw. */
  long drawNanos(SplittableRandom random) {
    return jitterNanos == 0 ? delayNanos : delayNanos + random.nextLong(jitterNanos + 1);
  }

  /** When a connection opened now breaks, or {@link Long#MAX_VALUE}. */
  long drawLifeNanos(SplittableRandom random) {
    return meanLifeNanos == 0 ? Long.MAX_VALUE : (long) (-Math.log(1 - random.nextDouble()) * meanLifeNanos);
  }

  static boolean hits(double share, SplittableRandom random) {
    return share > 0 && random.nextDouble() < share;
  }
}
