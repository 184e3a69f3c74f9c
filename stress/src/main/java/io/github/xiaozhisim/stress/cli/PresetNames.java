package io.github.xiaozhisim.stress.cli;

import io.github.xiaozhisim.stress.scenario.Scenarios;
import java.util.Iterator;

/** For completion and help: the scenarios that ship with the program. */
final class PresetNames implements Iterable<String> {
  @Override
  public Iterator<String> iterator() {
    return Scenarios.PRESETS.iterator();
  }
}
