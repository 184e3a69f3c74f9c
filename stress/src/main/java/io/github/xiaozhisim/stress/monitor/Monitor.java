package io.github.xiaozhisim.stress.monitor;

import io.github.xiaozhisim.stress.measure.Gauge;
import io.github.xiaozhisim.stress.measure.Reading;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Looks at everything that is to be watched, once a second, and notes what is worth a warning. Used by one thread; a look
 * costs about a millisecond for each process that is watched.
 */
public final class Monitor implements AutoCloseable {

  private final List<Probe> probes;
  private final Warnings warnings;

  Monitor(List<Probe> probes) {
    this.probes = List.copyOf(probes);
    List<Threshold> thresholds = new ArrayList<>();
    probes.forEach(probe -> thresholds.addAll(probe.thresholds()));
    this.warnings = new Warnings(thresholds);
  }

  /** Watches the machine whose files are there. */
  public static Monitor of(SystemRoot root) {
    return new Monitor(List.of(new MachineProbe(root)));
  }

  /**
   * Looks.
   *
   * @param atNanos since the start of the run
   * @param known what is known already, of the generator itself
   */
  public Reading read(long atNanos, Map<Gauge, Double> known) {
    Readout readout = new Readout();
    readout.putAll(known);
    probes.forEach(probe -> probe.read(atNanos, readout));
    Reading reading = readout.at(atNanos);
    warnings.look(reading);
    return reading;
  }

  /** What was worth a word so far. */
  public List<Warning> warnings() {
    return warnings.list();
  }

  /** Levels of what is watched that must not grow in the long run. */
  public List<Lasting> lasting() {
    return probes.stream().flatMap(probe -> probe.lasting().stream()).toList();
  }

  /** Leaves alone what is watched. */
  @Override
  public void close() {
    probes.forEach(Probe::close);
  }
}
