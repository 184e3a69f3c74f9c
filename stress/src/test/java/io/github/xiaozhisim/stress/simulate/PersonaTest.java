package io.github.xiaozhisim.stress.simulate;

import static io.github.xiaozhisim.stress.simulate.World.CHAT;
import static io.github.xiaozhisim.stress.simulate.World.MILLI;
import static io.github.xiaozhisim.stress.simulate.World.SECOND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.xiaozhisim.device.ListeningMode;
import io.github.xiaozhisim.device.speech.Corpus;
import io.github.xiaozhisim.stress.fleet.Conversations;
import io.github.xiaozhisim.stress.fleet.Interruption;
import io.github.xiaozhisim.stress.fleet.Pause;
import io.github.xiaozhisim.stress.fleet.Persona;
import io.github.xiaozhisim.stress.fleet.Population;
import io.github.xiaozhisim.stress.fleet.Scenario;
import io.github.xiaozhisim.stress.fleet.Span;
import io.github.xiaozhisim.stress.fleet.Wave;
import io.github.xiaozhisim.stress.fleet.Words;
import io.github.xiaozhisim.stress.server.Latency;
import io.github.xiaozhisim.stress.server.ServerBehaviour;
import io.github.xiaozhisim.stress.turn.Mark;
import io.github.xiaozhisim.stress.turn.Turn;
import io.github.xiaozhisim.stress.turn.TurnCount;
import io.github.xiaozhisim.stress.turn.TurnMeasure;
import io.github.xiaozhisim.stress.turn.TurnOutcome;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What different people do with a device. */
class PersonaTest {

  private static final ServerBehaviour USUAL =
      ServerBehaviour.defaults().withLatencies(Latency.fixed(300), Latency.fixed(500), Latency.fixed(400));

  private static World live(Persona persona, int seconds) throws InterruptedException {
    return live(World.scenario(10, seconds, persona), seconds);
  }

  private static World live(Scenario scenario, int seconds) throws InterruptedException {
    return new World(scenario, USUAL).pass(seconds + 31);
  }

  private static Interruption interruption(Interruption.Moment moment, int millis, double share) {
    return new Interruption(moment, Span.ofMillis(millis, millis), share);
  }

  private static Stream<Turn> of(World world, TurnOutcome outcome) {
    return world.turns.stream().filter(turn -> turn.outcome() == outcome);
  }

  @ParameterizedTest
  @EnumSource(ListeningMode.class)
  void shouldInterruptAnAnswerAtItsMomentAndSayTheNextThingAtOnce(ListeningMode mode) throws InterruptedException {
    Persona rude = CHAT.withMode(mode).withInterruption(interruption(Interruption.Moment.FIRST_SOUND, 700, 1));
    try (World world = live(rude, 60)) {
      assertThat(world.outcomes()).containsOnlyKeys(TurnOutcome.INTERRUPTED);
      assertThat(world.turns).hasSizeGreaterThan(100);
      assertThat(world.turns)
          .allSatisfy(
              turn -> {
                long after = turn.at(Mark.INTERRUPTED) - turn.at(Mark.FIRST_SOUND);
                assertThat(after).isCloseTo(700 * MILLI, within(70 * MILLI));
                assertThat(turn.nanos(TurnMeasure.INTERRUPT)).isBetween(MILLI, 20 * MILLI);
                assertThat(turn.nanos(TurnMeasure.TOTAL)).isEqualTo(Turn.UNSET);
              });
      List<Turn> one = world.turns.stream().filter(turn -> turn.device() == 3).toList();
      for (int i = 1; i < one.size(); i++) {
        assertThat(one.get(i).at(Mark.INTENDED_START)).isEqualTo(one.get(i - 1).at(Mark.ENDED));
      }
    }
  }

  @Test
  void shouldInterruptOnlyTheShareOfAnswersThatItIsTo() throws InterruptedException {
    Persona rude = CHAT.withInterruption(interruption(Interruption.Moment.FIRST_SOUND, 200, 0.3));
    try (World world = live(rude, 300)) {
      assertThat(world.outcomes()).containsOnlyKeys(TurnOutcome.ANSWERED, TurnOutcome.INTERRUPTED);
      double share = of(world, TurnOutcome.INTERRUPTED).count() / (double) world.turns.size();
      assertThat(share).isCloseTo(0.3, within(0.06));
    }
  }

  @ParameterizedTest
  @EnumSource(ListeningMode.class)
  void shouldGoOnAtTheFirstTextOfAnAnswer(ListeningMode mode) throws InterruptedException {
    Persona hasty = CHAT.withMode(mode).withInterruption(interruption(Interruption.Moment.FIRST_TEXT, 0, 1));
    try (World world = live(hasty, 60)) {
      assertThat(world.outcomes()).containsOnlyKeys(TurnOutcome.INTERRUPTED);
      assertThat(world.turns).allMatch(turn -> turn.at(Mark.INTERRUPTED) - turn.at(Mark.LLM) < 10 * MILLI);
      assertThat(world.turns).as("nobody waits for the voice").noneMatch(turn -> turn.has(Mark.FIRST_SOUND));
    }
  }

  @Test
  void shouldHearAnAnswerOutThatIsOverBeforeTheMomentComes() throws InterruptedException {
    Persona slow = CHAT.withInterruption(interruption(Interruption.Moment.FIRST_SOUND, 60_000, 1));
    try (World world = live(slow, 30)) {
      assertThat(world.outcomes()).containsOnlyKeys(TurnOutcome.ANSWERED);
    }
  }

  @Test
  void shouldHangUpAfterAConversationAndConnectAnewForTheNext() throws InterruptedException {
    Persona brief =
        CHAT.withMode(ListeningMode.AUTO).withConversations(new Conversations(2, 2, Span.ofMillis(10_000, 10_000)));
    try (World world = live(brief, 120)) {
      assertThat(world.outcomes()).containsOnlyKeys(TurnOutcome.ANSWERED);
      assertThat(world.count(TurnCount.IDLE_CLOSES)).as("the users hang up, not the server").isZero();
      List<Turn> one = world.turns.stream().filter(turn -> turn.device() == 0).toList();
      assertThat(one).hasSizeGreaterThan(6);
      for (int i = 0; i < one.size(); i++) {
        assertThat(one.get(i).has(Mark.CONNECT_START)).as("turn %d", i + 1).isEqualTo(i % 2 == 0);
      }
      assertThat(one.get(2).at(Mark.INTENDED_START) - one.get(1).at(Mark.DRAINED)).isBetween(10 * SECOND, 11 * SECOND);
    }
  }

  @Test
  void shouldHaveConversationsOfDifferentLengths() throws InterruptedException {
    try (World world = live(CHAT.withConversations(new Conversations(1, 3, null)), 200)) {
      double opened = world.turns.stream().filter(turn -> turn.has(Mark.CONNECT_START)).count();
      assertThat(world.turns.size() / opened).isCloseTo(2.0, within(0.3));
    }
  }

  @ParameterizedTest
  @EnumSource(value = ListeningMode.class, names = {"AUTO", "REALTIME"})
  void shouldWaitForTheGreetingAfterAWakeWord(ListeningMode mode) throws InterruptedException {
    Persona calling = CHAT.withMode(mode).withWakeWord("你好小智").withConversations(Conversations.of(1));
    try (World world = live(calling, 60)) {
      assertThat(world.outcomes()).containsOnlyKeys(TurnOutcome.ANSWERED);
      assertThat(world.turns).as("as long as a greeting at least")
          .allMatch(turn -> turn.at(Mark.SPEECH_START) - turn.at(Mark.HELLO_DONE) > 1_000 * MILLI);
      assertThat(world.turns).as("what was asked has been answered, not the greeting")
          .allMatch(turn -> !turn.heard().isEmpty() && turn.at(Mark.STT) > turn.at(Mark.LAST_VOICED));
      assertThat(world.turns).allMatch(turn -> turn.at(Mark.FIRST_PACKET) > turn.at(Mark.STT));
    }
  }

  @Test
  void shouldTypeOneOfItsTexts() throws InterruptedException {
    try (World world = live(CHAT.withWords(new Words.Typed(List.of("one", "two"))), 60)) {
      assertThat(world.outcomes()).containsOnlyKeys(TurnOutcome.ANSWERED);
      assertThat(world.turns).extracting(Turn::utterance).contains("one", "two");
    }
  }

  @Test
  void shouldThinkAsLongAsItsDistributionSays() throws InterruptedException {
    Persona chat = CHAT.withWords(new Words.Typed(List.of("x"))).withThink(new Pause.Exponential(2 * SECOND));
    try (World world = live(chat, 600)) {
      List<Turn> one = world.turns.stream().filter(turn -> turn.device() == 0).toList();
      double sum = 0;
      for (int i = 1; i < one.size(); i++) {
        sum +=
            one.get(i).at(Mark.INTENDED_START)
                - Math.max(one.get(i - 1).at(Mark.DRAINED), one.get(i - 1).at(Mark.TTS_STOP));
      }
      assertThat(sum / (one.size() - 1) / SECOND).isCloseTo(2.0, within(0.5));
    }
  }

  @Test
  void shouldMixThemAsThePopulationSays() throws InterruptedException {
    Persona english = CHAT.named("english").withWords(new Words.Spoken(Corpus.builtIn().utterances("en")));
    Persona rude = CHAT.named("barge-in").withInterruption(interruption(Interruption.Moment.FIRST_SOUND, 500, 1));
    Population mixed =
        new Population(
            List.of(
                new Population.Part(english, 0.5),
                new Population.Part(rude, 0.2),
                new Population.Part(CHAT.named("idle").beingSilent(), 0.3)));
    try (World world = live(World.scenario(20, 60, mixed), 60)) {
      assertThat(world.devices(turn -> turn.outcome() == TurnOutcome.ANSWERED)).isEqualTo(10);
      assertThat(world.devices(turn -> turn.outcome() == TurnOutcome.INTERRUPTED)).isEqualTo(4);
      assertThat(world.count(TurnCount.SILENT_STAYED)).isEqualTo(6);
    }
  }

  @Test
  void shouldComeBackByThemselvesAfterAStorm() throws InterruptedException {
    Scenario storm =
        World.scenario(40, 120, Population.talking(CHAT, 0.5))
            .withWaves(List.of(new Wave(Wave.Kind.CUT, 0.5, 60 * SECOND)));
    try (World world = live(storm, 120)) {
      assertThat(of(world, TurnOutcome.ABORTED)).isNotEmpty().allMatch(turn -> turn.at(Mark.ENDED) == 60 * SECOND);
      assertThat(world.outcomes()).containsOnlyKeys(TurnOutcome.ANSWERED, TurnOutcome.ABORTED);
      assertThat(world.count(TurnCount.CHANNELS_OPENED)).as("half of them a second time").isEqualTo(60);
      assertThat(world.count(TurnCount.SILENT_LOSSES)).as("no fault of the server").isZero();
      assertThat(world.count(TurnCount.SILENT_STAYED)).isEqualTo(20);
      assertThat(world.devices(turn -> turn.at(Mark.ACTUAL_START) > 65 * SECOND)).isEqualTo(20);
    }
  }

  @Test
  void shouldBootAllAtOnceWhenThePowerComesBack() throws InterruptedException {
    Scenario cut =
        World.scenario(40, 120, Population.talking(CHAT, 0.5))
            .withWaves(List.of(new Wave(Wave.Kind.POWER, 1, 60 * SECOND)));
    try (World world = live(cut, 120)) {
      assertThat(world.simulation.measurements().stats(TurnMeasure.BOOT).count()).isEqualTo(80);
      assertThat(world.count(TurnCount.CHANNELS_OPENED)).isEqualTo(80);
      assertThat(world.count(TurnCount.CHANNELS_OPEN)).isZero();
      assertThat(world.count(TurnCount.SILENT_DEVICES)).isEqualTo(20);
      assertThat(world.devices(turn -> turn.at(Mark.ACTUAL_START) > 65 * SECOND)).isEqualTo(20);
      assertThat(world.outcomes()).containsOnlyKeys(TurnOutcome.ANSWERED, TurnOutcome.ABORTED);
    }
  }
}
