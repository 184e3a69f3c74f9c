package io.github.xiaozhisim.stress.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.xiaozhisim.hal.Payload;
import io.github.xiaozhisim.stress.health.Criterion;
import io.github.xiaozhisim.stress.health.Health;
import io.github.xiaozhisim.stress.health.Verdict;
import io.github.xiaozhisim.stress.measure.Measurements;
import io.github.xiaozhisim.stress.measure.Slice;
import io.github.xiaozhisim.stress.report.Runs;
import io.github.xiaozhisim.stress.timeline.Beginning;
import io.github.xiaozhisim.stress.timeline.Recorded;
import io.github.xiaozhisim.stress.turn.HeardTurn;
import io.github.xiaozhisim.stress.turn.Journal;
import io.github.xiaozhisim.stress.turn.Mark;
import io.github.xiaozhisim.stress.turn.Turn;
import io.github.xiaozhisim.stress.turn.TurnMeasure;
import io.github.xiaozhisim.stress.turn.TurnOutcome;
import io.github.xiaozhisim.stress.turn.TurnRecorder;
import io.github.xiaozhisim.stress.turn.TurnWork;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class TurnJournalTest {

  private static final JsonMapper JSON = new JsonMapper();

  private static final Beginning BEGINNING =
      new Beginning(List.of("fleet"), 7, 1_767_225_600_000L, 0, Map.of("version", "1"));

  @TempDir Path folder;

  private static Turn answeredTurn() {
    Turn turn = new Turn(2, 1, 0, 10_000, 1_767_225_600_000L);
    turn.utterance("hello, \"world\"");
    turn.board("esp-box-3");
    turn.mark(Mark.CONNECT_START, 20_000);
    turn.mark(Mark.CONNECTED, 1_000_000);
    turn.mark(Mark.HELLO_DONE, 2_000_000);
    turn.packetSent(100, 100_000_000);
    turn.packetSent(100, 160_000_000);
    turn.mark(Mark.LAST_VOICED, 150_000_000);
    turn.mark(Mark.STT, 950_000_000);
    turn.emulatedStages(200, 900);
    turn.mark(Mark.LLM, 1_350_000_000);
    turn.mark(Mark.TTS_START, 1_500_000_000);
    turn.packetReceived(50, 1_501_000_000);
    turn.mark(Mark.FIRST_SOUND, 1_501_000_000);
    turn.gap(70_123_000);
    turn.mark(Mark.TTS_STOP, 3_500_000_000L);
    turn.end(TurnOutcome.ANSWERED, "", 3_500_000_000L);
    return turn;
  }

  private static Turn refusedTurn() {
    Turn turn = new Turn(0, 1, 0, 0, 1_767_225_600_000L);
    turn.mark(Mark.CONNECT_START, 0);
    turn.end(TurnOutcome.REFUSED, "nothing listens at 127.0.0.1:1, is the server running?", 5_000_000);
    return turn;
  }

  @Test
  void shouldWriteOneQuotedLineATurn() {
    assertThat(TurnsCsv.HEADER).startsWith("started,device,turn,outcome,").endsWith("error\n");
    assertThat(new TurnsCsv().line(answeredTurn()))
        .isEqualTo(
            "2026-01-01T00:00:00Z,device-3,1,answered,\"hello, \"\"world\"\"\",,0.010,0.990,1.000,600.000,200.000,"
                + "800.000,400.000,150.000,1351.010,1999.000,3350.010,1,70.123,0,0,0,2,200,1,50,900.000,esp-box-3,\n");
    int columns = TurnsCsv.HEADER.split(",", -1).length;
    assertThat(new TurnsCsv().line(refusedTurn()).replaceAll("\"[^\"]*\"", "x").split(",", -1)).hasSize(columns);
  }

  @Test
  void shouldKeepTheColumnsOfTheOlderTester() {
    assertThat(LegacyCsv.HEADER)
        .isEqualTo(
            "connection_id,connect_time,connect_status,send_time,stt_time,llm_time,tts_start_time,tts_duration,"
                + "total_response_time,message_size,response_size,complete,error_type,error_message\n");
    assertThat(new LegacyCsv().line(LegacyTurn.of(answeredTurn())))
        .isEqualTo("3,0.980,success,60.000,850.000,400.000,150.000,2000.000,3400.000,200,50,true,,\n");
    assertThat(new LegacyCsv().line(LegacyTurn.of(refusedTurn())))
        .startsWith("1,,failed,,,,,,,0,0,false,refused,\"nothing listens at");
  }

  @Test
  void shouldLeaveAWholeReportAndNothingElse() throws Exception {
    try (TurnJournal report = TurnJournal.create(folder.resolve("run"))) {
      report.turn(answeredTurn());
      report.turn(refusedTurn());
      report.event(1_767_225_600_000L, 2, "channel open");
      report.event(1_767_225_600_000L, -1, "interrupted");
      report.health(new Health(Verdict.VALID, List.of(), 1, 0, 0, 0, List.of()));
      assertThat(folder.resolve("run/report.json")).doesNotExist();
      report.finish(Runs.some());
    }
    try (var files = Files.list(folder.resolve("run"))) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder(
              "report.json", "turns.csv", "legacy.csv", "legacy.json", "events.log", "junit.xml");
    }
    assertThat(Files.readAllLines(folder.resolve("run/turns.csv"))).hasSize(3);
    assertThat(Files.readAllLines(folder.resolve("run/legacy.csv"))).hasSize(3);
    assertThat(Files.readAllLines(folder.resolve("run/events.log")))
        .containsExactly(
            "2026-01-01T00:00:00Z device-3 channel open", "2026-01-01T00:00:00Z fleet interrupted");
  }

  @Test
  void shouldWriteTheReportOfTheOlderTester() throws Exception {
    try (TurnJournal report = TurnJournal.create(folder.resolve("run"))) {
      report.turn(answeredTurn());
      report.turn(refusedTurn());
      report.finish(Runs.some());
    }
    JsonNode old = JSON.readTree(Files.readString(folder.resolve("run/legacy.json")));
    assertThat(old.propertyNames()).containsExactlyInAnyOrder("test_info", "summary", "connections");
    assertThat(old.get("summary").toString())
        .isEqualTo(
            "{\"total_connections\":2,\"successful_connections\":1,\"failed_connections\":1,"
                + "\"avg_response_time\":3400.0,\"p95_response_time\":3400.0,\"p99_response_time\":3400.0,"
                + "\"qps\":0.167}");
    assertThat(old.get("connections").get(0).toString())
        .isEqualTo(
            "{\"connection_id\":3,\"connect_time\":0.98,\"connect_status\":\"success\",\"send_time\":60.0,"
                + "\"stt_time\":850.0,\"llm_time\":400.0,\"tts_start_time\":150.0,\"tts_duration\":2000.0,"
                + "\"total_response_time\":3400.0,\"message_size\":200,\"response_size\":50,\"complete\":true,"
                + "\"error_type\":\"\",\"error_message\":\"\"}");
    assertThat(old.get("connections").get(1).get("stt_time").isNull()).isTrue();
    assertThat(old.at("/test_info/concurrent_connections").asInt()).isEqualTo(2);
  }

  @Test
  void shouldWriteOrCountEveryTurnHoweverFastTheyCome() throws Exception {
    int many = 40_000; // more than wait at a time
    Turn turn = answeredTurn();
    long dropped;
    try (TurnJournal report = TurnJournal.create(folder.resolve("run"))) {
      for (int i = 0; i < many; i++) {
        report.turn(turn);
      }
      report.finish(Runs.some());
      dropped = report.droppedTurns();
    }
    assertThat(Files.readAllLines(folder.resolve("run/turns.csv"))).hasSize((int) (1 + many - dropped));
    assertThat(Files.readAllLines(folder.resolve("run/legacy.csv"))).hasSize((int) (1 + many - dropped));
  }

  @Test
  void shouldLoseNoTurnWhenItIsToldToWait() throws Exception {
    int many = 40_000;
    Turn turn = answeredTurn();
    try (TurnJournal report = TurnJournal.create(folder.resolve("run"))) {
      Journal patient = report.patiently();
      for (int i = 0; i < many; i++) {
        patient.turn(turn);
      }
      report.finish(Runs.some());
      assertThat(report.droppedTurns()).isZero();
    }
    assertThat(Files.readAllLines(folder.resolve("run/turns.csv"))).hasSize(1 + many);
  }

  @Test
  void shouldQuoteWhatServersSay() throws Exception {
    Turn turn = new Turn(0, 1, 0, 0, 1_767_225_600_000L);
    turn.end(TurnOutcome.REFUSED, "it said \"no\\\",\nthen nothing", 5_000_000);
    try (TurnJournal report = TurnJournal.create(folder.resolve("run"))) {
      report.turn(turn);
      report.finish(Runs.some());
    }
    JsonNode old = JSON.readTree(Files.readString(folder.resolve("run/legacy.json")));
    assertThat(old.at("/connections/0/error_message").asString()).isEqualTo("it said \"no\\\",\nthen nothing");
    assertThat(Files.readString(folder.resolve("run/turns.csv"))).contains("\"it said \"\"no\\\"\",\nthen nothing\"");
  }

  @Test
  void shouldHoldTheTimelineOfTheGeneratorWhereThereIsOne() throws Exception {
    try (TurnJournal report = TurnJournal.create(folder.resolve("run"))) {
      assertThat(report.generator()).isSameAs(report.generator());
      report.finish(Runs.some());
    }
    assertThat(folder.resolve("run/generator.csv")).content().startsWith("time_s,length_s,connected,");
  }

  @Test
  void shouldLeaveNoHalfReportBehind() throws Exception {
    try (TurnJournal report = TurnJournal.create(folder.resolve("run"))) {
      report.generator();
      report.turn(answeredTurn());
    }
    assertThat(folder.resolve("run")).isEmptyDirectory();
  }

  @Test
  void shouldSayWhatIsInTheWay() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "x");
    assertThatThrownBy(() -> TurnJournal.create(file)).hasMessageContaining("in the way");
    assertThatThrownBy(() -> TurnJournal.create(file.resolve("below"))).hasMessageContaining(file.toString());
  }

  @Test
  void shouldTakeNoFolderThatHoldsAnotherRun() throws Exception {
    Path run = folder.resolve("run");
    try (TurnJournal report = TurnJournal.create(run)) {
      report.finish(Runs.some());
    }
    assertThatThrownBy(() -> TurnJournal.create(run))
        .hasMessage(
            "the folder "
                + run
                + " holds the report of another run; give --report a folder of its own, or remove that one");
    assertThat(run.resolve("report.json")).exists();
  }

  @Test
  void shouldTakeNoFolderThatAnotherRunHasTakenJustBefore() throws Exception {
    Path run = folder.resolve("run");
    TurnJournal first = TurnJournal.create(run);
    assertThatThrownBy(() -> TurnJournal.create(run)).hasMessageContaining("holds the report of another run");
    first.close();
    TurnJournal.create(run).close();
  }

  @Test
  void shouldKeepWhatARunHasLeftThatWasKilled() throws Exception {
    Path run = folder.resolve("run");
    TurnJournal report = TurnJournal.create(run);
    report.begin(BEGINNING);
    report.turn(answeredTurn());
    report.record(second(), null);
    report.health(new Health(Verdict.VALID, List.of(), 1, 0, 0, 0, List.of()));
    report.health(
        new Health(
            Verdict.DEGRADED,
            List.of(new Health.Reason(Criterion.EARS_SKIPPED, 60, Verdict.DEGRADED, 2)),
            5,
            2,
            0,
            0,
            List.of()));
    report.close();
    assertThat(run.resolve("report.json")).doesNotExist();
    assertThat(Files.readAllLines(run.resolve("turns.csv.part"))).hasSize(2);
    assertThat(Recorded.in(run).timeline(2).stats(TurnMeasure.FIRST_SOUND).count()).isEqualTo(1);
    Health known = Objects.requireNonNull(KeptReport.open(run).result().health());
    assertThat(known.verdict()).as("whether its figures can be trusted until then").isEqualTo(Verdict.DEGRADED);
    assertThat(known.reasons()).extracting(Health.Reason::criterion).containsExactly(Criterion.EARS_SKIPPED);
    Files.writeString(run.resolve("health.json"), "{\"verdict\":");
    assertThat(KeptReport.open(run).result().health()).as("torn").isNull();
    assertThatThrownBy(() -> TurnJournal.create(run)).hasMessageContaining("holds the report of another run");
  }

  @Test
  void shouldShowARunAsAPageThatHoldsAllOfIt() throws Exception {
    Path run = folder.resolve("run");
    try (TurnJournal report = TurnJournal.create(run)) {
      report.begin(BEGINNING);
      report.turn(answeredTurn());
      report.record(second(), null);
      report.finish(Runs.some());
    }
    assertThat(run.resolve("report.html"))
        .content()
        .startsWith("<!doctype html>")
        .contains("\"first_sound.p95\"", "device-3, turn 1, 00:00:00.000 UTC", "模拟器运行正常");
  }

  @Test
  void shouldRememberTheSlowestTurnsAndWhoMetWhichError() throws Exception {
    Path run = folder.resolve("run");
    try (TurnJournal report = TurnJournal.create(run)) {
      for (int i = 0; i < 100; i++) {
        report.turn(turn(i, (i * 37) % 100));
        report.turn(refusedTurn());
      }
      report.finish(Runs.some());
    }
    JsonNode slowest = JSON.readTree(Files.readString(run.resolve("report.json"))).get("slowest");
    assertThat(slowest.findValuesAsString("ms")).hasSize(20).startsWith("99.0", "98.0", "97.0").endsWith("80.0");
    assertThat(slowest.get(0).get("marks").findValuesAsString("id"))
        .containsExactly("intended_start", "actual_start", "last_voiced", "first_sound", "ended");
  }

  @Test
  void shouldKeepWhatWasHeardAsFilesAndPlayItOnThePage() throws Exception {
    Path run = folder.resolve("run");
    Turn slow = turn(4, 90);
    Turn fast = turn(5, 1);
    try (TurnJournal report = TurnJournal.create(run)) {
      report.begin(BEGINNING);
      report.turn(slow);
      report.turn(fast);
      for (int i = 10; i < 40; i++) {
        report.turn(turn(i, 50));
      }
      report.record(second(), null);
      report.heard(List.of(new HeardTurn(slow, wav("slow")), new HeardTurn(fast, wav("fast"))));
      report.finish(Runs.some());
    }
    assertThat(run.resolve("heard-device-5-turn-1.wav")).hasContent("RIFFslow");
    JsonNode slowest = JSON.readTree(Files.readString(run.resolve("report.json"))).get("slowest");
    assertThat(slowest.size()).isEqualTo(21);
    assertThat(slowest.get(0).get("sound").asString()).isEqualTo("heard-device-5-turn-1.wav");
    assertThat(slowest.get(1).has("sound")).isFalse();
    assertThat(slowest.get(20).get("sound").asString()).isEqualTo("heard-device-6-turn-1.wav");
    assertThat(slowest.get(20).at("/note/en").asString()).contains("listened to");
    String played =
        "\"wav\":\"" + Base64.getEncoder().encodeToString("RIFFslow".getBytes(StandardCharsets.US_ASCII)) + "\"";
    assertThat(run.resolve("report.html")).content().contains(played);
    assertThat(KeptReport.open(run).writeModel()).as("made again from the folder").contains(played, "listened to");
    Files.delete(run.resolve("heard-device-5-turn-1.wav"));
    assertThat(KeptReport.open(run).writeModel()).doesNotContain(played).contains("device-5, turn 1");
  }

  private static Payload wav(String content) {
    return Payload.once(("RIFF" + content).getBytes(StandardCharsets.US_ASCII));
  }

  private static Turn turn(int device, long millis) {
    Turn turn = new Turn(device, 1, 0, 0, 1_767_225_600_000L);
    turn.mark(Mark.LAST_VOICED, 0);
    turn.mark(Mark.FIRST_SOUND, millis * 1_000_000);
    turn.end(TurnOutcome.ANSWERED, "", 200_000_000);
    return turn;
  }

  /** What a second has brought in which the answered turn ended. */
  private static Slice second() {
    TurnRecorder recorder = new TurnRecorder();
    recorder.finished(answeredTurn());
    return new Measurements(TurnWork.VOCABULARY, List.of(recorder.recorder())).collect(1_000_000_000);
  }
}
