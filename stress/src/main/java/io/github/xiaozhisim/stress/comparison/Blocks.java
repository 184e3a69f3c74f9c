package io.github.xiaozhisim.stress.comparison;

import io.github.xiaozhisim.stress.timeline.Interval;
import java.util.ArrayList;
import java.util.List;

/**
 * A run cut into stretches of equal length, which are what chance deals in: what happens in one second says a lot about
 * the next, so single pieces of work are no independent witnesses, stretches nearly are.
 */
record Blocks(List<List<Interval>> blocks) {

  /** Enough to know a spread by, few enough for each to be long. */
  private static final int MOST = 40;

  /** With fewer nobody can tell chance from change. */
  static final int FEWEST = 8;

  private static final double SHORTEST_SECONDS = 2;

  /** Cuts a timeline. */
  static Blocks of(List<Interval> timeline) {
    double seconds = timeline.isEmpty() ? 0 : timeline.getLast().untilSeconds();
    int many = (int) Math.clamp(seconds / SHORTEST_SECONDS, 1, MOST);
    List<List<Interval>> blocks = new ArrayList<>();
    for (int i = 0; i < many; i++) {
      blocks.add(new ArrayList<>());
    }
    for (Interval interval : timeline) {
      double middle = (interval.fromSeconds() + interval.untilSeconds()) / 2;
      blocks.get((int) Math.clamp((long) (many * middle / seconds), 0, many - 1)).add(interval);
    }
    return new Blocks(blocks);
  }

  int size() {
    return blocks.size();
  }
}
