package io.github.xiaozhisim.pi.sound;

/**
 * How much of what was written to a loudspeaker has been heard. The card's own count is not simply believed: sound
 * servers take pieces out of their buffer before they sound, and some count their whole buffer as played when they
 * begin (PulseAudio behind ALSA does). So in the first second after each pause it is found out by how much the count
 * runs ahead of the clock; from then on the card's count less that much is what was heard. One line, one thread.
 */
final class PlayPosition {

  private static final long FINDING_OUT_NANOS = 1_000_000_000L;

  /** The two clocks differ: a card that is faster than ours is followed by so many parts in a thousand. */
  private static final int FASTER_PER_THOUSAND = 1;

  /** And one that is slower by so many; what is beyond that is silence. */
  private static final int SLOWER_PER_THOUSAND = 5;

  /** The lag of a card against the clock is the least in so long: counts come in steps, and sometimes late. */
  private static final long WINDOW_NANOS = 250_000_000L;

  /** Until a card has begun in earnest, its lag says nothing. */
  private static final long SETTLED_NANOS = 500_000_000L;

  /**
   * A lag that has grown by more from one window to the next is silence that nobody has written. Sound servers lose
   * 20 ms at a time; looks that are 10 ms apart find steps of a card up to that much late.
   */
  private static final long STOOD_NANOS = 15_000_000L;

  /** Lags differ by so much without any drift. */
  private static final long JITTER_NANOS = 10_000_000L;

  private static final long UNKNOWN = Long.MAX_VALUE;

  private final int rateHz;
  private long written;
  private long heard;
  private long ahead;
  /** When the first sample would have begun to sound, had there been no pause since. */
  private long startNanos;

  private long pauseEndedNanos;
  private long lookedNanos;
  private long windowNanos;
  private long leastLag = UNKNOWN;
  private long usualLag = UNKNOWN;
  private long lowestLag = UNKNOWN;
  /** Of the window before, where that is too much. */
  private long grownLag = UNKNOWN;
  private long stoodNanos;
  /** What the card said last: that it has something to play. */
  private boolean claimsMore;
  private boolean pauseTold;
  private long toldNanos;
  private long untoldNanos;
  /** So much of a standstill is in {@link #startNanos} already. */
  private long waitedNanos;

  PlayPosition(int rateHz, long nowNanos) {
    this.rateHz = rateHz;
    this.startNanos = nowNanos;
    this.pauseEndedNanos = nowNanos;
    this.lookedNanos = nowNanos;
  }

  /** Samples written so far, silence included. */
  long written() {
    return written;
  }

  /** {@code count} samples were written just now. */
  void wrote(int count, long nowNanos) {
    // what follows a pause cannot have been heard before it was written
    long earliestNanos = nowNanos - nanos(written);
    if (earliestNanos > startNanos) {
      if (pauseTold) {
        untoldNanos += earliestNanos - startNanos - toldNanos;
      }
      if (claimsMore && !pauseTold && nowNanos - pauseEndedNanos > SETTLED_NANOS) {
        waitedNanos += earliestNanos - startNanos; // it was not through, and took nothing
      } else {
        leastLag = UNKNOWN;
        usualLag = UNKNOWN;
        lowestLag = UNKNOWN;
        grownLag = UNKNOWN;
        waitedNanos = 0;
        pauseEndedNanos = nowNanos;
        ahead = 0;
      }
      pauseTold = false;
      startNanos = earliestNanos;
    }
    written += count;
  }

  /**
   * How many samples have been heard.
   *
   * @param queued what the card says it holds; below 0 when it claims to have played more than it was given
   */
  long heard(int queued, long nowNanos) {
    long byCard = written - queued;
    long byClock = byClock(nowNanos);
    claimsMore = queued > 0;
    if (nowNanos - pauseEndedNanos < FINDING_OUT_NANOS) {
      ahead = Math.max(ahead, byCard - byClock);
    } else if (byCard - ahead > byClock) {
      startNanos -= (nowNanos - lookedNanos) * FASTER_PER_THOUSAND / 1_000;
    }
    if (byClock < written && nowNanos - pauseEndedNanos > SETTLED_NANOS) {
      lookForStops(Math.max(0, byClock - byCard) + samples(waitedNanos), nowNanos);
    }
    lookedNanos = nowNanos;
    // a count that has come to its end goes no further, however much of that end has still to be heard
    long counted = byCard >= written ? written : byCard - ahead;
    heard = Math.max(heard, Math.min(counted, byClock));
    return heard;
  }

  private void lookForStops(long lag, long nowNanos) {
    if (leastLag == UNKNOWN) {
      windowNanos = nowNanos;
    }
    leastLag = Math.min(leastLag, lag);
    if (nowNanos - windowNanos < WINDOW_NANOS) {
      return;
    }
    long grownNanos = usualLag == UNKNOWN ? 0 : nanos(leastLag - usualLag);
    if (grownNanos <= STOOD_NANOS) {
      grownLag = UNKNOWN;
      followASlowerCard();
    } else if (grownLag == UNKNOWN || nanos(Math.abs(leastLag - grownLag)) > JITTER_NANOS) {
      grownLag = leastLag; // it may still stand
    } else {
      stoodNanos += grownNanos;
      startNanos += Math.max(0, grownNanos - waitedNanos);
      waitedNanos = 0;
      grownLag = UNKNOWN;
    }
    leastLag = UNKNOWN;
  }

  private void followASlowerCard() {
    long drifted = usualLag == UNKNOWN ? UNKNOWN : usualLag + samples(WINDOW_NANOS) * SLOWER_PER_THOUSAND / 1_000 + 1;
    usualLag = Math.min(leastLag, drifted);
    lowestLag = Math.min(lowestLag, usualLag);
    long slower = usualLag - lowestLag - samples(JITTER_NANOS);
    if (slower > 0) {
      startNanos += nanos(slower);
      usualLag -= slower;
    }
  }

  /** The pause that lasts now, for so long already, is known: it is not told by {@link #takeStoodNanos}. */
  void pauseTold(long nanos) {
    pauseTold = true;
    toldNanos = nanos;
  }

  /** By how much longer, since it was asked last, a pause lasted than {@link #pauseTold} knew. */
  long takeUntoldNanos() {
    long untold = untoldNanos;
    untoldNanos = 0;
    return untold;
  }

  /**
   * For how long, since it was asked last, the card stood still though it had something to play: its sound server, or
   * what carries samples there, did not run in time. Known some half a second later.
   */
  long takeStoodNanos() {
    long stood = stoodNanos;
    stoodNanos = 0;
    return stood;
  }

  /** How many samples are certainly left to hear: none, where the card may have begun at once and be through. */
  long certainlyLeft(long nowNanos) {
    return Math.max(0, written - byClock(nowNanos));
  }

  private long byClock(long nowNanos) {
    return samples(nowNanos - startNanos);
  }

  /** For how long it has been silent by the clock, because nothing was written in time; 0 while something sounds. */
  long dryNanos(long nowNanos) {
    return Math.max(0, nowNanos - startNanos - nanos(written));
  }

  private long samples(long nanos) {
    return nanos / 1_000 * rateHz / 1_000_000;
  }

  private long nanos(long samples) {
    return samples * 1_000_000 / rateHz * 1_000;
  }
}
