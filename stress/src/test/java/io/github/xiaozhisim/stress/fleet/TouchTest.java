package io.github.xiaozhisim.stress.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xiaozhisim.device.DeviceState;
import io.github.xiaozhisim.device.protocol.Json;
import io.github.xiaozhisim.device.speech.Clip;
import io.github.xiaozhisim.device.speech.Corpus;
import io.github.xiaozhisim.device.virtual.Seeds;
import io.github.xiaozhisim.device.virtual.SimNetwork;
import io.github.xiaozhisim.device.virtual.SimScheduler;
import io.github.xiaozhisim.stress.arrivals.Constant;
import io.github.xiaozhisim.stress.arrivals.Schedule;
import io.github.xiaozhisim.stress.arrivals.Spacing;
import io.github.xiaozhisim.stress.server.EmulatedServer;
import io.github.xiaozhisim.stress.server.ServerBehaviour;
import io.github.xiaozhisim.stress.turn.Journal;
import io.github.xiaozhisim.stress.turn.Turn;
import io.github.xiaozhisim.stress.turn.TurnCount;
import io.github.xiaozhisim.stress.turn.TurnOutcome;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A hand on one device of a fleet that runs, in virtual time. */
class TouchTest {

  private static final Corpus CORPUS = Corpus.builtIn();
  private static final List<Clip> ENGLISH = CORPUS.utterances("en");

  private final SimScheduler scheduler = new SimScheduler();
  private final Ears ears = Ears.onTheSpot();
  private final List<Turn> turns = new ArrayList<>();
  private final Fleet fleet = fleet(null);

  @BeforeEach
  void switchOn() {
    fleet.follow(0, (kind, nowNanos, english, chinese, fact) -> {});
    fleet.start();
    scheduler.runForMillis(1_000);
  }

  @AfterEach
  void letTheEarsGo() {
    ears.close();
  }

  private Touch.@Nullable Outcome touch(int device, Touch touch) {
    return touch(fleet, device, touch);
  }

  private Touch.@Nullable Outcome touch(Fleet of, int device, Touch touch) {
    CompletableFuture<Touch.Outcome> answer = of.touch(device, touch);
    scheduler.runForMillis(1);
    return answer.getNow(null);
  }

  private Presence look() {
    return look(fleet);
  }

  private Presence look(Fleet of) {
    CompletableFuture<Optional<Presence>> answer = of.look(0);
    scheduler.runForMillis(1);
    return answer.getNow(Optional.empty()).orElseThrow();
  }

  /** Holds the device, and waits until the turn that its user had begun is over. */
  private void hold() {
    assertThat(touch(0, new Touch.Hold(true))).isEqualTo(Touch.Outcome.DONE);
    scheduler.runForMillis(60_000);
    turns.clear();
  }

  @Test
  void shouldKeepAUserFromTurnsOfItsOwnAsLongAsItIsHeld() {
    hold();
    scheduler.runForMillis(120_000);
    assertThat(turns).isEmpty();

    touch(0, new Touch.Hold(false));
    scheduler.runForMillis(60_000);
    assertThat(turns).isNotEmpty();
  }

  @Test
  void shouldHoldAUserWhoIsOnlyComing() {
    Fleet late = fleet(null);
    late.start();
    late.touch(0, new Touch.Hold(true)); // it boots
    scheduler.runForMillis(60_000);

    assertThat(look(late).turns()).isZero();
    assertThat(touch(late, 0, new Touch.Type("good morning"))).isEqualTo(Touch.Outcome.DONE);
  }

  @Test
  void shouldKeepConversationsThatComeFromADeviceThatIsHeldAndGiveItTurnsByHand() {
    Fleet open = fleet(new OpenModel(Schedule.of(new Constant(1), Spacing.REGULAR, 1), Spacing.REGULAR, 100));
    open.start();
    scheduler.runForMillis(500);
    open.touch(0, new Touch.Hold(true));
    scheduler.runForMillis(60_000);
    int before = look(open).turns();
    scheduler.runForMillis(60_000);
    assertThat(look(open).turns()).as("though one comes each second").isEqualTo(before);

    assertThat(touch(open, 0, new Touch.Type("good morning"))).isEqualTo(Touch.Outcome.DONE);
    scheduler.runForMillis(30_000);
    assertThat(look(open).turns()).isEqualTo(before + 1);
    assertThat(touch(open, 0, new Touch.Type("good evening"))).isEqualTo(Touch.Outcome.DONE);
    scheduler.runForMillis(30_000);
    open.touch(0, new Touch.Hold(false));
    scheduler.runForMillis(60_000);
    assertThat(look(open).turns()).as("left to itself").isGreaterThan(before + 3);
  }

  @Test
  void shouldLetAUserGoWhenNobodyFollowsAnyMore() {
    hold();

    fleet.unfollow(0);
    scheduler.runForMillis(60_000);

    assertThat(look().turns()).isGreaterThan(1);
  }

  @Test
  void shouldTakeATurnWithTheSentenceThatIsAskedFor() {
    hold();

    assertThat(touch(0, new Touch.Say("现在几点了"))).isEqualTo(Touch.Outcome.DONE);
    scheduler.runForMillis(30_000);
    assertThat(touch(0, new Touch.Say("EN-TIME"))).isEqualTo(Touch.Outcome.DONE);
    scheduler.runForMillis(30_000);

    assertThat(turns).extracting(Turn::utterance).containsExactly("zh-time", "en-time");
    assertThat(turns).extracting(Turn::heard).containsExactly("现在几点了？", "What time is it?");
    assertThat(turns).allMatch(turn -> Objects.requireNonNull(turn.outcome()).isGood());
  }

  @Test
  void shouldTakeATurnWithoutSound() {
    hold();

    assertThat(touch(0, new Touch.Type("good morning"))).isEqualTo(Touch.Outcome.DONE);
    scheduler.runForMillis(30_000);

    assertThat(turns).extracting(Turn::heard).containsExactly("good morning");
  }

  @Test
  void shouldNotBeginATurnWithinATurn() {
    hold();
    touch(0, new Touch.Say("en-story"));

    assertThat(look().inTurn()).isTrue();
    assertThat(touch(0, new Touch.Type("quick"))).isEqualTo(Touch.Outcome.IN_TURN);
    scheduler.runForMillis(60_000);
    assertThat(turns).hasSize(1);
  }

  @Test
  void shouldStopAnAnswerAndHangUp() {
    hold();
    touch(0, new Touch.Say("en-time"));
    for (int i = 0; i < 1_000 && look().state() != DeviceState.SPEAKING; i++) {
      scheduler.runForMillis(10);
    }

    assertThat(touch(0, new Touch.Abort())).isEqualTo(Touch.Outcome.DONE);
    scheduler.runForMillis(500);
    assertThat(look().state()).isNotEqualTo(DeviceState.SPEAKING);
    assertThat(turns).extracting(Turn::outcome).containsExactly(TurnOutcome.INTERRUPTED);
    assertThat(touch(0, new Touch.HangUp())).isEqualTo(Touch.Outcome.DONE);
    scheduler.runForMillis(500);
    assertThat(look().channelOpen()).isFalse();
    assertThat(touch(0, new Touch.HangUp())).as("there is nothing to drop").isEqualTo(Touch.Outcome.NOT_NOW);
    assertThat(touch(0, new Touch.Connect())).isEqualTo(Touch.Outcome.DONE);
    scheduler.runForMillis(500);
    assertThat(look().channelOpen()).isTrue();
  }

  @Test
  void shouldStopWhatIsBeingSaid() {
    hold();
    touch(0, new Touch.Say("en-story"));
    for (int i = 0; i < 1_000 && look().state() != DeviceState.LISTENING; i++) {
      scheduler.runForMillis(10);
    }
    scheduler.runForMillis(200);

    assertThat(touch(0, new Touch.Abort())).isEqualTo(Touch.Outcome.DONE);
    scheduler.runForMillis(1_500);

    assertThat(turns).extracting(Turn::outcome).containsExactly(TurnOutcome.INTERRUPTED);
    assertThat(look().inTurn()).isFalse();
    scheduler.runForMillis(20_000);
    assertThat(unasked()).as("to what it had heard so far the server may answer").isZero();
  }

  private long unasked() {
    return fleet.measurements().count(TurnCount.UNASKED_ANSWERS);
  }

  @Test
  void shouldNotTakeAnAnswerForUnaskedThatSomebodyAskedForByHand() {
    hold();
    touch(0, new Touch.HangUp());
    scheduler.runForMillis(500);

    assertThat(touch(0, new Touch.Wake("你好小智"))).isEqualTo(Touch.Outcome.DONE);
    for (int i = 0; i < 1_000 && look().state() != DeviceState.SPEAKING; i++) {
      scheduler.runForMillis(10);
    }

    assertThat(look().state()).as("the server greets who wakes the device").isEqualTo(DeviceState.SPEAKING);
    assertThat(unasked()).isZero();
  }

  @Test
  void shouldAskTheDeviceForItsTools() {
    hold();
    CompletableFuture<String> answer = new CompletableFuture<>();

    touch(
        0,
        new Touch.Ask(
            Json.MAPPER.readTree(
                "{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"tools/list\",\"params\":{\"cursor\":\"\"}}"),
            answer::complete));
    scheduler.runForMillis(100);

    assertThat(answer.getNow("")).contains("\"id\":7", "self.audio_speaker.set_volume");
  }

  @Test
  void shouldSayWhatCannotBe() {
    hold();

    assertThat(touch(0, new Touch.Say("nothing that anybody says"))).isEqualTo(Touch.Outcome.NO_SENTENCE);
    assertThat(touch(0, new Touch.Abort())).as("while it is silent").isEqualTo(Touch.Outcome.NOT_NOW);
    assertThat(touch(7, new Touch.Press())).isEqualTo(Touch.Outcome.NOBODY);
  }

  private Fleet fleet(@Nullable OpenModel open) {
    Scenario scenario =
        Scenario.of(
                new Scenario.Target.Ota(URI.create("http://127.0.0.1:8000/xiaozhi/ota/")),
                1,
                Population.of(Persona.chatting(ENGLISH, Span.ofMillis(500, 600))))
            .withOpen(open)
            .withExtent(new Extent(0, 0, 0))
            .withRampUp(new RampUp(1, 0))
            .withEquipment(Equipment.usual());
    EmulatedServer server =
        new EmulatedServer(ServerBehaviour.defaults(), scheduler.clock(), CORPUS.answers(), CORPUS.utterances());
    SimNetwork network = new SimNetwork(scheduler, server, 1_000_000);
    return new Fleet(
        scenario,
        Roster.invented(new Seeds(1), "02:00:00"),
        List.of(scheduler),
        new VirtualDevices(scenario, (member, loop) -> network, ears),
        new Journal() {
          @Override
          public void turn(Turn turn) {
            turns.add(turn);
          }

          @Override
          public void event(long wallMillis, int device, String what) {}
        });
  }
}
