package io.github.xiaozhisim.stress.operate;

import io.github.xiaozhisim.hal.Scheduler;
import io.github.xiaozhisim.pi.session.SessionException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Turns that somebody has the user of a device elsewhere take, one after the other. Any thread. */
final class AttachedTurns {

  /** A turn of its user's may be under way, which ends before another begins. */
  private static final long PATIENCE_NANOS = 60_000_000_000L;

  private static final long TRY_AGAIN_NANOS = 250_000_000L;

  private final LivePageClient page;
  private final int device;
  private final Scheduler scheduler;
  private final AtomicReference<@Nullable CompletableFuture<Void>> saying = new AtomicReference<>();
  private final AtomicInteger saidSoFar = new AtomicInteger();
  private volatile @Nullable SessionException over;

  AttachedTurns(LivePageClient page, int device, Scheduler scheduler) {
    this.page = page;
    this.device = device;
    this.scheduler = scheduler;
  }

  /**
   * Has the user take a turn, as soon as it is free for one.
   *
   * @param wish {@code say} or {@code type}
   * @param said is done when all has been said; fails with {@link SessionException}
   * @return {@code said}
   */
  CompletableFuture<Void> take(String wish, String words, CompletableFuture<Void> said) {
    SessionException why = over;
    if (why != null) {
      said.completeExceptionally(why);
      return said;
    }
    tryTurn(wish, words, said, scheduler.clock().nowNanos() + PATIENCE_NANOS);
    return said;
  }

  private void tryTurn(String wish, String words, CompletableFuture<Void> said, long untilNanos) {
    int saidBefore = saidSoFar.get();
    page.touch(device, wish, words)
        .whenComplete(
            (answer, failure) -> {
              boolean later = failure != null && failure.getCause() instanceof LivePageClient.NotYetException;
              if (failure == null) {
                saying.set(said); // until it has been said
                if (saidSoFar.get() != saidBefore) { // and that was told before the page answered
                  allSaid(null);
                }
              } else if (later && over == null && scheduler.clock().nowNanos() < untilNanos) {
                scheduler.execute(
                    () -> scheduler.after(TRY_AGAIN_NANOS, () -> tryTurn(wish, words, said, untilNanos)));
              } else {
                said.completeExceptionally(new SessionException(LivePageClient.sentence(failure)));
              }
            });
  }

  /** All has been said, or {@code instead}: nothing will be. */
  void allSaid(@Nullable SessionException instead) {
    saidSoFar.incrementAndGet();
    CompletableFuture<Void> said = saying.getAndSet(null);
    if (said != null && instead == null) {
      said.complete(null);
    } else if (said != null) {
      said.completeExceptionally(instead);
    }
  }

  /** No turn is taken any more, and none is waited for. */
  void end(SessionException why) {
    over = why;
    allSaid(why);
  }
}
