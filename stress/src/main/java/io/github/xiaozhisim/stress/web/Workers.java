package io.github.xiaozhisim.stress.web;

import io.github.xiaozhisim.stress.measure.State;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Those who do the work, one by one: devices, for instance. Called by the server's threads. */
public interface Workers {

  /**
   * Those that are there now and whose name or identity holds {@code text}, in order; waits a moment for them to tell.
   *
   * @param limit at most so many are listed
   */
  Found find(String text, int limit) throws InterruptedException;

  /**
   * Tells what happens to one from now on, until the result is closed.
   *
   * @param to called on its own thread, in order; must not wait
   * @return null when there is no such one
   */
  @Nullable Following follow(int number, Consumer<Happening> to);

  /** Something that is told until it is closed; closing twice is harmless. */
  interface Following extends AutoCloseable {
    @Override
    void close();
  }

  /** @param total how many there are that fit, listed or not */
  record Found(int total, List<Entry> entries) {
    public Found {
      entries = List.copyOf(entries);
    }
  }

  /**
   * One of them at this moment.
   *
   * @param number from 1
   * @param name what reports call it
   * @param state in which it is
   * @param note what else is worth knowing
   */
  record Entry(int number, String name, State state, String note) {}
}
