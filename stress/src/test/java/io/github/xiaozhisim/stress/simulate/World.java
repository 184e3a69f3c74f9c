package io.github.xiaozhisim.stress.simulate;

import io.github.xiaozhisim.device.speech.Clip;
import io.github.xiaozhisim.device.speech.Corpus;
import io.github.xiaozhisim.device.virtual.NetworkConditions;
import io.github.xiaozhisim.device.virtual.Seeds;
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
import io.github.xiaozhisim.stress.turn.TurnCount;
import io.github.xiaozhisim.stress.turn.TurnOutcome;
import java.net.URI;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** A fleet and its server in virtual time, for tests: what happened in each turn can be looked at. */
final class World implements AutoCloseable, Journal {

  static final long SECOND = 1_000_000_000L;
  static final long MILLI = 1_000_000;

  /** Talks all the time. */
  static final Persona CHAT = Persona.chatting(shortest(), Span.ofMillis(500, 1_500));

  final List<Turn> turns = new ArrayList<>();
  final List<String> events = new ArrayList<>();
  final Simulation simulation;

  World(Scenario scenario, ServerBehaviour behaviour) {
    simulation =
        new Simulation(
            scenario,
            Roster.invented(new Seeds(1), "02:00:00"),
            behaviour,
            index -> NetworkConditions.perfect(MILLI),
            this,
            new Traces(List.of()),
            1);
    simulation.start();
  }

  private static List<Clip> shortest() {
    return Corpus.builtIn().utterances().stream()
        .sorted(Comparator.comparingInt(Clip::durationMillis))
        .limit(2)
        .toList();
  }

  /** So many devices, all switched on at once, for so long. */
  static Scenario scenario(int devices, int seconds, Persona persona) {
    return scenario(devices, seconds, Population.of(persona));
  }

  static Scenario scenario(int devices, int seconds, Population population) {
    return Scenario.of(new Scenario.Target.Ota(URI.create("http://virtual.invalid/xiaozhi/ota/")), devices, population)
        .withExtent(Extent.lasting(seconds * SECOND))
        .withRampUp(new RampUp(devices, 0));
  }

  World pass(double seconds) throws InterruptedException {
    simulation.advance(Math.round(seconds * SECOND));
    simulation.measurements().collect(simulation.elapsedNanos());
    return this;
  }

  long count(TurnCount count) {
    return simulation.measurements().count(count);
  }

  Map<TurnOutcome, Long> outcomes() {
    return turns.stream().collect(Collectors.groupingBy(Turn::outcome, Collectors.counting()));
  }

  /** How many different devices took such turns. */
  long devices(Predicate<Turn> which) {
    return turns.stream().filter(which).mapToInt(Turn::device).distinct().count();
  }

  @Override
  public void turn(Turn turn) {
    turns.add(turn);
  }

  @Override
  public void event(long wallMillis, int device, String what) {
    events.add(what);
  }

  @Override
  public void close() {
    simulation.close();
  }
}
