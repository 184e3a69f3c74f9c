package io.github.xiaozhisim.stress.monitor;

import io.github.xiaozhisim.stress.measure.Gauge;
import java.util.List;

/** A control group: a container or a service with everything in it, against its limits. */
final class GroupProbe implements Probe {

  private static final double MEBI = 1 << 20;
  private static final double NANOS_A_PERCENT = 1e7;

  private final ControlGroup group;
  private final Gauge cpu;
  private final Gauge throttled;
  private final Gauge memory;
  private final Gauge memoryShare;
  private final String who;
  private final CounterRate used = new CounterRate();
  private final CounterRate heldUp = new CounterRate();

  /**
   * @param prefix of its names in files: {@code container}
   * @param who as people know it
   */
  GroupProbe(ControlGroup group, String prefix, String who) {
    this.group = group;
    this.who = who;
    this.cpu = gauge(prefix + "_cpu_percent", "cpu", "%", "of one processor", "占单个处理器");
    this.throttled = gauge(prefix + "_throttled_percent", "limits", "%", "held up by its CPU limit", "因 CPU 限额受阻");
    this.memory = gauge(prefix + "_memory_mib", "memory", "MiB", "memory without file cache", "内存（不含文件缓存）");
    this.memoryShare = gauge(prefix + "_memory_percent", "limits", "%", "of its memory limit", "内存限额占用");
  }

  private Gauge gauge(String label, String lane, String unit, String meaning, String chinese) {
    return new Gauge(label, "server." + lane, unit, who + ": " + meaning, who + "：" + chinese);
  }

  @Override
  public void read(long atNanos, Readout into) {
    into.put(cpu, used.perSecond(atNanos, GroupFiles.usedNanos(SystemRoot.text(group.cpuUsed()))) / NANOS_A_PERCENT);
    double held = heldUp.perSecond(atNanos, SystemFiles.throttledNanos(SystemRoot.text(group.cpuStat())));
    into.put(throttled, Math.min(100, held / NANOS_A_PERCENT));
    long bytes =
        GroupFiles.memoryBytes(SystemRoot.text(group.memoryUsed()), SystemRoot.text(group.memoryStat()));
    long limit = GroupFiles.limitBytes(SystemRoot.text(group.memoryLimit()));
    into.putKnown(memory, bytes, MEBI);
    if (bytes >= 0 && limit > 0) {
      into.put(memoryShare, 100.0 * bytes / limit);
    }
  }

  @Override
  public List<Threshold> thresholds() {
    return List.of(
        new Threshold(
            throttled,
            5,
            5,
            "{} of the time "
                + who
                + " was held up by its CPU limit: answers wait for the next period; raise the limit",
            who + " 有 {} 的时间因 CPU 限额受阻，回答会延迟；请提高限额"),
        new Threshold(
            memoryShare,
            90,
            3,
            "{} of its memory limit is what " + who + " uses; at the limit its processes are killed",
            who + " 已用掉 {} 的内存限额，达到限额时进程会被杀死"));
  }

  @Override
  public List<Lasting> lasting() {
    return List.of(new Lasting(memory, 16));
  }
}
