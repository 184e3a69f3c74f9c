package io.github.xiaozhisim.stress.fleet;

import io.github.xiaozhisim.stress.turn.HeardTurn;
import io.github.xiaozhisim.stress.turn.Turn;
import io.github.xiaozhisim.stress.turn.TurnMeasure;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Keeps the sound of the answers that were the longest in coming, of those that an ear heard. Any thread; who is faster
 * than those that are kept takes no lock.
 */
final class SlowAnswers {

  /** Ten seconds each of five of them are 2 MB of a page. */
  static final int MOST = 5;

  /** Tapes that run at the same time: 30 KB each. */
  static final int MOST_TAPES = 200;

  private static final Comparator<Kept> BY_WAIT =
      Comparator.comparingLong(Kept::waitNanos)
          .thenComparing(Comparator.comparingInt((Kept kept) -> kept.turn.device()).reversed())
          .thenComparing(Comparator.comparingInt((Kept kept) -> kept.turn.number()).reversed());

  private final AtomicInteger tapes = new AtomicInteger();
  private final PriorityQueue<Kept> slowest = new PriorityQueue<>(BY_WAIT);
  private volatile long barNanos = Long.MIN_VALUE;

  private record Kept(Turn turn, List<AnswerTape.Sound> sounds) {
    long waitNanos() {
      return turn.nanos(TurnMeasure.FIRST_SOUND);
    }
  }

  /** Whether there is room for one more tape; {@link #ended} must follow. */
  boolean mayRun() {
    if (tapes.incrementAndGet() > MOST_TAPES) {
      tapes.decrementAndGet();
      return false;
    }
    return true;
  }

  /** A turn is over, and this was heard of its answer. */
  void ended(Turn turn, List<AnswerTape.Sound> sounds) {
    tapes.decrementAndGet();
    long waitNanos = turn.nanos(TurnMeasure.FIRST_SOUND);
    if (waitNanos == Turn.UNSET || sounds.isEmpty() || waitNanos < barNanos) {
      return;
    }
    synchronized (this) {
      slowest.add(new Kept(turn, sounds));
      if (slowest.size() > MOST) {
        slowest.poll();
        barNanos = slowest.element().waitNanos();
      }
    }
  }

  /** The slowest first, decoded now. */
  synchronized List<HeardTurn> heard() {
    return slowest.stream()
        .sorted(BY_WAIT.reversed())
        .map(kept -> new HeardTurn(kept.turn, AnswerSound.wav(kept.sounds)))
        .toList();
  }
}
