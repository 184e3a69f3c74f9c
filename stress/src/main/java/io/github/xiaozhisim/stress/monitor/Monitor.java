package io.github.xiaozhisim.stress.monitor;

import io.github.xiaozhisim.stress.measure.Gauge;
import io.github.xiaozhisim.stress.measure.Reading;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Looks at everything that is to be watched, once a second, and notes what is worth a warning. Used by one thread; a
 * look costs about a millisecond for each process that is watched.
 */
public final class Monitor implements AutoCloseable {

  private final List<Probe> probes;
  private final Warnings warnings;
  private final Findings.Sums sums = new Findings.Sums();

  Monitor(List<Probe> probes) {
    this.probes = List.copyOf(probes);
    List<Threshold> thresholds = new ArrayList<>();
    probes.forEach(probe -> thresholds.addAll(probe.thresholds()));
    this.warnings = new Warnings(thresholds);
  }

  /**
   * Watches the machine whose files are there, and what is named.
   *
   * @throws WatchFailure with a sentence, when something of that cannot be found
   */
  public static Monitor of(SystemRoot root, Watched watched) throws WatchFailure {
    return new Monitor(new WatchSetup(root).probes(watched));
  }

  /** Watches the machine alone. */
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
    sums.look(reading);
    return reading;
  }

  /** What was worth a word so far. */
  public List<Warning> warnings() {
    return warnings.list();
  }

  /** Everything of all readings so far. */
  public Findings findings() {
    return new Findings(sums.levels(), warnings.list());
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
