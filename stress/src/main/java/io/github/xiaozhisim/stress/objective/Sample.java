package io.github.xiaozhisim.stress.objective;

import io.github.xiaozhisim.stress.measure.Durations;
import io.github.xiaozhisim.stress.measure.Outcome;
import io.github.xiaozhisim.stress.measure.Slice;
import io.github.xiaozhisim.stress.measure.Vocabulary;
import java.util.List;

/**
 * What one subject needs of a slice, so that a window need not keep all of it.
 *
 * @param part of the work that ended, or the amount
 * @param whole of the work that ended
 */
record Sample(long untilNanos, long lengthNanos, Durations durations, long part, long whole) {

  static Sample of(Slice slice, Subject subject, Vocabulary vocabulary) {
    Durations durations = Durations.NONE;
    long part = 0;
    long whole = 0;
    switch (subject) {
      case Subject.OfDurations of -> durations = slice.durations(of.measure());
      case Subject.Share of -> {
        part = ended(slice, of.of());
        whole = vocabulary.outcomes().stream().filter(each -> !each.isCut()).mapToLong(slice::outcome).sum();
      }
      case Subject.OfCount of -> part = slice.count(of.count());
      case Subject.Ended of -> part = ended(slice, of.of());
    }
    return new Sample(slice.untilNanos(), slice.lengthNanos(), durations, part, whole);
  }

  private static long ended(Slice slice, List<Outcome> outcomes) {
    return outcomes.stream().mapToLong(slice::outcome).sum();
  }
}
