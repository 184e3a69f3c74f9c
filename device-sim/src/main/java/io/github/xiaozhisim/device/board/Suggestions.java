package io.github.xiaozhisim.device.board;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** What somebody may have meant who wrote a name that does not exist. Pure. */
public final class Suggestions {

  private static final int MAX_SUGGESTIONS = 3;

  private Suggestions() {}

  /** The names nearest to {@code written}, best first; none when nothing is near. */
  public static List<String> near(String written, Collection<String> names) {
    int limit = Math.max(2, written.length() / 3);
    return names.stream()
        .filter(name -> distance(written, name) <= limit || (written.length() > 2 && name.contains(written)))
        .sorted(Comparator.comparingInt((String name) -> distance(written, name)).thenComparing(name -> name))
        .limit(MAX_SUGGESTIONS)
        .toList();
  }

  /** How many letters must be changed, added or left out. */
  private static int distance(String one, String other) {
    int[] row = new int[other.length() + 1];
    for (int j = 0; j <= other.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= one.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= other.length(); j++) {
        int replaced = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[other.length()];
  }
}
