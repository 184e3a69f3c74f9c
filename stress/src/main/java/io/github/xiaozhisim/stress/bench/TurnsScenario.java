package io.github.xiaozhisim.stress.bench;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** All devices talk without a pause, and before them the same floor. */
final class TurnsScenario {

  private static final int FLOOR_WARM_SECONDS = 5;
  private static final double TOO_BUSY_TARGET = 0.8;
  private static final double TOO_NOISY = 0.3;

  private final TestBed bed;

  TurnsScenario(TestBed bed) {
    this.bed = bed;
  }

  Row measure(Child.Target target, int devices, String name) throws BenchFailure, InterruptedException {
    Cost floor;
    try (Child client = bed.floor(target, devices)) {
      bed.connected(client, target, devices, name + "floor");
      floor = bed.window(client, target, devices, name + "floor", FLOOR_WARM_SECONDS, false);
    }
    bed.gone(target);
    Cost fleet;
    Child client = bed.talkingFleet(target, "ws", devices, List.of());
    try {
      bed.connected(client, target, devices, name + "fleet");
      fleet = bed.window(client, target, devices, name + "fleet", bed.plan().warmSeconds(), true);
    } finally {
      client.end(true);
    }
    bed.gone(target);
    doubt(devices, floor, fleet);
    return row(devices, floor, fleet);
  }

  private static Row row(int devices, Cost floor, Cost fleet) {
    Map<Metric, Row.Value> values = new TreeMap<>();
    Row.put(values, Metric.FLOOR_CPU, floor.millisPerDeviceSecond(), floor.spread());
    Row.put(values, Metric.FLEET_CPU, fleet.millisPerDeviceSecond(), fleet.spread());
    Row.put(
        values, Metric.RATIO, fleet.millisPerDeviceSecond() / floor.millisPerDeviceSecond(),
        floor.spread() + fleet.spread());
    Row.put(values, Metric.FLEET_USER, fleet.userMillis() / fleet.cpuMillis());
    Row.put(values, Metric.FLOOR_FRAME, floor.microsPerFrame(), floor.spread());
    Row.put(values, Metric.FLEET_FRAME, fleet.microsPerFrame(), fleet.spread());
    Row.put(values, Metric.FLOOR_P50, floor.target().p50());
    Row.put(values, Metric.FLOOR_P99, floor.target().p99());
    Row.put(values, Metric.FLOOR_P999, floor.target().p999());
    Row.put(values, Metric.FLEET_P50, fleet.target().p50());
    Row.put(values, Metric.FLEET_P99, fleet.target().p99());
    Row.put(values, Metric.FLEET_P999, fleet.target().p999());
    if (fleet.bytesPerFrame() >= 0) {
      Row.put(values, Metric.ALLOCATED, fleet.bytesPerFrame());
    }
    Row.put(values, Metric.RSS, (double) fleet.rssKilobytes() / devices);
    Row.put(values, Metric.TURNS, fleet.target().turns());
    Row.put(values, Metric.TARGET_SHARE, Math.max(floor.targetShare(), fleet.targetShare()));
    Row.put(values, Metric.OTHERS_SHARE, Math.max(floor.othersShare(), fleet.othersShare()));
    fleet.parts().forEach((part, millis) -> Row.put(values, Metric.of(part), 100.0 * millis / fleet.cpuMillis(), 0));
    return new Row("turns", devices, values);
  }

  private void doubt(int devices, Cost floor, Cost fleet) {
    double target = Math.max(floor.targetShare(), fleet.targetShare());
    if (target > TOO_BUSY_TARGET) {
      bed.warn(
          "with %,d devices the target server took %.0f %% of its processor: lateness is partly its own, so take fewer"
              + " devices (--levels) or a faster machine",
          devices, target * 100);
    }
    double others = Math.max(floor.othersShare(), fleet.othersShare());
    if (others > TOO_NOISY) {
      bed.warn(
          "with %,d devices other programs took %.1f processors: the figures are noisy, so repeat on a quiet machine, "
              + "or"
              + " with --rounds 5",
          devices, others);
    }
    if (floor.target().open() < devices || fleet.target().open() < devices) {
      bed.warn(
          "of %,d devices only %,d were connected in the window",
          devices, Math.min(floor.target().open(), fleet.target().open()));
    }
    if (fleet.target().refused() > 0) {
      bed.warn(
          "with %,d devices the system did not take %,d writes of the target server",
          devices, fleet.target().refused());
    }
  }
}
