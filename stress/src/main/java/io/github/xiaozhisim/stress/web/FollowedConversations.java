package io.github.xiaozhisim.stress.web;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The conversations that browsers follow now. One is followed from when the first browser asks until the last has gone,
 * so that all others cost nothing. On the server's threads.
 */
final class FollowedConversations {

  private final Workers workers;
  private final Map<Integer, Followed> followed = new HashMap<>();

  FollowedConversations(Workers workers) {
    this.workers = workers;
  }

  /**
   * @param names of those who have one
   * @param holders of these, who holds it
   */
  private record Followed(
      FollowedConversation conversation,
      Workers.Following following,
      Map<Listener, String> names,
      Set<Listener> holders) {

    Followed(FollowedConversation conversation, Workers.Following following) {
      this(conversation, following, new HashMap<>(), new HashSet<>());
    }
  }

  /**
   * @param name by which this listener may lay a hand on what it follows; empty for one that only listens, and is told
   *     the latest lines first
   * @return what this listener leaves when it goes, or null when nobody has this number
   */
  synchronized @Nullable FollowedConversation join(int number, Listener listener, String name) {
    Followed known = followed.get(number);
    if (known == null) {
      FollowedConversation fresh = new FollowedConversation();
      Workers.Following following = workers.follow(number, fresh::on);
      if (following == null) {
        return null;
      }
      known = new Followed(fresh, following);
      followed.put(number, known);
    }
    if (!name.isEmpty()) {
      known.names().put(listener, name);
    }
    known.conversation().join(listener, name.isEmpty());
    return known.conversation();
  }

  /**
   * Holds what the listener of this name follows, or lets it go. A hold ends with its listener: whoever is gone, killed
   * or cut off, holds nothing.
   *
   * @return false when nobody of this name follows it
   */
  synchronized boolean hold(int number, String name, boolean yes) {
    Followed known = followed.get(number);
    if (known == null || !known.names().containsValue(name)) {
      return false;
    }
    for (Map.Entry<Listener, String> each : known.names().entrySet()) {
      if (each.getValue().equals(name)) {
        hold(number, known, each.getKey(), yes);
      }
    }
    return true;
  }

  /** As long as one of several holds it, it is held. */
  private void hold(int number, Followed known, Listener listener, boolean yes) {
    Set<Listener> holders = known.holders();
    boolean before = !holders.isEmpty();
    boolean changed = yes ? holders.add(listener) : holders.remove(listener);
    if (changed && before == holders.isEmpty()) {
      workers.hold(number, yes);
    }
  }

  synchronized void leave(int number, Listener listener) {
    Followed known = followed.get(number);
    if (known == null) {
      return;
    }
    hold(number, known, listener, false);
    known.names().remove(listener);
    if (known.conversation().leave(listener)) {
      followed.remove(number);
      known.following().close();
    }
  }

  /** The run is over: everybody is told so. */
  synchronized void end() {
    followed.values().forEach(one -> one.conversation().end());
  }
}
