package io.github.xiaozhisim.stress.health;

import io.github.xiaozhisim.stress.measure.Gauge;
import java.util.LinkedHashMap;
import java.util.Map;
import org.HdrHistogram.Histogram;

/** The generator itself on the charts of a run: what a {@link Look} says, as gauges. */
public final class GeneratorGauges {

  public static final Gauge LATENESS =
      new Gauge("generator_lateness_p99_ms", "generator.lateness", "ms", "audio frames late (p99)", "音频帧迟到 (p99)");
  public static final Gauge LAG =
      new Gauge("generator_loop_lag_p99_ms", "generator.lateness", "ms", "event loops late (p99)", "事件循环迟滞 (p99)");
  public static final Gauge GC =
      new Gauge("generator_gc_ms", "generator.lateness", "ms", "garbage collector stood still, a second", "每秒垃圾回收停顿");
  public static final Gauge CPU =
      new Gauge("generator_cpu_percent", "generator.cpu", "%", "of the processors it may use", "可用处理器占用");
  public static final Gauge BUSY =
      new Gauge("generator_busy_loop_percent", "generator.cpu", "%", "busiest event loop", "最忙的事件循环");
  public static final Gauge WAITING =
      new Gauge(
          "generator_waiting_loop_percent", "generator.cpu", "%", "event loop waits for a processor", "事件循环等待处理器");
  public static final Gauge STOLEN =
      new Gauge("generator_steal_percent", "generator.cpu", "%", "taken away by hypervisor or limit", "被虚拟化平台或限额占用");
  public static final Gauge RSS =
      new Gauge("generator_rss_mib", "generator.memory", "MiB", "resident memory", "常驻内存");
  public static final Gauge HEAP =
      new Gauge("generator_heap_mib", "generator.memory", "MiB", "heap after collections", "回收后的堆");
  public static final Gauge DESCRIPTORS =
      new Gauge("generator_descriptors", "generator.descriptors", "", "open descriptors", "已打开的描述符");

  private static final double MEBI = 1 << 20;

  private GeneratorGauges() {}

  /** What the look knows, in the order of charts. */
  public static Map<Gauge, Double> of(Look look) {
    Map<Gauge, Double> values = new LinkedHashMap<>();
    put(values, LATENESS, millis(look.lateness()));
    put(values, LAG, millis(look.lag()));
    put(values, GC, look.gcNanos() / 1e6 * 1e9 / look.lengthNanos());
    put(values, CPU, 100 * look.cpuNanos() / (look.processors() * look.lengthNanos()));
    put(values, BUSY, 100 * look.busyLoop());
    put(values, WAITING, 100 * look.waitingLoop());
    put(values, STOLEN, 100 * look.stolen());
    put(values, RSS, level(look.rssBytes() / MEBI));
    put(values, HEAP, level(look.heapAfterGcBytes() / MEBI));
    put(values, DESCRIPTORS, level(look.openDescriptors()));
    return values;
  }

  private static void put(Map<Gauge, Double> values, Gauge gauge, double value) {
    if (!Double.isNaN(value)) {
      values.put(gauge, value);
    }
  }

  private static double level(double value) {
    return value < 0 ? Double.NaN : value;
  }

  private static double millis(Histogram micros) {
    return micros.getTotalCount() == 0
        ? Double.NaN
        : Math.min(micros.getValueAtPercentile(99), micros.getMaxValue()) / 1000.0;
  }
}
