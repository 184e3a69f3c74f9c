package io.github.xiaozhisim.stress.fleet;

import io.github.xiaozhisim.device.ListeningMode;
import io.github.xiaozhisim.device.speech.Clip;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one kind of user does. Immutable; shared by all users of the kind.
 *
 * @param name what a {@link Population} and its reports call it: lower case with hyphens
 * @param silent keeps the channel open and says nothing, until a wave comes
 * @param mode how the device listens, or null for each as its board is built
 * @param words what is said
 * @param think from the end of an answer to the next question
 * @param wakeWord what is called to begin a conversation, or null for a press of the button
 * @param interruption of answers, or null for users who hear everything out
 * @param conversations how many turns they have
 */
public record Persona(
    String name,
    boolean silent,
    @Nullable ListeningMode mode,
    Words words,
    Pause think,
    @Nullable String wakeWord,
    @Nullable Interruption interruption,
    Conversations conversations) {

  /** Says one of {@code clips}, hears the answer out, thinks, says the next one. */
  public static Persona chatting(List<Clip> clips, Pause think) {
    return new Persona("chat", false, null, new Words.Spoken(clips), think, null, null, Conversations.ENDLESS);
  }

  public Persona named(String value) {
    return new Persona(value, silent, mode, words, think, wakeWord, interruption, conversations);
  }

  /** The same, silent: what it says, it says in waves. */
  public Persona beingSilent() {
    return new Persona(name, true, mode, words, think, wakeWord, interruption, conversations);
  }

  public Persona withMode(@Nullable ListeningMode value) {
    return new Persona(name, silent, value, words, think, wakeWord, interruption, conversations);
  }

  public Persona withWords(Words value) {
    return new Persona(name, silent, mode, value, think, wakeWord, interruption, conversations);
  }

  public Persona withThink(Pause value) {
    return new Persona(name, silent, mode, words, value, wakeWord, interruption, conversations);
  }

  public Persona withWakeWord(@Nullable String value) {
    return new Persona(name, silent, mode, words, think, value, interruption, conversations);
  }

  public Persona withInterruption(@Nullable Interruption value) {
    return new Persona(name, silent, mode, words, think, wakeWord, value, conversations);
  }

  public Persona withConversations(Conversations value) {
    return new Persona(name, silent, mode, words, think, wakeWord, interruption, value);
  }

  /** What it says by voice; empty for one that types. */
  List<Clip> clips() {
    return words instanceof Words.Spoken spoken ? spoken.clips() : List.of();
  }
}
