package io.github.xiaozhisim.stress.typed;

import java.util.Collection;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What somebody may have meant who wrote a word that does not exist. */
public final class Nearest {

  private Nearest() {}

  /** The known word that takes the fewest changes, if they are few; else null. The first one of several. */
  public static @Nullable String to(String word, Collection<String> known) {
    String nearest = null;
    int fewest = Math.max(1, word.length() / 3) + 1;
    for (String candidate : known) {
      int changes = changes(word.toLowerCase(Locale.ROOT), candidate.toLowerCase(Locale.ROOT));
      if (changes < fewest) {
        fewest = changes;
        nearest = candidate;
      }
    }
    return nearest;
  }

  /** Ends a complaint: which word was meant, if that can be guessed, and which ones there are. */
  public static String advice(String word, Collection<String> known) {
    String nearest = to(word, known);
    String all = "there are " + String.join(", ", known);
    return nearest == null ? all : "did you mean " + nearest + "? (" + all + ")";
  }

  /** Letters put in, left out, replaced or swapped with their neighbour: optimal string alignment. */
  private static int changes(String a, String b) {
    int[][] table = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          table[i][j] = i + j;
          continue;
        }
        int replaced = table[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        table[i][j] = Math.min(replaced, 1 + Math.min(table[i - 1][j], table[i][j - 1]));
        boolean swapped =
            i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
        if (swapped) {
          table[i][j] = Math.min(table[i][j], table[i - 2][j - 2] + 1);
        }
      }
    }
    return table[a.length()][b.length()];
  }
}
