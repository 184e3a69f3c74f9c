package io.github.xiaozhisim.stress.web;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * One conversation that at least one browser follows: the last {@link #KEPT_LINES} of it, and who listens. {@link #on}
 * on the thread of whom it is about, the rest on the server's; each holds the lock for a moment only.
 */
final class FollowedConversation {

  static final int KEPT_LINES = 200;

  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT).withZone(ZoneId.systemDefault());
  private static final JsonMapper JSON = new JsonMapper();
  private static final Event END = Event.of("end", "{}");

  private final Deque<Event> kept = new ArrayDeque<>(KEPT_LINES);
  private final Audience audience = new Audience();

  /** Something happened. */
  synchronized void on(Happening happening) {
    if (happening.kind() == Happening.Kind.GONE) {
      audience.end(END);
      return;
    }
    Event line = Event.of("line", json(happening));
    if (kept.size() == KEPT_LINES) {
      kept.removeFirst();
    }
    kept.addLast(line);
    audience.tell(line);
  }

  /** Gives each line that comes from now on; {@code past}: and before that all that are kept. */
  synchronized void join(Listener listener, boolean past) {
    if (past) {
      listener.tell(Event.all(kept)); // one place in its queue, however many they are
    }
    audience.join(listener);
  }

  /** True when nobody is left. */
  synchronized boolean leave(Listener listener) {
    audience.leave(listener);
    return audience.isEmpty();
  }

  /** The run is over. */
  synchronized void end() {
    audience.end(END);
  }

  private static String json(Happening happening) {
    ObjectNode line = JSON.createObjectNode();
    line.put("t_s", happening.atNanos() / 1_000_000 / 1e3);
    line.put("at", CLOCK.format(Instant.ofEpochMilli(happening.wallMillis())));
    line.put("dir", happening.kind().label());
    line.put("text", happening.english());
    line.put("zh", happening.chinese());
    if (!happening.fact().isEmpty()) {
      ObjectNode fact = line.putObject("fact");
      happening.fact().forEach(fact::put);
    }
    return line.toString();
  }
}
