package io.github.xiaozhisim.stress.fleet;

import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * How users divide their turns into conversations: after so many they hang up, and begin the next one later, on a new
 * channel.
 *
 * @param fewest turns of a conversation; 0: they never hang up
 * @param most turns of a conversation, drawn evenly; not less than {@code fewest}
 * @param apart from hanging up to the next conversation, or null for as long as between two turns
 */
public record Conversations(int fewest, int most, @Nullable Pause apart) {

  /** One that never ends. */
  public static final Conversations ENDLESS = new Conversations(0, 0, null);

  public Conversations {
    if (fewest < 0 || most < fewest || (fewest == 0 && most > 0)) {
      throw new IllegalArgumentException("a conversation cannot have " + fewest + " to " + most + " turns");
    }
  }

  /** Of so many turns each. */
  public static Conversations of(int turns) {
    return new Conversations(turns, turns, null);
  }

  /** How many turns the next one has; without end as many as there can be. */
  int drawTurns(SplittableRandom random) {
    if (most == 0) {
      return Integer.MAX_VALUE;
    }
    return fewest == most ? most : random.nextInt(fewest, most + 1);
  }
}
