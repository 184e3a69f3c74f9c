package io.github.xiaozhisim.stress.capacity;

import io.github.xiaozhisim.stress.measure.Measure;
import io.github.xiaozhisim.stress.measure.Outcome;
import java.util.List;

/**
 * A part of the system that may give way, as the kind of work tells.
 *
 * @param label in files
 * @param english as people say it, with what it does: {@code recognition}
 * @param chinese the same in Chinese
 * @param measure how long that part takes; where work may have none of it, all of it together for each piece of work;
 *     what is {@linkplain Measure#isOfOpening of opening} counts from when a level is gathered, which is when somebody
 *     comes
 * @param failures how work ends when that part fails
 */
public record Part(String label, String english, String chinese, Measure measure, List<Outcome> failures) {
  public Part {
    failures = List.copyOf(failures);
  }
}
