package io.github.xiaozhisim.stress.operate;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xiaozhisim.device.DeviceState;
import io.github.xiaozhisim.device.ListeningMode;
import io.github.xiaozhisim.pi.board.LocalSession;
import io.github.xiaozhisim.pi.session.SessionEvent;
import io.github.xiaozhisim.pi.session.TurnAccount;
import io.github.xiaozhisim.pi.session.Utterance;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** A device on a virtual board in a person's hands, against the emulated server, in virtual time. */
class SessionInVirtualTimeTest extends DeviceInHand {

  @Test
  void shouldTalkToAServerThatComesTwoHoursLate() {
    awayUntilNanos = scheduler.clock().nowNanos() + 7_200_000_000_000L;
    LocalSession session = started(ListeningMode.AUTO);
    scheduler.runForMillis(7_100_000);
    assertThat(state(session)).isEqualTo(DeviceState.ACTIVATING);
    assertThat(problems()).as("said once").hasSize(1);

    scheduler.runForMillis(200_000);
    assertThat(state(session)).isEqualTo(DeviceState.IDLE);
    session.say(SAID);
    scheduler.runForMillis(20_000);

    assertThat(turns()).extracting(TurnAccount::outcome).containsExactly("answered");
  }

  @Test
  void shouldSayWhatWasAskedForWhileTheDeviceStillConnects() {
    LocalSession session = started(ListeningMode.AUTO);
    session.connect();
    scheduler.runForMillis(1);
    assertThat(state(session)).isEqualTo(DeviceState.CONNECTING);
    CompletionStage<Void> said = session.say(SAID);
    scheduler.runForMillis(20_000);

    assertThat(said.toCompletableFuture()).isCompleted();
    assertThat(turns()).extracting(TurnAccount::outcome).containsExactly("answered");
  }

  @Test
  void shouldBeIdleAndSayWhatItIsWhenItHasBooted() {
    LocalSession session = started(ListeningMode.AUTO);

    assertThat(state(session)).isEqualTo(DeviceState.IDLE);
    assertThat(session.name()).isEqualTo("virtual 02:00:00:00:00:01");
    assertThat(session.now().channelOpen()).isFalse();
    assertThat(session.now().status()).isEqualTo("STANDBY");
    assertThat(session.now().volumePercent()).isEqualTo(70);
    assertThat(session.now().firstSoundMillis()).isNaN();
    assertThat(session.lastTurn()).isEmpty();
  }

  @Test
  void shouldConnectAndStayIdle() {
    LocalSession session = started(ListeningMode.AUTO);

    session.connect();
    scheduler.runForMillis(500);

    assertThat(state(session)).isEqualTo(DeviceState.IDLE);
    assertThat(session.now().channelOpen()).isTrue();
    assertThat(turns()).as("nothing was asked").isEmpty();
  }

  @Test
  void shouldSayASentenceAndTellWhereTheTimeOfTheTurnWent() {
    LocalSession session = started(ListeningMode.AUTO);

    CompletionStage<Void> said = session.say(SAID);
    scheduler.runForMillis(20_000);

    assertThat(said.toCompletableFuture()).isCompleted();
    assertThat(events(SessionEvent.Understood.class)).extracting(SessionEvent.Understood::text)
        .containsExactly(SENTENCE.transcript());
    assertThat(events(SessionEvent.Spoken.class)).isNotEmpty();
    assertThat(turns()).hasSize(1);
    TurnAccount turn = turns().getFirst();
    assertThat(turn.outcome()).isEqualTo("answered");
    assertThat(turn.good()).isTrue();
    assertThat(turn.number()).isEqualTo(1);
    assertThat(turn.said()).isEqualTo(SENTENCE.transcript());
    assertThat(turn.understood()).isEqualTo(SENTENCE.transcript());
    assertThat(turn.gaps()).isZero();
    assertThat(turn.stages()).extracting(TurnAccount.Stage::label)
        .containsExactly("end of turn", "recognition", "model", "voice", "sound");
    double sum = turn.stages().stream().mapToDouble(TurnAccount.Stage::millis).sum();
    assertThat(sum).isCloseTo(turn.firstSoundMillis(), org.assertj.core.api.Assertions.within(1.0));
    assertThat(turn.firstSoundMillis()).isBetween(1_500.0, 1_800.0); // 600 silence, 300, 500, 200
    assertThat(turn.totalMillis()).isGreaterThan(turn.firstSoundMillis() + 1_000);
    assertThat(session.lastTurn()).contains(turn);
    assertThat(session.now().firstSoundMillis()).isEqualTo(turn.firstSoundMillis());
    assertThat(problems()).isEmpty();
  }

  @Test
  void shouldLetGoAtTheEndInManualMode() {
    LocalSession session = started(ListeningMode.MANUAL);

    session.say(SAID);
    scheduler.runForMillis(20_000);

    assertThat(events(SessionEvent.Sent.class)).extracting(SessionEvent.Sent::kind)
        .contains("listen start", "listen stop");
    assertThat(turns()).extracting(TurnAccount::outcome).containsExactly("answered");
    assertThat(turns().getFirst().firstSoundMillis()).isBetween(1_000.0, 1_200.0);
    assertThat(state(session)).isEqualTo(DeviceState.IDLE);
  }

  @Test
  void shouldSayOneSentenceAfterTheOther() {
    LocalSession session = started(ListeningMode.AUTO);

    for (int i = 0; i < 3; i++) {
      session.say(SAID);
      scheduler.runForMillis(20_000);
    }

    assertThat(turns()).extracting(TurnAccount::number).containsExactly(1, 2, 3);
    assertThat(turns()).allMatch(TurnAccount::good);
  }

  @Test
  void shouldTakeATurnAsTextWithoutSound() {
    LocalSession session = started(ListeningMode.AUTO);

    session.type("今天天气怎么样");
    scheduler.runForMillis(15_000);

    assertThat(turns()).extracting(TurnAccount::outcome).containsExactly("answered");
    assertThat(turns().getFirst().said()).isEqualTo("今天天气怎么样");
    assertThat(turns().getFirst().firstSoundMillis()).isPositive();
  }

  @Test
  void shouldEndTheTurnAsInterruptedWhenTheAnswerIsAborted() {
    LocalSession session = started(ListeningMode.AUTO);
    session.type("讲个故事");
    scheduler.runForMillis(1_500);
    assertThat(state(session)).isEqualTo(DeviceState.SPEAKING);

    session.abort();
    scheduler.runForMillis(2_000);

    assertThat(turns()).extracting(TurnAccount::outcome).containsExactly("interrupted");
  }

  @Test
  void shouldSayNoMoreWhenThePersonAborts() {
    for (ListeningMode mode : List.of(ListeningMode.AUTO, ListeningMode.MANUAL)) {
      events.clear();
      LocalSession session = started(mode);
      CompletionStage<Void> said = session.say(SAID);
      scheduler.runForMillis(700);
      assertThat(state(session)).isEqualTo(DeviceState.LISTENING);
      assertThat(session.now().microphoneDbfs()).isGreaterThan(-96);

      session.abort();
      scheduler.runForMillis(100);

      assertThat(session.now().microphoneDbfs()).as("hushed").isEqualTo(-96);
      assertThat(failure(said)).isEqualTo("it was stopped before all had been said");
      assertThat(turns()).extracting(TurnAccount::outcome).containsExactly("aborted");
      assertThat(problems()).isEmpty();
      session.close();
      scheduler.runForMillis(100);
    }
  }

  @Test
  void shouldNotBeginToSayWhatThePersonAbortsWhileTheDeviceConnects() {
    LocalSession session = started(ListeningMode.AUTO);
    CompletionStage<Void> said = session.say(SAID);
    scheduler.runForMillis(1);
    assertThat(state(session)).isEqualTo(DeviceState.CONNECTING);

    session.abort();
    scheduler.runForMillis(2_000);

    assertThat(failure(said)).isEqualTo("it was stopped before all had been said");
    assertThat(session.now().microphoneDbfs()).isEqualTo(-96);
    assertThat(problems()).as("no complaint that there is nothing to abort").isEmpty();
  }

  @Test
  void shouldEndTheTurnAsAbortedWhenThePersonHangsUp() {
    LocalSession session = started(ListeningMode.AUTO);
    session.say(SAID);
    scheduler.runForMillis(700);

    session.hangUp();
    scheduler.runForMillis(1_000);

    assertThat(turns()).extracting(TurnAccount::outcome).containsExactly("aborted");
    assertThat(state(session)).isEqualTo(DeviceState.IDLE);
    assertThat(session.now().channelOpen()).isFalse();
  }

  @Test
  void shouldEndTheTurnWhenTheConnectionBreaks() throws InterruptedException {
    LocalSession session = started(ListeningMode.AUTO);
    CompletionStage<Void> said = session.say(SAID);
    scheduler.runForMillis(700);

    network.links().getFirst().lose();
    scheduler.runForMillis(1_000);

    assertThat(turns()).extracting(TurnAccount::outcome).containsExactly("dropped-stt");
    assertThat(why(said)).contains("connection");
    assertThat(problems()).hasSize(1);
  }

  @Test
  void shouldTellWhenNobodyAnswers() {
    LocalSession session = started(ListeningMode.MANUAL);

    session.press();
    scheduler.runForMillis(1_000);
    session.release(); // nobody has said anything
    scheduler.runForMillis(10_000);

    assertThat(turns()).extracting(TurnAccount::outcome).containsExactly("timed-out-stt");
  }

  @Test
  void shouldTellWhyAWishIsIgnored() {
    LocalSession session = started(ListeningMode.AUTO);

    session.abort();
    session.release();
    session.hangUp();
    scheduler.runForMillis(100);

    assertThat(problems())
        .containsExactly(
            "there is nothing to abort: the device is not connected",
            "nothing is held: the device does not listen",
            "there is no connection to drop");
  }

  @Test
  void shouldWakeByTheWakeWord() {
    LocalSession session = started(ListeningMode.AUTO);

    session.wake("你好小智");
    scheduler.runForMillis(10_000);

    assertThat(events(SessionEvent.Sent.class)).extracting(SessionEvent.Sent::kind).contains("listen detect");
    assertThat(turns()).extracting(TurnAccount::said).containsExactly("你好小智");
    assertThat(turns()).extracting(TurnAccount::outcome).containsExactly("answered");
  }

  @Test
  void shouldSayWhyThereIsNothingToSay() throws InterruptedException {
    LocalSession session = started(ListeningMode.AUTO);

    assertThat(why(session.say(new Utterance.BuiltIn("xyzzy")))).startsWith("no speech that ships with the program");
    assertThat(why(session.say(new Utterance.Recording(Path.of("/nowhere.wav"))))).contains("does not exist");
  }

  @Test
  void shouldHearAndShowHowLoudItIs() {
    LocalSession session = started(ListeningMode.AUTO);
    double loudest = -200;
    double loudestAnswer = -200;

    session.say(SAID);
    for (int i = 0; i < 200; i++) {
      scheduler.runForMillis(100);
      loudest = Math.max(loudest, session.now().microphoneDbfs());
      loudestAnswer = Math.max(loudestAnswer, session.now().speakerDbfs());
    }

    assertThat(loudest).isBetween(-40.0, 0.0);
    assertThat(loudestAnswer).isBetween(-40.0, 0.0);
    assertThat(session.now().microphoneDbfs()).isEqualTo(-96);
  }

  @Test
  void shouldSpeakInThePacketsOfABoardWhoseChipEncodes() {
    LocalSession session = started(ListeningMode.AUTO, "template-opus-codec");

    session.say(SAID);
    scheduler.runForMillis(20_000);

    assertThat(turns()).extracting(TurnAccount::outcome).containsExactly("answered");
  }

  @Test
  void shouldLeaveNothingBehindWhenItIsSwitchedOff() throws InterruptedException {
    LocalSession session = started(ListeningMode.AUTO);
    CompletionStage<Void> said = session.say(SAID);
    scheduler.runForMillis(700);

    scheduler.execute(session::close);
    scheduler.runForMillis(3_000);

    assertThat(why(said)).isEqualTo("the device was switched off");
    assertThat(turns()).extracting(TurnAccount::outcome).containsExactly("aborted");
    session.toggle();
    scheduler.runForMillis(1_000);
    assertThat(session.now().state()).isNotEqualTo(DeviceState.LISTENING);
  }
}
