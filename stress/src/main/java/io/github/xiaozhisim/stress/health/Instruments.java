package io.github.xiaozhisim.stress.health;

import com.sun.management.GarbageCollectorMXBean;
import com.sun.management.GcInfo;
import com.sun.management.OperatingSystemMXBean;
import io.github.xiaozhisim.hal.Scheduler;
import io.github.xiaozhisim.stress.measure.Count;
import io.github.xiaozhisim.stress.measure.Measure;
import io.github.xiaozhisim.stress.measure.Measurements;
import io.github.xiaozhisim.stress.monitor.SystemFiles;
import io.github.xiaozhisim.stress.monitor.SystemRoot;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the process and the machine: event loops, collector, processors, memory, descriptors. What a system does not
 * tell (most of it outside Linux) is left unknown. Used by one thread; costs about a millisecond a look.
 */
public final class Instruments implements AutoCloseable {

  private final SystemRoot root;
  private final Measurements measurements;
  private final Paced paced;
  private final List<LoopWatch> loops = new ArrayList<>();
  private final @Nullable Histogram[] recycled;
  private final Loop[] before;
  private final Histogram lateness = new Histogram(3);
  private final Histogram lag = new Histogram(3);
  private final OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
  private final List<GarbageCollectorMXBean> collectors = new ArrayList<>();
  private final Set<String> heapPools;
  private final @Nullable Path group;
  private final boolean unified;

  private long lastNanos;
  private long framesMoved;
  private long cpuNanos;
  private long gcMillis;
  private long collections;
  private long heapAfterGcBytes = -1;
  private long throttledNanos = -1;
  private SystemFiles.Ticks ticks = new SystemFiles.Ticks(0, 0);

  /**
   * What of a kind of work tells how well its generator keeps pace.
   *
   * @param lateness of each thing that was to be sent at a certain moment
   * @param leftOut how many of those were not sent, being too late
   * @param connected how many connections there are
   */
  public record Paced(Measure lateness, Count leftOut, Count connected) {}

  /** What was known of a loop's thread at the look before. */
  private static final class Loop {
    private SystemFiles.Scheduled scheduled = new SystemFiles.Scheduled(-1, -1);
  }

  /**
   * Begins to watch these loops.
   *
   * @param root where the system's files are
   */
  public Instruments(
      SystemRoot root, List<? extends Scheduler> schedulers, Measurements measurements, Paced paced) {
    this.root = root;
    this.measurements = measurements;
    this.paced = paced;
    this.recycled = new Histogram[schedulers.size()];
    this.before = new Loop[schedulers.size()];
    for (int i = 0; i < before.length; i++) {
      before[i] = new Loop();
    }
    for (var bean : ManagementFactory.getGarbageCollectorMXBeans()) {
      // the cycles of concurrent collectors stop nobody; their pauses have beans of their own
      if (bean instanceof GarbageCollectorMXBean collector
          && !bean.getName().endsWith("Cycles")
          && !bean.getName().contains("Concurrent")) {
        collectors.add(collector);
      }
    }
    heapPools =
        ManagementFactory.getMemoryPoolMXBeans().stream()
            .filter(pool -> pool.getType() == MemoryType.HEAP)
            .map(MemoryPoolMXBean::getName)
            .collect(Collectors.toSet());
    unified = Files.exists(root.groups().resolve("cgroup.controllers"));
    group = group();
    cpuNanos = system.getProcessCpuTime();
    gcMillis = collectionMillis();
    // the first look tells what was taken since now
    stolen(SystemFiles.allowedProcessors(root.proc("self/status")), 1, 1);
    for (Scheduler scheduler : schedulers) {
      LoopWatch loop = new LoopWatch(scheduler, root.proc());
      loops.add(loop);
      loop.start();
    }
  }

  /** Looks, {@code untilNanos} after the start of the run; right after {@link Measurements#collect}. */
  public Look look(long untilNanos) {
    long lengthNanos = Math.max(1, untilNanos - lastNanos);
    lastNanos = untilNanos;
    String status = root.proc("self/status");
    BitSet allowed = SystemFiles.allowedProcessors(status);
    double processors = allowed.isEmpty() ? Runtime.getRuntime().availableProcessors() : allowed.cardinality();
    lateness.reset();
    measurements.addLatest(paced.lateness(), lateness);
    lag.reset();
    for (int i = 0; i < recycled.length; i++) {
      Histogram latest = loops.get(i).interval(recycled[i]);
      recycled[i] = latest;
      lag.add(latest);
    }
    long moved = measurements.count(paced.leftOut());
    long cpu = system.getProcessCpuTime();
    long gc = collectionMillis();
    double[] loopShares = loopShares(lengthNanos);
    Look look =
        new Look(
            untilNanos,
            lengthNanos,
            lateness,
            moved - framesMoved,
            lag,
            loopShares[0],
            loopShares[1],
            cpu - cpuNanos,
            Math.min(processors, limit()),
            stolen(allowed, processors, lengthNanos),
            (gc - gcMillis) * 1_000_000,
            heapAfterCollection(),
            SystemFiles.residentBytes(status),
            SystemRoot.descriptors(root.proc().resolve("self/fd")),
            measurements.count(paced.connected()));
    framesMoved = moved;
    cpuNanos = cpu;
    gcMillis = gc;
    return look;
  }

  /** Leaves the loops alone. */
  @Override
  public void close() {
    loops.forEach(LoopWatch::stop);
  }

  /** Of the busiest loop and of the one that waited most: share of the time; NaN where the system does not tell. */
  private double[] loopShares(long lengthNanos) {
    double busy = Double.NaN;
    double waiting = Double.NaN;
    for (int i = 0; i < before.length; i++) {
      Path file = loops.get(i).threadStatistics();
      SystemFiles.Scheduled now = SystemFiles.scheduled(file == null ? "" : SystemRoot.text(file));
      SystemFiles.Scheduled then = before[i].scheduled;
      before[i].scheduled = now;
      if (then.ranNanos() >= 0 && now.ranNanos() >= 0) {
        double ran = (double) (now.ranNanos() - then.ranNanos()) / lengthNanos;
        double waited = (double) (now.waitedNanos() - then.waitedNanos()) / lengthNanos;
        busy = Double.isNaN(busy) ? ran : Math.max(busy, ran);
        waiting = Double.isNaN(waiting) ? waited : Math.max(waiting, waited);
      }
    }
    return new double[] {busy, waiting};
  }

  private double stolen(BitSet allowed, double processors, long lengthNanos) {
    SystemFiles.Ticks now = SystemFiles.ticks(root.proc("stat"), allowed);
    SystemFiles.Ticks then = ticks;
    ticks = now;
    long throttled = group == null ? -1 : SystemFiles.throttledNanos(SystemRoot.text(group.resolve("cpu.stat")));
    long throttledBefore = throttledNanos;
    throttledNanos = throttled;
    if (then.ticks() == 0 || now.ticks() <= then.ticks()) {
      return Double.NaN;
    }
    double byHypervisor = (double) (now.stolen() - then.stolen()) / (now.ticks() - then.ticks());
    double byLimit =
        throttled < 0 || throttledBefore < 0 ? 0 : (throttled - throttledBefore) / (processors * lengthNanos);
    return Math.clamp(byHypervisor + byLimit, 0, 1);
  }

  private double limit() {
    if (group == null) {
      return Double.POSITIVE_INFINITY;
    }
    return SystemFiles.limit(
        unified
            ? SystemRoot.text(group.resolve("cpu.max"))
            : SystemRoot.text(group.resolve("cpu.cfs_quota_us")).strip()
                + " "
                + SystemRoot.text(group.resolve("cpu.cfs_period_us")).strip());
  }

  private @Nullable Path group() {
    String name = SystemFiles.processorGroup(root.proc("self/cgroup"), unified);
    Path top = unified ? root.groups() : root.groups().resolve("cpu");
    // inside a container the group is the root of what can be seen
    for (Path each : List.of(top.resolve(name.replaceFirst("^/+", "")), top)) {
      if (Files.exists(each.resolve("cpu.stat"))) {
        return each;
      }
    }
    return null;
  }

  private long collectionMillis() {
    return collectors.stream().mapToLong(GarbageCollectorMXBean::getCollectionTime).sum();
  }

  /** Asked anew only when there was a collection: the answer is a large one. */
  private long heapAfterCollection() {
    long now = collectors.stream().mapToLong(GarbageCollectorMXBean::getCollectionCount).sum();
    if (now != collections) {
      collections = now;
      GcInfo latest = null;
      for (GarbageCollectorMXBean collector : collectors) {
        GcInfo info = collector.getLastGcInfo();
        if (info != null && (latest == null || info.getEndTime() > latest.getEndTime())) {
          latest = info;
        }
      }
      if (latest != null) {
        heapAfterGcBytes =
            latest.getMemoryUsageAfterGc().entrySet().stream()
                .filter(pool -> heapPools.contains(pool.getKey()))
                .mapToLong(pool -> pool.getValue().getUsed())
                .sum();
      }
    }
    return heapAfterGcBytes;
  }
}
