package io.github.xiaozhisim.pi.session;

import io.github.xiaozhisim.pi.session.SessionEvent.TurnEnded;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** What a session told, and whether it told two things at once. Any thread. */
final class Witnessed implements Consumer<SessionEvent> {

  private static final int BREATHS = 200;

  private final List<SessionEvent> events = new CopyOnWriteArrayList<>();
  private final AtomicInteger inside = new AtomicInteger();
  private volatile boolean overlapped;
  private volatile Consumer<SessionEvent> also = event -> {};

  @Override
  public void accept(SessionEvent event) {
    overlapped |= inside.getAndIncrement() > 0;
    events.add(event);
    also.accept(event);
    for (int i = 0; i < BREATHS; i++) {
      Thread.onSpinWait(); // somebody else who tells something now is noticed
    }
    inside.decrementAndGet();
  }

  void alsoTell(Consumer<SessionEvent> other) {
    also = other;
  }

  List<SessionEvent> all() {
    return List.copyOf(events);
  }

  <T extends SessionEvent> List<T> of(Class<T> kind) {
    return events.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  boolean has(Class<? extends SessionEvent> kind) {
    return events.stream().anyMatch(kind::isInstance);
  }

  List<TurnAccount> turns() {
    return of(TurnEnded.class).stream().map(TurnEnded::turn).toList();
  }

  boolean overlapped() {
    return overlapped;
  }
}
