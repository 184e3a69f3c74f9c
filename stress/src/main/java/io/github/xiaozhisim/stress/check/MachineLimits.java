package io.github.xiaozhisim.stress.check;

import io.github.xiaozhisim.stress.monitor.SystemRoot;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a machine gives. Numbers that the system does not tell, or that have no limit, are {@link #UNKNOWN}.
 *
 * @param openFiles descriptors that this process may have
 * @param openFilesAtMost what a process may be allowed, by root
 * @param filesLeft descriptors that the whole machine has left
 * @param ports that one address of this machine gives out
 * @param backlog longest queue of connections that wait to be accepted
 * @param synBacklog longest queue of connections that are being opened
 * @param trackedLeft connections that the firewall can still keep track of
 * @param bufferBytes memory of all TCP connections, from where on the system saves
 * @param memoryBytes free for programs, of the machine or of the control group, whichever is less
 * @param heapBytes the most that Java's heap may become
 * @param processors that this process may use
 */
public record MachineLimits(
    long openFiles,
    long openFilesAtMost,
    long filesLeft,
    long ports,
    long backlog,
    long synBacklog,
    long trackedLeft,
    long bufferBytes,
    long memoryBytes,
    long heapBytes,
    int processors) {

  public static final long UNKNOWN = -1;

  private static final Pattern OPEN_FILES = Pattern.compile("Max open files\\s+\\S+\\s+(\\d+)");
  private static final Pattern AVAILABLE = Pattern.compile("MemAvailable:\\s+(\\d+) kB");
  private static final Pattern NUMBERS = Pattern.compile("\\d+");

  /** A machine without a limit tells one that no number can hold. */
  private static final int MOST_DIGITS = 18;

  private static final long PAGE_BYTES = 4096;

  /** As Linux tells it; the hard limit of descriptors counts, since Java raises the soft one to it. */
  public static MachineLimits read(SystemRoot root, long heapBytes, int processors) {
    Matcher files = OPEN_FILES.matcher(root.proc("self/limits"));
    long[] open = numbers(root.proc("sys/fs/file-nr"));
    long[] ports = numbers(root.proc("sys/net/ipv4/ip_local_port_range"));
    long[] socketPages = numbers(root.proc("sys/net/ipv4/tcp_mem"));
    return new MachineLimits(
        files.find() ? Long.parseLong(files.group(1)) : UNKNOWN,
        first(root.proc("sys/fs/nr_open")),
        open.length == 3 ? open[2] - open[0] : UNKNOWN,
        ports.length == 2 ? ports[1] - ports[0] + 1 : UNKNOWN,
        first(root.proc("sys/net/core/somaxconn")),
        first(root.proc("sys/net/ipv4/tcp_max_syn_backlog")),
        left(root.proc("sys/net/netfilter/nf_conntrack_max"), root.proc("sys/net/netfilter/nf_conntrack_count")),
        socketPages.length == 3 ? socketPages[1] * PAGE_BYTES : UNKNOWN,
        memory(root),
        heapBytes,
        processors);
  }

  private static long memory(SystemRoot root) {
    Matcher available = AVAILABLE.matcher(root.proc("meminfo"));
    long machine = available.find() ? Long.parseLong(available.group(1)) * 1024 : UNKNOWN;
    long group =
        left(
            SystemRoot.text(root.groups().resolve("memory.max")),
            SystemRoot.text(root.groups().resolve("memory.current")));
    return group == UNKNOWN ? machine : machine == UNKNOWN ? group : Math.min(machine, group);
  }

  private static long left(String limit, String used) {
    long most = first(limit);
    long now = first(used);
    return most == UNKNOWN || now == UNKNOWN ? UNKNOWN : Math.max(0, most - now);
  }

  private static long first(String text) {
    long[] numbers = numbers(text);
    return numbers.length == 0 ? UNKNOWN : numbers[0];
  }

  private static long[] numbers(String text) {
    return NUMBERS.matcher(text).results().mapToLong(number -> number(number.group())).toArray();
  }

  private static long number(String digits) {
    return digits.length() > MOST_DIGITS ? Long.MAX_VALUE : Long.parseLong(digits);
  }
}
