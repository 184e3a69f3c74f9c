package io.github.xiaozhisim.stress.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xiaozhisim.device.DeviceState;
import io.github.xiaozhisim.device.speech.Clip;
import io.github.xiaozhisim.device.speech.Corpus;
import io.github.xiaozhisim.device.virtual.Seeds;
import io.github.xiaozhisim.device.virtual.SimNetwork;
import io.github.xiaozhisim.device.virtual.SimScheduler;
import io.github.xiaozhisim.stress.server.EmulatedServer;
import io.github.xiaozhisim.stress.server.ServerBehaviour;
import io.github.xiaozhisim.stress.turn.Journal;
import io.github.xiaozhisim.stress.turn.Turn;
import java.net.URI;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Looking at single devices of a fleet while it runs, in virtual time. */
class FollowingTest {

  private static final long SECOND = 1_000_000_000;
  private static final Corpus CORPUS = Corpus.builtIn();
  private static final List<Clip> SHORTEST =
      CORPUS.utterances().stream().sorted(Comparator.comparingInt(Clip::durationMillis)).limit(1).toList();

  private final SimScheduler scheduler = new SimScheduler();
  private final Ears ears = Ears.onTheSpot();
  private final List<String> lines = new ArrayList<>();
  private final List<Fact> facts = new ArrayList<>();
  private final List<String> chinese = new ArrayList<>();
  private final Fleet fleet = fleet();

  @AfterEach
  void letTheEarsGo() {
    ears.close();
  }

  @Test
  void shouldTellAConversationLineByLine() {
    fleet.start();
    fleet.follow(0, this::note);
    scheduler.runForMillis(60_000);

    assertThat(lines)
        .containsSubsequence(
            "USER turn 1: wants to say “" + SHORTEST.getFirst().name() + "”",
            "OUT connects",
            "OUT hello",
            "IN hello",
            "STATE connecting → listening",
            "OUT listen start",
            "USER speaks",
            "USER has finished speaking",
            "IN stt “What time is it?”",
            "IN tts start",
            "STATE listening → speaking",
            "HEARD sound begins",
            "HEARD all of it has been heard",
            "IN tts stop",
            "USER turn 2: wants to say “" + SHORTEST.getFirst().name() + "”");
    assertThat(lines).anyMatch(line -> line.matches("USER turn 1 answered, first sound after [0-9,]+ ms"));
    assertThat(lines).last().isEqualTo("GONE ");
  }

  @Test
  void shouldSayInChineseWhatPeopleDoAndHear() {
    fleet.start();
    fleet.follow(0, this::note);
    scheduler.runForMillis(60_000);

    assertThat(chinese).contains("HEARD 开始出声", "USER 说完了").contains("OUT hello");
  }

  @Test
  void shouldSayNothingForPacketsOfSound() {
    fleet.start();
    fleet.follow(0, this::note);
    scheduler.runForMillis(60_000);

    assertThat(lines).hasSizeLessThan(60);
  }

  @Test
  void shouldSayNothingAnyMoreOnceNobodyFollows() {
    fleet.start();
    fleet.follow(0, this::note);
    scheduler.runForMillis(2_000);
    fleet.unfollow(0);
    int before = lines.size();
    scheduler.runForMillis(60_000);

    assertThat(lines).hasSize(before).isNotEmpty();
  }

  @Test
  void shouldSayThatADeviceIsNotThereOrHasLeft() {
    fleet.follow(2, this::note);
    scheduler.runForMillis(10);
    assertThat(lines).as("not switched on yet").containsExactly("GONE ");

    fleet.start();
    scheduler.runForMillis(60_000);
    assertThat(fleet.ended()).isTrue();
    lines.clear();
    fleet.follow(2, this::note);
    scheduler.runForMillis(10);
    assertThat(lines).as("has left").containsExactly("GONE ");
  }

  @Test
  void shouldListWhoIsThereAndHowTheyAreDoing() {
    fleet.start();
    scheduler.runForMillis(2_000);

    List<Presence> present = fleet.present().getFirst().getNow(List.of());
    assertThat(present).isEmpty();
    var asked = fleet.present().getFirst();
    scheduler.runForMillis(1);
    present = asked.getNow(List.of());
    assertThat(present).extracting(Presence::device).containsExactly(0, 1, 2);
    assertThat(present.getFirst().state()).isIn(DeviceState.LISTENING, DeviceState.SPEAKING);
    assertThat(present.getFirst().turns()).isEqualTo(1);
    assertThat(present.getFirst().inTurn()).isTrue();
    assertThat(present.getFirst().persona()).isEqualTo("chat");
  }

  private void note(Follower.Kind kind, long nowNanos, String english, String other, Fact fact) {
    facts.add(fact);
    lines.add(kind + " " + english);
    chinese.add(kind + " " + other);
  }

  private Fleet fleet() {
    Scenario scenario =
        Scenario.of(
                new Scenario.Target.Ota(URI.create("http://127.0.0.1:8000/xiaozhi/ota/")),
                3,
                Population.of(Persona.chatting(SHORTEST, Span.ofMillis(500, 600))))
            .withExtent(new Extent(0, 2, 10 * SECOND))
            .withRampUp(new RampUp(3, SECOND / 2))
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
          public void turn(Turn turn) {}

          @Override
          public void event(long wallMillis, int device, String what) {}
        });
  }
}
