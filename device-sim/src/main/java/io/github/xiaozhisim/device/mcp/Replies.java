package io.github.xiaozhisim.device.mcp;

import java.util.ArrayDeque;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a robust device's answers in the order of their requests while some of them take longer: an answer leaves when
 * all before it have left. Holds at most {@value #CAPACITY}; what is asked beyond that is refused.
 */
final class Replies {

  static final int CAPACITY = 32;

  private final ArrayDeque<Slot> waiting = new ArrayDeque<>(2);

  /** The place of one answer in the row. */
  private final class Slot implements Consumer<String> {
    private final Consumer<String> sink;
    private @Nullable String reply;

    private Slot(Consumer<String> sink) {
      this.sink = sink;
    }

    /** The answer is here; once. */
    @Override
    public void accept(String text) {
      if (reply == null) {
        reply = text;
        flush();
      }
    }
  }

  /** A place for an answer to come, or null when too many wait already. */
  @Nullable Consumer<String> place(Consumer<String> sink) {
    if (waiting.size() >= CAPACITY) {
      return null;
    }
    Slot slot = new Slot(sink);
    waiting.add(slot);
    return slot;
  }

  private void flush() {
    for (Slot first = waiting.peek(); first != null; first = waiting.peek()) {
      String ready = first.reply;
      if (ready == null) {
        return;
      }
      waiting.poll();
      first.sink.accept(ready);
    }
  }
}
