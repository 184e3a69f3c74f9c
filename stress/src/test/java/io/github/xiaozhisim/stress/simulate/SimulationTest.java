package io.github.xiaozhisim.stress.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xiaozhisim.device.ListeningMode;
import io.github.xiaozhisim.device.speech.Clip;
import io.github.xiaozhisim.device.speech.Corpus;
import io.github.xiaozhisim.device.virtual.LineQuality;
import io.github.xiaozhisim.device.virtual.NetworkConditions;
import io.github.xiaozhisim.device.virtual.Seeds;
import io.github.xiaozhisim.stress.fleet.Equipment;
import io.github.xiaozhisim.stress.fleet.Extent;
import io.github.xiaozhisim.stress.fleet.Persona;
import io.github.xiaozhisim.stress.fleet.Population;
import io.github.xiaozhisim.stress.fleet.RampUp;
import io.github.xiaozhisim.stress.fleet.Roster;
import io.github.xiaozhisim.stress.fleet.Scenario;
import io.github.xiaozhisim.stress.fleet.Span;
import io.github.xiaozhisim.stress.server.ServerBehaviour;
import io.github.xiaozhisim.stress.turn.Journal;
import io.github.xiaozhisim.stress.turn.Turn;
import io.github.xiaozhisim.stress.turn.TurnOutcome;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run in virtual time is a function of its seed: whatever runs it, however it is cut into slices. */
class SimulationTest {

  private static final long SECOND = 1_000_000_000L;
  private static final Corpus CORPUS = Corpus.builtIn();

  private static final NetworkConditions ROUGH =
      NetworkConditions.perfect(20_000_000)
          .withUplink(LineQuality.delayed(20_000_000).withDelay(20_000_000, 60_000_000).withLoss(0.01))
          .withDownlink(LineQuality.delayed(20_000_000).withDelay(20_000_000, 60_000_000))
          .withMeanLife(60 * SECOND)
          .withRefusedShare(0.1);

  private final List<String> lines = new ArrayList<>();
  private NetworkConditions conditions = ROUGH;
  private ServerBehaviour behaviour = ServerBehaviour.defaults();
  private Traces traces = new Traces(List.of());
  private long endNanos;
  private long answered;
  private long finished;

  /** 60 devices, so three groups, for a minute; gives the number of the event log. */
  private long run(long seed, int cores, long sliceNanos) throws InterruptedException {
    List<Clip> shortest =
        CORPUS.utterances().stream().sorted(Comparator.comparingInt(Clip::durationMillis)).limit(2).toList();
    Scenario scenario =
        Scenario.of(
                new Scenario.Target.Ota(URI.create("http://virtual.invalid/xiaozhi/ota/")),
                60,
                Population.of(Persona.chatting(shortest, Span.ofMillis(500, 1_500)).withMode(ListeningMode.AUTO)))
            .withExtent(Extent.lasting(60 * SECOND))
            .withRampUp(new RampUp(60, SECOND))
            .withEquipment(Equipment.usual().withEars(0.1))
            .withSeeds(new Seeds(seed));
    try (Simulation simulation =
        new Simulation(
            scenario,
            Roster.invented(new Seeds(seed), "02:00:00"),
            behaviour.withSeed(seed),
            index -> conditions,
            new Book(),
            traces,
            cores)) {
      assertThat(simulation.groups()).isEqualTo(3);
      simulation.start();
      boolean over = false;
      while (!over) {
        over = simulation.advance(sliceNanos);
      }
      simulation.measurements().collect(0);
      endNanos = simulation.elapsedNanos();
      answered = simulation.measurements().outcome(TurnOutcome.ANSWERED);
      finished = lines.stream().filter(line -> line.startsWith("turn")).count();
      return simulation.hash();
    }
  }

  @Test
  void shouldGoTheSameWayOnAnyNumberOfCoresAndInAnySlices() throws InterruptedException {
    long once = run(7, 1, 10 * SECOND);
    List<String> written = List.copyOf(lines);
    lines.clear();
    long again = run(7, 3, 700_000_000);

    assertThat(again).isEqualTo(once);
    assertThat(lines).isEqualTo(written).hasSizeGreaterThan(100);
  }

  @Test
  void shouldGoAnotherWayWithAnotherSeed() throws InterruptedException {
    assertThat(run(8, 2, 10 * SECOND)).isNotEqualTo(run(7, 2, 10 * SECOND));
  }

  @Test
  void shouldAnswerEveryTurnOnAGoodNetwork() throws InterruptedException {
    conditions = NetworkConditions.perfect(20_000_000);
    run(7, 2, 10 * SECOND);
    assertThat(answered).isEqualTo(finished).isGreaterThan(200);
  }

  @Test
  void shouldHaveTroubleOnABadOne() throws InterruptedException {
    run(7, 2, 10 * SECOND);
    assertThat(answered).isPositive().isLessThan(finished);
  }

  @Test
  void shouldWriteTimelinesAsTheTraceFormatWantsThem(@TempDir Path folder) throws Exception {
    traces = new Traces(List.of(0, 41));
    long seen = run(7, 2, 10 * SECOND);
    Path file = folder.resolve("trace.json");
    traces.write(file, endNanos);
    TraceRules rules = TraceRules.check(file);

    assertThat(rules.broken()).isEmpty();
    assertThat(rules.names()).contains("listening", "speaking", "< stt", "> listen start", "frame", "queues", "open");
    assertThat(rules.processes()).containsExactly(1, 42);
    traces = new Traces(List.of());
    assertThat(run(7, 2, 10 * SECOND)).as("looking changes nothing").isEqualTo(seen);
  }

  private final class Book implements Journal {
    @Override
    public void turn(Turn turn) {
      lines.add("turn " + turn.device() + " " + turn.number() + " " + turn.outcome());
    }

    @Override
    public void event(long wallMillis, int device, String what) {
      lines.add(wallMillis + " " + device + " " + what);
    }
  }
}
