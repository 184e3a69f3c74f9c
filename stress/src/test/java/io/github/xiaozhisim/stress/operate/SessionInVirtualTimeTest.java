package io.github.xiaozhisim.stress.operate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.xiaozhisim.device.DeviceConfig;
import io.github.xiaozhisim.device.DeviceState;
import io.github.xiaozhisim.device.ListeningMode;
import io.github.xiaozhisim.device.board.Boards;
import io.github.xiaozhisim.device.protocol.Json;
import io.github.xiaozhisim.device.speech.Clip;
import io.github.xiaozhisim.device.speech.Corpus;
import io.github.xiaozhisim.device.virtual.MemorySettings;
import io.github.xiaozhisim.device.virtual.SimNetwork;
import io.github.xiaozhisim.device.virtual.SimScheduler;
import io.github.xiaozhisim.hal.Identity;
import io.github.xiaozhisim.hal.network.HttpListener;
import io.github.xiaozhisim.hal.network.HttpRequest;
import io.github.xiaozhisim.hal.network.Network;
import io.github.xiaozhisim.hal.network.OpenFailure;
import io.github.xiaozhisim.hal.network.WebSocketConnection;
import io.github.xiaozhisim.hal.network.WebSocketListener;
import io.github.xiaozhisim.hal.network.WebSocketRequest;
import io.github.xiaozhisim.pi.board.LocalSession;
import io.github.xiaozhisim.pi.board.VirtualSession;
import io.github.xiaozhisim.pi.session.DeviceSession.ToolText;
import io.github.xiaozhisim.pi.session.SessionEvent;
import io.github.xiaozhisim.pi.session.SessionException;
import io.github.xiaozhisim.pi.session.TurnAccount;
import io.github.xiaozhisim.pi.session.Utterance;
import io.github.xiaozhisim.stress.server.EmulatedServer;
import io.github.xiaozhisim.stress.server.Latency;
import io.github.xiaozhisim.stress.server.ServerBehaviour;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A device on a virtual board in a person's hands, against the emulated server, in virtual time. */
class SessionInVirtualTimeTest {

  private static final Clip SENTENCE = Corpus.builtIn().utterances("zh").getFirst();
  private static final Utterance SAID = new Utterance.BuiltIn(SENTENCE.transcript());

  private final SimScheduler scheduler = new SimScheduler();
  private final ServerBehaviour behaviour =
      ServerBehaviour.defaults().withLatencies(Latency.fixed(300), Latency.fixed(500), Latency.fixed(200));
  private final EmulatedServer server =
      new EmulatedServer(
          behaviour, scheduler.clock(), Corpus.builtIn().answers(), Corpus.builtIn().utterances());
  private final SimNetwork network = new SimNetwork(scheduler, server, 1_000_000);
  private final List<SessionEvent> events = new ArrayList<>();

  private LocalSession started(ListeningMode mode) {
    return started(mode, "virtual");
  }

  private LocalSession started(ListeningMode mode, String board) {
    LocalSession[] made = new LocalSession[1];
    scheduler.execute(() -> made[0] = start(mode, board));
    scheduler.runForMillis(1);
    made[0].listener(events::add);
    scheduler.runForMillis(3_000);
    return made[0];
  }

  private LocalSession start(ListeningMode mode, String board) {
    try {
      return VirtualSession.start(
          Boards.find(board),
          new Identity("02:00:00:00:00:01", "6e0a1b52-2f3c-4d6b-9a17-0d5c8f3e2b41", null),
          scheduler,
          awayUntilNanos == 0 ? network : new ServerAway(),
          new MemorySettings(),
          DeviceConfig.defaults()
              .withKeepsAskingAtBoot(awayUntilNanos > 0)
              .withOtaUrl(URI.create("http://server/xiaozhi/ota/")).withDefaultMode(mode),
          TurnKeeper::new,
          Runnable::run);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  /** Nobody answers before that moment. */
  private long awayUntilNanos;

  private final class ServerAway implements Network {
    @Override
    public WebSocketConnection openWebSocket(WebSocketRequest request, WebSocketListener to) {
      return network.openWebSocket(request, to);
    }

    @Override
    public void http(HttpRequest request, HttpListener to) {
      if (scheduler.clock().nowNanos() < awayUntilNanos) {
        scheduler.execute(() -> to.onFailed(new OpenFailure(OpenFailure.Kind.REFUSED, "nothing listens there")));
      } else {
        network.http(request, to);
      }
    }
  }

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

  private <T extends SessionEvent> List<T> events(Class<T> kind) {
    return events.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  private List<TurnAccount> turns() {
    return events(SessionEvent.TurnEnded.class).stream().map(SessionEvent.TurnEnded::turn).toList();
  }

  private List<String> problems() {
    return events(SessionEvent.Problem.class).stream().map(SessionEvent.Problem::text).toList();
  }

  private static @Nullable String failure(CompletionStage<?> stage) {
    return stage.toCompletableFuture().isCompletedExceptionally()
        ? stage.toCompletableFuture().exceptionNow().getMessage()
        : null;
  }

  private DeviceState state(LocalSession session) {
    session.now();
    scheduler.runForMillis(1);
    return session.now().state();
  }

  private static String why(CompletionStage<?> failed) throws InterruptedException {
    try {
      failed.toCompletableFuture().get();
      throw new AssertionError("it did not fail");
    } catch (ExecutionException e) {
      assertThat(e.getCause()).isInstanceOf(SessionException.class);
      return String.valueOf(e.getCause().getMessage());
    }
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

  private String traced(LocalSession session, @Nullable Path file) {
    String[] failure = {""};
    scheduler.execute(
        () -> {
          try {
            session.trace(file);
          } catch (SessionException e) {
            failure[0] = String.valueOf(e.getMessage());
          }
        });
    scheduler.runForMillis(1);
    return failure[0];
  }

  @Test
  void shouldTraceWhatTheDeviceDoesFromTheMiddleOfItsLife(@TempDir Path folder) throws Exception {
    LocalSession session = started(ListeningMode.AUTO);
    session.connect();
    scheduler.runForMillis(500);
    Path file = folder.resolve("turn.json");

    assertThat(traced(session, file)).isEmpty();
    session.say(SAID);
    scheduler.runForMillis(20_000);
    assertThat(traced(session, null)).isEmpty();
    session.say(SAID);
    scheduler.runForMillis(20_000);

    JsonNode events = Json.MAPPER.readTree(Files.readString(file)).path("traceEvents");
    List<String> names = new ArrayList<>();
    events.forEach(event -> names.add(event.path("ph").asString("") + " " + event.path("name").asString("")));
    assertThat(names)
        .containsSubsequence("B idle", "B open", "B listening", "i > listen start", "i < tts start", "B speaking");
    assertThat(names).contains("i frame", "C queues");
    assertThat(names.stream().filter(name -> name.startsWith("B"))).hasSameSizeAs(
        names.stream().filter(name -> name.startsWith("E")).toList());
    events.forEach(
        event -> assertThat(event.path("ts").asDouble(-1)).as("from its beginning to its end").isBetween(0.0, 20.1e6));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-------");
  }

  @Test
  void shouldWriteATraceThatNobodyEndedWhenTheDeviceIsSwitchedOff(@TempDir Path folder) throws Exception {
    LocalSession session = started(ListeningMode.AUTO);
    Path file = folder.resolve("all.json");

    assertThat(traced(session, file)).isEmpty();
    scheduler.execute(session::close);
    scheduler.runForMillis(1_000);

    assertThat(Json.MAPPER.readTree(Files.readString(file)).path("traceEvents").size()).isPositive();
  }

  @Test
  void shouldSayAtOnceThatATraceCannotBeWritten(@TempDir Path folder) {
    LocalSession session = started(ListeningMode.AUTO);

    assertThat(traced(session, null)).isEqualTo("nothing is traced; 'trace FILE.json' begins it");
    assertThat(traced(session, folder.resolve("nowhere").resolve("a.json")))
        .contains("cannot be written")
        .endsWith("name another file");
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
  void shouldListEveryToolWithItsParameters() throws Exception {
    LocalSession session = started(ListeningMode.AUTO);

    CompletionStage<List<ToolText>> asked = session.tools();
    scheduler.runForMillis(10);

    List<ToolText> tools = asked.toCompletableFuture().get();
    assertThat(tools).extracting(ToolText::name)
        .contains("self.get_device_status", "self.audio_speaker.set_volume", "self.reboot");
    assertThat(tools.stream().filter(tool -> tool.name().endsWith("set_volume")).findFirst().orElseThrow().parameters())
        .containsExactly("volume: integer 0 to 100");
  }

  @Test
  void shouldCallAToolAndTellWhatCameOfIt() throws Exception {
    LocalSession session = started(ListeningMode.AUTO);

    CompletionStage<String> called = session.call("self.audio_speaker.set_volume", "{\"volume\":35}");
    scheduler.runForMillis(10);

    assertThat(called.toCompletableFuture().get()).isEqualTo("true");
    assertThat(session.now().volumePercent()).isEqualTo(35);
    assertThat(events(SessionEvent.ToolCalled.class)).hasSize(1);
    SessionEvent.ToolCalled event = events(SessionEvent.ToolCalled.class).getFirst();
    assertThat(event.tool()).isEqualTo("self.audio_speaker.set_volume");
    assertThat(event.failed()).isFalse();
  }

  @Test
  void shouldSayWhyAToolFailed() throws Exception {
    LocalSession session = started(ListeningMode.AUTO);

    CompletionStage<String> unknown = session.call("self.fly", "{}");
    CompletionStage<String> tooLoud = session.call("self.audio_speaker.set_volume", "{\"volume\":350}");
    CompletionStage<String> noObject = session.call("self.audio_speaker.set_volume", "[1]");
    scheduler.runForMillis(10);

    assertThat(why(unknown)).isEqualTo("Unknown tool: self.fly");
    assertThat(why(tooLoud)).isEqualTo("Value exceeds maximum allowed: 100");
    assertThat(why(noObject)).startsWith("arguments are a JSON object");
  }

  @Test
  void shouldTellOfToolsThatTheServerCalls() {
    LocalSession session = started(ListeningMode.AUTO);
    network.links();
    session.connect();
    scheduler.runForMillis(1_000);

    assertThat(events(SessionEvent.Received.class)).extracting(SessionEvent.Received::kind).contains("mcp");
  }

  @Test
  void shouldSetVolumeAndModeByName() throws SessionException {
    LocalSession session = started(ListeningMode.AUTO);

    session.set("volume", "20");
    session.set("Mode", "manual");
    scheduler.runForMillis(10);

    assertThat(session.now().volumePercent()).isEqualTo(20);
    assertThat(session.now().mode()).isEqualTo(ListeningMode.MANUAL);
    assertThat(session.settings()).extracting(setting -> setting.name() + "=" + setting.value())
        .containsExactly("mode=manual", "volume=20");
    session.say(SAID);
    scheduler.runForMillis(20_000);
    assertThat(events(SessionEvent.Sent.class)).extracting(SessionEvent.Sent::kind).contains("listen stop");
    assertThatThrownBy(() -> session.set("volume", "loud"))
        .hasMessage("volume is a whole number from 0 to 100, not 'loud'");
    assertThatThrownBy(() -> session.set("colour", "red")).hasMessageStartingWith("there is no setting 'colour'");
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
