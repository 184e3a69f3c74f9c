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

  /**
   * Tells something about one of them.
   *
   * @param about what, by a word of the work's own
   * @return JSON, or a refusal where that is nothing it can tell
   */
  default Answer ask(int number, String about) throws InterruptedException {
    return new Refused("nothing but what happens is told here");
  }

  /**
   * Does something with one of them, as a hand would that is laid on it.
   *
   * @param wish what, by a word of the work's own
   * @param words what goes with it; may be empty
   */
  default Answer touch(int number, String wish, String words) throws InterruptedException {
    return new Refused("nothing can be done with them from here");
  }

  /**
   * From now on, or no more, one of them begins nothing of its own: somebody follows it who has laid a hand on it.
   * Returns at once.
   */
  default void hold(int number, boolean yes) {}

  /** What comes of asking or touching. */
  sealed interface Answer {}

  /** @param json empty where there is nothing to say */
  record Granted(String json) implements Answer {}

  /** @param why a sentence */
  record Refused(String why) implements Answer {}

  /** Not now, but soon: what it is doing has to end first. */
  record NotYet(String why) implements Answer {}

  /** There is no such one, or it has left. */
  record Nobody() implements Answer {}

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
