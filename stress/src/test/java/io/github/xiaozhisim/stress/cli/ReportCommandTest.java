package io.github.xiaozhisim.stress.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ReportCommandTest {

  private static final JsonMapper JSON = new JsonMapper();

  @TempDir static Path runs;

  private static Path whole = Path.of("none yet");

  @TempDir Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeAll
  static void run() {
    whole = runs.resolve("whole");
    String[] arguments = {
      "simulate",
      "--devices",
      "5",
      "--duration",
      "1m",
      "--ears",
      "0%",
      "--fault",
      "empty-stt@30%",
      "--report",
      whole.toString()
    };
    assertThat(Main.commandLine().execute(arguments)).isEqualTo(ExitCodes.SOME_FAILED);
  }

  private int report(Object... arguments) {
    String[] all = new String[arguments.length + 1];
    all[0] = "report";
    for (int i = 0; i < arguments.length; i++) {
      all[i + 1] = arguments[i].toString();
    }
    return Main.commandLine().setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true)).execute(all);
  }

  private void copy(String... names) throws IOException {
    for (String name : names) {
      Files.copy(whole.resolve(name), folder.resolve(name));
    }
  }

  /** What the page would show. */
  private JsonNode model(Path where) {
    assertThat(report(where, "--format", "json", "--output", "-")).as(err.toString()).isZero();
    return JSON.readTree(out.toString());
  }

  @Test
  void shouldMakeThePageAgainAsItWas() throws IOException {
    String before = Files.readString(whole.resolve("report.html"));
    Files.delete(whole.resolve("report.html"));
    assertThat(report(whole)).isZero();
    assertThat(out.toString()).isEqualToIgnoringNewLines(whole.resolve("report.html") + "\n");
    assertThat(Files.readString(whole.resolve("report.html"))).isEqualTo(before);
  }

  @Test
  void shouldReportARunThatWasKilledUpToItsLastSecond() throws IOException {
    copy("recording.json", "timeline.csv", "latencies.hlog");
    byte[] turns = Files.readAllBytes(whole.resolve("turns.csv"));
    Files.write(folder.resolve("turns.csv.part"), Arrays.copyOf(turns, turns.length - 10));
    JsonNode killed = model(folder);
    out.getBuffer().setLength(0);
    JsonNode ended = model(whole);
    assertThat(killed.at("/run/unfinished").asBoolean()).isTrue();
    assertThat(killed.at("/answer/good").asBoolean()).isFalse();
    assertThat(killed.at("/answer/en").asString()).startsWith("The run did not come to its end. Until then: ");
    for (String part : List.of("series", "distribution", "waterfall", "outcomes", "cards")) {
      assertThat(killed.get(part)).as(part).isEqualTo(ended.get(part));
    }
    assertThat(killed.at("/slowest/0/ms")).isEqualTo(ended.at("/slowest/0/ms"));
    assertThat(killed.at("/errors/0/message")).isEqualTo(ended.at("/errors/0/message"));
    assertThat(killed.at("/errors/0/examples/0").asString()).isEqualTo(ended.at("/errors/0/examples/0").asString());
    assertThat(folder.resolve("report.json")).as("it may still run").doesNotExist();
  }

  @Test
  void shouldOpenReportsFromBeforeThereWereRecordings() throws IOException {
    copy("turns.csv");
    String command = "\"command\":[\"fleet\"],\"environment\":{\"version\":\"0.0.1\"},\"interrupted\":false";
    Files.writeString(
        folder.resolve("report.json"),
        "{\"schema\":\"xiaozhi-simulator/report/1\",\"seed\":3,"
            + command
            + ",\"started\":\"2026-01-01T00:00:00Z\","
            + "\"duration_s\":60,\"devices\":{\"requested\":5,\"connected\":5},\"turns\":{\"started\":9,"
            + "\"finished\":9},"
            + "\"outcomes\":{\"answered\":7,\"nothing-heard\":2},\"measures\":{\"stt_ms\":{\"count\":9,\"mean\":1,"
            + "\"p50\":1,\"p90\":1,"
            + "\"p95\":1,\"p99\":1,\"max\":1}},\"audible\":{\"gaps\":0},\"errors\":[{\"message\":\"no\","
            + "\"count\":2}]}");
    Path turns = folder.resolve("turns.csv");
    String started = Files.readAllLines(turns).get(1).substring(0, 10);
    Files.writeString(turns, Files.readString(turns).replace(started, "2026-01-01"));
    JsonNode model = model(folder);
    assertThat(model.at("/answer/en").asString())
        .isEqualTo("2 of 9 turns were not answered (5 of 5 devices connected).");
    assertThat(model.at("/run/seed").asInt()).isEqualTo(3);
    assertThat(model.at("/series/charts/0/id").asString()).as("its turns are in turns.csv").isEqualTo("first_sound");
    assertThat(model.get("slowest")).hasSize(20);
  }

  @Test
  void shouldMakeOneReportOfSeveralRuns() throws IOException {
    Path other = folder.resolve("other");
    String[] arguments = {
      "simulate",
      "--devices",
      "3",
      "--duration",
      "1m",
      "--seed",
      "5",
      "--ears",
      "0%",
      "--objective",
      "failed < 1%",
      "--report",
      other.toString()
    };
    assertThat(Main.commandLine().setOut(new PrintWriter(out)).execute(arguments)).isZero();
    out.getBuffer().setLength(0);
    Path both = folder.resolve("both");
    assertThat(report(whole, other, "--to", both)).as(err.toString()).isZero();
    assertThat(out.toString()).isEqualToIgnoringNewLines(both.resolve("report.html") + "\n");

    JsonNode one = JSON.readTree(Files.readString(whole.resolve("report.json")));
    JsonNode two = JSON.readTree(Files.readString(other.resolve("report.json")));
    JsonNode sum = JSON.readTree(Files.readString(both.resolve("report.json")));
    assertThat(sum.at("/devices/requested").asInt()).isEqualTo(8);
    for (String figure :
        List.of(
            "/turns/finished",
            "/turns/failed",
            "/outcomes/answered",
            "/traffic/bytes_received",
            "/measures/stt_ms/count")) {
      assertThat(sum.at(figure).asLong())
          .as(figure)
          .isPositive()
          .isEqualTo(one.at(figure).asLong() + two.at(figure).asLong());
    }
    assertThat(sum.at("/measures/first_sound_ms/max").asDouble())
        .isEqualTo(
            Math.max(
                one.at("/measures/first_sound_ms/max").asDouble(), two.at("/measures/first_sound_ms/max").asDouble()));
    assertThat(sum.at("/objectives/0/text").asString()).isEqualTo("failed < 1%");
    assertThat(sum.at("/objectives/0/met").asBoolean()).as("met by one alone, and not by both together").isFalse();
    assertThat(sum.at("/environment/other/seed").asInt()).isEqualTo(5);
    assertThat(sum.at("/slowest/0/title").asString()).matches("(whole|other), device-.*");
    List<String> turns = Files.readAllLines(both.resolve("turns.csv"));
    assertThat(turns).hasSize(1 + sum.at("/turns/finished").asInt());
    assertThat(turns.get(1)).contains(",whole/device-");
    assertThat(turns.getLast()).contains(",other/device-");
    assertThat(both.resolve("report.html")).content().contains("\"first_sound.p95\"");
    out.getBuffer().setLength(0);
    assertThat(model(both).at("/outcomes/0/count")).isEqualTo(sum.at("/outcomes/answered"));
  }

  @Test
  void shouldMoveARunWhoseClockWasWrong() {
    Path moved = folder.resolve("moved");
    Path copy = folder.resolve("copy");
    assertThat(report(copyOf(copy), whole, "--to", moved, "--clock-offset", copy + "=-30s"))
        .as(err.toString())
        .isZero();
    out.getBuffer().setLength(0);
    JsonNode model = model(moved);
    JsonNode alone = JSON.readTree(readReport(whole));
    double seconds = alone.at("/duration_s").asDouble();
    assertThat(model.at("/run/duration_s").asDouble()).isBetween(seconds + 29.9, seconds + 30.1);
    assertThat(model.at("/run/environment/copy/clock_offset_ms").asLong()).isEqualTo(-30_000);
  }

  private static String readReport(Path where) {
    try {
      return Files.readString(where.resolve("report.json"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path copyOf(Path to) {
    try {
      Files.createDirectories(to);
      for (String name : List.of("report.json", "recording.json", "timeline.csv", "latencies.hlog", "turns.csv")) {
        Files.copy(whole.resolve(name), to.resolve(name));
      }
      return to;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void shouldSayWhatIsWrongWithSeveralRuns() {
    Path copy = copyOf(folder.resolve("copy"));
    assertThat(report(whole, copy)).isEqualTo(ExitCodes.USAGE);
    assertThat(report(whole, "--to", folder.resolve("new"))).isEqualTo(ExitCodes.USAGE);
    assertThat(report(whole, whole.resolve("."), "--to", folder.resolve("new"))).isEqualTo(ExitCodes.USAGE);
    assertThat(report(whole, copy, "--to", copy)).isEqualTo(ExitCodes.USAGE);
    assertThat(report(whole, copy, "--to", folder.resolve("new"), "--format", "csv")).isEqualTo(ExitCodes.USAGE);
    assertThat(report(whole, copy, "--to", folder.resolve("new"), "--clock-offset", "else=1s"))
        .isEqualTo(ExitCodes.USAGE);
    assertThat(report(whole, copy, "--to", folder.resolve("new"), "--clock-offset", copy + "=2h"))
        .isEqualTo(ExitCodes.USAGE);
    List<String> lines = err.toString().lines().filter(line -> line.startsWith("xiaozhi: ")).toList();
    assertThat(lines).hasSize(7);
    assertThat(lines.get(0)).endsWith("say where with --to DIR");
    assertThat(lines.get(1)).contains("--to is for the report of several runs");
    assertThat(lines.get(2)).endsWith("is named twice; a run counts once");
    assertThat(lines.get(3)).contains("holds the report of another run");
    assertThat(lines.get(4)).contains("--format and --output are for one run");
    assertThat(lines.get(5)).contains("is not named among the others");
    assertThat(lines.get(6)).contains("so they are no one run");
    assertThat(folder.resolve("new")).doesNotExist();
  }

  @Test
  void shouldWriteOtherShapesToo() throws IOException {
    assertThat(report(whole, "--format", "csv", "--output", "-")).isZero();
    assertThat(out.toString())
        .startsWith("measure,count,mean,p50,p90,p95,p99,max\nboot_ms,5,")
        .contains("\ntls_ms,0,,,,,,\n");
    Path file = folder.resolve("ci.xml");
    assertThat(report(whole, "--format", "junit", "--output", file)).isZero();
    assertThat(file).content(StandardCharsets.UTF_8).isEqualTo(Files.readString(whole.resolve("junit.xml")));
  }

  @Test
  void shouldSayInOneSentenceWhatIsWrong() throws IOException {
    assertThat(report(folder.resolve("nothing"))).isEqualTo(ExitCodes.USAGE);
    assertThat(report(folder)).isEqualTo(ExitCodes.USAGE);
    Files.writeString(folder.resolve("report.json"), "{\"schema\":\"xiaozhi-simulator/report/7\"}");
    assertThat(report(folder)).isEqualTo(ExitCodes.USAGE);
    Files.writeString(folder.resolve("report.json"), "{\"schema\":");
    assertThat(report(folder)).isEqualTo(ExitCodes.USAGE);
    List<String> lines = err.toString().lines().toList();
    assertThat(lines).hasSize(4);
    assertThat(lines.get(0)).isEqualTo("xiaozhi: there is no folder " + folder.resolve("nothing"));
    assertThat(lines.get(1)).endsWith("holds no report: there is neither report.json nor recording.json in it");
    assertThat(lines.get(2)).endsWith("take the version of the program that wrote it");
    assertThat(lines.get(3)).contains("report.json cannot be read in line 1: ");
  }
}
