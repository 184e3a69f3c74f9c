package io.github.xiaozhisim.stress.bench;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * All are connected and silent: how fast they open, what they take of memory and, doing nothing, of the processor. What
 * the program takes without devices is known from a run with few of them, and left out.
 */
final class IdleScenario {

  private static final int FEW = 500;
  private static final int SETTLE_SECONDS = 3;

  private final TestBed bed;

  IdleScenario(TestBed bed) {
    this.bed = bed;
  }

  private record Memory(double liveHeapBytes, long rssKilobytes) {}

  Row measure(Child.Target target, int devices, String name) throws BenchFailure, InterruptedException {
    Memory few;
    Child client = bed.silentFleet(target, "ws", FEW, List.of());
    try {
      bed.connected(client, target, FEW, name + "few");
      bed.rest(client, name + "few, settling", SETTLE_SECONDS);
      few = memory(client);
    } finally {
      client.end(true);
    }
    bed.gone(target);
    Map<Metric, Row.Value> values = new TreeMap<>();
    client = bed.silentFleet(target, "ws", devices, List.of());
    try {
      bed.connected(client, target, devices, name + "fleet");
      double openingSeconds = target.tell().openingMillis() / 1000.0;
      Cost cost = bed.window(client, target, devices, name + "fleet", SETTLE_SECONDS, false);
      Memory many = memory(client);
      double more = devices - FEW;
      Row.put(values, Metric.OPENED, devices / Math.max(0.001, openingSeconds));
      Row.put(values, Metric.FLEET_CPU, cost.millisPerDeviceSecond(), cost.spread());
      Row.put(values, Metric.LOST, Math.max(devices - cost.target().open(), cost.target().closed()), 0);
      if (more > 0) {
        Row.put(values, Metric.HEAP, (many.liveHeapBytes - few.liveHeapBytes) / 1024 / more);
        Row.put(values, Metric.RSS, (many.rssKilobytes - few.rssKilobytes) / more);
      } else {
        bed.warn(
            "memory per device needs more than %,d silent devices: raise the limit of open files (ulimit -n)", FEW);
      }
      if (cost.target().closed() > 0) {
        bed.warn("of %,d silent devices %,d lost their connection", devices, cost.target().closed());
      }
    } finally {
      client.end(true);
    }
    bed.gone(target);
    return new Row(BenchPlan.Scenario.IDLE.name().toLowerCase(Locale.ROOT), devices, values);
  }

  /** The heap is not known ({@code NaN}) where the process cannot be asked. */
  private Memory memory(Child client) {
    long rss = ProcessTree.sample(client.handle()).rssKilobytes();
    try (JvmProbe probe = JvmProbe.of(client.handle())) {
      return new Memory(probe == null ? Double.NaN : probe.liveHeapBytes(), rss);
    }
  }
}
