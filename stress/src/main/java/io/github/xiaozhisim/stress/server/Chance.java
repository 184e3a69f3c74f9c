package io.github.xiaozhisim.stress.server;

import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.random.RandomGenerator;

/**
 * All chance in one session: a function of the server's seed, the device and how often it has connected, so that it
 * does not depend on who else is there. Latencies, choices and names have streams of their own.
 */
final class Chance {

  private final long seed;
  private final RandomGenerator latencies;
  private final RandomGenerator choices;

  Chance(long serverSeed, String deviceId, int ordinal) {
    long device = PacketHash.of(deviceId.getBytes(StandardCharsets.UTF_8));
    seed = PacketHash.mix(PacketHash.mix(serverSeed) ^ device ^ (long) ordinal << 40);
    latencies = new SplittableRandom(PacketHash.mix(seed + 1));
    choices = new SplittableRandom(PacketHash.mix(seed + 2));
  }

  long nanos(Latency latency) {
    return latency.nextNanos(latencies);
  }

  RandomGenerator choices() {
    return choices;
  }

  Messages.Mood mood() {
    Messages.Mood[] moods = Messages.Mood.values();
    return moods[choices.nextInt(moods.length)];
  }

  /** A version 4 UUID, always the same for a {@code number}. */
  String uuid(int number) {
    long high = PacketHash.mix(seed + 16 + 2L * number);
    long low = PacketHash.mix(seed + 17 + 2L * number);
    return new UUID(high & ~0xF000L | 0x4000L, low & ~(3L << 62) | 1L << 63).toString();
  }

  /** A time from 0 to {@code most}, always the same for an {@code index}. */
  long jitterNanos(int index, int mostMillis) {
    return Math.floorMod(PacketHash.mix(seed ^ 0x5DEECE66DL * (index + 1)), Math.max(1, mostMillis * 1_000_000L));
  }

  /** Bytes without sense. */
  byte[] bytes(int count) {
    byte[] bytes = new byte[count];
    choices.nextBytes(bytes);
    return bytes;
  }
}
