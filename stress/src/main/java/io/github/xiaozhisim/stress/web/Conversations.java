package io.github.xiaozhisim.stress.web;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The conversations that browsers follow now. One is followed from when the first browser asks until the last has gone, so
 * that all others cost nothing. On the server's threads.
 */
final class Conversations {

  private final Workers workers;
  private final Map<Integer, Followed> followed = new HashMap<>();

  Conversations(Workers workers) {
    this.workers = workers;
  }

  private record Followed(Conversation conversation, Workers.Following following) {}

  /** What this listener leaves when it goes, or null when nobody has this number. */
  synchronized @Nullable Conversation join(int number, Listener listener) {
    Followed known = followed.get(number);
    if (known == null) {
      Conversation fresh = new Conversation();
      Workers.Following following = workers.follow(number, fresh::on);
      if (following == null) {
        return null;
      }
      known = new Followed(fresh, following);
      followed.put(number, known);
    }
    known.conversation().join(listener);
    return known.conversation();
  }

  synchronized void leave(int number, Listener listener) {
    Followed known = followed.get(number);
    if (known != null && known.conversation().leave(listener)) {
      followed.remove(number);
      known.following().close();
    }
  }

  /** The run is over: everybody is told so. */
  synchronized void end() {
    followed.values().forEach(one -> one.conversation().end());
  }
}
