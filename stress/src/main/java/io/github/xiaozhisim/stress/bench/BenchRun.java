package io.github.xiaozhisim.stress.bench;

import io.github.xiaozhisim.hal.Clock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Measures a plan: starts target, floor and fleet, watches them from outside, and gives rows. The floor runs right before
 * each fleet, against the same target server, so that both meet the machine in the same mood. On the thread that calls.
 */
public final class BenchRun {

  private static final int PARTS_OF_A_WINDOW = 4;
  private static final int FLOOR_CONNECTS_PER_SECOND = 2_000;
  private static final int FLOOR_WARM_SECONDS = 6;
  private static final long TURN_MILLIS = (long) StandardTurn.CYCLES * StandardTurn.PACKET_MILLIS;
  private static final int RAMP_PER_SECOND = 1_500;
  private static final long CONNECT_SECONDS = 60;
  private static final long ALLOCATION_SECONDS = 3;
  private static final double TOO_BUSY_TARGET = 0.8;
  private static final double TOO_NOISY = 0.3;

  private final BenchPlan plan;
  private final Programs programs;
  private final Processors processors;
  private final Clock clock;
  private final Consumer<String> progress;
  private final Path folder;
  private final Path speech;
  private final List<String> warnings = new ArrayList<>();
  private @Nullable Profile profile;
  private int logs;

  /**
   * @param mainClass of the command line, that has the commands {@code bench target}, {@code bench floor} and {@code fleet}
   * @param environment of this process
   * @param progress gets a short line now and then
   */
  public BenchRun(
      BenchPlan plan, String mainClass, Map<String, String> environment, Clock clock, Consumer<String> progress)
      throws IOException {
    this.plan = plan;
    this.programs = Programs.here(environment, mainClass);
    this.processors = Processors.here();
    this.clock = clock;
    this.progress = progress;
    this.folder = Files.createTempDirectory("xiaozhi-bench");
    this.speech = Files.write(folder.resolve("question.packets"), StandardTurn.file(StandardTurn.question()));
  }

  /** Which processor each program gets, and how the fleet is started: one line for people. */
  public String setting() {
    return processors.why() + "; the fleet is started " + programs.fleetIsStarted();
  }

  /** Where the CPU goes, as text for people; null unless the plan asked for it. */
  public @Nullable String profile() {
    return profile == null ? null : profile.text();
  }

  /**
   * Measures everything.
   *
   * @throws BenchFailure when a program does not do what it should; a sentence
   */
  public BenchResult run(String version) throws BenchFailure, InterruptedException {
    String started = java.time.Instant.ofEpochMilli(clock.wallMillis()).toString();
    Map<String, List<Row>> rounds = new LinkedHashMap<>();
    try (Child.Target target =
        new Child.Target(processors.forTarget(programs.bare(List.of("bench", "target"))), nextLog())) {
      for (int round = 1; round <= plan.rounds(); round++) {
        String prefix = plan.rounds() == 1 ? "" : "round " + round + " of " + plan.rounds() + ", ";
        if (plan.scenarios().contains(BenchPlan.Scenario.TURNS)) {
          for (int devices : plan.levels()) {
            String name = prefix + String.format(Locale.ROOT, "turns with %,d devices: ", devices);
            rounds.computeIfAbsent("turns " + devices, key -> new ArrayList<>()).add(turns(target, devices, name));
          }
        }
      }
      if (plan.profile()) {
        profile = profile(target, plan.levels().getFirst());
      }
    } finally {
      delete(folder);
    }
    List<Row> rows = new ArrayList<>();
    rounds.values().forEach(same -> rows.add(Row.merged(same)));
    return new BenchResult(version, started, Machine.facts(), setting(), plan.rounds(), rows, warnings);
  }

  // ---- turns ------------------------------------------------------------------------------------------------------

  private Row turns(Child.Target target, int devices, String name) throws BenchFailure, InterruptedException {
    Cost floor;
    try (Child client = floor(target, devices)) {
      connected(client, target, devices, name + "floor");
      floor = window(client, target, devices, name + "floor", FLOOR_WARM_SECONDS, false);
    }
    gone(target);
    Cost fleet;
    Child client = fleet(target, devices, List.of());
    try {
      connected(client, target, devices, name + "fleet");
      fleet = window(client, target, devices, name + "fleet", plan.warmSeconds(), true);
    } finally {
      client.end(true);
    }
    gone(target);
    doubt(devices, floor, fleet);
    return row(devices, floor, fleet);
  }

  private static Row row(int devices, Cost floor, Cost fleet) {
    Map<Metric, Row.Value> values = new TreeMap<>();
    put(values, Metric.FLOOR_CPU, floor.millisPerDeviceSecond(), floor.spread());
    put(values, Metric.FLEET_CPU, fleet.millisPerDeviceSecond(), fleet.spread());
    put(
        values, Metric.RATIO, fleet.millisPerDeviceSecond() / floor.millisPerDeviceSecond(),
        floor.spread() + fleet.spread());
    put(values, Metric.FLEET_USER, fleet.userMillis() / fleet.cpuMillis(), 0);
    put(values, Metric.FLOOR_FRAME, floor.microsPerFrame(), floor.spread());
    put(values, Metric.FLEET_FRAME, fleet.microsPerFrame(), fleet.spread());
    put(values, Metric.FLOOR_P50, floor.target().p50(), 0);
    put(values, Metric.FLOOR_P99, floor.target().p99(), 0);
    put(values, Metric.FLOOR_P999, floor.target().p999(), 0);
    put(values, Metric.FLEET_P50, fleet.target().p50(), 0);
    put(values, Metric.FLEET_P99, fleet.target().p99(), 0);
    put(values, Metric.FLEET_P999, fleet.target().p999(), 0);
    if (fleet.bytesPerFrame() >= 0) {
      put(values, Metric.ALLOCATED, fleet.bytesPerFrame(), 0);
    }
    put(values, Metric.RSS, (double) fleet.rssKilobytes() / devices, 0);
    put(values, Metric.TURNS, fleet.target().turns(), 0);
    put(values, Metric.TARGET_SHARE, Math.max(floor.targetShare(), fleet.targetShare()), 0);
    put(values, Metric.OTHERS_SHARE, Math.max(floor.othersShare(), fleet.othersShare()), 0);
    fleet.parts().forEach((part, millis) -> put(values, Metric.of(part), 100.0 * millis / fleet.cpuMillis(), 0));
    return new Row("turns", devices, values);
  }

  private static void put(Map<Metric, Row.Value> values, Metric metric, double value, double shareOfSpread) {
    if (Double.isFinite(value)) {
      values.put(metric, new Row.Value(value, value * shareOfSpread));
    }
  }

  private void doubt(int devices, Cost floor, Cost fleet) {
    double target = Math.max(floor.targetShare(), fleet.targetShare());
    if (target > TOO_BUSY_TARGET) {
      warn(
          "with %,d devices the target server took %.0f %% of its processor: lateness is partly its own, so take fewer"
              + " devices (--levels) or a faster machine",
          devices, target * 100);
    }
    double others = Math.max(floor.othersShare(), fleet.othersShare());
    if (others > TOO_NOISY) {
      warn(
          "with %,d devices other programs took %.1f processors: the figures are noisy, so repeat on a quiet machine, or"
              + " with --rounds 5",
          devices, others);
    }
    if (floor.target().open() < devices || fleet.target().open() < devices) {
      warn("of %,d devices only %,d were connected in the window", devices, Math.min(floor.target().open(), fleet.target().open()));
    }
    if (fleet.target().refused() > 0) {
      warn("with %,d devices the system did not take %,d writes of the target server", devices, fleet.target().refused());
    }
  }

  private void warn(String format, Object... arguments) {
    String warning = String.format(Locale.ROOT, format, arguments);
    if (!warnings.contains(warning)) {
      warnings.add(warning);
    }
  }

  // ---- programs ---------------------------------------------------------------------------------------------------

  private Child floor(Child.Target target, int devices) throws BenchFailure {
    List<String> command =
        programs.bare(
            List.of(
                "bench", "floor", "--port", Integer.toString(target.port()), "--devices", Integer.toString(devices),
                "--connect-rate", Integer.toString(FLOOR_CONNECTS_PER_SECOND)));
    return new Child("the floor", processors.forClient(command), Map.of(), nextLog(), true);
  }

  private Child fleet(Child.Target target, int devices, List<String> more) throws BenchFailure {
    long rampMillis = Math.max(TURN_MILLIS, devices * 1000L / RAMP_PER_SECOND);
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "fleet", "--server", "ws://127.0.0.1:" + target.port() + "/xiaozhi/v1/", "--devices",
                Integer.toString(devices), "--ramp-up", rampMillis + "ms", "--duration", "1h", "--mode", "manual",
                "--think", "0", "--speech", speech.toString(), "--report", folder.resolve("report-" + logs).toString()));
    arguments.addAll(more.contains("--ears") ? List.of() : List.of("--ears", "0"));
    arguments.addAll(more);
    return new Child(
        "the fleet", processors.forClient(programs.fleet(arguments)), Programs.FLEET_ENVIRONMENT, nextLog(), true);
  }

  private Path nextLog() {
    return folder.resolve("log-" + ++logs);
  }

  // ---- watching ---------------------------------------------------------------------------------------------------

  private void connected(Child client, Child.Target target, int devices, String name)
      throws BenchFailure, InterruptedException {
    long limitNanos = clock.nowNanos() + (CONNECT_SECONDS + devices / 200) * 1_000_000_000L;
    long open = 0;
    while (open < devices) {
      if (!client.runs()) {
        throw client.ended();
      }
      if (clock.nowNanos() > limitNanos) {
        throw new BenchFailure(
            String.format(Locale.ROOT, "%s: only %,d of %,d devices could connect%s", name, open, devices, client.said()));
      }
      pause(200);
      open = target.tell().open();
      progress.accept(String.format(Locale.ROOT, "%s, %,d of %,d connected", name, open, devices));
    }
  }

  private void gone(Child.Target target) throws BenchFailure, InterruptedException {
    for (int i = 0; i < 100 && target.tell().open() > 0; i++) {
      pause(100);
    }
    target.reset();
  }

  private Cost window(
      Child client, Child.Target target, int devices, String name, int warmSeconds, boolean java)
      throws BenchFailure, InterruptedException {
    rest(client, name + " warms up", warmSeconds);
    int seconds = plan.windowSeconds();
    target.reset();
    long begin = clock.nowNanos();
    ProcessTree.Sample targetBefore = ProcessTree.sample(target.handle());
    ProcessTree.Sample before = ProcessTree.sample(client.handle());
    double machineBefore = Machine.busySeconds();
    double least = Double.MAX_VALUE;
    double most = 0;
    long partCpu = before.cpuMillis();
    long partBegin = begin;
    for (int part = 1; part <= PARTS_OF_A_WINDOW; part++) {
      progress.accept(String.format(Locale.ROOT, "%s is measured, %d of %d", name, part, PARTS_OF_A_WINDOW));
      pause(Math.max(1, begin / 1_000_000 + seconds * 1000L * part / PARTS_OF_A_WINDOW - clock.nowNanos() / 1_000_000));
      long cpu = ProcessTree.sample(client.handle()).cpuMillis();
      long now = clock.nowNanos();
      double rate = (double) (cpu - partCpu) / (now - partBegin);
      least = Math.min(least, rate);
      most = Math.max(most, rate);
      partCpu = cpu;
      partBegin = now;
    }
    ProcessTree.Sample after = ProcessTree.sample(client.handle());
    ProcessTree.Sample targetAfter = ProcessTree.sample(target.handle());
    double length = (clock.nowNanos() - begin) / 1e9;
    double machine = Machine.busySeconds() - machineBefore;
    TargetFigures figures = target.tell();
    if (!client.runs()) {
      throw client.ended();
    }
    double targetShare = (targetAfter.cpuMillis() - targetBefore.cpuMillis()) / 1000.0 / length;
    double ownShare = (after.cpuMillis() - before.cpuMillis()) / 1000.0 / length;
    Cost cost =
        new Cost(
            length,
            devices,
            after.userMillis() - before.userMillis(),
            after.kernelMillis() - before.kernelMillis(),
            most > 0 ? (most - least) / 2 / ((most + least) / 2) : 0,
            after.rssKilobytes(),
            after.partsSince(before),
            figures,
            targetShare,
            Math.max(0, machine / length - targetShare - ownShare),
            -1);
    return java ? cost.withBytesPerFrame(bytesPerFrame(client, target, name)) : cost;
  }

  /** After the window, since asking costs. Negative when the process cannot be asked. */
  private double bytesPerFrame(Child client, Child.Target target, String name)
      throws BenchFailure, InterruptedException {
    progress.accept(name + " is asked what it allocates");
    try (JvmProbe probe = JvmProbe.of(client.handle())) {
      if (probe == null) {
        warn("the fleet's Java cannot be asked what it allocates: it needs the modules jdk.attach and jdk.management.agent");
        return -1;
      }
      probe.bytesAllocatedByLoops();
      target.reset();
      long before = probe.bytesAllocatedByLoops();
      pause(ALLOCATION_SECONDS * 1000);
      long after = probe.bytesAllocatedByLoops();
      TargetFigures figures = target.tell();
      long frames = figures.frames() + figures.sent();
      return frames == 0 ? -1 : (double) (after - before) / frames;
    }
  }

  private Profile profile(Child.Target target, int devices) throws BenchFailure, InterruptedException {
    String name = String.format(Locale.ROOT, "profile with %,d devices", devices);
    Child client = fleet(target, devices, List.of());
    Path recording = folder.resolve("profile.jfr");
    try {
      connected(client, target, devices, name);
      rest(client, name + " warms up", plan.warmSeconds());
      try (JvmProbe probe = JvmProbe.of(client.handle())) {
        if (probe == null) {
          throw new BenchFailure("the fleet's Java cannot be asked: --profile needs a JDK with the modules jdk.attach and jdk.jfr");
        }
        probe.command("jfrStart", "name=bench", "settings=none", "+jdk.CPUTimeSample#enabled=true",
            "+jdk.CPUTimeSample#throttle=2ms");
        rest(client, name + " records", Math.max(10, plan.windowSeconds()));
        probe.command("jfrStop", "name=bench", "filename=" + recording);
      }
      return Profile.read(recording);
    } catch (IOException e) {
      throw new BenchFailure("--profile: " + e.getMessage(), e);
    } finally {
      client.end(true);
      gone(target);
    }
  }

  private void rest(Child client, String name, int seconds) throws BenchFailure, InterruptedException {
    for (int i = 0; i < seconds; i++) {
      progress.accept(String.format(Locale.ROOT, "%s, %d of %d s", name, i + 1, seconds));
      pause(1000);
      if (!client.runs()) {
        throw client.ended();
      }
    }
  }

  /** Nothing ends this wait but time, or an interruption of the thread. */
  private static void pause(long millis) throws InterruptedException {
    boolean ended = new CountDownLatch(1).await(millis, TimeUnit.MILLISECONDS);
    assert !ended;
  }

  private static void delete(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      return; // a rest in the system's folder for such things
    }
  }
}
