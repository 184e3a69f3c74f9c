package io.github.xiaozhisim.stress.bench;

import java.util.List;
import java.util.Map;

/**
 * A whole bench. Immutable.
 *
 * @param version of this program
 * @param started ISO 8601
 * @param machine what it ran on, for people: name to value
 * @param pinning which processor each program had, as a clause
 * @param rounds how often each was measured
 * @param rows scenario after scenario
 * @param warnings sentences about what makes figures doubtful
 */
public record BenchResult(
    String version,
    String started,
    Map<String, String> machine,
    String pinning,
    int rounds,
    List<Row> rows,
    List<String> warnings) {

  public BenchResult {
    rows = List.copyOf(rows);
    warnings = List.copyOf(warnings);
  }
}
