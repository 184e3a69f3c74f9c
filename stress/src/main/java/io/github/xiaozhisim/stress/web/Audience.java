package io.github.xiaozhisim.stress.web;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** All browsers that listen to the same thing. Any thread; telling them something does not wait for any of them. */
final class Audience {

  private final List<Listener> listeners = new CopyOnWriteArrayList<>();
  private final AtomicLong letGo = new AtomicLong();
  private volatile @Nullable Event last; // one writer at a time

  /** From now on; who comes after {@link #end} is told the last event and nothing else. */
  void join(Listener listener) {
    listeners.add(listener);
    Event end = last;
    if (end != null) {
      finish(listener, end);
    }
  }

  void leave(Listener listener) {
    listeners.remove(listener);
  }

  /** When nobody listens nothing need be made. */
  boolean isEmpty() {
    return listeners.isEmpty();
  }

  void tell(Event event) {
    for (Listener listener : listeners) {
      if (!listener.tell(event)) {
        listeners.remove(listener);
        letGo.incrementAndGet();
      }
    }
  }

  /** The last thing to tell, unless that has been told; then the connections end. */
  void end(Event event) {
    Event told = last == null ? event : last;
    last = told;
    for (Listener listener : listeners) {
      finish(listener, told);
    }
  }

  private void finish(Listener listener, Event event) {
    if (listeners.remove(listener)) { // whoever removes it tells it, once
      listener.tell(event);
      listener.finish();
    }
  }

  /** How many did not keep up so far. */
  long letGo() {
    return letGo.get();
  }
}
