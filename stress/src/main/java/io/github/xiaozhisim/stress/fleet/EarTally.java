package io.github.xiaozhisim.stress.fleet;

import java.util.concurrent.atomic.LongAdder;

/** What all ears of a fleet heard; any thread. */
public final class EarTally {

  final LongAdder ears = new LongAdder();
  final LongAdder packets = new LongAdder();
  final LongAdder heardMillis = new LongAdder();
  final LongAdder silent = new LongAdder();
  final LongAdder clipped = new LongAdder();
  final LongAdder undecodable = new LongAdder();

  /**
   * The sums so far.
   *
   * @param devices how many decode what they hear
   * @param packets decoded packets
   * @param heardMillis their length
   * @param silentPackets packets in which nothing can be heard
   * @param clippedPackets packets that are distorted by overload
   * @param undecodablePackets packets that are not Opus
   */
  public record Sums(
      long devices,
      long packets,
      long heardMillis,
      long silentPackets,
      long clippedPackets,
      long undecodablePackets) {}

  public Sums sums() {
    return new Sums(
        ears.sum(), packets.sum(), heardMillis.sum(), silent.sum(), clipped.sum(), undecodable.sum());
  }
}
