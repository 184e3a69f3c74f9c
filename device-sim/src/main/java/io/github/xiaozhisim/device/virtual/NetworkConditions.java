package io.github.xiaozhisim.device.virtual;

import java.util.SplittableRandom;

/**
 * What a {@link SimNetwork} does to the connections of its devices. Never changes; start from {@link #perfect}.
 *
 * @param uplink from the device to the server
 * @param downlink from the server to the device
 * @param refusedShare of attempts to connect that find nobody listening, 0 to 1
 * @param meanLifeNanos after which, on average, an open connection is lost (evenly likely at any moment); 0 for never
 */
public record NetworkConditions(LineQuality uplink, LineQuality downlink, double refusedShare, long meanLifeNanos) {

  public NetworkConditions {
    if (!(refusedShare >= 0 && refusedShare <= 1)) {
      throw new IllegalArgumentException("the share of refused connections is from 0 to 1, not " + refusedShare);
    }
    if (meanLifeNanos < 0) {
      throw new IllegalArgumentException("connections cannot live for " + meanLifeNanos + " ns");
    }
  }

  /** Everything takes {@code delayNanos} each way; nothing goes wrong. */
  public static NetworkConditions perfect(long delayNanos) {
    return new NetworkConditions(LineQuality.delayed(delayNanos), LineQuality.delayed(delayNanos), 0, 0);
  }

  public NetworkConditions withUplink(LineQuality quality) {
    return new NetworkConditions(quality, downlink, refusedShare, meanLifeNanos);
  }

  public NetworkConditions withDownlink(LineQuality quality) {
    return new NetworkConditions(uplink, quality, refusedShare, meanLifeNanos);
  }

  public NetworkConditions withRefusedShare(double share) {
    return new NetworkConditions(uplink, downlink, share, meanLifeNanos);
  }

  public NetworkConditions withMeanLife(long nanos) {
    return new NetworkConditions(uplink, downlink, refusedShare, nanos);
  }

  /** There and back again, as the first packets of a connection. */
  long drawRoundTripNanos(SplittableRandom random) {
    return uplink.drawNanos(random) + downlink.drawNanos(random);
  }

  /** When a connection opened now is lost, or {@link Long#MAX_VALUE}. */
  long drawLifeNanos(SplittableRandom random) {
    return meanLifeNanos == 0 ? Long.MAX_VALUE : (long) (-Math.log(1 - random.nextDouble()) * meanLifeNanos);
  }
}
