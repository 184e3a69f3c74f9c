package io.github.xiaozhisim.pi.sound;

import io.github.xiaozhisim.hal.Clock;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a loudspeaker fed: blocks of the device in, samples of the card out. The card is filled up whenever it has
 * room and stopped when the last sound has been heard, so that it never runs dry but by mischance. Sound that begins
 * or ends is faded; since nobody says which block is the last, the last milliseconds are held back until little else
 * is left to hear.
 *
 * <p>All methods on the thread of the card, unless they say otherwise.
 */
final class PlaybackPump implements Beat.Step {

  /** So little left to hear, and no more sound comes: the end. Enough that a thread that is late can still fade it. */
  private static final int DRY_MILLIS = 30;

  /** Silence behind the last sound, so that stopping cuts nothing off. */
  private static final int QUIET_MILLIS = 40;

  /** A card that has not moved for so long behind the end of a sound has run dry and waits until it holds more. */
  private static final long HUNGRY_NANOS = 50_000_000L;

  private static final long BEAT_NANOS = 10_000_000L;
  /** Nothing to play, for which this thread is woken anyway. */
  private static final long IDLE_NANOS = 100_000_000L;

  private static final long SHORTEST_NANOS = 3_000_000L;
  /** A shorter hole is within what clock and card differ anyway. */
  private static final long NOTICED_NANOS = 1_000_000L;

  /** After so long without a look the clock knows better than a card what is left: some tell what they held before. */
  private static final long AWAY_NANOS = 30_000_000L;

  private static final long REST_NANOS = 1_000_000_000L;

  /** A card that has not moved for so long has gone. */
  private static final long PATIENCE_NANOS = 1_000_000_000L;

  /** This thread did not run for so long: the card is not to blame. */
  private static final long STALLED_NANOS = 200_000_000L;

  private static final long NOWHERE = -1;

  private enum State {
    /** The card is stopped. */
    SILENT,
    SOUNDING,
    /** What is left has been faded out. */
    ENDING,
    /** Silence, until all has been heard. */
    QUIET
  }

  private final int rateHz;
  private final PlaybackFeed feed;
  private final LineOrSilence<PlaybackLine> lines;
  private final Clock clock;
  private final CardCounts counts;
  private final SoundLevel level;
  private final LongRing marks = new LongRing(PlaybackFeed.MOST_BLOCKS);
  private volatile boolean on;
  private volatile int volumePercent = Speaker.VOLUME_AS_IT_IS;

  private @Nullable Speaker speaker;
  private State state = State.SILENT;
  private int epoch;
  private long heard;
  private long dryAt;
  /** At which written sample a sound begins that has not been heard yet. */
  private long beginsAt = NOWHERE;
  private long endMark;
  private long steppedNanos;
  private long awayNanos;
  private long progress;
  private long progressNanos;

  PlaybackPump(
      int rateHz,
      PlaybackFeed feed,
      LineKeeper<PlaybackLine> keeper,
      Clock clock,
      CardCounts counts,
      SoundLevel level) {
    this.rateHz = rateHz;
    this.feed = feed;
    this.lines = new LineOrSilence<>(keeper, () -> new SilentPlayback(clock, rateHz));
    this.clock = clock;
    this.counts = counts;
    this.level = level;
  }

  /** Whether the card is to be open; blocks open it, too. Any thread. */
  void on(boolean open) {
    on = open;
  }

  /** Any thread. */
  void volume(int percent) {
    volumePercent = Math.clamp(percent, 0, 100);
  }

  @Override
  public long step(long stepNanos) {
    if (!on && state == State.SILENT && feed.drained()) {
      return rest(stepNanos);
    }
    Speaker to = speaker(stepNanos);
    if (to == null) {
      return BEAT_NANOS / 2;
    }
    to.volume(volumePercent);
    cutWhatWasFlushed(to);
    if (state == State.SILENT && !pull(to)) {
      return IDLE_NANOS;
    }
    if (state == State.SILENT) {
      begin(to);
    }
    int room = to.line.room();
    long nowNanos = clock.nowNanos(); // what came before may have taken a while
    if (room == CardLine.FAILED || standsStill(to, room, nowNanos)) {
      lose(to, nowNanos);
      return 0;
    }
    heard = to.position.heard(to.line.capacity() - room, nowNanos);
    tellOfBeginning(to, nowNanos);
    tellOfBlocksHeard();
    noticeUnderrun(to, nowNanos);
    fill(to, room, nowNanos);
    return untilNextStep(to, nowNanos);
  }

  /** Nobody needs the card; only one that is missing is still looked for. */
  private long rest(long nowNanos) {
    forget();
    lines.rest(nowNanos);
    return REST_NANOS;
  }

  /** Gives the card back, for good. */
  void end(long nowNanos) {
    forget();
    lines.end();
  }

  private void forget() {
    speaker = null;
    state = State.SILENT;
    beginsAt = NOWHERE;
    marks.clear();
    level.reset();
  }

  // ---- which line --------------------------------------------------------------------------------------------------

  private @Nullable Speaker speaker(long nowNanos) {
    PlaybackLine line = lines.line(nowNanos);
    if (line == null) {
      return null;
    }
    Speaker now = speaker;
    if (now == null || now.line != line) {
      writeOff();
      now = new Speaker(line, rateHz, level, clock);
      speaker = now;
    }
    return now;
  }

  /** A card that plays takes more after a while, and it is always given more. */
  private boolean standsStill(Speaker to, int room, long nowNanos) {
    long all = 2 * to.position.written() + room;
    awayNanos = nowNanos - steppedNanos;
    steppedNanos = nowNanos;
    if (all != progress || awayNanos > STALLED_NANOS) {
      progress = all;
      progressNanos = nowNanos;
    }
    return nowNanos - progressNanos > PATIENCE_NANOS;
  }

  private void lose(Speaker to, long nowNanos) {
    lines.lost(nowNanos, "the loudspeaker " + to.line.describe() + " has gone away: it takes no more sound; connect it"
        + " again or choose another one, it is looked for once a second");
    writeOff();
    speaker = null;
  }

  /** The line is stopped or no more: what went into it counts as heard. */
  private void writeOff() {
    feed.heard(epoch, marks.size());
    beginsAt = NOWHERE;
    marks.clear();
    level.reset();
    state = State.SILENT;
  }

  // ---- what has been heard -----------------------------------------------------------------------------------------

  /** Not before the last look, however much the card claims to have played since. */
  private void tellOfBeginning(Speaker to, long nowNanos) {
    if (beginsAt != NOWHERE && heard > beginsAt) {
      feed.begun(epoch, nowNanos - Math.min(awayNanos, to.nanos(heard - beginsAt)));
      beginsAt = NOWHERE;
    }
  }

  private void tellOfBlocksHeard() {
    int count = 0;
    while (!marks.isEmpty() && marks.first() <= heard) {
      marks.removeFirst();
      count++;
    }
    feed.heard(epoch, count);
  }

  private void noticeUnderrun(Speaker to, long nowNanos) {
    counts.underrunNanos.addAndGet(to.position.takeUntoldNanos()); // this thread can be kept from writing, too
    boolean missed = state == State.SOUNDING && !lines.isSilence(to.line);
    long dry = missed ? dryNanos(to, nowNanos) : 0;
    if (dry > NOTICED_NANOS && to.position.written() != dryAt) {
      dryAt = to.position.written();
      to.position.pauseTold(dry);
      countUnderrun(dry);
    }
    long stood = to.position.takeStoodNanos();
    if (missed && stood > 0) {
      countUnderrun(stood);
    }
  }

  /** For how long the card has had nothing more to play; 0 while that is not sure. */
  private long dryNanos(Speaker to, long nowNanos) {
    boolean through = heard >= to.position.written() || awayNanos > AWAY_NANOS;
    return through ? to.position.dryNanos(nowNanos) : 0;
  }

  private void countUnderrun(long nanos) {
    counts.underruns.incrementAndGet();
    counts.underrunNanos.addAndGet(nanos);
  }

  /** A flush: what the card holds is heard, as with the firmware's driver; what follows is faded out at once. */
  private void cutWhatWasFlushed(Speaker to) {
    int now = feed.epoch();
    if (now == epoch) {
      return;
    }
    epoch = now;
    beginsAt = NOWHERE;
    marks.clear();
    if (state == State.SOUNDING) {
      to.cut();
      state = State.ENDING;
    }
  }

  // ---- what is to be heard -----------------------------------------------------------------------------------------

  private void begin(Speaker to) {
    state = State.SOUNDING;
    to.begin();
    heard = 0;
    progressNanos = clock.nowNanos();
    steppedNanos = progressNanos;
  }

  private void fill(Speaker to, int roomBefore, long nowNanos) {
    int room = roomBefore;
    while (room > 0 || state == State.QUIET) {
      if (state == State.QUIET && pull(to)) {
        state = State.SOUNDING; // it goes on
      }
      int ready =
          switch (state) {
            case SILENT -> 0;
            case SOUNDING -> soundReady(to);
            case ENDING -> to.pending();
            case QUIET -> silenceMissing(to, nowNanos);
          };
      if (state == State.SOUNDING && ready == 0) {
        if (to.position.certainlyLeft(nowNanos) > to.samples(DRY_MILLIS)) {
          return; // more may come in time
        }
        if (dryNanos(to, nowNanos) > NOTICED_NANOS) {
          to.forget(); // this late, the last milliseconds would be a sound of their own, behind a hole
        } else {
          to.endOfSound();
        }
        state = State.ENDING;
      } else if (state == State.ENDING && ready == 0) {
        endMark = to.position.written();
        state = State.QUIET;
      } else if (state == State.QUIET && quietLongEnough(to)) {
        to.line.stop();
        writeOff();
        return;
      } else {
        int taken = to.write(Math.min(ready, room), state == State.QUIET);
        room -= taken;
        if (taken == 0) {
          return;
        }
      }
    }
  }

  /** Samples that may be written and still leave enough to fade out, should nothing follow. */
  private int soundReady(Speaker to) {
    while (to.pending() <= to.fade() && pull(to)) {
      // until there is more than what is held back
    }
    return Math.max(0, to.pending() - to.fade());
  }

  private boolean pull(Speaker to) {
    PlaybackFeed.Block block = feed.next(epoch);
    if (block == null) {
      return false;
    }
    boolean first = state == State.SILENT;
    if (block.first) {
      beginsAt = first ? 0 : to.position.written() + to.pending();
    }
    marks.add(to.take(block.samples, block.length, first));
    feed.giveBack(block);
    return true;
  }

  /**
   * Silence is kept short, as the next sound has to wait for its end. But sound servers do not begin before they are
   * full, and one that ran dry just before the last few milliseconds were written waits for more with those in hand.
   */
  private int silenceMissing(Speaker to, long nowNanos) {
    if (nowNanos - progressNanos > HUNGRY_NANOS) {
      return to.line.capacity();
    }
    long written = to.position.written();
    long wantedSilence = Math.max(heard + to.samples(QUIET_MILLIS), to.line.capacity());
    return (int) Math.max(0, wantedSilence - written);
  }

  private boolean quietLongEnough(Speaker to) {
    return heard >= endMark + to.samples(QUIET_MILLIS) / 2;
  }

  // ---- when next ---------------------------------------------------------------------------------------------------

  private long untilNextStep(Speaker to, long nowNanos) {
    long wait = BEAT_NANOS;
    if (!marks.isEmpty()) {
      wait = Math.min(wait, to.nanos(marks.first() - heard));
    }
    if (state == State.SOUNDING) {
      wait = Math.min(wait, to.nanos(to.position.certainlyLeft(nowNanos) - to.samples(DRY_MILLIS)));
    }
    return Math.max(SHORTEST_NANOS, wait);
  }
}
