package io.github.xiaozhisim.stress.simulate;

import static io.github.xiaozhisim.stress.simulate.World.CHAT;
import static io.github.xiaozhisim.stress.simulate.World.MILLI;
import static io.github.xiaozhisim.stress.simulate.World.SECOND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.xiaozhisim.stress.arrivals.Constant;
import io.github.xiaozhisim.stress.arrivals.Load;
import io.github.xiaozhisim.stress.arrivals.Schedule;
import io.github.xiaozhisim.stress.arrivals.Spacing;
import io.github.xiaozhisim.stress.fleet.Conversations;
import io.github.xiaozhisim.stress.fleet.Interruption;
import io.github.xiaozhisim.stress.fleet.OpenModel;
import io.github.xiaozhisim.stress.fleet.Persona;
import io.github.xiaozhisim.stress.fleet.Population;
import io.github.xiaozhisim.stress.fleet.Scenario;
import io.github.xiaozhisim.stress.fleet.Span;
import io.github.xiaozhisim.stress.fleet.Words;
import io.github.xiaozhisim.stress.server.ServerBehaviour;
import io.github.xiaozhisim.stress.turn.Mark;
import io.github.xiaozhisim.stress.turn.Turn;
import io.github.xiaozhisim.stress.turn.TurnCount;
import io.github.xiaozhisim.stress.turn.TurnMeasure;
import io.github.xiaozhisim.stress.turn.TurnOutcome;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Conversations that come when they come. */
class OpenModelTest {

  private static final Persona TYPING = CHAT.withWords(new Words.Typed(List.of("hello")));

  private static OpenModel at(double perSecond, Spacing spacing, int mayWait) {
    return new OpenModel(Schedule.of(new Constant(perSecond), spacing, 1), spacing, mayWait);
  }

  private static Scenario scenario(int devices, int seconds, Persona persona, OpenModel open) {
    return World.scenario(devices, seconds, persona).withOpen(open);
  }

  private static World world(Scenario scenario) {
    return new World(scenario, ServerBehaviour.defaults());
  }

  private static long begun(World world, double fromSeconds, double untilSeconds) {
    return world.turns.stream()
        .map(turn -> turn.at(Mark.INTENDED_START))
        .filter(nanos -> nanos > fromSeconds * SECOND && nanos <= untilSeconds * SECOND)
        .count();
  }

  @Test
  void shouldBeginConversationsWhenTheScheduleSaysSo() throws InterruptedException {
    // 60 devices live on three loops: each takes every third conversation
    try (World world = world(scenario(60, 60, TYPING, at(5, Spacing.REGULAR, 100))).pass(100)) {
      assertThat(world.simulation.groups()).isEqualTo(3);
      assertThat(world.outcomes()).containsOnlyKeys(TurnOutcome.ANSWERED);
      List<Long> starts = world.turns.stream().map(turn -> turn.at(Mark.INTENDED_START) / MILLI).sorted().toList();
      assertThat(starts).hasSizeBetween(299, 300);
      for (int i = 1; i < starts.size(); i++) {
        assertThat(starts.get(i) - starts.get(i - 1)).isBetween(199L, 201L);
      }
      assertThat(world.turns).allMatch(turn -> turn.nanos(TurnMeasure.WAIT) == 0);
      assertThat(world.count(TurnCount.ARRIVALS)).isEqualTo(starts.size());
    }
  }

  @Test
  void shouldHaveAConnectionForEachConversationAndTakeEveryDeviceInTurn() throws InterruptedException {
    try (World world = world(scenario(20, 100, TYPING, at(2, Spacing.REGULAR, 0))).pass(140)) {
      assertThat(world.turns).allMatch(turn -> turn.has(Mark.CONNECT_START));
      assertThat(world.devices(turn -> true)).isEqualTo(20);
      assertThat(world.count(TurnCount.CHANNELS_OPENED)).isEqualTo(world.turns.size());
      assertThat(world.count(TurnCount.CHANNELS_OPEN)).isZero();
    }
  }

  @Test
  void shouldLetConversationsWaitForADeviceAndTurnTheRestAway() throws InterruptedException {
    try (World world = world(scenario(3, 60, TYPING, at(4, Spacing.REGULAR, 10)))) {
      world.pass(30);
      assertThat(world.count(TurnCount.ARRIVALS_WAITING)).as("as many as may").isEqualTo(10);
      world.pass(70);
      assertThat(world.count(TurnCount.ARRIVALS)).isBetween(239L, 240L);
      assertThat(world.simulation.measurements().outcome(TurnOutcome.NO_DEVICE)).isGreaterThan(100);
      assertThat(world.outcomes()).as("who waits at the end is served yet").containsOnlyKeys(TurnOutcome.ANSWERED);
      assertThat(world.count(TurnCount.ARRIVALS_WAITING)).isZero();
      assertThat(world.count(TurnCount.TURNS_FINISHED)).as("none is lost").isEqualTo(world.count(TurnCount.ARRIVALS));
      List<Turn> inOrder =
          world.turns.stream().sorted(Comparator.comparingLong(turn -> turn.at(Mark.ACTUAL_START))).toList();
      for (int i = 1; i < inOrder.size(); i++) {
        assertThat(inOrder.get(i).at(Mark.INTENDED_START))
            .as("first come, first served")
            .isGreaterThan(inOrder.get(i - 1).at(Mark.INTENDED_START));
      }
      assertThat(
              inOrder.getLast().nanos(TurnMeasure.FIRST_SOUND) - inOrder.getLast().nanos(TurnMeasure.FIRST_SOUND_NAIVE))
          .isEqualTo(inOrder.getLast().nanos(TurnMeasure.WAIT))
          .isGreaterThan(5 * SECOND);
      assertThat(world.simulation.errors().list()).anyMatch(error -> error.message().contains("no device was free"));
    }
  }

  @Test
  void shouldLetGoOfThoseWhoWaitWhenNobodyWaitsForThemAnyMore() throws InterruptedException {
    try (World world = world(scenario(1, 60, TYPING, at(4, Spacing.REGULAR, 1_000)))) {
      world.pass(20);
      long waiting = world.count(TurnCount.ARRIVALS_WAITING);
      assertThat(waiting).isGreaterThan(60);
      world.simulation.load().pause();
      world.simulation.load().giveUpWaiting();
      world.pass(20);
      assertThat(world.count(TurnCount.ARRIVALS_WAITING)).isZero();
      assertThat(world.simulation.measurements().outcome(TurnOutcome.NO_DEVICE)).isBetween(waiting, waiting + 1);
      assertThat(world.count(TurnCount.TURNS_STARTED))
          .as("who had begun went on")
          .isEqualTo(world.count(TurnCount.TURNS_FINISHED));
      world.simulation.load().resume();
      world.pass(5);
      assertThat(world.turns.getLast().nanos(TurnMeasure.WAIT))
          .as("whoever comes then has nobody before it")
          .isLessThan(4 * SECOND);
    }
  }

  @Test
  void shouldCountWhoStillWaitsWhenTheGraceIsOverAndForHowLong() throws InterruptedException {
    try (World world = world(scenario(1, 20, TYPING, at(4, Spacing.REGULAR, 1_000)))) {
      world.pass(60);
      assertThat(world.count(TurnCount.ARRIVALS)).isBetween(79L, 80L).isEqualTo(world.count(TurnCount.TURNS_FINISHED));
      assertThat(world.simulation.measurements().outcome(TurnOutcome.ABORTED)).isGreaterThan(50);
      assertThat(world.simulation.measurements().stats(TurnMeasure.WAIT).p50()).isGreaterThan(20_000);
      assertThat(world.simulation.advance(SECOND)).isTrue();
    }
  }

  @Test
  void shouldGiveEachPersonaItsShareOfTheConversationsHoweverLongTheyLast() throws InterruptedException {
    Persona rude =
        TYPING.named("barge-in")
            .withInterruption(new Interruption(Interruption.Moment.FIRST_SOUND, Span.ofMillis(100, 100), 1));
    Population mixed = new Population(List.of(new Population.Part(TYPING, 0.7), new Population.Part(rude, 0.3)));
    try (World world =
        world(World.scenario(40, 300, mixed).withOpen(at(3, Spacing.POISSON, 100))).pass(340)) {
      double share = world.outcomes().get(TurnOutcome.INTERRUPTED) / (double) world.turns.size();
      assertThat(share).isCloseTo(0.3, within(0.01));
    }
  }

  @Test
  void shouldKeepADeviceForAllTurnsOfAConversation() throws InterruptedException {
    Persona three = TYPING.withConversations(Conversations.of(3));
    try (World world = world(scenario(30, 100, three, at(1, Spacing.REGULAR, 10))).pass(140)) {
      long conversations = world.turns.stream().filter(turn -> turn.has(Mark.CONNECT_START)).count();
      assertThat(conversations).isBetween(99L, 100L);
      assertThat((double) world.turns.size()).isCloseTo(3 * conversations, within(30.0));
    }
  }

  @Test
  void shouldChangeTheRateWhileItRuns() throws InterruptedException {
    try (World world = world(scenario(60, 300, TYPING, at(1, Spacing.REGULAR, 100)))) {
      Load load = world.simulation.load();
      assertThat(load.model()).isEqualTo(Load.Model.OPEN);
      world.pass(50);
      load.level(6);
      world.pass(50);
      load.level(6);
      world.pass(50);
      load.level(0);
      world.pass(60);
      load.level(2);
      world.pass(60);
      assertThat(begun(world, 0, 50)).isBetween(49L, 51L);
      assertThat(begun(world, 50, 150)).as("and asking again changes nothing").isBetween(595L, 601L);
      assertThat(begun(world, 151, 210)).isZero();
      assertThat(begun(world, 210, 260)).isBetween(95L, 101L);
    }
  }

  @Test
  void shouldLeaveOutWhatWouldHaveComeWhileItIsHeldBack() throws InterruptedException {
    try (World world = world(scenario(60, 300, TYPING, at(4, Spacing.REGULAR, 100))).pass(50)) {
      world.simulation.load().pause();
      world.pass(50);
      world.simulation.load().resume();
      world.pass(50);
      assertThat(begun(world, 51, 99)).isZero();
      assertThat(begun(world, 100, 140)).as("no more than usual").isBetween(158L, 162L);
    }
  }

  @Test
  void shouldServeWhatHasComeWhileItIsHeldBack() throws InterruptedException {
    try (World world = world(scenario(5, 300, TYPING, at(4, Spacing.REGULAR, 1_000))).pass(30)) {
      long waiting = world.count(TurnCount.ARRIVALS_WAITING);
      assertThat(waiting).isGreaterThan(20);
      world.simulation.load().pause();
      world.pass(200);
      assertThat(world.count(TurnCount.ARRIVALS_WAITING)).isZero();
      assertThat(world.count(TurnCount.TURNS_FINISHED)).isEqualTo(world.count(TurnCount.ARRIVALS));
      assertThat(world.outcomes()).containsOnlyKeys(TurnOutcome.ANSWERED);
    }
  }

  @Test
  void shouldTakeMoreDevicesIntoThePoolWhileItRuns() throws InterruptedException {
    try (World world = world(scenario(3, 300, TYPING, at(4, Spacing.REGULAR, 1_000))).pass(30)) {
      assertThat(world.count(TurnCount.ARRIVALS_WAITING)).isGreaterThan(20);
      world.simulation.load().add(37);
      world.pass(60);
      assertThat(world.count(TurnCount.ARRIVALS_WAITING)).isZero();
      assertThat(world.devices(turn -> true)).isEqualTo(40);
      world.simulation.load().add(-39);
      world.pass(60);
      assertThat(world.devices(turn -> turn.at(Mark.ACTUAL_START) > 100 * SECOND)).isEqualTo(1);
    }
  }
}
