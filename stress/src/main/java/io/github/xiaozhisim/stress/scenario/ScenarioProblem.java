package io.github.xiaozhisim.stress.scenario;

import java.util.Comparator;

/**
 * One thing that is wrong with a scenario.
 *
 * @param file as it was named
 * @param path the member it is about, such as {@code server.url}; empty for the whole
 * @param what what is wrong and how to mend it: one sentence
 */
public record ScenarioProblem(String file, Place place, String path, String what) {

  static final Comparator<ScenarioProblem> IN_ORDER =
      Comparator.comparingInt((ScenarioProblem problem) -> problem.place().line())
          .thenComparingInt(problem -> problem.place().column());

  @Override
  public String toString() {
    return file + (place.line() > 0 ? ":" + place : "") + ": " + (path.isEmpty() ? "" : path + ": ") + what;
  }
}
