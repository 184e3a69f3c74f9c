package io.github.xiaozhisim.stress.monitor;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What stands in the files of a control group. Pure: text in, numbers out; -1 for what is not there. */
final class GroupFiles {

  private static final Pattern USED = Pattern.compile("^usage_usec (\\d+)$", Pattern.MULTILINE);
  private static final Pattern FILE_CACHE = Pattern.compile("^(?:total_)?inactive_file (\\d+)$", Pattern.MULTILINE);
  private static final Pattern NUMBER = Pattern.compile("^\\s*(\\d{1,18})\\s*$");

  /** The old style says "no limit" with a number that is larger than any memory. */
  private static final long NO_LIMIT_BYTES = 1L << 60;

  private GroupFiles() {}

  /** Processor time used, from cpu.stat (new style) or cpuacct.usage (old). */
  static long usedNanos(String text) {
    Matcher used = USED.matcher(text);
    return used.find() ? Long.parseLong(used.group(1)) * 1_000 : number(text);
  }

  /** A file that holds one number. */
  static long number(String text) {
    Matcher number = NUMBER.matcher(text);
    return number.matches() ? Long.parseLong(number.group(1)) : -1;
  }

  /** A limit of memory; -1 for none. */
  static long limitBytes(String text) {
    long limit = number(text);
    return limit >= NO_LIMIT_BYTES ? -1 : limit;
  }

  /** Memory in use without what is only a cache of files, as container tools count it. */
  static long memoryBytes(String used, String stat) {
    long all = number(used);
    // old style has the group's own and, as total, that with all below; the last one found is the total
    long cache = 0;
    Matcher line = FILE_CACHE.matcher(stat);
    while (line.find()) {
      cache = Long.parseLong(line.group(1));
    }
    return all < 0 ? -1 : Math.max(0, all - cache);
  }
}
