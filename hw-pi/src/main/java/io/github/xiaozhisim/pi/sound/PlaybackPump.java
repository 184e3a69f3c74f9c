package io.github.xiaozhisim.pi.sound;

import io.github.xiaozhisim.device.signal.Resampler;
import io.github.xiaozhisim.hal.Clock;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a loudspeaker fed: blocks of the device in, samples of the card out, a little ahead of what is heard, and silence in
 * between, so that the card never has to stop. Sound that begins or ends is faded; since nobody says which block is the last,
 * the last milliseconds are held back until the card is about to run dry.
 *
 * <p>All methods on the thread of the card, unless they say otherwise.
 */
final class PlaybackPump implements Beat.Step {

  private static final int SILENCE_MILLIS = 20;
  private static final int DRY_MILLIS = 12;
  private static final long BEAT_NANOS = 10_000_000L;
  private static final long SHORTEST_NANOS = 1_000_000L;
  private static final long REST_NANOS = 1_000_000_000L;
  /** So long blocks wait for a card that is being opened; then they are played to nobody. */
  private static final long PATIENCE_NANOS = 1_000_000_000L;

  private enum State {
    SILENT,
    SOUNDING,
    /** What is left has been faded out and is all that follows. */
    ENDING
  }

  private final int rateHz;
  private final int leadMillis;
  private final PlaybackFeed feed;
  private final LineKeeper<PlaybackLine> keeper;
  private final Clock clock;
  private final CardCounts counts;
  private final SoundLevel level;
  private final SampleQueue pending = new SampleQueue();
  private final LongRing marks = new LongRing(PlaybackFeed.MOST_BLOCKS);
  private volatile boolean on;
  private volatile int volumePercent = 100;

  private boolean wanted;
  private long wantedNanos;
  private @Nullable Speaker speaker;
  private State state = State.SILENT;
  private int epoch;
  private long dryAt;
  private long soundStart;
  private long soundSamples;
  private long progress;
  private long progressNanos;

  /** A line and what belongs to it. */
  private static final class Speaker {
    final PlaybackLine line;
    final PlayPosition position;
    final Gain gain;
    final int lead;
    final @Nullable Resampler resampler;
    final short[] scratch;
    int volumePercent = -1;

    Speaker(PlaybackLine line, int rateHz, int leadMillis, long nowNanos) {
      this.line = line;
      position = new PlayPosition(line.rateHz(), nowNanos);
      gain = new Gain(line.rateHz());
      lead = Math.min(line.capacity(), line.rateHz() * leadMillis / 1_000);
      resampler = line.rateHz() == rateHz ? null : new Resampler(rateHz, line.rateHz());
      scratch = new short[Math.max(lead, samples(SILENCE_MILLIS))];
    }

    int samples(int millis) {
      return line.rateHz() * millis / 1_000;
    }

    long nanos(long samples) {
      return samples * 1_000_000_000L / line.rateHz();
    }
  }

  PlaybackPump(
      int rateHz,
      int leadMillis,
      PlaybackFeed feed,
      LineKeeper<PlaybackLine> keeper,
      Clock clock,
      CardCounts counts,
      SoundLevel level) {
    this.rateHz = rateHz;
    this.leadMillis = leadMillis;
    this.feed = feed;
    this.keeper = keeper;
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
  public long step(long nowNanos) {
    if (!on && feed.drained()) {
      rest(nowNanos);
      return REST_NANOS;
    }
    if (!wanted) {
      wanted = true;
      wantedNanos = nowNanos;
    }
    Speaker to = speaker(nowNanos);
    if (to == null) {
      return BEAT_NANOS / 2;
    }
    int queued = to.line.queued();
    if (queued == CardLine.FAILED || standsStill(to, queued, nowNanos)) {
      lose(to, nowNanos);
      return 0;
    }
    cutWhatWasFlushed(to);
    long heard = to.position.heard(queued, nowNanos);
    tellOfBlocksHeard(heard);
    noticeUnderrun(to, nowNanos);
    queued = fill(to, queued, nowNanos);
    return untilNextStep(to, queued, heard);
  }

  void rest(long nowNanos) {
    wanted = false;
    speaker = null;
    state = State.SILENT;
    pending.clear();
    marks.clear();
    level.reset();
    keeper.release(nowNanos);
  }

  // ---- which line --------------------------------------------------------------------------------------------------

  private @Nullable Speaker speaker(long nowNanos) {
    PlaybackLine line = keeper.line(nowNanos);
    Speaker now = speaker;
    if (line == null) {
      if (now != null && now.line instanceof SilentPlayback) {
        return now;
      }
      if (!keeper.missing() && nowNanos - wantedNanos < PATIENCE_NANOS) {
        return null;
      }
      line = new SilentPlayback(clock, rateHz);
    }
    if (now == null || now.line != line) {
      writeOff();
      now = new Speaker(line, rateHz, leadMillis, nowNanos);
      speaker = now;
      level.rate(line.rateHz());
      progressNanos = nowNanos;
    }
    return now;
  }

  /** A card that plays always has room for more after a while, and it always gets more. */
  private boolean standsStill(Speaker to, int queued, long nowNanos) {
    long all = 2 * to.position.written() - queued;
    if (all != progress) {
      progress = all;
      progressNanos = nowNanos;
    }
    return nowNanos - progressNanos > LineKeeper.RETRY_NANOS;
  }

  private void lose(Speaker to, long nowNanos) {
    keeper.lost(nowNanos, "the loudspeaker " + to.line.describe() + " has gone away: it takes no more sound; connect it"
        + " again or choose another one, it is looked for once a second");
    writeOff();
    speaker = null;
  }

  /** What went into a line that is no more counts as heard. */
  private void writeOff() {
    feed.heard(epoch, marks.size());
    marks.clear();
    pending.clear();
    state = State.SILENT;
  }

  // ---- what has been heard -----------------------------------------------------------------------------------------

  private void tellOfBlocksHeard(long heard) {
    int count = 0;
    while (!marks.isEmpty() && marks.first() <= heard) {
      marks.removeFirst();
      count++;
    }
    feed.heard(epoch, count);
  }

  private void noticeUnderrun(Speaker to, long nowNanos) {
    long dry = state == State.SOUNDING ? to.position.dryNanos(nowNanos) : 0;
    boolean heardBySomebody = !(to.line instanceof SilentPlayback);
    if (dry > SHORTEST_NANOS && heardBySomebody && to.position.written() != dryAt) {
      dryAt = to.position.written();
      counts.underruns.incrementAndGet();
      counts.underrunNanos.addAndGet(dry);
    }
  }

  /** A flush: what the card holds is heard, as with the firmware's driver; what follows is faded out at once. */
  private void cutWhatWasFlushed(Speaker to) {
    int now = feed.epoch();
    if (now == epoch) {
      return;
    }
    epoch = now;
    marks.clear();
    if (state == State.SOUNDING) {
      pending.keep(Fade.samples(to.line.rateHz()));
      end(to);
    }
  }

  // ---- what is to be heard -----------------------------------------------------------------------------------------

  /** Fills the card up to its lead; returns what it holds then. */
  private int fill(Speaker to, int before, long nowNanos) {
    int queued = before;
    int held = Fade.samples(to.line.rateHz());
    while (queued < to.lead) {
      while (state != State.ENDING && pending.size() <= held && pull(to)) {
        // until there is more than what is held back
      }
      if (state == State.SILENT && pending.size() == 0) {
        int missing = to.samples(SILENCE_MILLIS) - queued;
        return missing <= 0 ? queued : queued + write(to, missing, nowNanos);
      }
      if (state == State.SILENT) {
        begin(to);
      }
      int ready = pending.size() - (state == State.SOUNDING ? held : 0);
      if (ready <= 0) {
        if (queued > to.samples(DRY_MILLIS)) {
          return queued;
        }
        flushResampler(to);
        end(to);
        ready = pending.size();
      }
      int taken = write(to, Math.min(ready, to.lead - queued), nowNanos);
      queued += taken;
      if (state == State.ENDING && pending.size() == 0) {
        state = State.SILENT;
      }
      if (taken == 0 && state != State.SILENT) {
        return queued; // the card refuses; it will be noticed when that lasts
      }
    }
    return queued;
  }

  private boolean pull(Speaker to) {
    PlaybackFeed.Block block = feed.next(epoch);
    if (block == null) {
      return false;
    }
    if (state == State.SILENT && pending.size() == 0) {
      soundStart = to.position.written();
      soundSamples = 0;
    }
    Resampler resampler = to.resampler;
    pending.reserve(resampler == null ? block.length : resampler.maxOutput(block.length));
    if (resampler == null) {
      System.arraycopy(block.samples, 0, pending.array(), pending.end(), block.length);
      pending.added(block.length);
    } else {
      pending.added(resampler.process(block.samples, 0, block.length, pending.array(), pending.end()));
    }
    soundSamples += block.length;
    marks.add(soundStart + Math.round((double) soundSamples * to.line.rateHz() / rateHz));
    feed.giveBack(block);
    return true;
  }

  private void begin(Speaker to) {
    state = State.SOUNDING;
    to.gain.settle();
    Fade.in(pending.array(), pending.start(), Math.min(pending.size(), Fade.samples(to.line.rateHz())));
  }

  private void flushResampler(Speaker to) {
    Resampler resampler = to.resampler;
    if (resampler != null) {
      pending.reserve(resampler.maxTail());
      pending.added(resampler.finish(pending.array(), pending.end()));
    }
  }

  private void end(Speaker to) {
    state = State.ENDING;
    int fading = Math.min(pending.size(), Fade.samples(to.line.rateHz()));
    Fade.out(pending.array(), pending.end() - fading, fading);
    if (fading == 0) {
      state = State.SILENT;
    }
  }

  /** Writes {@code count} samples, of what waits or of silence; returns how many the card took. */
  private int write(Speaker to, int count, long nowNanos) {
    boolean silence = state == State.SILENT;
    if (to.volumePercent != volumePercent) {
      to.volumePercent = volumePercent;
      to.gain.set(to.line.volume(volumePercent) ? 100 : volumePercent);
    }
    if (silence) {
      Arrays.fill(to.scratch, 0, count, (short) 0);
    } else {
      to.gain.apply(pending.array(), pending.start(), to.scratch, count);
    }
    int taken = Math.max(0, to.line.write(to.scratch, 0, count));
    if (taken > 0) {
      to.position.wrote(taken, nowNanos);
      level.add(to.scratch, 0, taken);
      if (!silence) {
        pending.drop(taken);
      }
    }
    return taken;
  }

  // ---- when next ---------------------------------------------------------------------------------------------------

  private long untilNextStep(Speaker to, int queued, long heard) {
    long wait = BEAT_NANOS;
    if (!marks.isEmpty()) {
      wait = Math.min(wait, to.nanos(marks.first() - heard));
    }
    if (state == State.SOUNDING) {
      wait = Math.min(wait, to.nanos(queued - to.samples(DRY_MILLIS)));
    }
    return Math.max(SHORTEST_NANOS, wait);
  }
}
