package io.github.xiaozhisim.stress.simulate;

import static io.github.xiaozhisim.stress.simulate.World.CHAT;
import static io.github.xiaozhisim.stress.simulate.World.SECOND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.xiaozhisim.stress.arrivals.Load;
import io.github.xiaozhisim.stress.fleet.Fleet;
import io.github.xiaozhisim.stress.fleet.Population;
import io.github.xiaozhisim.stress.fleet.RampUp;
import io.github.xiaozhisim.stress.fleet.Scenario;
import io.github.xiaozhisim.stress.fleet.Timeouts;
import io.github.xiaozhisim.stress.fleet.Wave;
import io.github.xiaozhisim.stress.server.ServerBehaviour;
import io.github.xiaozhisim.stress.turn.Mark;
import io.github.xiaozhisim.stress.turn.TurnCount;
import io.github.xiaozhisim.stress.turn.TurnOutcome;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A fleet that is turned up and down while it runs. */
class LoadTest {

  private static World world(int devices, int seconds) {
    return new World(World.scenario(devices, seconds, CHAT), ServerBehaviour.defaults());
  }

  private static long busy(World world, double fromSeconds) {
    return world.devices(turn -> turn.at(Mark.ACTUAL_START) >= fromSeconds * SECOND);
  }

  @Test
  void shouldLetMoreDevicesJoinWhenTheLevelRises() throws InterruptedException {
    try (World world = world(30, 300).pass(60)) {
      assertThat(busy(world, 0)).isEqualTo(30);
      world.simulation.load().level(80);
      world.pass(60);
      assertThat(busy(world, 60)).isEqualTo(80);
      assertThat(world.simulation.load().level()).isEqualTo(80);
    }
  }

  @Test
  void shouldLetThemJoinNoFasterThanTheRampOfTheRun() throws InterruptedException {
    try (World world =
        new World(
            World.scenario(20, 300, CHAT).withRampUp(new RampUp(20, 20 * SECOND)), ServerBehaviour.defaults())) {
      world.pass(40);
      world.simulation.load().level(50);
      world.pass(15);
      assertThat(world.count(TurnCount.DEVICES_CONNECTED)).isBetween(33L, 36L);
      world.pass(30);
      assertThat(world.count(TurnCount.DEVICES_CONNECTED)).isEqualTo(50);
    }
  }

  @Test
  void shouldSendTheHighestNumbersHomeWhenTheLevelFalls() throws InterruptedException {
    try (World world = world(60, 300).pass(60)) {
      world.simulation.load().level(25);
      world.pass(30);
      assertThat(world.count(TurnCount.CHANNELS_OPEN)).as("the others have hung up").isEqualTo(25);
      world.pass(60);
      assertThat(busy(world, 90)).isEqualTo(25);
      assertThat(
              world.turns.stream()
                  .filter(turn -> turn.at(Mark.ACTUAL_START) > 90 * SECOND)
                  .mapToInt(t -> t.device())
                  .max())
          .hasValue(24);
      assertThat(world.outcomes()).as("nobody was cut short").containsOnlyKeys(TurnOutcome.ANSWERED);
    }
  }

  @Test
  void shouldLetThemComeBackWithoutBootingAnew() throws InterruptedException {
    try (World world = world(60, 400).pass(60)) {
      world.simulation.load().level(0);
      world.pass(60);
      assertThat(world.count(TurnCount.CHANNELS_OPEN)).isZero();
      assertThat(world.simulation.advance(1)).as("the run is not over").isFalse();
      world.simulation.load().level(60);
      world.pass(60);
      assertThat(busy(world, 120)).isEqualTo(60);
      assertThat(world.count(TurnCount.DEVICES_CONNECTED)).isEqualTo(60);
      assertThat(world.outcomes()).containsOnlyKeys(TurnOutcome.ANSWERED);
    }
  }

  @Test
  void shouldSendSilentDevicesHomeToo() throws InterruptedException {
    try (World world =
        new World(
            World.scenario(40, 300, Population.talking(CHAT, 0)), ServerBehaviour.defaults().withIdleCloseMillis(0))) {
      world.pass(30);
      world.simulation.load().level(10);
      world.pass(5);
      assertThat(world.count(TurnCount.CHANNELS_OPEN)).isEqualTo(10);
      world.simulation.load().level(40);
      world.pass(5);
      assertThat(world.count(TurnCount.CHANNELS_OPEN)).isEqualTo(40);
      assertThat(world.count(TurnCount.SILENT_LOSSES)).as("nobody lost anything").isZero();
      world.simulation.load().level(20);
      world.pass(270);
      assertThat(world.count(TurnCount.SILENT_STAYED)).as("those at rest were sent there").isEqualTo(40);
    }
  }

  @Test
  void shouldAddToWhoTakesPart() throws InterruptedException {
    try (World world = world(10, 300).pass(30)) {
      world.simulation.load().add(5);
      world.pass(30);
      assertThat(world.simulation.load().level()).isEqualTo(15);
      world.simulation.load().add(-14);
      world.pass(60);
      assertThat(world.count(TurnCount.CHANNELS_OPEN)).isEqualTo(1);
    }
  }

  @Test
  void shouldBeginNoTurnWhileItIsHeldBack() throws InterruptedException {
    try (World world = world(30, 300).pass(60)) {
      Load load = world.simulation.load();
      load.pause();
      world.pass(30);
      long soFar = world.count(TurnCount.TURNS_STARTED);
      assertThat(soFar).isEqualTo(world.count(TurnCount.TURNS_FINISHED));
      assertThat(world.count(TurnCount.CHANNELS_OPEN)).as("the channels stay").isEqualTo(30);
      world.pass(30);
      assertThat(world.count(TurnCount.TURNS_STARTED)).isEqualTo(soFar);
      assertThat(load.isPaused()).isTrue();

      load.resume();
      world.pass(30);
      assertThat(busy(world, 120)).isEqualTo(30);
      assertThat(world.outcomes()).containsOnlyKeys(TurnOutcome.ANSWERED);
      assertThat(world.turns).as("who was held back did not wait for the server")
          .allMatch(turn -> turn.at(Mark.ACTUAL_START) == turn.at(Mark.INTENDED_START));
    }
  }

  @Test
  void shouldEndWhenItIsStoppedAndWhenTheTimeIsOver() throws InterruptedException {
    try (World stopped = world(30, 300).pass(20);
        World over = world(30, 60)) {
      stopped.simulation.load().stop("enough");
      assertThat(stopped.simulation.advance(SECOND)).isTrue();
      over.simulation.load().level(3);
      over.pass(50);
      assertThat(over.simulation.advance(40 * SECOND)).as("those who rest leave, too").isTrue();
    }
  }

  @Test
  void shouldKeepTheSharesOfItsUsersAndTheReachOfWavesFromAFewDevicesToMany() throws InterruptedException {
    Scenario many =
        World.scenario(200, 300, Population.talking(CHAT, 0.1))
            .withWaves(List.of(new Wave(Wave.Kind.CUT, 0.5, 100 * SECOND)));
    try (World world = new World(many.beginningWith(5), ServerBehaviour.defaults().withIdleCloseMillis(0))) {
      world.pass(20);
      world.simulation.load().level(200);
      world.pass(60);
      assertThat(world.count(TurnCount.SILENT_CONNECTED)).isEqualTo(180);
      assertThat(busy(world, 0)).isEqualTo(20);
      long opened = world.count(TurnCount.CHANNELS_OPENED);
      world.pass(60);
      assertThat(world.count(TurnCount.CHANNELS_OPENED) - opened).as("half of all had to connect again").isEqualTo(100);
    }
  }

  @Test
  void shouldTakeNoMoreThanThereIsRoomFor() throws InterruptedException {
    try (World world = world(10, 100)) {
      ((Fleet) world.simulation.load()).atMost(15);
      world.simulation.load().add(1_000_000);
      world.pass(30);
      assertThat(world.simulation.load().most()).isEqualTo(15);
      assertThat(busy(world, 0)).isEqualTo(15);
      assertThatThrownBy(() -> world.simulation.load().level(16)).hasMessageContaining("from 0 to 15");
    }
  }

  @Test
  void shouldCallItAFailureWhenTheServerHangsUntilTheGraceIsOver() throws InterruptedException {
    Scenario hanging =
        World.scenario(10, 20, CHAT)
            .withTimeouts(new Timeouts(99 * SECOND, 99 * SECOND, 99 * SECOND, 99 * SECOND, 99 * SECOND));
    try (World world = new World(hanging, ServerBehaviour.defaults().withFaults("no-answer")).pass(60)) {
      assertThat(world.outcomes()).containsOnlyKeys(TurnOutcome.TIMED_OUT_ANSWER);
    }
  }

  @Test
  void shouldRefuseALevelThatCannotBe() {
    try (World world = world(1, 10)) {
      assertThatThrownBy(() -> world.simulation.load().level(-1)).hasMessageContaining("from 0 to");
      assertThat(world.simulation.load().model()).isEqualTo(Load.Model.CLOSED);
    }
  }
}
