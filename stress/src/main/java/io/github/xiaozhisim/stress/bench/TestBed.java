package io.github.xiaozhisim.stress.bench;

import io.github.xiaozhisim.hal.Clock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * What all scenarios of a bench need: starts programs on their processors, waits for them, and watches them from
 * outside. On the thread that measures.
 */
final class TestBed {

  private static final int PARTS_OF_A_WINDOW = 4;
  private static final int FLOOR_CONNECTS_PER_SECOND = 2_000;
  private static final long TURN_MILLIS = (long) StandardTurn.CYCLES * StandardTurn.PACKET_MILLIS;
  private static final int TALKERS_PER_SECOND = 1_500;
  private static final int SILENT_PER_SECOND = 4_000;
  private static final long CONNECT_SECONDS = 60;
  private static final long ALLOCATION_SECONDS = 3;

  private final BenchPlan plan;
  private final Programs programs;
  private final Processors processors;
  private final Clock clock;
  private final Consumer<String> progress;
  private final Path folder;
  private final Path speech;
  private final List<String> warnings = new ArrayList<>();
  private int logs;
  private int fleets;

  TestBed(BenchPlan plan, Programs programs, Processors processors, Clock clock, Consumer<String> progress)
      throws IOException {
    this.plan = plan;
    this.programs = programs;
    this.processors = processors;
    this.clock = clock;
    this.progress = progress;
    this.folder = Files.createTempDirectory("xiaozhi-bench");
    this.speech = Files.write(folder.resolve("question.packets"), StandardTurn.file(StandardTurn.question()));
    Runtime.getRuntime().addShutdownHook(new Thread(this::clear, "clear")); // for Ctrl-C
  }

  BenchPlan plan() {
    return plan;
  }

  /** For files of this bench; they go with it. */
  Path folder() {
    return folder;
  }

  List<String> warnings() {
    return warnings;
  }

  long nowNanos() {
    return clock.nowNanos();
  }

  void warn(String format, Object... arguments) {
    String warning = String.format(Locale.ROOT, format, arguments);
    if (!warnings.contains(warning)) {
      warnings.add(warning);
    }
  }

  // ---- programs ---------------------------------------------------------------------------------------------------

  Child.Target target(List<String> more) throws BenchFailure, InterruptedException {
    List<String> arguments = new ArrayList<>(List.of("bench", "target"));
    arguments.addAll(more);
    return new Child.Target(processors.forTarget(programs.bare(arguments)), nextLog());
  }

  Child floor(Child.Target target, int devices) throws BenchFailure {
    List<String> command =
        programs.bare(
            List.of(
                "bench", "floor", "--port", Integer.toString(target.port()), "--devices", Integer.toString(devices),
                "--connect-rate", Integer.toString(FLOOR_CONNECTS_PER_SECOND)));
    return new Child("the floor", processors.forClient(command), Map.of(), nextLog(), true);
  }

  /** A fleet that talks without a pause, ears off; what {@code more} says wins. */
  Child talkingFleet(Child.Target target, String scheme, int devices, List<String> more) throws BenchFailure {
    long rampMillis = Math.max(TURN_MILLIS, devices * 1000L / TALKERS_PER_SECOND);
    List<String> options = new ArrayList<>(List.of("--speech", speech.toString(), "--mode", "manual", "--think", "0"));
    options.addAll(more);
    return fleet(target, scheme, devices, rampMillis, options);
  }

  /** A fleet that opens its channels and keeps them. */
  Child silentFleet(Child.Target target, String scheme, int devices, List<String> more) throws BenchFailure {
    List<String> options = new ArrayList<>(List.of("--talking", "0%"));
    options.addAll(more);
    return fleet(target, scheme, devices, Math.max(1, devices * 1000L / SILENT_PER_SECOND), options);
  }

  Child fleet(Child.Target target, String scheme, int devices, long rampMillis, List<String> more) throws BenchFailure {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "fleet", "--server", scheme + "://127.0.0.1:" + target.port() + "/xiaozhi/v1/", "--devices",
                Integer.toString(devices), "--ramp-up", rampMillis + "ms", "--duration", "1h", "--report",
                folder.resolve("report-" + ++fleets).toString()));
    arguments.addAll(more.contains("--ears") ? List.of() : List.of("--ears", "0"));
    arguments.addAll(more);
    return new Child(
        "the fleet", processors.forClient(programs.fleet(arguments)), Programs.FLEET_ENVIRONMENT, nextLog(), true);
  }

  /** Where the fleet started last leaves its report when it ends. */
  Path report() {
    return folder.resolve("report-" + fleets);
  }

  Path nextLog() {
    return folder.resolve("log-" + ++logs);
  }

  // ---- watching ---------------------------------------------------------------------------------------------------

  /** Waits until the target has answered everybody's hello. */
  void connected(Child client, Child.Target target, int devices, String name)
      throws BenchFailure, InterruptedException {
    long limitNanos = clock.nowNanos() + (CONNECT_SECONDS + devices / 200) * 1_000_000_000L;
    long open = 0;
    while (open < devices) {
      if (!client.runs()) {
        throw client.ended();
      }
      if (clock.nowNanos() > limitNanos) {
        throw new BenchFailure(
            String.format(
                Locale.ROOT, "%s: only %,d of %,d devices could connect%s", name, open, devices, client.said()));
      }
      pause(200);
      open = target.tell().open();
      progress.accept(String.format(Locale.ROOT, "%s, %,d of %,d connected", name, open, devices));
    }
  }

  /** Waits until the target has lost all, and begins its figures anew. */
  void gone(Child.Target target) throws BenchFailure, InterruptedException {
    for (int i = 0; i < 100 && target.tell().open() > 0; i++) {
      pause(100);
    }
    target.reset();
  }

  /**
   * Lets the client warm up, then measures it.
   *
   * @param java whether to ask what it allocates, too
   */
  Cost window(
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
  double bytesPerFrame(Child client, Child.Target target, String name)
      throws BenchFailure, InterruptedException {
    progress.accept(name + " is asked what it allocates");
    try (JvmProbe probe = JvmProbe.of(client.handle())) {
      if (probe == null) {
        warn(
            "the fleet's Java cannot be asked what it allocates: it needs the modules jdk.attach and "
                + "jdk.management.agent");
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

  /** Lets time pass while the client runs. */
  void rest(Child client, String name, int seconds) throws BenchFailure, InterruptedException {
    for (int i = 0; i < seconds; i++) {
      progress.accept(String.format(Locale.ROOT, "%s, %d of %d s", name, i + 1, seconds));
      pause(1000);
      if (!client.runs()) {
        throw client.ended();
      }
    }
  }

  /** Nothing ends this wait but time, or an interruption of the thread. */
  static void pause(long millis) throws InterruptedException {
    boolean ended = new CountDownLatch(1).await(millis, TimeUnit.MILLISECONDS);
    assert !ended;
  }

  /** Forgets all files. */
  void clear() {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      return; // a rest in the system's folder for such things
    }
  }
}
