package io.github.xiaozhisim.stress.simulate;

import static io.github.xiaozhisim.stress.simulate.World.CHAT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.xiaozhisim.stress.fleet.Equipment;
import io.github.xiaozhisim.stress.fleet.Scenario;
import io.github.xiaozhisim.stress.server.Latency;
import io.github.xiaozhisim.stress.server.ServerBehaviour;
import io.github.xiaozhisim.stress.turn.HeardTurn;
import io.github.xiaozhisim.stress.turn.Mark;
import io.github.xiaozhisim.stress.turn.Turn;
import io.github.xiaozhisim.stress.turn.TurnMeasure;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is kept of what a fleet heard. */
class HeardTest {

  private static final ServerBehaviour SLOW =
      ServerBehaviour.defaults()
          .withLatencies(Latency.parse("300ms..900ms"), Latency.fixed(500), Latency.parse("100ms..2s"));

  private static World live(double ears) throws InterruptedException {
    Scenario scenario = World.scenario(10, 60, CHAT).withEquipment(Equipment.usual().withEars(ears));
    return new World(scenario, SLOW).pass(91);
  }

  @Test
  void shouldKeepTheSoundOfTheSlowestTurnsFromTheFirstSoundToTheLast() throws InterruptedException {
    try (World world = live(1)) {
      List<Turn> slowest =
          world.turns.stream()
              .filter(turn -> turn.has(Mark.FIRST_SOUND))
              .sorted(Comparator.comparingLong((Turn turn) -> turn.nanos(TurnMeasure.FIRST_SOUND)).reversed())
              .limit(5)
              .toList();
      List<HeardTurn> heard = world.simulation.slowestHeard();
      assertThat(heard).extracting(HeardTurn::turn).containsExactlyElementsOf(slowest);
      for (HeardTurn each : heard) {
        double played = (each.turn().at(Mark.DRAINED) - each.turn().at(Mark.FIRST_SOUND)) / 1e9;
        double kept = (each.wav().length() - 44) / 32_000.0;
        assertThat(kept).isCloseTo(Math.min(10, played), within(0.07));
      }
    }
  }

  @Test
  void shouldKeepNothingWhereNobodyListens() throws InterruptedException {
    try (World world = live(0)) {
      assertThat(world.turns).isNotEmpty();
      assertThat(world.simulation.slowestHeard()).isEmpty();
    }
  }
}
