package io.github.xiaozhisim.stress.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** All talk, and all of them really decode what they hear: what an ear takes of the processor. */
final class EarsScenario {

  private final TestBed bed;

  EarsScenario(TestBed bed) {
    this.bed = bed;
  }

  Row measure(Child.Target target, int devices, String name) throws BenchFailure, InterruptedException {
    Map<Metric, Row.Value> values = new TreeMap<>();
    Child client = bed.talkingFleet(target, "ws", devices, List.of("--ears", "100%", "--ears-budget", "100%"));
    try {
      bed.connected(client, target, devices, name + "fleet");
      Cost cost = bed.window(client, target, devices, name + "fleet", bed.plan().warmSeconds(), false);
      double millis = cost.parts().getOrDefault(ThreadPart.EARS, 0L);
      Row.put(values, Metric.EAR_CPU, millis / cost.seconds() / devices, cost.spread());
      Row.put(values, Metric.EAR_PACKET, millis * 1000 / cost.target().sent(), cost.spread());
      Row.put(values, Metric.FLEET_CPU, cost.millisPerDeviceSecond(), cost.spread());
      Row.put(values, Metric.FLEET_P99, cost.target().p99());
    } finally {
      client.end(true);
    }
    Row.put(values, Metric.EARS_HEARD, heardPercent(bed.report().resolve("report.json")));
    bed.gone(target);
    return new Row(BenchPlan.Scenario.EARS.name().toLowerCase(Locale.ROOT), devices, values);
  }

  private static double heardPercent(Path report) {
    try {
      JsonNode ears = JsonMapper.shared().readTree(Files.readString(report)).path("ears");
      double heard = ears.path("answers").asDouble(0);
      return 100 * heard / (heard + ears.path("left_out_answers").asDouble(0));
    } catch (IOException | JacksonException e) {
      return Double.NaN; // it ended without one
    }
  }
}
