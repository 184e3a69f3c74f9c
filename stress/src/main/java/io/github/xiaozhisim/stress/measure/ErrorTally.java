package io.github.xiaozhisim.stress.measure;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** Counts error sentences; any thread. At most {@link #MAX_MESSAGES} different ones are kept, others share a last line. */
public final class ErrorTally {

  public static final int MAX_MESSAGES = 200;

  private static final String OTHERS = "other errors (see events.log)";

  private final Map<String, LongAdder> counts = new ConcurrentHashMap<>();

  public void add(String message) {
    LongAdder known = counts.get(message);
    if (known == null) {
      String key = counts.size() < MAX_MESSAGES ? message : OTHERS;
      known = counts.computeIfAbsent(key, unused -> new LongAdder());
    }
    known.increment();
  }

  public long total() {
    return counts.values().stream().mapToLong(LongAdder::sum).sum();
  }

  /** Most frequent first; equal counts by the alphabet. */
  public List<ErrorCount> list() {
    List<ErrorCount> list = new ArrayList<>();
    counts.forEach((message, count) -> list.add(new ErrorCount(message, count.sum())));
    list.sort(Comparator.comparingLong(ErrorCount::count).reversed().thenComparing(ErrorCount::message));
    return list;
  }

  /** A sentence and how often it was true. */
  public record ErrorCount(String message, long count) {}
}
