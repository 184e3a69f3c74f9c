package io.github.xiaozhisim.stress.bench;

import java.util.Arrays;
import java.util.Optional;

/** What a bench tells, each with its name in files, its unit and how many digits of it mean something. */
public enum Metric {
  FLOOR_CPU("floor_cpu_ms_per_device_s", 4),
  FLEET_CPU("fleet_cpu_ms_per_device_s", 4),
  RATIO("ratio", 2),
  FLEET_USER("fleet_user_share", 2, false),
  FLOOR_FRAME("floor_us_per_frame", 2),
  FLEET_FRAME("fleet_us_per_frame", 2),
  FLOOR_P50("floor_late_p50_ms", 1),
  FLOOR_P99("floor_late_p99_ms", 1),
  FLOOR_P999("floor_late_p999_ms", 1),
  FLEET_P50("fleet_late_p50_ms", 1),
  FLEET_P99("fleet_late_p99_ms", 1),
  FLEET_P999("fleet_late_p999_ms", 1),
  ALLOCATED("allocated_bytes_per_frame", 1),
  RSS("rss_kb_per_device", 1),
  HEAP("heap_kb_per_device", 2),
  OPENED("opened_per_s", 0, false),
  LOST("lost", 0),
  LOOPS("cpu_loops_percent", 1, false),
  COLLECTOR("cpu_collector_percent", 1, false),
  COMPILER("cpu_compiler_percent", 1, false),
  REPORT("cpu_report_percent", 1, false),
  EARS("cpu_ears_percent", 1, false),
  REST("cpu_rest_percent", 1, false),
  FULL_HANDSHAKE("full_handshake_cpu_ms", 3),
  RESUMED_HANDSHAKE("resumed_handshake_cpu_ms", 3),
  RESUMED_SHARE("resumed_percent", 0, false),
  TLS_FRAME("tls_us_per_frame", 2),
  EAR_CPU("cpu_ms_per_ear_s", 2),
  EAR_PACKET("ear_us_per_packet", 1),
  EARS_HEARD("answers_heard_percent", 0, false),
  TARGET_SHARE("target_core_share", 2, false),
  OTHERS_SHARE("other_cores", 2, false),
  TURNS("turns", 0, false);

  private final String label;
  private final int digits;
  private final boolean judged;

  Metric(String label, int digits) {
    this(label, digits, true);
  }

  /** {@code judged}: less is better, and a difference is worth a mark. */
  Metric(String label, int digits, boolean judged) {
    this.label = label;
    this.digits = digits;
    this.judged = judged;
  }

  /** Name in files; never changes. */
  public String label() {
    return label;
  }

  int digits() {
    return digits;
  }

  boolean judged() {
    return judged;
  }

  static Optional<Metric> labelled(String label) {
    return Arrays.stream(values()).filter(metric -> metric.label.equals(label)).findFirst();
  }

  static Metric of(ThreadPart part) {
    return switch (part) {
      case LOOPS -> LOOPS;
      case COLLECTOR -> COLLECTOR;
      case COMPILER -> COMPILER;
      case REPORT -> REPORT;
      case EARS -> EARS;
      case REST -> REST;
    };
  }
}
