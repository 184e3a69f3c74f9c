package io.github.xiaozhisim.stress.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.github.xiaozhisim.stress.report.ReportFolder;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What objectives do to a run, in virtual time. */
class ObjectivesCommandTest {

  @TempDir Path folder;

  private final StringWriter err = new StringWriter();

  private Path report = Path.of("none yet");
  private int runs;

  /** Each run has a folder of its own. */
  private int simulate(String... arguments) {
    report = folder.resolve("report-" + ++runs);
    String[] all = new String[arguments.length + 9];
    String[] usual = {"simulate", "--devices", "5", "--duration", "3m", "--ears", "0%", "--report", report.toString()};
    System.arraycopy(usual, 0, all, 0, usual.length);
    System.arraycopy(arguments, 0, all, usual.length, arguments.length);
    return Main.commandLine().setErr(new PrintWriter(err, true)).execute(all);
  }

  @Test
  void shouldEndWithZeroWhenAllAreMet() throws IOException {
    int exit = simulate("--objective", "first_sound.p95 < 10s over 60s", "--objective", "failed < 1%");
    assertThat(err.toString()).isEmpty();
    assertThat(exit).isZero();
    JsonNode json = report();
    assertThat(json.get("stopped_early").asBoolean()).isFalse();
    assertThat(json.at("/objectives/0/text").asString()).isEqualTo("first_sound.p95 < 10s over 60s");
    assertThat(json.at("/objectives/0/met").asBoolean()).isTrue();
    assertThat(json.at("/objectives/0/worst").asDouble()).isPositive();
    assertThat(json.at("/objectives/0/unit").asString()).isEqualTo("ms");
    assertThat(json.at("/objectives/1/worst").asDouble()).isZero();
    assertThat(Files.readString(report.resolve("junit.xml"))).contains("failures=\"0\"");
  }

  @Test
  void shouldStopTheRunAndEndWithFiveWhenOneCannotBeMetAnyMore() throws IOException {
    assertThat(simulate("--objective", "first_sound.p50 < 10ms over 20s")).isEqualTo(5);
    assertThat(report().get("stopped_early").asBoolean()).isTrue();
    assertThat(report().get("duration_s").asDouble()).isLessThan(90);
    assertThat(report().at("/objectives/0/met").asBoolean()).isFalse();
  }

  @Test
  void shouldRunToTheEndWhenToldTo() throws IOException {
    assertThat(simulate("--keep-going", "--objective", "first_sound.p50 < 10ms over 20s")).isEqualTo(5);
    assertThat(report().get("duration_s").asDouble()).isGreaterThanOrEqualTo(180);
  }

  @Test
  void shouldLetAnObjectiveDecideHowManyTurnsMayFail() {
    assertThat(simulate("--fault", "empty-stt@50%")).isEqualTo(1);
    assertThat(simulate("--fault", "empty-stt@50%", "--objective", "failed < 99%")).isZero();
    assertThat(simulate("--fault", "empty-stt@50%", "--objective", "first_sound.p50 < 10s")).isEqualTo(1);
  }

  /** What they do not speak of must not happen. */
  @Test
  void shouldLetAnObjectiveDecideOnlyAboutTheFailuresItSpeaksOf() throws IOException {
    assertThat(simulate("--fault", "empty-stt@50%", "--objective", "turns.per_minute > 1")).isEqualTo(1);
    assertThat(Files.readString(report.resolve("junit.xml"))).contains("turns were answered", "failures=\"1\"");
    assertThat(simulate("--fault", "empty-stt@50%", "--objective", "timed-out-stt < 1%")).isEqualTo(1);
    assertThat(simulate("--fault", "empty-stt@50%", "--objective", "nothing-heard < 99%")).isZero();
    assertThat(simulate("--fault", "empty-stt@50%", "--objective", "answered > 1%")).isZero();
  }

  @Test
  void shouldRefuseWhatItCannotUnderstandBeforeAnythingBegins() {
    assertThat(simulate("--objective", "first_sond.p95 < 1500ms")).isEqualTo(2);
    assertThat(err.toString()).contains("column 1: there is no 'first_sond'; did you mean first_sound?");
    assertThat(report).doesNotExist();
  }

  private JsonNode report() throws IOException {
    String text = Files.readString(report.resolve("report.json"));
    try (InputStream schema = ReportFolder.class.getResourceAsStream("report.schema.json")) {
      Schema known =
          SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
              .getSchema(new String(schema.readAllBytes(), StandardCharsets.UTF_8), InputFormat.JSON);
      assertThat(known.validate(text, InputFormat.JSON)).isEmpty();
    }
    return new JsonMapper().readTree(text);
  }
}
