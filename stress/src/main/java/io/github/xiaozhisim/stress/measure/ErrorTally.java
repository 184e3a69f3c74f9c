package io.github.xiaozhisim.stress.measure;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * Counts error sentences; any thread. At most {@link #MAX_MESSAGES} different ones are kept, others share a last line.
 */
public final class ErrorTally {

  public static final int MAX_MESSAGES = 200;

  private static final String OTHERS = "other errors (see events.log)";

  private final Map<String, LongAdder> counts = new ConcurrentHashMap<>();

  /**
   * A sentence that can be shown: what a server says may hold anything, also what moves a terminal's cursor; it becomes
   * blanks.
   */
  public static String clean(String message) {
    for (int i = 0; i < message.length(); i++) {
      if (Character.isISOControl(message.charAt(i))) {
        return message.replaceAll("\\p{Cntrl}|[\u0080-\u009f]", " ");
      }
    }
    return message;
  }

  public void add(String said) {
    String message = clean(said);
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
