package io.github.xiaozhisim.stress.monitor;

import java.util.BitSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What stands in Linux' files about a process and its machine. Pure: text in, numbers out; -1 for what is not there.
 * Any thread. */
public final class SystemFiles {

  private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+(\\d+) kB");
  private static final Pattern ALLOWED = Pattern.compile("Cpus_allowed_list:\\s+(\\S+)");
  private static final Pattern PROCESSOR = Pattern.compile("^cpu(\\d+) (.*)$", Pattern.MULTILINE);
  private static final Pattern GROUP = Pattern.compile("^\\d+:([^:]*):(.*)$", Pattern.MULTILINE);
  private static final Pattern THROTTLED = Pattern.compile("^throttled_(usec|time) (\\d+)$", Pattern.MULTILINE);
  private static final Pattern LIMIT = Pattern.compile("^\\s*(\\d+)\\s+(\\d+)\\s*$");

  /** In a line of /proc/stat: user, nice, system, idle, iowait, irq, softirq, steal; guest time is part of user. */
  private static final int STEAL = 7;

  private SystemFiles() {}

  /** Resident memory in /proc/self/status. */
  public static long residentBytes(String status) {
    Matcher resident = RESIDENT.matcher(status);
    return resident.find() ? Long.parseLong(resident.group(1)) * 1024 : -1;
  }

  /** Processors that a process may run on, by number, in /proc/self/status; empty when not told. */
  public static BitSet allowedProcessors(String status) {
    BitSet allowed = new BitSet();
    Matcher list = ALLOWED.matcher(status);
    if (list.find()) {
      for (String part : list.group(1).split(",", -1)) {
        String[] ends = part.split("-", 2);
        allowed.set(Integer.parseInt(ends[0]), Integer.parseInt(ends[ends.length - 1]) + 1);
      }
    }
    return allowed;
  }

  /**
   * Processor time.
   *
   * @param ticks all of it, idle time included
   * @param stolen what a hypervisor took
   */
  public record Ticks(long ticks, long stolen) {}

  /** Time of these processors in /proc/stat. */
  public static Ticks ticks(String stat, BitSet processors) {
    long all = 0;
    long stolen = 0;
    Matcher line = PROCESSOR.matcher(stat);
    while (line.find()) {
      if (!processors.get(Integer.parseInt(line.group(1)))) {
        continue;
      }
      String[] numbers = line.group(2).strip().split(" +", -1);
      for (int i = 0; i < numbers.length && i <= STEAL; i++) {
        all += Long.parseLong(numbers[i]);
      }
      stolen += numbers.length > STEAL ? Long.parseLong(numbers[STEAL]) : 0;
    }
    return new Ticks(all, stolen);
  }

  /**
   * What the scheduler did to a thread.
   *
   * @param ranNanos had a processor
   * @param waitedNanos was ready and had none
   */
  public record Scheduled(long ranNanos, long waitedNanos) {}

  /** A thread's schedstat. */
  public static Scheduled scheduled(String schedstat) {
    String[] numbers = schedstat.strip().split(" ", -1);
    return numbers.length < 2
        ? new Scheduled(-1, -1)
        : new Scheduled(Long.parseLong(numbers[0]), Long.parseLong(numbers[1]));
  }

  /** The control group that limits this process's processors, from /proc/self/cgroup; "" when there is none. */
  public static String processorGroup(String cgroup, boolean unified) {
    Matcher line = GROUP.matcher(cgroup);
    while (line.find()) {
      boolean wanted = unified ? line.group(1).isEmpty() : (',' + line.group(1) + ',').contains(",cpu,");
      if (wanted) {
        return line.group(2);
      }
    }
    return "";
  }

  /** Time for which a group was held up by its limit, from its cpu.stat, old style or new. */
  public static long throttledNanos(String cpuStat) {
    Matcher throttled = THROTTLED.matcher(cpuStat);
    if (!throttled.find()) {
      return -1;
    }
    return Long.parseLong(throttled.group(2)) * (throttled.group(1).equals("usec") ? 1000 : 1);
  }

  /** A group's limit as a number of processors, from cpu.max or its two older files in one; infinite without one. */
  public static double limit(String quotaAndPeriod) {
    Matcher limit = LIMIT.matcher(quotaAndPeriod);
    return limit.find()
        ? Double.parseDouble(limit.group(1)) / Double.parseDouble(limit.group(2))
        : Double.POSITIVE_INFINITY;
  }
}
