package io.github.xiaozhisim.stress.web;

import io.github.xiaozhisim.stress.measure.Count;
import io.github.xiaozhisim.stress.measure.Gauge;
import io.github.xiaozhisim.stress.measure.Measure;
import io.github.xiaozhisim.stress.measure.Outcome;
import io.github.xiaozhisim.stress.measure.Reading;
import io.github.xiaozhisim.stress.measure.Slice;
import io.github.xiaozhisim.stress.measure.Vocabulary;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.model.registry.Collector;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.io.IOException;
import java.io.Writer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Everything that a vocabulary names, for Prometheus: counts and outcomes as counters, states and gauges as gauges,
 * measures as histograms in seconds. {@link #look} once a second by the thread that collects, {@link #writeTo} by any;
 * each waits for the other, for a moment.
 */
public final class Metrics {

  private final String prefix;
  private final Vocabulary vocabulary;
  private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final long[] counts;
  private final long[] outcomes;
  private final long[] states;
  private final Buckets[] durations;
  private final Map<Gauge, Double> gauges = new HashMap<>();
  private final Set<Gauge> known = new HashSet<>();
  private final Map<String, AtomicReference<Double>> others = new HashMap<>();

  /**
   * @param prefix of all names, such as {@code xiaozhi}
   * @param workers what those who do the work are called, in the plural: {@code devices}
   */
  public Metrics(String prefix, String workers, Vocabulary vocabulary) {
    this.prefix = prefix;
    this.vocabulary = vocabulary;
    counts = new long[vocabulary.counts().size()];
    outcomes = new long[vocabulary.outcomes().size()];
    states = new long[vocabulary.states().size()];
    durations = new Buckets[vocabulary.measures().size()];
    vocabulary.counts().forEach(this::declare);
    vocabulary.outcomes().forEach(this::declare);
    for (int i = 0; i < states.length; i++) {
      int place = i;
      io.micrometer.core.instrument.Gauge.builder(prefix + "." + workers, states, all -> all[place])
          .tag("state", vocabulary.states().get(i).label())
          .description(workers + " in this state now")
          .register(registry);
    }
    for (Measure measure : vocabulary.measures()) {
      durations[measure.ordinal()] = new Buckets();
      registry.getPrometheusRegistry().register(new Histogram(measure));
    }
  }

  private void declare(Count count) {
    int place = count.ordinal();
    String name = prefix + "." + count.label();
    String description = count.meaning();
    if (count.isLevel()) {
      io.micrometer.core.instrument.Gauge.builder(name, counts, all -> all[place])
          .description(description)
          .register(registry);
    } else {
      FunctionCounter.builder(name, counts, all -> all[place]).description(description).register(registry);
    }
  }

  private void declare(Outcome outcome) {
    int place = outcome.ordinal();
    FunctionCounter.builder(prefix + "." + vocabulary.work() + ".ended", outcomes, all -> all[place])
        .tag("outcome", outcome.label())
        .tag("good", String.valueOf(outcome.isGood()))
        .description(vocabulary.work() + " by how they ended")
        .register(registry);
  }

  /** Takes in what came in the last second, and what the gauges show. */
  public synchronized void look(Slice slice, Reading reading) {
    for (Count count : vocabulary.counts()) {
      int place = count.ordinal();
      counts[place] = count.isLevel() ? slice.count(count) : counts[place] + slice.count(count);
    }
    for (Outcome outcome : vocabulary.outcomes()) {
      outcomes[outcome.ordinal()] += slice.outcome(outcome);
    }
    for (int i = 0; i < states.length; i++) {
      states[i] = slice.states().get(i);
    }
    for (Measure measure : vocabulary.measures()) {
      durations[measure.ordinal()].add(slice.durations(measure));
    }
    gauges.clear(); // what cannot be read any more is not shown any more
    gauges.putAll(reading.values());
    reading.values().keySet().forEach(this::declare);
  }

  private void declare(Gauge gauge) {
    if (known.add(gauge)) {
      io.micrometer.core.instrument.Gauge.builder(
              prefix + "." + gauge.label(), gauges, now -> now.getOrDefault(gauge, Double.NaN))
          .description(gauge.unit().isEmpty() ? gauge.meaning() : gauge.meaning() + ", " + gauge.unit())
          .register(registry);
    }
  }

  /**
   * Shows a figure of its own, such as whether an objective is met, from now on and until it is set again.
   *
   * @param name with dots, without the prefix
   * @param tag by which figures of one name are told apart, and {@code value} which of them this is
   */
  public synchronized void set(String name, String tag, String value, double now) {
    AtomicReference<Double> known = others.get(name + "\0" + value);
    if (known == null) {
      known = new AtomicReference<>(now);
      others.put(name + "\0" + value, known);
      io.micrometer.core.instrument.Gauge.builder(prefix + "." + name, known, AtomicReference::get)
          .tag(tag, value)
          .register(registry);
    }
    known.set(now);
  }

  /** Writes all figures in Prometheus' text format. */
  public void writeTo(Writer out) throws IOException {
    out.write(text());
  }

  private synchronized String text() {
    return registry.scrape();
  }

  /** {@code first_sound_ms} becomes {@code xiaozhi_first_sound_seconds}. */
  private final class Histogram implements Collector {

    private final Measure measure;

    Histogram(Measure measure) {
      this.measure = measure;
    }

    @Override
    public String getPrometheusName() {
      return prefix + "_" + measure.objective() + "_seconds";
    }

    @Override
    public MetricSnapshot collect() {
      Buckets buckets = durations[measure.ordinal()];
      return HistogramSnapshot.builder()
          .name(getPrometheusName())
          .help(measure.meaning())
          .dataPoint(
              HistogramDataPointSnapshot.builder()
                  .classicHistogramBuckets(buckets.classes())
                  .sum(buckets.sumSeconds())
                  .build())
          .build();
    }
  }
}
