package io.github.xiaozhisim.stress.measure;

import java.util.List;

/**
 * What a kind of work can be told about: all that recording, objectives, timeline, reports and the live page know of
 * it.
 *
 * @param work what the pieces of work are called, in the plural: {@code turns}
 * @param measures in the order of tables; each at its {@link Measure#ordinal place}
 * @param counts each at its place
 * @param outcomes good ones first; each at its place
 * @param states in which those that do the work can be, in the order of charts
 */
public record Vocabulary(
    String work, List<Measure> measures, List<Count> counts, List<Outcome> outcomes, List<State> states) {

  public Vocabulary {
    measures = List.copyOf(measures);
    counts = List.copyOf(counts);
    outcomes = List.copyOf(outcomes);
    states = List.copyOf(states);
    for (int i = 0; i < measures.size(); i++) {
      inPlace(measures.get(i).label(), measures.get(i).ordinal(), i);
    }
    for (int i = 0; i < counts.size(); i++) {
      inPlace(counts.get(i).label(), counts.get(i).ordinal(), i);
    }
    for (int i = 0; i < outcomes.size(); i++) {
      inPlace(outcomes.get(i).label(), outcomes.get(i).ordinal(), i);
    }
  }

  /** At which place a state is; -1 when there is none of that name. */
  public int place(String state) {
    return states.stream().map(State::label).toList().indexOf(state);
  }

  private static void inPlace(String label, int ordinal, int place) {
    if (ordinal != place) {
      throw new IllegalArgumentException(label + " says its place is " + ordinal + ", but it is at " + place);
    }
  }
}
