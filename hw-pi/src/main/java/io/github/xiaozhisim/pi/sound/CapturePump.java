package io.github.xiaozhisim.pi.sound;

import io.github.xiaozhisim.device.signal.Resampler;
import io.github.xiaozhisim.hal.Clock;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Empties a microphone every few milliseconds, and hands on what is fresh. After a pause of the machine a sound server
 * hands over all of it at once, while hardware has thrown it away; both show in the count of samples against the
 * clock, and neither reaches the device.
 *
 * <p>All methods on the thread of the card, unless they say otherwise.
 */
final class CapturePump implements Beat.Step {

  private static final int PIECE_MILLIS = 20;
  private static final long BEAT_NANOS = 10_000_000L;
  private static final long REST_NANOS = 1_000_000_000L;
  /** So long a card may be silent before it counts as gone. */
  private static final long PATIENCE_NANOS = 1_000_000_000L;

  /** Less than this is the jitter of cards and threads, and no loss. */
  private static final long LOST_NANOS = 100_000_000L;

  private final int rateHz;
  private final CaptureFeed feed;
  private final LineOrSilence<CaptureLine> lines;
  private final CardCounts counts;
  private final SoundLevel level;
  private volatile boolean on;
  private volatile boolean muted;

  private boolean wanted;
  private long steppedNanos;
  private @Nullable Microphone microphone;
  private short[] converted = new short[0];

  /** A line and what belongs to it. */
  private static final class Microphone {
    final CaptureLine line;
    final short[] piece;
    @Nullable Resampler resampler;
    long taken;
    long given;
    long samples;
    long startNanos;
    long heardNanos;
    long lookedNanos;
    long capturedNanos = Long.MIN_VALUE;
    boolean catchingUp;

    Microphone(CaptureLine line, long nowNanos) {
      this.line = line;
      piece = new short[line.rateHz() * PIECE_MILLIS / 1_000];
      heardNanos = nowNanos;
    }

    long nanos(long count) {
      return count * 1_000_000 / line.rateHz() * 1_000;
    }
  }

  CapturePump(
      int rateHz,
      CaptureFeed feed,
      LineKeeper<CaptureLine> keeper,
      Clock clock,
      CardCounts counts,
      SoundLevel level) {
    this.rateHz = rateHz;
    this.feed = feed;
    this.lines = new LineOrSilence<>(keeper, () -> new SilentCapture(clock, rateHz));
    this.counts = counts;
    this.level = level;
  }

  /** Whether the card is to be open; whoever listens opens it, too. Any thread. */
  void on(boolean open) {
    on = open;
  }

  /** Whether silence is handed on instead of what is heard. Any thread. */
  void muted(boolean deaf) {
    muted = deaf;
  }

  @Override
  public long step(long nowNanos) {
    if (!on && !feed.wanted()) {
      return rest(nowNanos);
    }
    if (!wanted) {
      wanted = true;
      steppedNanos = nowNanos;
    }
    Microphone from = microphone(nowNanos);
    boolean stalled = nowNanos - steppedNanos > CaptureFeed.STALE_NANOS;
    steppedNanos = nowNanos;
    if (from == null) {
      return BEAT_NANOS / 2;
    }
    if (stalled) {
      from.heardNanos = nowNanos; // nobody has asked the card meanwhile
    }
    int available = from.line.available();
    if (available == CardLine.FAILED || nowNanos - from.heardNanos > PATIENCE_NANOS) {
      lines.lost(nowNanos, "the microphone " + from.line.describe() + " has gone away: no more sound comes from it;"
          + " connect it again or choose another one, it is looked for once a second");
      microphone = null;
      return 0;
    }
    if (stalled || from.nanos(available) > CaptureFeed.STALE_NANOS) {
      from.catchingUp = true;
    }
    empty(from, available, nowNanos);
    return BEAT_NANOS;
  }

  /** Nobody needs the card; only one that is missing is still looked for. */
  private long rest(long nowNanos) {
    wanted = false;
    microphone = null;
    level.reset();
    lines.rest(nowNanos);
    return REST_NANOS;
  }

  /** Gives the card back, for good. */
  void end(long nowNanos) {
    on = false;
    rest(nowNanos);
    lines.end();
  }

  private @Nullable Microphone microphone(long nowNanos) {
    CaptureLine line = lines.line(nowNanos);
    if (line == null) {
      return null;
    }
    Microphone now = microphone;
    if (now == null || now.line != line) {
      now = new Microphone(line, nowNanos);
      renewResampler(now);
      microphone = now;
    }
    return now;
  }

  private void renewResampler(Microphone from) {
    from.resampler = from.line.rateHz() == rateHz ? null : new Resampler(from.line.rateHz(), rateHz);
    from.taken = 0;
    from.given = 0;
  }

  private void empty(Microphone from, int available, long nowNanos) {
    int left = available;
    while (left > 0) {
      int count = from.line.read(from.piece, Math.min(left, from.piece.length));
      if (count <= 0) {
        return; // it will be noticed when that lasts
      }
      left -= count;
      from.heardNanos = nowNanos;
      account(from, count, left, nowNanos);
      if (from.catchingUp) {
        counts.staleNanos.addAndGet(from.nanos(count));
      } else {
        handOn(from, count, nowNanos - from.nanos(left));
      }
      if (left == 0 && from.catchingUp) {
        left = Math.max(0, from.line.available());
        if (left < from.piece.length) {
          from.catchingUp = false; // this is now
          renewResampler(from);
          return;
        }
      }
    }
  }

  /** Counts what never came: samples behind the clock by more than jitter, when the card has no more. */
  private void account(Microphone from, int count, int left, long nowNanos) {
    if (from.samples == 0) {
      from.startNanos = nowNanos - from.nanos(count + left);
      from.lookedNanos = nowNanos;
    }
    from.samples += count;
    if (left > 0) {
      return;
    }
    long behind = nowNanos - from.startNanos - from.nanos(from.samples);
    if (behind > LOST_NANOS && from.line.available() == 0) {
      counts.overruns.incrementAndGet();
      counts.lostNanos.addAndGet(behind);
      from.startNanos += behind;
    } else if (behind < 0) {
      from.startNanos += behind;
    } else {
      from.startNanos += Math.min(behind, (nowNanos - from.lookedNanos) / 1_000); // two clocks are never the same
    }
    from.lookedNanos = nowNanos;
  }

  private void handOn(Microphone from, int count, long capturedNanos) {
    short[] samples = from.piece;
    int length = count;
    long heldBackNanos = 0;
    Resampler resampler = from.resampler;
    if (resampler != null) {
      int room = resampler.maxOutput(count);
      if (converted.length < room) {
        converted = new short[room];
      }
      length = resampler.process(from.piece, 0, count, converted, 0);
      samples = converted;
      from.taken += count;
      from.given += length;
      heldBackNanos = from.nanos(from.taken) - from.given * 1_000_000 / rateHz * 1_000;
    }
    level.add(samples, 0, length);
    if (muted) {
      Arrays.fill(samples, 0, length, (short) 0);
    }
    if (length > 0) {
      // a card hands over several pieces at once: time does not go back between them
      from.capturedNanos = Math.max(from.capturedNanos, capturedNanos - Math.max(0, heldBackNanos));
      feed.put(samples, length, from.capturedNanos);
    }
  }
}
