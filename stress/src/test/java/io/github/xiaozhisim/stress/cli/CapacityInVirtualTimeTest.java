package io.github.xiaozhisim.stress.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.xiaozhisim.device.ListeningMode;
import io.github.xiaozhisim.device.speech.Corpus;
import io.github.xiaozhisim.device.virtual.NetworkConditions;
import io.github.xiaozhisim.device.virtual.Seeds;
import io.github.xiaozhisim.stress.arrivals.Constant;
import io.github.xiaozhisim.stress.arrivals.Schedule;
import io.github.xiaozhisim.stress.arrivals.Spacing;
import io.github.xiaozhisim.stress.capacity.Answer;
import io.github.xiaozhisim.stress.capacity.Climb;
import io.github.xiaozhisim.stress.capacity.Plan;
import io.github.xiaozhisim.stress.capacity.Tempo;
import io.github.xiaozhisim.stress.capacity.Unit;
import io.github.xiaozhisim.stress.fleet.Extent;
import io.github.xiaozhisim.stress.fleet.OpenModel;
import io.github.xiaozhisim.stress.fleet.Persona;
import io.github.xiaozhisim.stress.fleet.Population;
import io.github.xiaozhisim.stress.fleet.Roster;
import io.github.xiaozhisim.stress.fleet.Scenario;
import io.github.xiaozhisim.stress.fleet.Span;
import io.github.xiaozhisim.stress.fleet.Words;
import io.github.xiaozhisim.stress.objective.ObjectiveText;
import io.github.xiaozhisim.stress.server.ServerBehaviour;
import io.github.xiaozhisim.stress.simulate.Simulation;
import io.github.xiaozhisim.stress.simulate.Traces;
import io.github.xiaozhisim.stress.turn.Journal;
import io.github.xiaozhisim.stress.turn.Mark;
import io.github.xiaozhisim.stress.turn.Turn;
import io.github.xiaozhisim.stress.turn.TurnOutcome;
import io.github.xiaozhisim.stress.turn.TurnWork;
import java.net.URI;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Climbs on the emulated server, whose workers serve so many turns at once. A turn keeps its worker from stt to the
 * last packet, so what all of them together can do is known from the turns themselves.
 */
class CapacityInVirtualTimeTest {

  private static final long SECOND = 1_000_000_000L;
  private static final Unit CONVERSATIONS =
      new Unit("conversation a minute", "conversations a minute", "个对话每分钟", 60);
  private static final Unit DEVICES = new Unit("device", "devices", "台设备", 1);
  private static final Tempo TEMPO = new Tempo(10 * SECOND, 15 * SECOND, 40 * SECOND, 100 * SECOND, 5 * SECOND);

  private double serviceSeconds;
  private double cycleSeconds;

  /** workers / service time, whatever the devices do. */
  @ParameterizedTest
  @CsvSource({"4, 30", "8, 50", "16, 100"})
  void shouldFindHowManyConversationsSoManyWorkersCarry(int workers, int devices) throws InterruptedException {
    Plan plan = new Plan(0.1, 100, 1 / 600.0, 0.02);
    Scenario usual = scenario(1, devices);
    Schedule first = Schedule.of(new Constant(plan.from()), Spacing.REGULAR, 1);
    Scenario open = usual.withOpen(new OpenModel(first, Spacing.REGULAR, 1_000));
    Answer answer = climb(open, plan, workers, "first_sound.p95 < 4s", CONVERSATIONS);
    assertThat(answer.best()).isCloseTo(workers / serviceSeconds, within(0.05 * workers / serviceSeconds));
    assertThat(answer.limit()).isEqualTo(Answer.Limit.SERVER);
    assertThat(answer.blame().part().label()).isEqualTo("recognition");
  }

  /** As many devices as there are service times in a device's round, for each worker. */
  @Test
  void shouldFindHowManyDevicesSoManyWorkersCarry() throws InterruptedException {
    Answer answer = climb(scenario(1, 4), new Plan(4, 200, 1, 0.02), 20, "first_sound.p95 < 1200ms", DEVICES);
    double knee = 20 * cycleSeconds / serviceSeconds;
    assertThat(answer.best()).isCloseTo(knee, within(0.05 * knee));
    assertThat(answer.blame().part().label()).isEqualTo("recognition");
  }

  @Test
  void shouldAnswerTheSameForTheSameSeed() throws InterruptedException {
    Plan plan = new Plan(1, 20, 1, 0.1);
    Answer answer = climb(scenario(1, 1), plan, 2, "first_sound.p95 < 1800ms", DEVICES);
    assertThat(climb(scenario(1, 1), plan, 2, "first_sound.p95 < 1800ms", DEVICES)).isEqualTo(answer);
  }

  private static Scenario scenario(long seed, int devices) {
    Persona typing =
        Persona.chatting(Corpus.builtIn().utterances(), Span.ofMillis(2_000, 2_000))
            .withMode(ListeningMode.MANUAL)
            .withWords(new Words.Typed(List.of("现在几点")));
    return Scenario.of(
            new Scenario.Target.Ota(URI.create("http://virtual.invalid/xiaozhi/ota/")), devices, Population.of(typing))
        .withExtent(new Extent(0, 0, 0))
        .withSeeds(new Seeds(seed));
  }

  private Answer climb(Scenario scenario, Plan plan, int workers, String objective, Unit unit)
      throws InterruptedException {
    Rounds rounds = new Rounds();
    try (Simulation simulation =
        new Simulation(
            scenario,
            Roster.invented(scenario.seeds(), "02:00:00"),
            ServerBehaviour.defaults().withSeed(1).withWorkers(workers, 10_000),
            device -> NetworkConditions.perfect(20_000_000),
            rounds,
            new Traces(List.of()),
            2)) {
      Climb climb =
          new Climb(
              plan,
              TEMPO,
              simulation.load(),
              new TurnCrowd(simulation.load(), simulation.measurements()),
              List.of(ObjectiveText.parse(objective, TurnWork.VOCABULARY)),
              TurnWork.VOCABULARY,
              TurnParts.ALL);
      simulation.start();
      climb.start();
      boolean over = false;
      while (!over) {
        simulation.advance(SECOND);
        over = climb.look(simulation.measurements().collect(simulation.elapsedNanos()));
      }
      serviceSeconds = rounds.service().orElseThrow();
      cycleSeconds = rounds.round().orElseThrow();
      return climb.answer(unit);
    }
  }

  /** How long turns keep a worker; and how long a round of a device takes that has not to wait. */
  private static final class Rounds implements Journal {
    private double services;
    private double rounds;
    private long turns;

    @Override
    public void turn(Turn turn) {
      if (turn.outcome() == TurnOutcome.ANSWERED) {
        turns++;
        services += turn.at(Mark.LAST_PACKET) - turn.at(Mark.STT);
        double waited = turn.at(Mark.STT) - turn.at(Mark.LAST_VOICED) - 40e6;
        rounds += turn.at(Mark.DRAINED) - turn.at(Mark.INTENDED_START) - waited + 2e9;
      }
    }

    @Override
    public void event(long wallMillis, int device, String what) {}

    OptionalDouble service() {
      return turns == 0 ? OptionalDouble.empty() : OptionalDouble.of(services / turns / 1e9);
    }

    OptionalDouble round() {
      return turns == 0 ? OptionalDouble.empty() : OptionalDouble.of(rounds / turns / 1e9);
    }
  }
}
