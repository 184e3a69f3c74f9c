package io.github.xiaozhisim.pi.sound;

import io.github.xiaozhisim.hal.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/**
 * Tries a sound card out, as the doctor does: at which rates it opens, and whether samples really come and go. Plays
 * nothing that can be heard. Each method blocks its caller for about a second; any thread but a device's.
 */
public final class CardTrial {

  /** What speech and cards usually have. */
  private static final int[] RATES_HZ = {16_000, 24_000, 44_100, 48_000};

  private static final int BUFFER_MILLIS = 100;
  private static final long LOOK_NANOS = 5_000_000L;

  /** So much is listened to and played. */
  private static final int TRIAL_MILLIS = 400;

  /** A card that has done nothing for so long does not work. */
  private static final long PATIENCE_NANOS = 2_000_000_000L;

  private static final long NANOS_PER_MILLI = 1_000_000L;

  /**
   * What came of a trial.
   *
   * @param line card and format, for people
   * @param ratesHz at which it opens without being converted here
   * @param moved whether samples came, or went
   * @param firstMillis until the first one did
   * @param dbfs how loud it was for a microphone, {@link SoundLevel#SILENCE_DBFS} where all samples are zero
   */
  public record Outcome(String line, List<Integer> ratesHz, boolean moved, long firstMillis, double dbfs) {
    public Outcome {
      ratesHz = List.copyOf(ratesHz);
    }
  }

  private final Lines lines;
  private final Clock clock;
  private final Beat beat;

  CardTrial(Lines lines, Clock clock, Beat beat) {
    this.lines = lines;
    this.clock = clock;
    this.beat = beat;
  }

  /** Of this machine's cards; for one trial. */
  public static CardTrial ofThisMachine(Clock clock) {
    return new CardTrial(new JavaSound(), clock, new CardThread("xiaozhi-card-trial", clock));
  }

  /**
   * Listens for a moment.
   *
   * @param wish number or a part of the name, or null for the system's choice
   * @throws SoundException when it cannot be opened: a sentence with what to do
   */
  public Outcome microphone(@Nullable String wish) throws SoundException, InterruptedException {
    List<Integer> rates = new ArrayList<>();
    for (int rateHz : RATES_HZ) {
      CaptureLine line = lines.openCapture(wish, rateHz, BUFFER_MILLIS);
      try {
        if (line.rateHz() == rateHz) {
          rates.add(rateHz);
        }
      } finally {
        line.close();
      }
    }
    CaptureLine line = lines.openCapture(wish, RATES_HZ[0], BUFFER_MILLIS);
    try {
      return run(new Listening(line)).outcome(line, rates);
    } finally {
      line.close();
    }
  }

  /** Plays silence for a moment; as {@link #microphone}. */
  public Outcome loudspeaker(@Nullable String wish) throws SoundException, InterruptedException {
    List<Integer> rates = new ArrayList<>();
    for (int rateHz : RATES_HZ) {
      PlaybackLine line = lines.openPlayback(wish, rateHz, BUFFER_MILLIS);
      try {
        if (line.rateHz() == rateHz) {
          rates.add(rateHz);
        }
      } finally {
        line.close();
      }
    }
    PlaybackLine line = lines.openPlayback(wish, RATES_HZ[1], BUFFER_MILLIS);
    try {
      return run(new Playing(line)).outcome(line, rates);
    } finally {
      line.close();
    }
  }

  private <T extends Trying> T run(T trying) throws InterruptedException {
    CountDownLatch over = new CountDownLatch(1);
    long began = clock.nowNanos();
    beat.start(
        now -> {
          if (trying.look(now - began) || now - began > PATIENCE_NANOS) {
            over.countDown();
            return PATIENCE_NANOS;
          }
          return LOOK_NANOS;
        });
    over.await();
    beat.stop(nowNanos -> {});
    return trying;
  }

  /** Something that is looked at again and again. */
  private abstract static class Trying {
    long firstNanos = -1;
    double dbfs = SoundLevel.SILENCE_DBFS;

    /** Whether it is over. */
    abstract boolean look(long sinceNanos);

    Outcome outcome(CardLine line, List<Integer> rates) {
      return new Outcome(line.describe(), rates, firstNanos >= 0, Math.max(0, firstNanos / NANOS_PER_MILLI), dbfs);
    }
  }

  private static final class Listening extends Trying {
    private final CaptureLine line;
    private final short[] samples;
    private final int wanted;
    private final SoundLevel level;
    private int heard;

    Listening(CaptureLine line) {
      this.line = line;
      this.samples = new short[line.rateHz()];
      this.wanted = line.rateHz() / 1_000 * TRIAL_MILLIS;
      this.level = new SoundLevel(line.rateHz());
    }

    @Override
    boolean look(long sinceNanos) {
      int there = line.available();
      int read = there == CardLine.FAILED ? there : line.read(samples, Math.min(there, samples.length));
      if (read == CardLine.FAILED) {
        return true;
      }
      if (read > 0) {
        firstNanos = firstNanos < 0 ? sinceNanos : firstNanos;
        level.add(samples, 0, read);
        heard += read;
        dbfs = Math.max(dbfs, level.dbfs()); // the loudest: cards begin with a little silence
      }
      return heard >= wanted;
    }
  }

  private static final class Playing extends Trying {
    private final PlaybackLine line;
    private final short[] silence;
    private int written;

    Playing(PlaybackLine line) {
      this.line = line;
      this.silence = new short[line.rateHz() / 1_000 * TRIAL_MILLIS];
      line.start();
    }

    @Override
    boolean look(long sinceNanos) {
      int taken = line.write(silence, written, silence.length - written);
      int room = taken == CardLine.FAILED ? taken : line.room();
      if (room == CardLine.FAILED) {
        return true;
      }
      int queued = line.capacity() - room;
      written += taken;
      if (written > queued && firstNanos < 0) {
        firstNanos = sinceNanos;
      }
      return written == silence.length && queued <= 0;
    }
  }
}
