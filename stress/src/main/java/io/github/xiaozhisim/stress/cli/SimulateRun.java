package io.github.xiaozhisim.stress.cli;

import io.github.xiaozhisim.hal.Clock;
import io.github.xiaozhisim.stress.fleet.Scenario;
import io.github.xiaozhisim.stress.health.Verdict;
import io.github.xiaozhisim.stress.journal.TurnJournal;
import io.github.xiaozhisim.stress.live.LiveLine;
import io.github.xiaozhisim.stress.live.Summary;
import io.github.xiaozhisim.stress.live.Terminal;
import io.github.xiaozhisim.stress.measure.Measurements;
import io.github.xiaozhisim.stress.measure.Slice;
import io.github.xiaozhisim.stress.report.RunResult;
import io.github.xiaozhisim.stress.simulate.Simulation;
import io.github.xiaozhisim.stress.timeline.Beginning;
import io.github.xiaozhisim.transport.SystemClock;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** One run in virtual time: live line, Ctrl-C, report, summary. On the main thread. */
final class SimulateRun {

  private static final long SECOND_NANOS = 1_000_000_000L;
  private static final long LINE_EVERY_NANOS = SECOND_NANOS;
  private static final int PIPED_LINE_EVERY = 5;

  /** As much virtual time at once as a thousand devices pass in a moment; many devices take smaller slices. */
  private static final long DEVICE_SECONDS_A_SLICE = 10_000;

  private static final long LONGEST_SLICE_SECONDS = 60;

  /** As many points as a chart needs. */
  private static final long POINTS = 1_000;

  private static final long HOOK_LIMIT_SECONDS = 15;

  private final Scenario scenario;
  private final Simulation simulation;
  private final TurnJournal report;
  private final Terminal terminal;
  private final List<String> command;
  private final Goals goals;
  private final Stepping stepping;
  private final Clock clock = SystemClock.INSTANCE;
  private final Figures.Rate rate = new Figures.Rate();
  private final CountDownLatch written = new CountDownLatch(1);
  private volatile boolean interrupted;

  SimulateRun(
      Scenario scenario,
      Simulation simulation,
      TurnJournal report,
      Terminal terminal,
      List<String> command,
      Goals goals,
      Stepping stepping) {
    this.goals = goals;
    this.stepping = stepping;
    this.scenario = scenario;
    this.simulation = simulation;
    this.report = report;
    this.terminal = terminal;
    this.command = command;
  }

  /** Runs to the end, or until Ctrl-C; gives the exit code. */
  int execute() throws IOException, InterruptedException {
    terminal.print(introduction());
    Thread hook = new Thread(this::onInterrupt, "interrupt");
    Runtime.getRuntime().addShutdownHook(hook);
    long cpuBefore = ProcessFigures.cpuMillis();
    long startNanos = clock.nowNanos();
    try {
      report.begin(new Beginning(command, scenario.seeds().seed(), simulation.wallStartMillis(), 0, environment()));
      simulation.start();
      follow();
      RunResult result = result(ProcessFigures.cpuMillis() - cpuBefore, (clock.nowNanos() - startNanos) / 1e9);
      try {
        report.heard(simulation.slowestHeard());
        report.finish(result);
      } finally {
        terminal.print(
            stepping.table()
                + Summary.format(result, report.folder().toString(), terminal.style(), terminal.unicode()));
      }
      return ExitCodes.of(result, true);
    } finally {
      written.countDown();
      forget(hook);
    }
  }

  private void follow() throws InterruptedException {
    long sliceNanos =
        Math.min(LONGEST_SLICE_SECONDS * SECOND_NANOS, DEVICE_SECONDS_A_SLICE * SECOND_NANOS / scenario.devices());
    sliceNanos = Math.min(sliceNanos, Math.max(SECOND_NANOS, scenario.extent().durationNanos() / POINTS));
    if (goals.any() || stepping.highest() > 0) {
      sliceNanos = Math.min(SECOND_NANOS, sliceNanos); // what windows and phases are made of
    }
    Measurements measurements = simulation.measurements();
    long lineNanos = clock.nowNanos();
    int lines = 0;
    while (!simulation.advance(sliceNanos)) {
      String lost = goals.look(look(measurements));
      if (interrupted || lost != null) {
        simulation.stop(lost != null ? lost : "interrupted");
        break;
      }
      if (clock.nowNanos() - lineNanos >= LINE_EVERY_NANOS) {
        lineNanos = clock.nowNanos();
        if (terminal.interactive() || ++lines % PIPED_LINE_EVERY == 0) {
          terminal.live(
              LiveLine.format(
                  rate.snapshot(measurements, simulation.errors(), simulation.elapsedNanos(), Verdict.VALID)));
        }
      }
    }
    terminal.endLive();
    goals.look(look(measurements));
  }

  /** What has come since the look before; it is recorded. */
  private Slice look(Measurements measurements) {
    Slice slice = measurements.collect(simulation.elapsedNanos());
    report.record(slice, null);
    stepping.look(slice, simulation.load());
    return slice;
  }

  /** On the shutdown thread: the main thread writes the report meanwhile. */
  private void onInterrupt() {
    interrupted = true;
    boolean reported = false;
    try {
      reported = written.await(HOOK_LIMIT_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (!reported) {
      System.err.println(
          "xiaozhi: interrupted; the report could not be written in time. What was recorded is not lost: xiaozhi "
              + "report "
              + report.folder());
    }
    Runtime.getRuntime().halt(ExitCodes.INTERRUPTED);
  }

  private static void forget(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // Ctrl-C came: the hook ends the process.
      return;
    }
  }

  private String introduction() {
    String many = scenario.devices() == 1 ? "1 device" : scenario.devices() + " devices";
    String until =
        scenario.extent().durationNanos() > 0
            ? " for " + duration(scenario.extent().durationNanos() / SECOND_NANOS)
            : " for "
                + scenario.extent().turnsPerDevice()
                + (scenario.extent().turnsPerDevice() == 1 ? " turn each" : " turns each");
    return many + " in virtual time" + until + " (seed " + scenario.seeds().seed() + ")\n";
  }

  private static String duration(long seconds) {
    if (seconds < 120) {
      return seconds + " s";
    }
    return seconds % 3_600 == 0 ? seconds / 3_600 + " h" : String.format(Locale.ROOT, "%.4g min", seconds / 60.0);
  }

  private RunResult result(long cpuMillis, double realSeconds) {
    Measurements all = simulation.measurements();
    return Figures.result(
        scenario.beginningWith(Math.max(scenario.devices(), stepping.highest())),
        command,
        environment(),
        interrupted,
        simulation.wallStartMillis(),
        simulation.elapsedNanos() / 1_000_000,
        all,
        simulation.errors(),
        simulation.ears(),
        Figures.used(all, cpuMillis, true),
        0,
        report.droppedTurns(),
        null,
        new RunResult.Simulated(
            simulation.hash(), simulation.loggedEvents(), simulation.elapsedNanos() / 1e9, realSeconds))
        .withGoals(goals.conclude())
        .withSteps(stepping.steps());
  }

  private Map<String, Object> environment() {
    Map<String, Object> environment = Figures.machine();
    environment.put("transport", "virtual");
    environment.put("boards", scenario.equipment().boards().census(scenario.devices()));
    environment.put("groups", simulation.groups());
    return environment;
  }
}
