package io.github.xiaozhisim.stress.cli;

import io.github.xiaozhisim.hal.Clock;
import io.github.xiaozhisim.hal.Scheduler;
import io.github.xiaozhisim.stress.fleet.Ears;
import io.github.xiaozhisim.stress.fleet.Fleet;
import io.github.xiaozhisim.stress.fleet.Impairments;
import io.github.xiaozhisim.stress.fleet.Roster;
import io.github.xiaozhisim.stress.fleet.Scenario;
import io.github.xiaozhisim.stress.fleet.VirtualDevices;
import io.github.xiaozhisim.stress.health.Criterion;
import io.github.xiaozhisim.stress.health.GeneratorGauges;
import io.github.xiaozhisim.stress.health.Instruments;
import io.github.xiaozhisim.stress.journal.TurnJournal;
import io.github.xiaozhisim.stress.live.LiveLine;
import io.github.xiaozhisim.stress.live.Summary;
import io.github.xiaozhisim.stress.live.Terminal;
import io.github.xiaozhisim.stress.measure.Measurements;
import io.github.xiaozhisim.stress.measure.Slice;
import io.github.xiaozhisim.stress.monitor.Monitor;
import io.github.xiaozhisim.stress.monitor.SystemRoot;
import io.github.xiaozhisim.stress.report.GeneratorCsv;
import io.github.xiaozhisim.stress.report.PageFacts;
import io.github.xiaozhisim.stress.report.RunResult;
import io.github.xiaozhisim.stress.timeline.Beginning;
import io.github.xiaozhisim.stress.turn.TurnCount;
import io.github.xiaozhisim.stress.turn.TurnMeasure;
import io.github.xiaozhisim.transport.ConnectionListener;
import io.github.xiaozhisim.transport.NettyTransport;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** One run of a fleet: live line, Ctrl-C, report, summary. On the main thread. */
final class FleetRun {

  private static final long LINE_EVERY_MILLIS = 1_000;
  private static final int PIPED_LINE_EVERY = 5;
  /** So many seconds may be missing of what is known of a run's health when it is killed. */
  private static final int HEALTH_EVERY = 10;

  private static final long STOP_LIMIT_MILLIS = 5_000;

  /** Servers have 2 s to answer a Close frame. */
  private static final long CLOSE_LIMIT_MILLIS = 3_000;

  private static final long HOOK_LIMIT_SECONDS = 15;

  private static final Instruments.Paced PACED =
      new Instruments.Paced(TurnMeasure.PACING_LATENESS, TurnCount.FRAMES_MOVED, TurnCount.CHANNELS_OPEN);

  private final Part part;
  private final Scenario scenario;
  private final NettyTransport transport;
  private final TurnJournal report;
  private final Shown shown;
  private final Terminal terminal;
  private final Judged judged;
  private final Purpose purpose;
  private final Ears ears;
  private final Fleet fleet;
  private final List<Scheduler> schedulers = new ArrayList<>();
  private final Clock clock;
  private final CountDownLatch written = new CountDownLatch(1);
  private final RunControls runControls;
  private volatile boolean interrupted;
  private int looks;
  private final Figures.Rate rate = new Figures.Rate();

  /**
   * Who takes part.
   *
   * @param most devices there may be at once, however many are added
   * @param impairments between each device and the server
   * @param earsBudget processors that listening may use
   */
  record Part(Scenario scenario, Roster roster, int most, Impairments impairments, double earsBudget) {}

  /**
   * What people see of it.
   *
   * @param command as typed, secrets blanked out
   * @param embeddedServer it runs in the same process
   */
  record Shown(Terminal terminal, Views views, List<String> command, boolean embeddedServer) {}

  /**
   * What its figures are judged by.
   *
   * @param acceptDegraded whatever the generator's health, the turns decide about the exit code
   * @param clockOffsetMillis what has to be added to this machine's clock
   */
  record Judged(
      Purpose purpose,
      Stepping stepping,
      WarmUp warmUp,
      boolean acceptDegraded,
      Monitor monitor,
      long clockOffsetMillis) {}

  FleetRun(Part part, NettyTransport transport, TurnJournal report, Shown shown, Judged judged) {
    this.part = part;
    this.scenario = part.scenario();
    this.transport = transport;
    this.report = report;
    this.shown = shown;
    this.terminal = shown.terminal();
    this.judged = judged;
    this.purpose = judged.purpose();
    for (int i = 0; i < transport.loops(); i++) {
      schedulers.add(transport.scheduler(i));
    }
    this.clock = schedulers.getFirst().clock();
    boolean noneSpare = transport.loops() >= Runtime.getRuntime().availableProcessors();
    this.ears = Ears.within(part.earsBudget(), clock, noneSpare);
    this.fleet =
        new Fleet(
            scenario,
            part.roster(),
            schedulers,
            new VirtualDevices(
                scenario,
                part.impairments().over((member, loop) -> transport.networkFor(loop), scenario.seeds()),
                ears),
            report);
    fleet.atMost(part.most());
    this.runControls = new RunControls(fleet, purpose.steers());
  }

  private void listenToConnections() {
    for (int i = 0; i < transport.loops(); i++) {
      int loop = i;
      transport
          .network(i)
          .onConnections(
              new ConnectionListener() {
                @Override
                public void onConnected(long nanos, boolean repeated) {
                  fleet.tcpConnected(loop, nanos, repeated);
                }

                @Override
                public void onSecured(long nanos, boolean resumed) {
                  fleet.tlsSecured(loop, nanos, resumed);
                }
              });
    }
  }

  /** Runs to the end, or until Ctrl-C; gives the exit code. */
  int execute() throws IOException, InterruptedException {
    String introduction = Introduction.of(scenario, judged.stepping().highest(), shown.embeddedServer());
    terminal.print(introduction);
    listenToConnections();
    Thread hook = new Thread(this::onInterrupt, "interrupt");
    Runtime.getRuntime().addShutdownHook(hook);
    long cpuBefore = ProcessFigures.cpuMillis();
    long startedWallMillis = clock.wallMillis();
    long startNanos = clock.nowNanos();
    try (Instruments instruments = new Instruments(SystemRoot.THIS_MACHINE, schedulers, fleet.measurements(), PACED);
        Onlookers onlookers =
            Onlookers.open(
                shown.views(),
                introduction.strip(),
                fleet,
                runControls,
                part.roster(),
                run(startedWallMillis),
                startNanos,
                terminal)) {
      GeneratorCsv lines = report.generator();
      GeneratorWatch generator =
          new GeneratorWatch(
              scenario.extent().durationNanos(),
              fleet.measurements(),
              judged.warmUp(),
              instruments::look,
              look -> {
                lines.add(look);
                purpose.look(look);
                return judged.monitor().read(look.untilNanos(), GeneratorGauges.of(look));
              },
              judged.monitor().lasting(),
              since(startNanos));
      long seed = scenario.seeds().seed();
      report.begin(new Beginning(shown.command(), seed, startedWallMillis, judged.clockOffsetMillis(), environment()));
      fleet.start(judged.warmUp().latencyNanos());
      purpose.begin(fleet, fleet.measurements());
      follow(generator, onlookers, startNanos);
      RunResult result =
          result(
              generator,
              startedWallMillis,
              (clock.nowNanos() - startNanos) / 1_000_000,
              ProcessFigures.cpuMillis() - cpuBefore);
      try {
        report.heard(ears.slowest());
        report.finish(result);
      } finally {
        onlookers.end(result, report.particulars());
        terminal.print(
            judged.stepping().table()
                + Summary.format(result, report.folder().toString(), terminal.style(), terminal.unicode()));
      }
      terminal.print(purpose.finish(report.folder()));
      int open = transport.awaitClosed(CLOSE_LIMIT_MILLIS);
      if (open > 0) {
        terminal.print(
            open + " connections were still closing when the program ended: the other side did not answer in time\n");
      }
      return purpose.exitCode(result, judged.acceptDegraded());
    } finally {
      written.countDown();
      forget(hook);
    }
  }

  private GeneratorWatch.Run since(long startNanos) {
    return new GeneratorWatch.Run() {
      @Override
      public long elapsedNanos() {
        return clock.nowNanos() - startNanos;
      }

      @Override
      public void measureFrom(long nanos) {
        fleet.measureFrom(nanos);
      }

      @Override
      public void collectGarbage() {
        System.gc();
      }
    };
  }

  /** An exit code of the run itself must not end as an interruption. */
  private static void forget(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // Ctrl-C came: the hook ends the process.
      return;
    }
  }

  /** On the shutdown thread: the main thread writes the report meanwhile. */
  private void onInterrupt() {
    interrupted = true;
    fleet.stop("interrupted");
    boolean reported = false;
    try {
      reported = written.await(HOOK_LIMIT_SECONDS + fleet.leavingNanos() / 1_000_000_000, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (!reported) {
      terminal.leaveScreen();
      System.err.println(
          "xiaozhi: interrupted; the report could not be written in time. What was recorded is not lost: xiaozhi "
              + "report "
              + report.folder());
    }
    Runtime.getRuntime().halt(ExitCodes.INTERRUPTED);
  }

  private void follow(GeneratorWatch generator, Onlookers onlookers, long startNanos) throws InterruptedException {
    Measurements measurements = fleet.measurements();
    long stoppingNanos = 0;
    boolean ending = false;
    for (int second = 1; !fleet.awaitEnd(LINE_EVERY_MILLIS); second++) {
      Slice slice = look(generator);
      String lost = purpose.look(slice);
      if (lost != null) {
        fleet.stop(lost);
        ending = true;
      }
      onlookers.look(slice, generator, purpose, judged.monitor().warnings());
      String news = purpose.news();
      if (!news.isEmpty() && !onlookers.fillScreen()) {
        terminal.print(news);
      }
      if (!onlookers.fillScreen() && (terminal.interactive() || second % PIPED_LINE_EVERY == 0)) {
        terminal.live(
            LiveLine.format(
                rate.snapshot(measurements, fleet.errors(), clock.nowNanos() - startNanos, generator.soFar())));
      }
      ending |= interrupted || runControls.stopped();
      if (ending && stoppingNanos == 0) {
        stoppingNanos = clock.nowNanos();
      }
      if (ending && clock.nowNanos() - stoppingNanos > STOP_LIMIT_MILLIS * 1_000_000 + fleet.leavingNanos()) {
        break; // a loop does not answer any more; report what there is
      }
    }
    terminal.endLive();
    Slice slice = look(generator);
    purpose.look(slice);
    onlookers.look(slice, generator, purpose, judged.monitor().warnings());
  }

  /** What has come since the look before; it is recorded. */
  private Slice look(GeneratorWatch generator) {
    Slice slice = generator.look();
    report.record(slice, generator.reading());
    report.clock(slice.untilNanos(), clock.wallMillis());
    if (looks++ % HEALTH_EVERY == 0) {
      report.health(generator.now());
    }
    judged.stepping().look(slice, fleet);
    return slice;
  }

  private Map<Criterion, Double> ofRun() {
    Measurements all = fleet.measurements();
    Ears.Sums heard = ears.sums();
    return Map.of(
        Criterion.LOCAL_SOCKET_ERRORS,
        percent(all.count(TurnCount.LOCAL_FAILURES), begun(all)),
        Criterion.EARS_SKIPPED,
        percent(heard.skippedPackets(), heard.packets() + heard.skippedPackets()),
        Criterion.TURNS_UNLOGGED,
        percent(report.droppedTurns(), all.count(TurnCount.TURNS_FINISHED)));
  }

  /** Connections, and requests for the configuration that failed. */
  private static long begun(Measurements all) {
    return all.count(TurnCount.CHANNELS_OPENED)
        + all.count(TurnCount.CHANNEL_FAILURES)
        + all.count(TurnCount.BOOT_PROBLEMS);
  }

  private static double percent(long part, long all) {
    return 100.0 * part / Math.max(1, all);
  }

  private RunResult result(GeneratorWatch generator, long startedWallMillis, long durationMillis, long cpuMillis) {
    ears.close();
    return Figures.result(
        scenario.beginningWith(fleet.mostEver()),
        shown.command(),
        environment(),
        interrupted || runControls.stopped(),
        startedWallMillis,
        durationMillis,
        fleet.measurements(),
        fleet.errors(),
        ears.sums(),
        Figures.used(fleet.measurements(), cpuMillis, shown.embeddedServer()),
        judged.warmUp().latencyNanos(),
        report.droppedTurns(),
        generator.conclude(ofRun()),
        null)
        .withGoals(purpose.conclude())
        .withFindings(judged.monitor().findings())
        .withSteps(judged.stepping().steps());
  }

  private PageFacts.Run run(long startedWallMillis) {
    return new PageFacts.Run(
        true, shown.command(), scenario.seeds().seed(), startedWallMillis, false, true, environment());
  }

  private Map<String, Object> environment() {
    Map<String, Object> environment = Figures.machine();
    environment.put("transport", transport.kind().name());
    environment.put("loops", transport.loops());
    environment.put("boards", scenario.equipment().boards().census(scenario.devices()));
    environment.put("target", Redaction.url(scenario.target().uri().toString()));
    return environment;
  }
}
