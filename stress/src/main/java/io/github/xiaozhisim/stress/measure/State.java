package io.github.xiaozhisim.stress.measure;

import java.util.List;
import java.util.stream.Stream;

/**
 * A state in which those that do the work can be.
 *
 * @param label name in files and for programs: lower case with underscores; part of the schema
 * @param meaning a few words for a legend
 * @param chinese the same in Chinese
 */
public record State(String label, String meaning, String chinese) {

  /** Of one that needs no other words than its name. */
  public static State of(String label) {
    return new State(label, label.replace('_', ' '), label.replace('_', ' '));
  }

  /** Several of these. */
  public static List<State> all(String... labels) {
    return Stream.of(labels).map(State::of).toList();
  }
}
