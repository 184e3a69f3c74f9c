package io.github.xiaozhisim.pi.session;

import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What was asked of a device and has no answer yet: there is one in the end, whatever happens to the device. For those
 * who implement a {@link DeviceSession}. Any thread.
 */
public final class OwedAnswers {

  private final Set<CompletableFuture<?>> owed = ConcurrentHashMap.newKeySet();
  private volatile @Nullable String over;

  /** A new one; it has failed already when {@link #end} came before. */
  public <T> CompletableFuture<T> one() {
    CompletableFuture<T> answer = new CompletableFuture<>();
    owed.add(answer);
    answer.whenComplete((done, failure) -> owed.remove(answer));
    String why = over;
    if (why != null) {
      answer.completeExceptionally(new SessionException(why));
    }
    return answer;
  }

  /**
   * Nobody answers any more. Only the first call counts.
   *
   * @param why what those are told who wait
   * @param later what those are told who ask later
   */
  public synchronized void end(String why, String later) {
    if (over == null) {
      over = later;
      owed.forEach(answer -> answer.completeExceptionally(new SessionException(why)));
    }
  }
}
