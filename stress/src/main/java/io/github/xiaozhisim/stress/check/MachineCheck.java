package io.github.xiaozhisim.stress.check;

import io.github.xiaozhisim.stress.check.Finding.Grade;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.LongFunction;

/** Compares what a run takes with what a machine gives. A pure function; any thread. */
public final class MachineCheck {

  /** Beyond this share of the processors delays of one's own begin to show. */
  private static final double COMFORTABLE = 0.6;

  private final Demand demand;
  private final MachineLimits limits;
  private final List<Finding> findings = new ArrayList<>();

  private MachineCheck(Demand demand, MachineLimits limits) {
    this.demand = demand;
    this.limits = limits;
  }

  /** Everything that was looked at, the hard limits first. */
  public static List<Finding> of(Demand demand, MachineLimits limits) {
    MachineCheck check = new MachineCheck(demand, limits);
    check.files();
    check.ports();
    check.memory();
    check.kernel();
    check.processors();
    return check.findings;
  }

  private void files() {
    long needed = demand.descriptors();
    boolean allowed = limits.openFilesAtMost() == MachineLimits.UNKNOWN || needed <= limits.openFilesAtMost();
    add(
        "open files of this process",
        limits.openFiles(),
        needed,
        MachineCheck::count,
        Grade.SHORT,
        (allowed ? "" : "sudo sysctl -w fs.nr_open=" + needed + " && ")
            + "sudo prlimit --pid $$ --nofile=" + needed + " && ulimit -n " + needed
            + ", or take the " + demand.devicesWithin(limits.openFiles()) + " devices that fit (--devices)");
    add(
        "open files left on this machine",
        limits.filesLeft(),
        demand.filesOfTheMachine(),
        MachineCheck::count,
        Grade.SHORT,
        "sudo sysctl -w fs.file-max=" + 2 * demand.filesOfTheMachine());
  }

  private void ports() {
    add(
        "ports of each address",
        limits.ports(),
        demand.portsOfAnAddress(),
        MachineCheck::count,
        Grade.SHORT,
        "sudo sysctl -w net.ipv4.ip_local_port_range=\"1024 65535\", or connect from more addresses with --source");
  }

  private void memory() {
    add(
        "free memory",
        limits.memoryBytes(),
        demand.memoryBytes(),
        MachineCheck::bytes,
        Grade.TIGHT,
        "take fewer devices, or a machine with more memory");
    add(
        "Java's heap at most",
        limits.heapBytes(),
        demand.heapBytes(),
        MachineCheck::bytes,
        Grade.SHORT,
        "XIAOZHI_JAVA_OPTS=-Xmx" + Math.ceilDiv(demand.heapBytes(), 1 << 20) + "m");
    add(
        "memory for TCP (net.ipv4.tcp_mem)",
        limits.bufferBytes(),
        demand.bufferBytes(),
        MachineCheck::bytes,
        Grade.TIGHT,
        tcpMemory());
  }

  private String tcpMemory() {
    long pages = Math.ceilDiv(demand.bufferBytes(), 4096);
    return "sudo sysctl -w net.ipv4.tcp_mem=\"" + pages + " " + 2 * pages + " " + 3 * pages + "\"";
  }

  private void kernel() {
    if (demand.serverHere()) {
      add(
          "waiting to be accepted (somaxconn)",
          limits.backlog(),
          demand.backlog(),
          MachineCheck::count,
          Grade.TIGHT,
          "sudo sysctl -w net.core.somaxconn=4096, and restart the server");
      add(
          "being opened (tcp_max_syn_backlog)",
          limits.synBacklog(),
          demand.backlog(),
          MachineCheck::count,
          Grade.TIGHT,
          "sudo sysctl -w net.ipv4.tcp_max_syn_backlog=4096");
    }
    if (limits.trackedLeft() != MachineLimits.UNKNOWN) {
      long needed = demand.sockets();
      add(
          "connections left to the firewall",
          limits.trackedLeft(),
          needed,
          MachineCheck::count,
          Grade.SHORT,
          "sudo sysctl -w net.netfilter.nf_conntrack_max=" + 2 * needed);
    }
  }

  private void processors() {
    double needed = demand.processors();
    Grade grade = needed > COMFORTABLE * limits.processors() ? Grade.TIGHT : Grade.FINE;
    findings.add(
        new Finding(
            "processors",
            String.valueOf(limits.processors()),
            String.format(Locale.ROOT, "%.1f", needed),
            grade,
            grade == Grade.FINE
                ? ""
                : demand.serverInside()
                    ? "run the server in another process, better on another machine ('xiaozhi serve'), or let fewer "
                        + "talk"
                        + " (--talking)"
                    : "let fewer devices talk (--talking), or take a larger machine"));
  }

  private void add(String what, long is, long needed, LongFunction<String> form, Grade otherwise, String mend) {
    boolean known = is != MachineLimits.UNKNOWN;
    Grade grade = !known ? Grade.UNKNOWN : is >= needed ? Grade.FINE : otherwise;
    boolean enough = grade == Grade.FINE || grade == Grade.UNKNOWN;
    String given = known ? form.apply(is) : "not known";
    findings.add(new Finding(what, given, form.apply(needed), grade, enough ? "" : mend));
  }

  private static String count(long count) {
    return count == Long.MAX_VALUE ? "no limit" : String.format(Locale.ROOT, "%,d", count);
  }

  private static String bytes(long bytes) {
    double mebibytes = bytes / (double) (1 << 20);
    return mebibytes < 1024
        ? String.format(Locale.ROOT, "%.0f MiB", mebibytes)
        : String.format(Locale.ROOT, "%.1f GiB", mebibytes / 1024);
  }
}
