package io.github.xiaozhisim.stress.scenario;

import java.util.List;

/**
 * A scenario that was read and checked.
 *
 * @param file as it was named; a preset's name where it ships with the program
 * @param about what it is for, in a sentence; empty when the file does not say
 * @param text as it stands in the file, so that a run can keep it
 * @param settings what it says, in the order of the file
 */
public record ScenarioFile(String file, String about, String text, List<Setting> settings) {

  public ScenarioFile {
    settings = List.copyOf(settings);
  }
}
