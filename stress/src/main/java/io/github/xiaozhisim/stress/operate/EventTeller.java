package io.github.xiaozhisim.stress.operate;

import io.github.xiaozhisim.pi.session.SessionEvent;
import java.util.ArrayDeque;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Tells events to who listens, one after the other on one thread of its own, whatever thread they come from; keeps the
 * first {@link #MOST_EARLY_EVENTS} for who comes later. Any thread.
 */
final class EventTeller implements AutoCloseable {

  private static final int MOST_EARLY_EVENTS = 256;

  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(Thread.ofPlatform().name("attached-events").daemon().factory());

  // Its own thread's.
  private final ArrayDeque<SessionEvent> early = new ArrayDeque<>();
  private @Nullable Consumer<SessionEvent> listener;

  void listener(Consumer<SessionEvent> to) {
    later(
        () -> {
          listener = to;
          early.forEach(to);
          early.clear();
        });
  }

  /** @param before is given the event first */
  void tell(SessionEvent event, Consumer<SessionEvent> before) {
    later(
        () -> {
          before.accept(event);
          if (listener != null) {
            listener.accept(event);
          } else if (early.size() < MOST_EARLY_EVENTS) {
            early.add(event);
          }
        });
  }

  /** Between two events; not any more once this is closed. */
  void later(Runnable task) {
    try {
      thread.execute(task);
    } catch (RejectedExecutionException e) {
      return; // closed meanwhile: nobody waits for it any more
    }
  }

  /** What was told before is told yet. */
  @Override
  public void close() {
    thread.shutdown();
  }
}
