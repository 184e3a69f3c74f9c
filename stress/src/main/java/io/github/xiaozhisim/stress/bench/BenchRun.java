package io.github.xiaozhisim.stress.bench;

import io.github.xiaozhisim.hal.Clock;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Measures a plan: starts target, floor and fleet, watches them from outside, and gives rows. The floor runs right
 * before each fleet, against the same target server, so that both meet the machine in the same mood. On the thread that
 * calls.
 */
public final class BenchRun {

  private static final int PROFILE_SECONDS = 10;

  private final BenchPlan plan;
  private final Programs programs;
  private final Processors processors;
  private final Clock clock;
  private final TestBed bed;
  private @Nullable Profile profile;

  /**
   * @param mainClass of the command line, that has the commands {@code bench target}, {@code bench floor} and
   *     {@code fleet}
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
    this.bed = new TestBed(plan, programs, processors, clock, progress);
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
    String started = Instant.ofEpochMilli(clock.wallMillis()).toString();
    Map<String, List<Row>> rounds = new LinkedHashMap<>();
    try (Child.Target target = bed.target(List.of())) {
      for (int round = 1; round <= plan.rounds(); round++) {
        String prefix = plan.rounds() == 1 ? "" : "round " + round + " of " + plan.rounds() + ", ";
        for (Row row : round(target, prefix)) {
          rounds.computeIfAbsent(row.scenario() + row.devices(), key -> new ArrayList<>()).add(row);
        }
      }
      if (plan.profile()) {
        profile = profile(target, plan.levels().getFirst());
      }
    } finally {
      bed.clear();
    }
    List<Row> rows = new ArrayList<>();
    rounds.values().forEach(same -> rows.add(Row.merged(same)));
    return new BenchResult(version, started, Machine.facts(), setting(), plan.rounds(), rows, bed.warnings());
  }

  private List<Row> round(Child.Target target, String prefix) throws BenchFailure, InterruptedException {
    List<Row> rows = new ArrayList<>();
    for (BenchPlan.Scenario scenario : BenchPlan.Scenario.values()) {
      if (!plan.scenarios().contains(scenario)) {
        continue;
      }
      switch (scenario) {
        case TURNS -> {
          for (int devices : plan.levels()) {
            rows.add(new TurnsScenario(bed).measure(target, devices, named(prefix, "turns", devices)));
          }
        }
        case IDLE ->
            rows.add(
                new IdleScenario(bed).measure(target, plan.idleDevices(), named(prefix, "idle", plan.idleDevices())));
        case EARS -> {
          int ears = plan.others().ears();
          rows.add(new EarsScenario(bed).measure(target, ears, named(prefix, "ears", ears)));
        }
        case TLS -> {
          int talkers = plan.others().encrypted();
          rows.add(
              new TlsScenario(bed)
                  .measure(target, plan.others().connecting(), talkers, named(prefix, "tls", talkers)));
        }
      }
    }
    return rows;
  }

  private static String named(String prefix, String scenario, int devices) {
    return String.format(Locale.ROOT, "%s%s with %,d devices: ", prefix, scenario, devices);
  }

  private Profile profile(Child.Target target, int devices) throws BenchFailure, InterruptedException {
    String name = named("", "profile", devices) + "fleet";
    Child client = bed.talkingFleet(target, "ws", devices, List.of());
    Path recording = bed.folder().resolve("profile.jfr");
    try {
      bed.connected(client, target, devices, name);
      bed.rest(client, name + " warms up", plan.warmSeconds());
      try (JvmProbe probe = JvmProbe.of(client.handle())) {
        if (probe == null) {
          throw new BenchFailure("the fleet's Java cannot be asked: --profile needs a JDK with the module jdk.attach");
        }
        probe.command(
            "jfrStart",
            "name=bench",
            "settings=none",
            "+jdk.CPUTimeSample#enabled=true",
            "+jdk.CPUTimeSample#throttle=2ms");
        bed.rest(client, name + " is recorded", PROFILE_SECONDS);
        probe.command("jfrStop", "name=bench", "filename=" + recording);
      }
      return Profile.read(recording);
    } catch (IOException e) {
      throw new BenchFailure("--profile: " + e.getMessage(), e);
    } finally {
      client.end(true);
      bed.gone(target);
    }
  }
}
