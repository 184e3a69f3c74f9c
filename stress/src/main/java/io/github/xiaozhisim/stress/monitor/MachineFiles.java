package io.github.xiaozhisim.stress.monitor;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What stands in Linux' files about a machine and its network. Pure: text in, numbers out; -1 for what is not there.
 */
final class MachineFiles {

  private static final Pattern ALL_PROCESSORS = Pattern.compile("^cpu +(.*)$", Pattern.MULTILINE);
  private static final Pattern INTERFACE = Pattern.compile("^\\s*([^\\s:]+):\\s*(\\d.*)$", Pattern.MULTILINE);

  private static final int IDLE = 3;
  private static final int WAITING_FOR_DISK = 4;
  private static final int STEAL = 7;
  private static final int SENT = 8;

  private MachineFiles() {}

  /**
   * Processor time since the machine began, of all processors.
   *
   * @param all idle time included; 0 where the system does not tell
   * @param busy somebody worked
   * @param stolen a hypervisor gave it to others
   */
  record Time(long all, long busy, long stolen) {}

  /** From /proc/stat. */
  static Time time(String stat) {
    Matcher line = ALL_PROCESSORS.matcher(stat);
    if (!line.find()) {
      return new Time(0, 0, 0);
    }
    String[] numbers = line.group(1).strip().split(" +", -1);
    long all = 0;
    long idle = 0;
    for (int i = 0; i < numbers.length && i <= STEAL; i++) {
      long ticks = Long.parseLong(numbers[i]);
      all += ticks;
      idle += i == IDLE || i == WAITING_FOR_DISK ? ticks : 0;
    }
    long stolen = numbers.length > STEAL ? Long.parseLong(numbers[STEAL]) : 0;
    return new Time(all, all - idle - stolen, stolen);
  }

  /** Memory in use, of a hundred parts: what programs could not have without swapping; from /proc/meminfo. */
  static double memoryPercent(String meminfo) {
    long total = kilobytes(meminfo, "MemTotal");
    long available = kilobytes(meminfo, "MemAvailable");
    return total <= 0 || available < 0 ? -1 : 100.0 * (total - available) / total;
  }

  private static long kilobytes(String meminfo, String name) {
    Matcher line = Pattern.compile("^" + name + ":\\s+(\\d+) kB", Pattern.MULTILINE).matcher(meminfo);
    return line.find() ? Long.parseLong(line.group(1)) : -1;
  }

  /**
   * Bytes since the machine began; -1 where the system does not tell.
   *
   * @param received by all interfaces but loopback
   * @param sent by all interfaces but loopback
   * @param loopback from this machine to itself
   */
  record Traffic(long received, long sent, long loopback) {}

  /** From /proc/net/dev. */
  static Traffic traffic(String dev) {
    long received = 0;
    long sent = 0;
    long loopback = 0;
    boolean any = false;
    Matcher line = INTERFACE.matcher(dev);
    while (line.find()) {
      String[] numbers = line.group(2).strip().split(" +", -1);
      if (numbers.length <= SENT) {
        continue;
      }
      any = true;
      if (line.group(1).equals("lo")) {
        loopback += Long.parseLong(numbers[SENT]);
      } else {
        received += Long.parseLong(numbers[0]);
        sent += Long.parseLong(numbers[SENT]);
      }
    }
    return any ? new Traffic(received, sent, loopback) : new Traffic(-1, -1, -1);
  }

  /**
   * A counter in /proc/net/snmp or /proc/net/netstat, where a line of names is followed by one of values.
   *
   * @param group as {@code Tcp}
   * @param name as {@code RetransSegs}
   */
  static long counter(String table, String group, String name) {
    String[] names = null;
    for (String line : table.split("\n", -1)) {
      if (!line.startsWith(group + ":")) {
        continue;
      }
      String[] fields = line.strip().split(" +", -1);
      if (names == null) {
        names = fields;
        continue;
      }
      for (int i = 1; i < Math.min(names.length, fields.length); i++) {
        if (names[i].equals(name)) {
          return Long.parseLong(fields[i]);
        }
      }
      return -1;
    }
    return -1;
  }
}
