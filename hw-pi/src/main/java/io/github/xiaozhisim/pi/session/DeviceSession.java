package io.github.xiaozhisim.pi.session;

import io.github.xiaozhisim.device.ListeningMode;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One living device in a person's hands. It may be on this machine's sound card, on a virtual board, or far away in a
 * running fleet.
 *
 * <p><b>Thread.</b> Every method may be called from any thread and returns at once; what it starts shows in
 * {@link #now} and in the events. What the device's state does not allow is ignored as on the device itself, and said
 * as an event.
 *
 * <p>Whoever implements it keeps the promises of {@code DeviceSessionContract}, which is among the tests of this
 * module.
 */
public interface DeviceSession extends AutoCloseable {

  /** What it is, for people, such as {@code raspberry-pi-5 02:00:00:12:34:56}. */
  String name();

  /** How it is at the moment; cheap enough to be asked many times a second. */
  Snapshot now();

  /**
   * Who is told what happens; replaces an earlier one. Called on a thread of the session, one event after the other; it
   * must not block.
   */
  void listener(Consumer<SessionEvent> listener);

  /** Opens the channel and stays idle. */
  void connect();

  /** The chat button: begins, interrupts or ends a conversation. */
  void toggle();

  /** Push-to-talk; see {@link #hasTalkKey}. */
  void press();

  void release();

  /** Whether somebody can speak into it while {@link #press} is held; else that is refused, and said as an event. */
  default boolean hasTalkKey() {
    return true;
  }

  /**
   * A whole turn that says something instead of what the microphone hears. The session begins to listen where the
   * device does not, and lets go where its mode wants that.
   *
   * @return done when all of it has been said; fails with {@link SessionException} where it cannot be said
   */
  CompletionStage<Void> say(Utterance what);

  /** A turn as text, without sound. */
  void type(String words);

  void wake(String word);

  /** Asks the server to stop speaking; what {@link #say} says is stopped, too, and fails. */
  void abort();

  /** Ends the conversation and drops the connection. */
  void hangUp();

  /** @param percent 0 to 100 */
  void volume(int percent);

  /** How conversations listen from the next one on. */
  void mode(ListeningMode mode);

  /** What servers may do with this device. */
  CompletionStage<List<ToolText>> tools();

  /**
   * Calls a tool as a server does.
   *
   * @param arguments a JSON object
   * @return the text of the result; fails with {@link SessionException}
   */
  CompletionStage<String> call(String tool, String arguments);

  /** The last turn that ended, stage by stage. */
  Optional<TurnAccount> lastTurn();

  /**
   * Keeps what the device hears and plays in one sound file, from now on: left the microphone, right the loudspeaker.
   *
   * @param wav where to, in place of an earlier one; null ends it
   * @throws SessionException where that cannot be
   */
  default void record(@Nullable Path wav) throws SessionException {
    if (wav != null) {
      throw new SessionException("the sound of this device cannot be recorded from here");
    }
  }

  /**
   * Keeps all that the device does as a trace in Chrome's format, from now on.
   *
   * @param file where to, in place of an earlier one; null ends it and writes the file
   * @throws SessionException where that cannot be
   */
  default void trace(@Nullable Path file) throws SessionException {
    throw new SessionException("this device cannot be traced from here; 'trace on' shows its messages");
  }

  /** Everything that can be set while it runs, with its value. */
  List<Setting> settings();

  /** @throws SessionException where there is no such setting, or not such a value */
  void set(String name, String value) throws SessionException;

  /** Switches the device off, orderly; returns when it is off. */
  @Override
  void close();

  /** A tool as its list shows it. */
  record ToolText(String name, String description, List<String> parameters) {}

  /**
   * @param name as it is set
   * @param value now
   * @param meaning one line
   * @param values what can be chosen, empty where anything goes
   */
  record Setting(String name, String value, String meaning, List<String> values) {
    public Setting {
      values = List.copyOf(values);
    }
  }
}
