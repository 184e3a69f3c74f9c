package io.github.xiaozhisim.stress.fleet;

import io.github.xiaozhisim.device.virtual.ListeningEar;
import java.util.concurrent.atomic.LongAdder;

/** Counts what ears hear; any thread. */
class HeardAnswers {

  /** Samples at the end of the scale from which an answer counts as distorted. */
  private static final int DISTORTED_SAMPLES = 200;

  private final LongAdder devices = new LongAdder();
  private final LongAdder packets = new LongAdder();
  private final LongAdder answers = new LongAdder();
  private final LongAdder silentAnswers = new LongAdder();
  private final LongAdder distortedAnswers = new LongAdder();
  private final LongAdder undecodable = new LongAdder();
  private final LongAdder skipped = new LongAdder();
  private final LongAdder leftOut = new LongAdder();
  private final LongAdder cpuNanos = new LongAdder();

  /** One more ear; gives its number. On any thread. */
  int ear() {
    devices.increment();
    return (int) devices.sum() - 1; // two at once may share a number, which only spreads them less evenly
  }

  /** Has {@code ear} decode a packet; on the thread that ear belongs to. */
  void packet(ListeningEar ear, byte[] packet, long startNanos) {
    long broken = ear.decodeErrors();
    ear.hear(packet, startNanos);
    packets.increment();
    undecodable.add(ear.decodeErrors() - broken);
  }

  /** A packet that no decoder could even refuse. */
  void undecodable() {
    undecodable.increment();
  }

  /** An answer was heard from its beginning to its end. */
  void heard(ListeningEar.Heard answer) {
    answers.increment();
    if (!answer.audible()) {
      silentAnswers.increment();
    }
    if (answer.clippedSamples() >= DISTORTED_SAMPLES) {
      distortedAnswers.increment();
    }
  }

  /** An answer was not listened to, or not to its end. */
  void leftOut() {
    leftOut.increment();
  }

  void skippedPacket() {
    skipped.increment();
  }

  void spent(long nanos) {
    cpuNanos.add(nanos);
  }

  Ears.Sums sums(double budget) {
    return new Ears.Sums(
        devices.sum(),
        packets.sum(),
        answers.sum(),
        silentAnswers.sum(),
        distortedAnswers.sum(),
        undecodable.sum(),
        skipped.sum(),
        leftOut.sum(),
        budget,
        cpuNanos.sum() / 1_000_000);
  }
}
