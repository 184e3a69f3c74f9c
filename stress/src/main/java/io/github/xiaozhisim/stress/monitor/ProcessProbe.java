package io.github.xiaozhisim.stress.monitor;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A process of this machine with all that it has started. When it is gone, {@link Whereabouts} are asked again: servers
 * are restarted.
 */
final class ProcessProbe implements Probe {

  /** With more of them it is no server that does its work on one thread, and a look would cost too much. */
  private static final long MOST_THREADS = 256;

  /** Seeking takes a look at every process there is. */
  private static final long SEEK_EVERY_NANOS = 3_000_000_000L;

  private static final double MEBI = 1 << 20;
  private static final double BYTES_A_MEGABIT = 125_000;

  /** Where the process is now. */
  interface Whereabouts {
    /** Its number, or -1. */
    long find();
  }

  private final SystemRoot root;
  private final ProcessGauges gauges;
  private final Whereabouts whereabouts;
  private final CounterRate received = new CounterRate();
  private final CounterRate sent = new CounterRate();
  private @Nullable ProcessFamily family;
  private Map<String, Long> ticksBefore = Map.of();
  private long beforeNanos;
  private long soughtNanos;

  /**
   * @param process that it is now
   * @param whereabouts asked when that has ended
   */
  ProcessProbe(SystemRoot root, ProcessGauges gauges, long process, Whereabouts whereabouts) {
    this.root = root;
    this.gauges = gauges;
    this.whereabouts = whereabouts;
    this.family = new ProcessFamily(root, process, 0);
  }

  @Override
  public void read(long atNanos, Readout into) {
    Map<Long, ProcessFiles.Stat> alive = alive(atNanos);
    if (alive.isEmpty()) {
      ticksBefore = Map.of();
      into.put(gauges.down(), 1);
      return;
    }
    processors(alive, atNanos, into);
    long resident = 0;
    long descriptors = 0;
    double share = Double.NaN;
    long threads = 0;
    for (Map.Entry<Long, ProcessFiles.Stat> each : alive.entrySet()) {
      Path folder = root.proc().resolve(each.getKey().toString());
      resident += Math.max(0, SystemFiles.residentBytes(SystemRoot.text(folder.resolve("status"))));
      threads += each.getValue().threads();
      long open = SystemRoot.descriptors(folder.resolve("fd"));
      long limit = ProcessFiles.descriptorLimit(SystemRoot.text(folder.resolve("limits")));
      descriptors = open < 0 || descriptors < 0 ? -1 : descriptors + open;
      if (open >= 0 && limit > 0) {
        share = Double.isNaN(share) ? 100.0 * open / limit : Math.max(share, 100.0 * open / limit);
      }
    }
    into.put(gauges.memory(), resident / MEBI);
    into.put(gauges.threads(), threads);
    into.putKnown(gauges.descriptors(), descriptors, 1);
    into.put(gauges.descriptorShare(), share);
    network(alive.keySet().iterator().next(), atNanos, into);
  }

  private Map<Long, ProcessFiles.Stat> alive(long atNanos) {
    ProcessFamily known = family;
    Map<Long, ProcessFiles.Stat> alive = known == null ? Map.of() : known.alive(atNanos);
    if (!alive.isEmpty()) {
      return alive;
    }
    family = null;
    boolean soon = known == null && atNanos - soughtNanos < SEEK_EVERY_NANOS;
    long found = soon ? -1 : whereabouts.find();
    soughtNanos = soon ? soughtNanos : atNanos;
    if (found < 0) {
      return Map.of();
    }
    ProcessFamily next = new ProcessFamily(root, found, atNanos);
    family = next;
    return next.alive(atNanos);
  }

  /** Of threads and processes seen for the first time nothing is known yet. */
  private void processors(Map<Long, ProcessFiles.Stat> alive, long atNanos, Readout into) {
    boolean fewThreads = alive.values().stream().mapToLong(ProcessFiles.Stat::threads).sum() <= MOST_THREADS;
    Map<String, Long> ticks = new HashMap<>();
    List<String> processes = new ArrayList<>();
    alive.forEach(
        (number, stat) -> {
          processes.add(number.toString());
          ticks.put(number.toString(), stat.ticks());
          for (Long thread : fewThreads ? SystemRoot.numbers(root.proc().resolve(number + "/task")) : List.<Long>of()) {
            ProcessFiles.Stat own = ProcessFiles.stat(root.proc(number + "/task/" + thread + "/stat"));
            if (own != null) {
              ticks.put(number + "/" + thread, own.ticks());
            }
          }
        });
    double passed = (atNanos - beforeNanos) / 1e9 * ProcessFiles.TICKS_A_SECOND / 100;
    long used = 0;
    long most = -1;
    for (Map.Entry<String, Long> each : ticks.entrySet()) {
      long more = each.getValue() - ticksBefore.getOrDefault(each.getKey(), each.getValue());
      if (processes.contains(each.getKey())) {
        used += more;
      } else {
        most = Math.max(most, more);
      }
    }
    if (!ticksBefore.isEmpty() && passed > 0) {
      into.put(gauges.cpu(), used / passed);
      into.putKnown(gauges.busiestThread(), most, passed);
    }
    ticksBefore = ticks;
    beforeNanos = atNanos;
  }

  /** Where it has a network of its own, as in a container; else it is the machine's. */
  private void network(long process, long atNanos, Readout into) {
    String its = SystemRoot.link(root.proc().resolve(process + "/ns/net"));
    if (its.isEmpty() || its.equals(SystemRoot.link(root.proc().resolve("self/ns/net")))) {
      return;
    }
    MachineFiles.Traffic traffic = MachineFiles.traffic(root.proc(process + "/net/dev"));
    into.put(gauges.received(), received.perSecond(atNanos, traffic.received()) / BYTES_A_MEGABIT);
    into.put(gauges.sent(), sent.perSecond(atNanos, traffic.sent()) / BYTES_A_MEGABIT);
  }

  @Override
  public List<Threshold> thresholds() {
    return gauges.thresholds();
  }

  @Override
  public List<Lasting> lasting() {
    return gauges.lasting();
  }
}
