package io.github.xiaozhisim.stress.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What encryption takes: of connecting, with full handshakes and with resumed ones, and of talking. Connecting is
 * measured as the slope between a third and all of the devices, so that the start of the program is not in it; what a
 * plain connection takes is taken off.
 */
final class TlsScenario {

  private static final int CONNECTS_PER_SECOND = 100;
  private static final double FROM = 1.0 / 3;

  private final TestBed bed;

  TlsScenario(TestBed bed) {
    this.bed = bed;
  }

  /**
   * @param plain the server without encryption
   * @param talkers devices that talk
   */
  Row measure(Child.Target plain, int connecting, int talkers, String name) throws BenchFailure, InterruptedException {
    TestCertificate certificate = TestCertificate.make(bed.folder());
    List<String> trust = List.of("--ca", certificate.chain().toString());
    List<String> resumed = with(trust, "--tls-resumption", "on");
    List<String> full = with(trust, "--tls-resumption", "off");
    Map<Metric, Row.Value> values = new TreeMap<>();
    double connect = connectMillis(plain, "ws", connecting, List.of(), name + "plain");
    try (Child.Target target =
        bed.target(
            List.of("--tls-cert", certificate.chain().toString(), "--tls-key", certificate.key().toString()))) {
      double withFull = connectMillis(target, "wss", connecting, full, name + "full handshakes");
      double withResumed = connectMillis(target, "wss", connecting, resumed, name + "resumed handshakes");
      Row.put(values, Metric.RESUMED_SHARE, resumedPercent());
      Row.put(values, Metric.FULL_HANDSHAKE, withFull - connect);
      Row.put(values, Metric.RESUMED_HANDSHAKE, withResumed - connect);
      Child client = bed.talkingFleet(target, "wss", talkers, resumed);
      try {
        bed.connected(client, target, talkers, name + "talking");
        Cost cost = bed.window(client, target, talkers, name + "talking", bed.plan().warmSeconds(), false);
        Row.put(values, Metric.TLS_FRAME, cost.microsPerFrame(), cost.spread());
        Row.put(values, Metric.FLEET_CPU, cost.millisPerDeviceSecond(), cost.spread());
        Row.put(values, Metric.FLEET_P99, cost.target().p99());
        Row.put(values, Metric.TARGET_SHARE, cost.targetShare());
      } finally {
        client.end(true);
      }
    }
    return new Row(BenchPlan.Scenario.TLS.name().toLowerCase(Locale.ROOT), talkers, values);
  }

  /** Of the fleet that has ended last: how many handshakes were spared. */
  private double resumedPercent() {
    try {
      JsonNode report = JsonMapper.shared().readTree(Files.readString(bed.report().resolve("report.json")));
      double resumed = report.findPath("tls_resumed").asDouble(0);
      return 100 * resumed / (resumed + report.findPath("tls_full").asDouble(0));
    } catch (IOException | JacksonException e) {
      return Double.NaN; // it ended without one
    }
  }

  private static List<String> with(List<String> options, String name, String value) {
    List<String> all = new ArrayList<>(options);
    all.add(name);
    all.add(value);
    return all;
  }

  /** CPU milliseconds that one more connection takes. */
  private double connectMillis(Child.Target target, String scheme, int devices, List<String> options, String name)
      throws BenchFailure, InterruptedException {
    List<String> silent = new ArrayList<>(List.of("--talking", "0%"));
    silent.addAll(options);
    Child client = bed.fleet(target, scheme, devices, devices * 1000L / CONNECTS_PER_SECOND, silent);
    try {
      bed.connected(client, target, (int) (devices * FROM), name);
      long from = target.tell().open();
      long before = ProcessTree.sample(client.handle()).cpuMillis();
      bed.connected(client, target, devices, name);
      long after = ProcessTree.sample(client.handle()).cpuMillis();
      return (double) (after - before) / Math.max(1, devices - from);
    } finally {
      client.end(true);
      bed.gone(target);
    }
  }
}
