package io.github.xiaozhisim.stress.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xiaozhisim.stress.health.Verdict;
import io.github.xiaozhisim.stress.measure.Gauge;
import io.github.xiaozhisim.stress.monitor.Findings;
import io.github.xiaozhisim.stress.monitor.Warning;
import io.github.xiaozhisim.stress.turn.Mark;
import io.github.xiaozhisim.stress.turn.TurnOutcome;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ReportJsonTest {

  private static final JsonMapper JSON = new JsonMapper();

  private static final Particulars KEPT =
      new Particulars(
          List.of(
              new PageFacts.Slow(
                  "device-1, turn 2",
                  1500,
                  0,
                  1500,
                  List.of(new PageFacts.Mark("stt", new Words("stt", "stt"), 800)),
                  new Words("heard", "听到"),
                  new PageFacts.Sound("heard-device-1-turn-2.wav", "UklGRg=="))),
          Map.of("the answer stopped in the middle", List.of("device-1, turn 1, 00:00:00.000 UTC")),
          List.of("generator.csv ends early: No space left on device"));

  private static final Gauge MEMORY = new Gauge("machine_memory_percent", "machine.memory", "%", "memory in use", "内存");
  private static final Findings SEEN =
      new Findings(
          List.of(new Findings.Level(MEMORY, 12, 40.5, 91, 60)),
          List.of(new Warning(MEMORY, 3_000_000_000L, 4, 91, "full", "满")));

  @Test
  void shouldHaveTheNamesThatAreFixed() {
    JsonNode root = JSON.readTree(ReportJson.write(Runs.some(), Particulars.NONE));
    assertThat(root.propertyNames())
        .contains(
            "schema", "seed", "command", "environment", "interrupted", "devices", "turns", "outcomes", "measures",
            "audible", "errors");
    assertThat(root.get("measures").propertyNames())
        .contains(
            "connect_ms", "hello_ms", "stt_ms", "llm_ms", "tts_start_ms", "first_sound_ms", "gap_ms", "total_ms",
            "pacing_lateness_ms");
    assertThat(root.at("/measures/stt_ms").propertyNames())
        .containsExactlyInAnyOrder("count", "mean", "p50", "p90", "p95", "p99", "max");
    assertThat(root.get("audible").propertyNames())
        .containsExactlyInAnyOrder("gaps", "cut_tails", "late_frames", "dropped_frames");
    assertThat(root.at("/outcomes/answered").asInt()).isEqualTo(3);
    assertThat(root.at("/outcomes/timed-out-tts").asInt()).isEqualTo(1);
    assertThat(root.at("/errors/0/count").asInt()).isEqualTo(1);
    assertThat(root.get("interrupted").asBoolean()).isFalse();
  }

  @Test
  void shouldWriteWhatItsSchemaDescribes() throws IOException {
    JsonNode schema;
    try (InputStream in = Objects.requireNonNull(getClass().getResourceAsStream("report.schema.json"))) {
      schema = JSON.readTree(in);
    }
    JsonNode root =
        JSON.readTree(ReportJson.write(Runs.withHealth(Verdict.INVALID, Runs.some()).withFindings(SEEN), KEPT));
    List<String> undescribed = new ArrayList<>();
    compare("", root, schema, schema, undescribed);
    assertThat(undescribed).isEmpty();
    assertThat(schema.at("/properties/schema/const").asString()).isEqualTo(ReportJson.SCHEMA);
    for (TurnOutcome outcome : TurnOutcome.values()) {
      assertThat(schema.at("/properties/outcomes/properties").has(outcome.label())).as(outcome.label()).isTrue();
    }
  }

  @Test
  void shouldTellOfSinglePiecesOfWorkAndOfWhatIsMissing() {
    JsonNode root = JSON.readTree(ReportJson.write(Runs.some(), KEPT));
    assertThat(root.at("/errors/0/examples/0").asString()).isEqualTo("device-1, turn 1, 00:00:00.000 UTC");
    assertThat(root.at("/slowest/0/marks/0/at_ms").asDouble()).isEqualTo(800);
    assertThat(root.at("/slowest/0/sound").asString()).isEqualTo("heard-device-1-turn-2.wav");
    assertThat(root.toString()).doesNotContain("UklGRg");
    assertThat(root.at("/problems/0").asString()).startsWith("generator.csv ends early");
  }

  @Test
  void shouldTellWhatWasSeenOfTheMachineAndTheServer() {
    JsonNode system = JSON.readTree(ReportJson.write(Runs.some().withFindings(SEEN), KEPT)).get("system");
    assertThat(system.at("/levels/machine_memory_percent/max").asDouble()).isEqualTo(91);
    assertThat(system.at("/levels/machine_memory_percent/unit").asString()).isEqualTo("%");
    assertThat(system.at("/warnings/0/from_s").asDouble()).isEqualTo(3);
    assertThat(system.at("/warnings/0/message").asString()).isEqualTo("full");
    assertThat(JSON.readTree(ReportJson.write(Runs.some(), KEPT)).has("system")).isFalse();
  }

  /** Every member written is described, and every member required is written. */
  private static void compare(String path, JsonNode value, JsonNode type, JsonNode schema, List<String> undescribed) {
    JsonNode described = type.has("$ref") ? schema.at(type.get("$ref").asString().substring(1)) : type;
    if (!value.isObject() || !described.has("properties")) {
      return;
    }
    for (String name : value.propertyNames()) {
      JsonNode member = described.get("properties").get(name);
      if (member == null) {
        undescribed.add(path + "/" + name);
      } else {
        compare(path + "/" + name, value.get(name), member, schema, undescribed);
      }
    }
    for (JsonNode required : described.path("required")) {
      if (!value.has(required.asString())) {
        undescribed.add(path + " lacks " + required.asString());
      }
    }
  }
}
