package io.github.xiaozhisim.pi.sound;

import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a line open for as long as it is wanted: opens it, and once a second tries again when that failed or the card
 * has gone away. Opening and closing can hang in a broken card, so they happen on a worker; all methods here belong
 * to the thread of the card and return at once.
 */
final class LineKeeper<L extends CardLine> {

  /** How often a card that is away is looked for. */
  static final long RETRY_NANOS = 1_000_000_000L;

  /** The same while nobody needs it: each look asks the whole sound system. */
  static final long SELDOM_NANOS = 5_000_000_000L;

  /** A sound system that has not answered for so long does not. */
  private static final long ANSWER_NANOS = 3_000_000_000L;

  /** How a line is opened; may block. */
  interface Opening<L> {
    L open() throws SoundException;
  }

  /** Hears of the card; on the thread of the card. */
  interface Fate {

    void gone(String sentence);

    void back(String description);
  }

  private final Opening<L> opening;
  private final Executor worker;
  private final Fate fate;
  private final CardCounts counts;
  /** What the worker has come back with. */
  private final AtomicReference<@Nullable Answer<L>> answer = new AtomicReference<>();

  private @Nullable L open;
  private boolean asked;
  private volatile boolean ended;
  private boolean wanted;
  private boolean missing;
  private boolean told;
  private long askedNanos;
  private long nextTryNanos;
  private long retryNanos = RETRY_NANOS;

  private record Answer<L>(@Nullable L line, String sentence) {}

  LineKeeper(Opening<L> opening, Executor worker, Fate fate, CardCounts counts) {
    this.opening = opening;
    this.worker = worker;
    this.fate = fate;
    this.counts = counts;
  }

  /** The line, wanted from now on; null while there is none. */
  @Nullable L line(long nowNanos) {
    retryNanos = RETRY_NANOS;
    return look(nowNanos);
  }

  /** Whether a card that was missing is back: as {@link #line}, for nobody who waits. Whoever gets it releases it. */
  boolean back(long nowNanos) {
    retryNanos = SELDOM_NANOS;
    return look(nowNanos) != null;
  }

  private @Nullable L look(long nowNanos) {
    if (!wanted) {
      wanted = true;
      nextTryNanos = nowNanos;
    }
    takeAnswer(nowNanos);
    if (open == null && !asked && nowNanos - nextTryNanos >= 0) {
      asked = true;
      askedNanos = nowNanos;
      worker.execute(this::tryToOpen);
      takeAnswer(nowNanos); // a worker may be quick
    }
    if (asked && nowNanos - askedNanos > ANSWER_NANOS) {
      tellGone("the sound system does not answer; it is waited for. Is its server well (systemctl --user status"
          + " pipewire pulseaudio)?");
    }
    return open;
  }

  /** Whether the last attempt has failed, so that waiting for the line is no use. */
  boolean missing() {
    return missing;
  }

  private void tryToOpen() {
    Answer<L> result;
    try {
      result = new Answer<>(opening.open(), "");
    } catch (SoundException e) {
      result = new Answer<>(null, String.valueOf(e.getMessage()));
    } catch (Exception | LinkageError | OutOfMemoryError e) {
      result = new Answer<>(null, "the sound system fails (" + e + "): './xiaozhi doctor' looks what is wrong");
    }
    answer.set(result);
    if (ended) {
      closeWhatCameTooLate();
    }
  }

  private void takeAnswer(long nowNanos) {
    Answer<L> result = answer.getAndSet(null);
    if (result == null) {
      return;
    }
    asked = false;
    L line = result.line();
    if (line == null) {
      nextTryNanos = nowNanos + retryNanos;
      tellGone(result.sentence());
    } else if (!wanted) {
      worker.execute(line::close);
    } else {
      open = line;
      counts.opened.incrementAndGet();
      missing = false;
      if (told) {
        told = false;
        fate.back(line.describe());
      }
    }
  }

  /** The open line does not work any more. */
  void lost(long nowNanos, String sentence) {
    giveBack();
    nextTryNanos = nowNanos + RETRY_NANOS;
    tellGone(sentence);
  }

  private void tellGone(String sentence) {
    missing = true;
    if (wanted && !told) {
      told = true;
      counts.gone.incrementAndGet();
      fate.gone(sentence);
    }
  }

  /** The line is not wanted any more. A card that was missing stays so: it is not told again. */
  void release() {
    wanted = false;
    takeAnswer(nextTryNanos);
    giveBack();
  }

  /** Not wanted any more, for good: what is being opened now is closed as soon as it is open. */
  void end() {
    release();
    ended = true;
    closeWhatCameTooLate();
  }

  /** Any thread. */
  private void closeWhatCameTooLate() {
    Answer<L> late = answer.getAndSet(null);
    L line = late == null ? null : late.line();
    if (line != null) {
      line.close();
    }
  }

  private void giveBack() {
    L line = open;
    if (line != null) {
      open = null;
      worker.execute(line::close);
    }
  }
}
