package io.github.xiaozhisim.stress.cli;

import io.github.xiaozhisim.stress.monitor.SystemRoot;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the system says about this process. Figures that it does not tell are absent or 0. */
final class ProcessFigures {

  private static final Pattern PEAK = Pattern.compile("VmHWM:\\s+(\\d+) kB");
  private static final Pattern OPEN_FILES = Pattern.compile("Max open files\\s+(\\d+|unlimited)\\s+(\\d+|unlimited)");

  private ProcessFigures() {}

  static long cpuMillis() {
    return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO).toMillis();
  }

  static long peakRssMebibytes() {
    Matcher peak = PEAK.matcher(read("/proc/self/status"));
    return peak.find() ? Long.parseLong(peak.group(1)) / 1024 : 0;
  }

  /** How many descriptors this process may open; empty when unlimited or unknown. */
  static OptionalLong openFileLimit() {
    return openFileLimit(read("/proc/self/limits"));
  }

  static OptionalLong openFileLimit(String limits) {
    Matcher matcher = OPEN_FILES.matcher(limits);
    return matcher.find() && !matcher.group(1).equals("unlimited")
        ? OptionalLong.of(Long.parseLong(matcher.group(1)))
        : OptionalLong.empty();
  }

  /** How many ports the system gives out to connections of one pair of addresses; empty when unknown. */
  static OptionalInt portRange() {
    String[] ends = read("/proc/sys/net/ipv4/ip_local_port_range").strip().split("\\s+");
    return ends.length == 2
        ? OptionalInt.of(Integer.parseInt(ends[1]) - Integer.parseInt(ends[0]) + 1)
        : OptionalInt.empty();
  }

  private static String read(String file) {
    return SystemRoot.text(Path.of(file));
  }
}
