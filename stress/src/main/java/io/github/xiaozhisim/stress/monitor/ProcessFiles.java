package io.github.xiaozhisim.stress.monitor;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What stands in Linux' files about any process. Pure: text in, numbers out; -1 for what is not there. */
final class ProcessFiles {

  /** The kernel's clock for programs has ticked a hundred times a second on every machine for decades. */
  static final double TICKS_A_SECOND = 100;

  private static final Pattern OPEN_FILES = Pattern.compile("Max open files\\s+(\\d+|unlimited)\\s");

  private static final int PARENT = 1;
  private static final int USER = 11;
  private static final int KERNEL = 12;
  private static final int THREADS = 17;
  private static final int START = 19;

  private ProcessFiles() {}

  /**
   * A process or one of its threads.
   *
   * @param name of the program, at most 15 letters
   * @param parent number of the process that started it
   * @param ticks processor time since it began
   * @param threads how many it has
   * @param start when it began: tells two processes apart that have had the same number
   */
  record Stat(String name, long parent, long ticks, long threads, long start) {}

  /** From /proc/PID/stat; null when there is no such process any more. */
  static @Nullable Stat stat(String line) {
    int open = line.indexOf('(');
    int close = line.lastIndexOf(')'); // a name may hold anything
    if (open < 0 || close < open) {
      return null;
    }
    String[] fields = line.substring(close + 1).strip().split(" ", -1);
    if (fields.length <= START) {
      return null;
    }
    return new Stat(
        line.substring(open + 1, close),
        Long.parseLong(fields[PARENT]),
        Long.parseLong(fields[USER]) + Long.parseLong(fields[KERNEL]),
        Long.parseLong(fields[THREADS]),
        Long.parseLong(fields[START]));
  }

  /** How many descriptors a process may have, from /proc/PID/limits; -1 also where there is no limit. */
  static long descriptorLimit(String limits) {
    Matcher limit = OPEN_FILES.matcher(limits);
    return limit.find() && !limit.group(1).equals("unlimited") ? Long.parseLong(limit.group(1)) : -1;
  }
}
