package io.github.xiaozhisim.stress.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.xiaozhisim.device.Device;
import io.github.xiaozhisim.device.DeviceObserver;
import io.github.xiaozhisim.device.Fidelity;
import io.github.xiaozhisim.device.ListeningMode;
import io.github.xiaozhisim.device.board.BoardException;
import io.github.xiaozhisim.device.protocol.Dialect;
import io.github.xiaozhisim.device.protocol.ToyaiDialect;
import io.github.xiaozhisim.device.protocol.ToyaiIdentity;
import io.github.xiaozhisim.device.protocol.XiaozhiDialect;
import io.github.xiaozhisim.device.speech.Clip;
import io.github.xiaozhisim.device.speech.Corpus;
import io.github.xiaozhisim.device.virtual.Seeds;
import io.github.xiaozhisim.device.virtual.SimNetwork;
import io.github.xiaozhisim.device.virtual.SimScheduler;
import io.github.xiaozhisim.hal.Payload;
import io.github.xiaozhisim.hal.Scheduler;
import io.github.xiaozhisim.hal.network.HttpListener;
import io.github.xiaozhisim.hal.network.HttpRequest;
import io.github.xiaozhisim.hal.network.Network;
import io.github.xiaozhisim.hal.network.OpenFailure;
import io.github.xiaozhisim.hal.network.WebSocketConnection;
import io.github.xiaozhisim.hal.network.WebSocketListener;
import io.github.xiaozhisim.hal.network.WebSocketRequest;
import io.github.xiaozhisim.stress.server.EmulatedServer;
import io.github.xiaozhisim.stress.server.Latency;
import io.github.xiaozhisim.stress.server.ServerBehaviour;
import io.github.xiaozhisim.stress.turn.Journal;
import io.github.xiaozhisim.stress.turn.Turn;
import io.github.xiaozhisim.stress.turn.TurnCount;
import io.github.xiaozhisim.stress.turn.TurnMeasure;
import io.github.xiaozhisim.stress.turn.TurnOutcome;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole fleets of real devices against the emulated server, in virtual time: minutes of conversation in moments. */
class FleetInVirtualTimeTest {

  private static final long MILLI = 1_000_000;
  private static final Corpus CORPUS = Corpus.builtIn();
  private static final List<Clip> SHORT = shortest();

  private final SimScheduler scheduler = new SimScheduler();
  private final Book book = new Book();
  private final List<Device> made = new ArrayList<>();
  private final Ears ears = Ears.onTheSpot();
  private ServerBehaviour behaviour =
      ServerBehaviour.defaults().withLatencies(Latency.fixed(300), Latency.fixed(500), Latency.fixed(200));
  private int devices = 4;
  private int turns = 2;
  private long durationMillis;
  private long warmUpMillis;
  private long warmUpThenMillis = -1;
  private boolean portsLeft = true;
  private ListeningMode mode = ListeningMode.AUTO;
  private String text;
  private int framing = 1;
  private BoardMix boards = BoardMix.usual();
  private Dialect dialect = XiaozhiDialect.INSTANCE;
  private Fidelity fidelity = Fidelity.ROBUST;
  private EmulatedServer server;
  private List<Clip> utterances = SHORT;
  private Timeouts timeouts =
      new Timeouts(2_000 * MILLI, 2_000 * MILLI, 3_000 * MILLI, 4_000 * MILLI, 5_000 * MILLI);

  private static List<Clip> shortest() {
    return CORPUS.utterances().stream()
        .sorted(java.util.Comparator.comparingInt(Clip::durationMillis))
        .limit(2)
        .toList();
  }

  @AfterEach
  void letTheEarsGo() {
    ears.close();
  }

  private Persona persona() {
    Persona speaking = Persona.chatting(utterances, Span.ofMillis(500, 1500)).withMode(mode);
    return text == null ? speaking : speaking.withWords(new Words.Typed(List.of(text)));
  }

  private Fleet run(Scenario.Target target, long millis) {
    Scenario scenario =
        Scenario.of(target, devices, Population.of(persona()))
            .withExtent(new Extent(durationMillis * MILLI, turns, 10_000 * MILLI))
            .withRampUp(new RampUp(devices, 500 * MILLI))
            .withEquipment(
                Equipment.usual()
                    .withBoards(boards)
                    .withFidelity(fidelity)
                    .withDialect(dialect, dialect != XiaozhiDialect.INSTANCE)
                    .withFraming(framing)
                    .withEars(0.25))
            .withTimeouts(timeouts);
    ServerBehaviour.Ota ota = behaviour.ota();
    server =
        new EmulatedServer(
            behaviour.withOta(
                new ServerBehaviour.Ota(
                    ota.websocketUrl(), ota.websocketPath(), framing, ota.timezoneMinutes(), 0, false)),
            scheduler.clock(),
            CORPUS.answers(),
            CORPUS.utterances());
    Network network = portsLeft ? new SimNetwork(scheduler, server, MILLI) : new NoPortLeft(new SimNetwork(scheduler, server, MILLI));
    Fleet fleet =
        new Fleet(
            scenario,
            Roster.invented(new Seeds(1), "02:00:00"),
            List.of(scheduler),
            new VirtualDevices(scenario, (member, loop) -> network, ears, new Rollcall()),
            book);
    fleet.start(warmUpMillis * MILLI);
    if (warmUpThenMillis >= 0) {
      scheduler.runForMillis(100);
      fleet.measureFrom(warmUpThenMillis * MILLI);
    }
    scheduler.runForMillis(millis);
    fleet.measurements().collect(0);
    return fleet;
  }

  /** A machine that has no port left for connections that stay. */
  private final class NoPortLeft implements Network {
    private final SimNetwork reachable;

    NoPortLeft(SimNetwork reachable) {
      this.reachable = reachable;
    }

    @Override
    public void http(HttpRequest request, HttpListener listener) {
      reachable.http(request, listener);
    }

    @Override
    public WebSocketConnection openWebSocket(WebSocketRequest request, WebSocketListener listener) {
      scheduler.execute(
          () -> listener.onFailed(new OpenFailure(OpenFailure.Kind.LOCAL_LIMIT, "no free local port")));
      return new NeverOpen();
    }
  }

  private static final class NeverOpen implements WebSocketConnection {
    @Override
    public boolean isOpen() {
      return false;
    }

    @Override
    public boolean sendText(String message) {
      return false;
    }

    @Override
    public boolean sendText(Payload payload) {
      return false;
    }

    @Override
    public boolean sendBinary(Payload payload) {
      return false;
    }

    @Override
    public boolean writable() {
      return false;
    }

    @Override
    public void close(int code, String reason) {}

    @Override
    public void drop() {}

    @Override
    public String peer() {
      return "nobody";
    }
  }

  private Fleet run() {
    Fleet fleet = run(new Scenario.Target.Ota(URI.create("http://127.0.0.1:8000/xiaozhi/ota/")), 120_000);
    assertThat(fleet.ended()).as("every device has left").isTrue();
    return fleet;
  }

  private static void assertAll(Fleet fleet, TurnOutcome outcome, long count) {
    for (TurnOutcome each : TurnOutcome.values()) {
      assertThat(fleet.measurements().outcome(each)).as(each.label()).isEqualTo(each == outcome ? count : 0);
    }
  }

  @Test
  void shouldCountWhatFailedForWantOfThisMachinesPorts() {
    portsLeft = false;
    turns = 1;
    Fleet fleet = run();
    assertAll(fleet, TurnOutcome.REFUSED, 4);
    assertThat(fleet.measurements().count(TurnCount.LOCAL_FAILURES)).isEqualTo(4);
    assertThat(fleet.measurements().count(TurnCount.CHANNEL_FAILURES)).isEqualTo(4);
    assertThat(fleet.errors().list().getFirst().message()).contains("raise this machine's limits");
  }

  @Test
  void shouldMeasureNoLatencyOfTurnsThatBeganInTheWarmUp() {
    warmUpMillis = 2_000; // after each first turn has begun, and before any second one
    Fleet fleet = run();
    assertAll(fleet, TurnOutcome.ANSWERED, 8);
    assertThat(fleet.measurements().count(TurnCount.TURNS_WARMING_UP)).isEqualTo(4);
    assertThat(fleet.measurements().stats(TurnMeasure.FIRST_SOUND).count()).isEqualTo(4);
    assertThat(fleet.measurements().stats(TurnMeasure.CONNECT).count()).isEqualTo(4);
  }

  @ParameterizedTest
  @EnumSource(ListeningMode.class)
  void shouldHaveEveryTurnAnsweredInEveryMode(ListeningMode each) {
    mode = each;
    Fleet fleet = run();
    assertAll(fleet, TurnOutcome.ANSWERED, 8);
    assertThat(fleet.measurements().count(TurnCount.DEVICES_CONNECTED)).isEqualTo(4);
    assertThat(fleet.measurements().count(TurnCount.CHANNELS_OPENED)).isEqualTo(4);
    assertThat(fleet.measurements().count(TurnCount.GAPS)).isZero();
    assertThat(fleet.measurements().count(TurnCount.CUT_TAILS)).isZero();
    assertThat(fleet.measurements().count(TurnCount.DROPPED_FRAMES)).isZero();
    assertThat(fleet.errors().list()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Fidelity.class)
  void shouldHaveEveryTurnAnsweredOnAnyMixOfBoards(Fidelity each) throws BoardException {
    fidelity = each;
    devices = 10;
    boards =
        BoardMix.parse(
            "esp-box-3:40%,bread-compact-ml307:20%,xmini-c3:10%,df-s3-ai-cam:10%,esp32-p4-nano@ethernet:10%,"
                + "template-opus-codec",
            10);
    assertAll(run(), TurnOutcome.ANSWERED, 20);
  }

  @Test
  void shouldMeasureFromAnEarlierMomentWhenTheStartWasShort() {
    warmUpMillis = 3_600_000;
    warmUpThenMillis = 2_000;
    Fleet fleet = run();
    assertAll(fleet, TurnOutcome.ANSWERED, 8);
    assertThat(fleet.measurements().count(TurnCount.TURNS_WARMING_UP)).isEqualTo(4);
    assertThat(fleet.measurements().stats(TurnMeasure.FIRST_SOUND).count()).isEqualTo(4);
  }

  @Test
  void shouldListenAsEachBoardIsBuiltUnlessToldOtherwise() throws BoardException {
    mode = null;
    boards = BoardMix.parse("esp-box-3:50%,bread-compact-wifi:50%", 4);
    assertAll(run(), TurnOutcome.ANSWERED, 8);
    assertThat(made)
        .extracting(Device::mode)
        .containsOnly(ListeningMode.REALTIME, ListeningMode.AUTO)
        .filteredOn(each -> each == ListeningMode.REALTIME)
        .hasSize(2);
  }

  @ParameterizedTest
  @EnumSource(Fidelity.class)
  void shouldSendPhotosToWhereTheServerLooksAtThem(Fidelity each) throws BoardException {
    fidelity = each;
    boards = BoardMix.parse("m5stack-core-s3,df-s3-ai-cam", 4);
    behaviour = behaviour.withMcp(behaviour.mcp().withCallTool("self.camera.take_photo"));
    assertAll(run(), TurnOutcome.ANSWERED, 8);
    assertThat(server.totals().mcpErrors()).isZero();
    assertThat(server.totals().mcpAnswers()).as("initialize, one page, two photos each").isEqualTo(4 * 4);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void shouldTalkInTheOtherFramings(int each) {
    framing = each;
    assertAll(run(), TurnOutcome.ANSWERED, 8);
  }

  @ParameterizedTest
  @EnumSource(ListeningMode.class)
  void shouldHaveEveryTurnAnsweredByStrictDevices(ListeningMode each) {
    mode = each;
    fidelity = Fidelity.STRICT;
    Fleet fleet = run();
    assertAll(fleet, TurnOutcome.ANSWERED, 8);
    assertThat(fleet.measurements().count(TurnCount.CRASHES)).isZero();
    assertThat(fleet.errors().list()).isEmpty();
  }

  @Test
  void shouldReportCrashesOfStrictDevicesAsSuchAndTalkAgainAfterThem() {
    fidelity = Fidelity.STRICT;
    behaviour = behaviour.withFaults("no-transport@50%");
    Fleet fleet = run();
    assertThat(fleet.measurements().outcome(TurnOutcome.CRASHED)).isEqualTo(4);
    assertThat(fleet.measurements().outcome(TurnOutcome.ANSWERED)).isEqualTo(4);
    assertThat(fleet.measurements().count(TurnCount.CRASHES)).isEqualTo(4);
    assertThat(fleet.errors().list()).anyMatch(error -> error.message().contains("crashed, as the firmware would"));
  }

  @Test
  void shouldSurviveInRobustFidelityWhatCrashesTheFirmware() {
    behaviour = behaviour.withFaults("no-transport");
    Fleet fleet = run();
    assertAll(fleet, TurnOutcome.ANSWERED, 8);
    assertThat(fleet.measurements().count(TurnCount.CRASHES)).isZero();
    assertThat(fleet.measurements().count(TurnCount.VIOLATIONS)).isPositive();
  }

  @ParameterizedTest
  @CsvSource({"AUTO, ROBUST", "MANUAL, ROBUST", "REALTIME, ROBUST", "AUTO, STRICT", "MANUAL, STRICT", "REALTIME, STRICT"})
  void shouldHaveEveryTurnAnsweredInTheToyaiDialect(ListeningMode each, Fidelity how) {
    mode = each;
    fidelity = how;
    dialect = toyai(ToyaiDialect.Habits.USUAL);
    Fleet fleet = run(new Scenario.Target.Server(URI.create("ws://127.0.0.1:8000")), 120_000);
    assertAll(fleet, TurnOutcome.ANSWERED, 8);
    assertThat(fleet.errors().list()).isEmpty();
    assertThat(median(fleet, TurnMeasure.ASR)).isCloseTo(300, within(10.0));
    assertThat(median(fleet, TurnMeasure.ENDPOINT)).isBetween(0.0, each == ListeningMode.REALTIME ? 760.0 : 400.0);
  }

  @ParameterizedTest
  @EnumSource(ListeningMode.class)
  void shouldSendPacketsOfThirtyMillisecondsWhereTheCodecChipEncodes(ListeningMode each) throws BoardException {
    mode = each;
    dialect = toyai(ToyaiDialect.Habits.USUAL);
    Fleet usual = run(new Scenario.Target.Server(URI.create("ws://127.0.0.1:8000")), 120_000);
    assertAll(usual, TurnOutcome.ANSWERED, 8);
    boards = BoardMix.parse("template-opus-codec", devices);
    Fleet byChip = run(new Scenario.Target.Server(URI.create("ws://127.0.0.1:8000")), 120_000);
    assertAll(byChip, TurnOutcome.ANSWERED, 8);
    assertThat(byChip.errors().list()).isEmpty();
    assertThat((double) byChip.measurements().count(TurnCount.PACKETS_SENT) / usual.measurements().count(TurnCount.PACKETS_SENT))
        .as("packets, compared with the firmware's")
        .isBetween(1.8, 2.2);
  }

  @Test
  void shouldTypeInTheToyaiDialect() {
    text = "今天天气怎么样";
    dialect = toyai(new ToyaiDialect.Habits(2_000, true, true, 10_000));
    Fleet fleet = run(new Scenario.Target.Server(URI.create("ws://127.0.0.1:8000")), 120_000);
    assertAll(fleet, TurnOutcome.ANSWERED, 8);
    assertThat(fleet.measurements().count(TurnCount.PACKETS_SENT)).isZero();
  }

  @Test
  void shouldGoOnWithoutAuthAfterItsWait() {
    dialect = toyai(ToyaiDialect.Habits.USUAL);
    behaviour = behaviour.withFaults("no-hello");
    timeouts = new Timeouts(2_000 * MILLI, 3_000 * MILLI, 3_000 * MILLI, 4_000 * MILLI, 5_000 * MILLI);
    Fleet fleet = run(new Scenario.Target.Server(URI.create("ws://127.0.0.1:8000")), 120_000);
    assertAll(fleet, TurnOutcome.ANSWERED, 8);
    assertThat(median(fleet, TurnMeasure.HELLO)).isCloseTo(2_000, within(10.0));
  }

  @Test
  void shouldReportARefusedAuthenticationAsSuch() {
    dialect = toyai(ToyaiDialect.Habits.USUAL);
    behaviour = behaviour.withAdmission(behaviour.admission().withApplicationKey("another key"));
    Fleet fleet = run(new Scenario.Target.Server(URI.create("ws://127.0.0.1:8000")), 60_000);
    assertAll(fleet, TurnOutcome.NOT_AUTHENTICATED, 8);
    assertThat(fleet.errors().list().getFirst().message()).contains("refused this device: auth_failed");
  }

  @Test
  void shouldTakeAnEmptySttAsNothingHeard() {
    dialect = toyai(ToyaiDialect.Habits.USUAL);
    behaviour = behaviour.withFaults("empty-stt");
    assertAll(run(new Scenario.Target.Server(URI.create("ws://127.0.0.1:8000")), 60_000), TurnOutcome.NOTHING_HEARD, 8);
  }

  @Test
  void shouldTakeTheFirstSentenceForTheModelWhereAServerSendsNoLlm() {
    dialect = toyai(ToyaiDialect.Habits.USUAL);
    behaviour = behaviour.withFaults("no-llm");
    Fleet fleet = run(new Scenario.Target.Server(URI.create("ws://127.0.0.1:8000")), 120_000);
    assertAll(fleet, TurnOutcome.ANSWERED, 8);
    assertThat(median(fleet, TurnMeasure.LLM)).isCloseTo(700, within(10.0));
  }

  @Test
  void shouldEndAnAnswerThatTheServerInterrupts() {
    dialect = toyai(ToyaiDialect.Habits.USUAL);
    behaviour = behaviour.withFaults("interrupt-mid-answer");
    Fleet fleet = run(new Scenario.Target.Server(URI.create("ws://127.0.0.1:8000")), 120_000);
    assertAll(fleet, TurnOutcome.ANSWERED, 8);
  }

  private static ToyaiDialect toyai(ToyaiDialect.Habits habits) {
    return new ToyaiDialect(new ToyaiIdentity("a-key-of-nobody", Map.of()), habits);
  }

  @Test
  void shouldMeasureTheStagesTheServerWasToldAndShowTheWaitForTheEndOfTheTurn() {
    Fleet fleet = run();
    assertThat(median(fleet, TurnMeasure.ASR)).isCloseTo(300, within(10.0));
    assertThat(median(fleet, TurnMeasure.LLM)).isCloseTo(500, within(10.0));
    assertThat(median(fleet, TurnMeasure.TTS_START)).isCloseTo(200, within(10.0));
    assertThat(median(fleet, TurnMeasure.ENDPOINT)).isBetween(500.0, 760.0);
    assertThat(median(fleet, TurnMeasure.FIRST_SOUND) - median(fleet, TurnMeasure.ENDPOINT)).isCloseTo(1000, within(20.0));
    assertThat(fleet.measurements().stats(TurnMeasure.PACING_LATENESS).max()).isZero();
    assertThat(fleet.measurements().stats(TurnMeasure.BOOT).count()).isEqualTo(4);
  }

  @Test
  void shouldEndManualTurnsAtTheRelease() {
    mode = ListeningMode.MANUAL;
    Fleet fleet = run();
    assertThat(median(fleet, TurnMeasure.ENDPOINT)).isBetween(0.0, 40.0);
    assertThat(median(fleet, TurnMeasure.ASR)).isCloseTo(300, within(10.0));
    assertThat(median(fleet, TurnMeasure.FIRST_SOUND) - median(fleet, TurnMeasure.ENDPOINT)).isCloseTo(1000, within(20.0));
  }

  @Test
  void shouldTypeInsteadOfSpeaking() {
    text = "今天天气怎么样";
    Fleet fleet = run();
    assertAll(fleet, TurnOutcome.ANSWERED, 8);
    assertThat(fleet.measurements().count(TurnCount.PACKETS_SENT)).isZero();
    assertThat(median(fleet, TurnMeasure.FIRST_SOUND)).isGreaterThan(600);
  }

  @Test
  void shouldTalkToAServerThatIsNamedDirectly() {
    Fleet fleet = run(new Scenario.Target.Server(URI.create("ws://127.0.0.1:8000/xiaozhi/v1/")), 60_000);
    assertAll(fleet, TurnOutcome.ANSWERED, 8);
  }

  @Test
  void shouldCountExactlyTheAnswersThatStopInTheMiddleAndGoOn() {
    behaviour = behaviour.withFaults("stop-mid-answer");
    Fleet fleet = run();
    assertAll(fleet, TurnOutcome.TIMED_OUT_TTS, 8);
    assertThat(fleet.measurements().count(TurnCount.CHANNELS_OPENED)).as("each after a new connection").isEqualTo(8);
    assertThat(fleet.errors().list().getFirst().message()).contains("stopped in the middle");
  }

  @Test
  void shouldHaveExactlyHalfRefusedWhenHalfAreRefused() {
    behaviour = behaviour.withFaults("refuse@50%");
    Fleet fleet = run();
    assertThat(fleet.measurements().outcome(TurnOutcome.REFUSED)).isEqualTo(4);
    assertThat(fleet.measurements().outcome(TurnOutcome.ANSWERED)).isEqualTo(4);
    assertThat(fleet.measurements().count(TurnCount.DEVICES_CONNECTED)).isEqualTo(2);
  }

  @Test
  void shouldHearAGapInEachAnswerThatLacksThreePackets() {
    behaviour = behaviour.withFaults("skip-packets:3").withAnswering(behaviour.answering().withHeadStart(1));
    Fleet fleet = run();
    assertAll(fleet, TurnOutcome.ANSWERED, 8);
    assertThat(fleet.measurements().count(TurnCount.GAPS)).isEqualTo(8);
    assertThat(median(fleet, TurnMeasure.GAP)).isCloseTo(180, within(2.0));
  }

  @ParameterizedTest
  @ValueSource(strings = {"http-200", "http-401", "drop", "close-after-101", "plain-text-close"})
  void shouldCallEveryWayToSayNoARefusalWithASentence(String fault) {
    behaviour = behaviour.withFaults(fault);
    Fleet fleet = run();
    assertAll(fleet, TurnOutcome.REFUSED, 8);
    assertThat(fleet.errors().list().getFirst().message()).hasSizeGreaterThan(20);
  }

  @Test
  void shouldTellStagesApartWhenAServerGoesSilent() {
    behaviour = behaviour.withFaults("ignore");
    assertAll(run(), TurnOutcome.TIMED_OUT_CONNECT, 8);
  }

  @Test
  void shouldTimeOutWithoutAHello() {
    behaviour = behaviour.withFaults("no-hello");
    assertAll(run(), TurnOutcome.TIMED_OUT_HELLO, 8);
  }

  @Test
  void shouldTimeOutWithoutAnAnswer() {
    behaviour = behaviour.withFaults("no-answer");
    assertAll(run(), TurnOutcome.TIMED_OUT_ANSWER, 8);
  }

  @Test
  void shouldCallAnswersWithoutSttAnswers() {
    behaviour = behaviour.withFaults("no-stt");
    assertAll(run(), TurnOutcome.ANSWERED, 8);
  }

  @ParameterizedTest
  @ValueSource(strings = {"close-mid-answer", "drop-mid-answer"})
  void shouldCallALostConnectionDroppedAtItsStageAndConnectAgain(String fault) {
    behaviour = behaviour.withFaults(fault);
    Fleet fleet = run();
    assertAll(fleet, TurnOutcome.DROPPED_TTS, 8);
    assertThat(fleet.measurements().count(TurnCount.CHANNELS_OPENED)).isEqualTo(8);
  }

  @Test
  void shouldLoseItsPatienceWhenNothingIsRecognised() {
    utterances = List.of(CORPUS.noise());
    assertAll(run(), TurnOutcome.TIMED_OUT_STT, 8);
  }

  @Test
  void shouldSurviveGarbage() {
    behaviour = behaviour.withFaults("garbage");
    Fleet fleet = run();
    assertAll(fleet, TurnOutcome.ANSWERED, 8);
    assertThat(fleet.measurements().count(TurnCount.VIOLATIONS)).isPositive();
  }

  @Test
  void shouldBeginNoTurnAfterTheDurationAndLetRunningOnesEnd() {
    turns = 0;
    durationMillis = 10_000;
    Fleet fleet = run();
    assertThat(fleet.measurements().count(TurnCount.TURNS_STARTED)).isGreaterThanOrEqualTo(4);
    assertAll(fleet, TurnOutcome.ANSWERED, fleet.measurements().count(TurnCount.TURNS_STARTED));
  }

  @Test
  void shouldRecordRunningTurnsAsAbortedWhenStopped() {
    turns = 0;
    Fleet fleet = run(new Scenario.Target.Ota(URI.create("http://127.0.0.1:8000/xiaozhi/ota/")), 2_500);
    fleet.stop("interrupted");
    scheduler.runForMillis(1);
    assertThat(fleet.ended()).isTrue();
    assertAll(fleet, TurnOutcome.ABORTED, 4);
  }

  @Test
  void shouldHangUpOneAfterTheOtherWhenStopped() {
    turns = 0;
    devices = 60;
    Fleet fleet = run(new Scenario.Target.Ota(URI.create("http://127.0.0.1:8000/xiaozhi/ota/")), 1_500);
    assertThat(made).allMatch(Device::channelOpen);
    fleet.stop("interrupted");
    scheduler.runForMillis(1);
    fleet.measurements().collect(0);
    assertAll(fleet, TurnOutcome.ABORTED, 60);
    assertThat(made.stream().filter(Device::channelOpen)).as("five a millisecond leave").hasSizeBetween(45, 55);
    scheduler.runFor(fleet.leavingNanos());
    assertThat(made).noneMatch(Device::channelOpen);
    assertThat(fleet.ended()).isTrue();
  }

  @Test
  void shouldHangUpOneAfterTheOtherWhenTheGracePeriodIsOver() {
    turns = 0;
    devices = 60;
    durationMillis = 1_000;
    behaviour = behaviour.withFaults("no-answer");
    timeouts = new Timeouts(2_000 * MILLI, 2_000 * MILLI, 3_000 * MILLI, 30_000 * MILLI, 5_000 * MILLI);
    Fleet fleet = run(new Scenario.Target.Ota(URI.create("http://127.0.0.1:8000/xiaozhi/ota/")), 11_001);
    assertAll(fleet, TurnOutcome.TIMED_OUT_ANSWER, 60);
    assertThat(made.stream().filter(Device::channelOpen)).hasSizeBetween(45, 55);
    scheduler.runFor(fleet.leavingNanos());
    assertThat(fleet.ended()).isTrue();
  }

  @Test
  void shouldDoTheSameTwiceWithTheSameSeed() {
    run();
    String once = book.toString();
    FleetInVirtualTimeTest again = new FleetInVirtualTimeTest();
    again.run();
    assertThat(again.book).hasToString(once);
    assertThat(once).isNotEmpty();
  }

  private static double median(Fleet fleet, TurnMeasure measure) {
    return fleet.measurements().stats(measure).p50();
  }

  /** Knows the devices that were made. */
  private final class Rollcall implements VirtualDevices.Witnesses {
    @Override
    public @Nullable DeviceObserver of(Member member, Scheduler loop) {
      return null;
    }

    @Override
    public void made(Member member, Device device) {
      made.add(device);
    }
  }

  private static final class Book implements Journal {
    private final List<String> lines = new ArrayList<>();

    @Override
    public void turn(Turn turn) {
      lines.add(
          turn.device() + " " + turn.number() + " " + turn.outcome() + " " + turn.utterance() + " "
              + turn.nanos(TurnMeasure.FIRST_SOUND) + " " + turn.nanos(TurnMeasure.TOTAL));
    }

    @Override
    public void event(long wallMillis, int device, String what) {
      lines.add(wallMillis + " " + device + " " + what);
    }

    @Override
    public String toString() {
      return String.join("\n", lines);
    }
  }
}
