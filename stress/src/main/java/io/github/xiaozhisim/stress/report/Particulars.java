package io.github.xiaozhisim.stress.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What a report tells of single pieces of work, and of itself.
 *
 * @param slowest the slowest first
 * @param examples who met an error, by its sentence
 * @param problems what is missing in the report, as sentences
 */
public record Particulars(List<PageFacts.Slow> slowest, Map<String, List<String>> examples, List<String> problems) {

  public static final Particulars NONE = new Particulars(List.of(), Map.of(), List.of());

  public Particulars {
    slowest = List.copyOf(slowest);
    examples = Map.copyOf(examples);
    problems = List.copyOf(problems);
  }

  /** These problems, too. */
  public Particulars withProblems(List<String> more) {
    List<String> all = new ArrayList<>(problems);
    all.addAll(more);
    return new Particulars(slowest, examples, all);
  }
}
