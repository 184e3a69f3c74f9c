package io.github.xiaozhisim.stress.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xiaozhisim.RepositoryRoot;
import io.github.xiaozhisim.stress.measure.Measurements;
import io.github.xiaozhisim.stress.measure.Reading;
import io.github.xiaozhisim.stress.measure.Recorder;
import io.github.xiaozhisim.stress.turn.TurnWork;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The dashboard for Grafana asks for what there is. */
class GrafanaDashboardTest {

  private static final Path ROOT = RepositoryRoot.find();
  private static final Path SOURCES = ROOT.resolve("stress/src/main/java/io/github/xiaozhisim/stress");
  private static final Pattern NAME = Pattern.compile("xiaozhi_[a-z0-9_]+");
  /** How gauges are declared: their label, then their lane. */
  private static final Pattern GAUGE = Pattern.compile("\"([a-z0-9_]+)\", \"(?:generator|machine)\\.");

  @Test
  void shouldAskForNothingThatIsNotTold() throws IOException {
    Set<String> told = told();

    assertThat(asked()).hasSizeGreaterThan(25).allSatisfy(name -> assertThat(told).contains(name));
  }

  @Test
  void shouldHaveATitleAndAQueryForEachPanel() throws IOException {
    for (JsonNode panel : dashboard().path("panels")) {
      assertThat(panel.path("title").asString()).isNotBlank();
      if (!panel.path("type").asString().equals("row")) {
        assertThat(panel.path("targets")).as(panel.path("title").asString()).isNotEmpty();
      }
    }
  }

  @Test
  void shouldShowTheHeadlineAndTheVerdictOnItself() throws IOException {
    assertThat(asked()).contains("xiaozhi_first_sound_seconds_bucket", "xiaozhi_generator_lateness_p99_ms");
  }

  private static JsonNode dashboard() throws IOException {
    return new JsonMapper().readTree(Files.readString(ROOT.resolve("stress/docs/grafana.json")));
  }

  private static Set<String> asked() throws IOException {
    return dashboard().path("panels").valueStream()
        .flatMap(panel -> panel.path("targets").valueStream())
        .flatMap(target -> NAME.matcher(target.path("expr").asString()).results())
        .map(MatchResult::group)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> told() throws IOException {
    Metrics metrics = new Metrics("xiaozhi", "devices", TurnWork.VOCABULARY);
    Measurements measurements = new Measurements(TurnWork.VOCABULARY, List.of(new Recorder(TurnWork.VOCABULARY)));
    metrics.look(measurements.collect(1), new Reading(1, Map.of()));
    StringWriter out = new StringWriter();
    metrics.writeTo(out);
    Set<String> told = NAME.matcher(out.toString()).results().map(MatchResult::group).collect(Collectors.toSet());
    for (String file : List.of("health/GeneratorGauges.java", "monitor/MachineProbe.java")) {
      GAUGE.matcher(Files.readString(SOURCES.resolve(file))).results().forEach(found -> told.add("xiaozhi_" + found.group(1)));
    }
    return told;
  }
}
