package io.github.xiaozhisim.stress.fleet;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Decides which answers are listened to when decoding them all would cost more than is allowed. An answer is listened
 * to whole or not at all, and every ear hears the same share of its answers: that share follows the most ears that
 * sounded at once of late, and how many of them the budget carries at the measured cost.
 *
 * <p>Beginning, pausing and ending on devices' threads, without a lock; {@link #spent} on the threads that decode.
 */
final class EarBudget {

  /** What one sounding ear is thought to cost until it is known, in processors: 180 us for a packet of 60 ms. */
  private static final double FIRST_COST = 0.003;

  /** The cost is that of this much sound, so that one slow moment, as that of the first packets, does not decide. */
  private static final long JUDGED_NANOS = 60_000_000_000L;

  private static final long ROUND_NANOS = 1_000_000_000L;

  /** How much of the demand is left after a second. */
  private static final double FADING = 0.9;

  /** Nobody saves up for more than this many answers. */
  private static final double MOST_OWED = 3;

  /** Whoever found no place in time may have one even if all are taken. */
  private static final double LONG_OWED = 2;

  /** So much of the places is given away by share; the rest is for ears whose turns come at the same time. */
  private static final double GIVEN = 0.9;

  /** Spreads first turns evenly over any number of ears: the golden ratio. */
  private static final double SPREAD = 0.618_033_988_749_895;

  private final double processors;
  private final AtomicInteger sounding = new AtomicInteger();
  private final AtomicInteger listening = new AtomicInteger();
  private final AtomicInteger mostSounding = new AtomicInteger();
  private volatile int places;
  private volatile double share = 1;

  // What follows belongs to the threads that decode, one at a time.
  private boolean begun;
  private long lastNanos;
  private long roundNanos;
  private double credit;
  private double cpuNanos = FIRST_COST * JUDGED_NANOS;
  private double soundNanos = JUDGED_NANOS;
  private double demand;

  /**
   * @param processors what decoding may cost on the average: 0.2 is a fifth of one processor
   */
  EarBudget(double processors) {
    this.processors = processors;
    this.places = places(FIRST_COST);
  }

  private int places(double cost) {
    return (int) Math.clamp(processors / cost, 1, 1_000_000);
  }

  /** What one ear may still claim; on its device's thread. */
  static final class Claim {
    private double owed;

    /**
     * @param number of the ear, from 0
     */
    Claim(int number) {
      owed = number * SPREAD % 1;
    }
  }

  /**
   * An answer begins.
   *
   * @param room whether there is room to hand its packets over
   * @return whether it is listened to
   */
  boolean begins(Claim claim, boolean room) {
    sounds();
    claim.owed = Math.min(MOST_OWED, claim.owed + share);
    if (claim.owed < 1 || !room || !takePlace(claim.owed >= LONG_OWED)) {
      return false;
    }
    claim.owed--;
    return true;
  }

  private void sounds() {
    int now = sounding.incrementAndGet();
    if (now > mostSounding.get()) {
      mostSounding.accumulateAndGet(now, Math::max);
    }
  }

  private boolean takePlace(boolean longOwed) {
    int now = places;
    if (listening.incrementAndGet() > (longOwed ? now + (now + 1) / 2 : now)) {
      listening.decrementAndGet();
      return false;
    }
    return true;
  }

  /** An answer sounds on after a hole. */
  void goesOn(boolean listenedTo) {
    sounds();
    if (listenedTo) {
      listening.incrementAndGet(); // whole answers: its place is its own, even if all are taken
    }
  }

  /** An answer has a hole, or has ended. */
  void pauses(boolean listenedTo) {
    sounding.decrementAndGet();
    if (listenedTo) {
      listening.decrementAndGet();
    }
  }

  /** Nobody listens any more to an answer that still sounds. */
  void givesUp() {
    listening.decrementAndGet();
  }

  /**
   * Takes note of what listening cost; called regularly, also when nothing was heard.
   *
   * @param newCpuNanos time of a processor since the last call of the same thread
   * @param newSoundNanos length of what was decoded for it
   */
  synchronized void spent(long newCpuNanos, long newSoundNanos, long nowNanos) {
    if (!begun) {
      begun = true;
      lastNanos = nowNanos;
      roundNanos = nowNanos;
      credit = processors * ROUND_NANOS;
    }
    double earned = Math.max(0, nowNanos - lastNanos) * processors;
    lastNanos = Math.max(lastNanos, nowNanos);
    credit = Math.min(processors * ROUND_NANOS, credit + earned) - newCpuNanos;
    if (newSoundNanos > 0) {
      double kept = Math.max(0, 1 - (double) newSoundNanos / JUDGED_NANOS);
      cpuNanos = cpuNanos * kept + newCpuNanos;
      soundNanos = soundNanos * kept + newSoundNanos;
    }
    int carried = places(Math.max(1e-6, cpuNanos / soundNanos));
    places = credit < 0 ? 0 : carried;
    if (nowNanos - roundNanos >= ROUND_NANOS) {
      roundNanos = nowNanos;
      demand = Math.max(demand * FADING, mostSounding.getAndSet(Math.max(0, sounding.get())));
      share = demand <= carried ? 1 : GIVEN * carried / demand;
    }
  }

  double processors() {
    return processors;
  }
}
