package io.github.xiaozhisim.stress.fleet;

/**
 * Users who do not let an answer end: at that moment of it they press the button, the server is told to abort, and they
 * say the next thing at once. Only in some turns, by chance.
 *
 * @param moment of the answer
 * @param after how much later; nobody interrupts an answer that is over by then
 * @param share of the turns, more than 0 and at most 1
 */
public record Interruption(Moment moment, Pause after, double share) {

  /** From when on an answer can be interrupted. */
  public enum Moment {
    /** The server's {@code llm} or its first sentence is there: users who can read need not listen. */
    FIRST_TEXT,
    /** Something is heard. */
    FIRST_SOUND
  }

  public Interruption {
    if (!(share > 0 && share <= 1)) {
      throw new IllegalArgumentException("an interrupted share is more than 0 and at most 1, not " + share);
    }
  }
}
