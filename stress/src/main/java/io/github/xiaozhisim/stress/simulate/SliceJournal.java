package io.github.xiaozhisim.stress.simulate;

import io.github.xiaozhisim.stress.turn.Journal;
import io.github.xiaozhisim.stress.turn.Mark;
import io.github.xiaozhisim.stress.turn.Turn;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Collects what several groups of devices have to say about one slice of time, and hands it on in the order of time, so
 * that the files of a run do not depend on which group ran first. Each group writes to a list of its own on its own
 * thread; {@link #handOn} is called while all stand still.
 */
final class SliceJournal implements Journal {

  private static final Comparator<Line> ORDER =
      Comparator.comparingLong(Line::wallMillis).thenComparingInt(Line::device);

  private final Journal to;
  private final long wallStartMillis;
  private final List<List<Line>> byGroup = new ArrayList<>();

  private sealed interface Line {
    long wallMillis();

    int device();
  }

  private record TurnLine(long wallMillis, Turn turn) implements Line {
    @Override
    public int device() {
      return turn.device();
    }
  }

  private record EventLine(long wallMillis, int device, String what) implements Line {}

  /** {@code wallStartMillis}: the wall clock's time at nanosecond 0. */
  SliceJournal(int groups, long wallStartMillis, Journal to) {
    this.to = to;
    this.wallStartMillis = wallStartMillis;
    for (int i = 0; i < groups; i++) {
      byGroup.add(new ArrayList<>());
    }
  }

  @Override
  public void turn(Turn turn) {
    linesOf(turn.device()).add(new TurnLine(wallStartMillis + turn.at(Mark.ENDED) / 1_000_000, turn));
  }

  @Override
  public void event(long wallMillis, int device, String what) {
    linesOf(device).add(new EventLine(wallMillis, device, what));
  }

  private List<Line> linesOf(int device) {
    return byGroup.get(device % byGroup.size());
  }

  /** What was collected, in the order of time and then of devices. */
  void handOn() {
    List<Line> all = new ArrayList<>();
    for (List<Line> lines : byGroup) {
      all.addAll(lines);
      lines.clear();
    }
    all.sort(ORDER);
    for (Line line : all) {
      switch (line) {
        case TurnLine ended -> to.turn(ended.turn());
        case EventLine event -> to.event(event.wallMillis(), event.device(), event.what());
      }
    }
  }
}
