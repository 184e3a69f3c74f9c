package io.github.xiaozhisim.stress.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.xiaozhisim.RepositoryRoot;
import io.github.xiaozhisim.stress.cli.RunOnPage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The dashboard for Grafana asks for what a run tells, in words that Prometheus can read. */
class GrafanaDashboardTest {

  private static final Path ROOT = RepositoryRoot.find();

  /** What Prometheus itself puts on all that it reads. */
  private static final Set<String> OF_PROMETHEUS = Set.of("instance", "job");

  /** Each name that a run tells, with its labels and their values. */
  private static Map<String, Map<String, Set<String>>> told = Map.of();

  @BeforeAll
  static void askARun(@TempDir Path folder) throws Exception {
    told =
        Promql.told(
            RunOnPage.metrics(
                folder,
                metrics ->
                    answered(metrics) // what is read from the system comes with the first seconds, too
                        && metrics.contains("xiaozhi_network_received_mbit_s")
                        && metrics.contains("xiaozhi_generator_lateness_p99_ms")));
  }

  private static boolean answered(String metrics) {
    return metrics.contains("outcome=\"answered\"}") && !metrics.contains("outcome=\"answered\"} 0.0");
  }

  @Test
  void shouldAskForNothingThatIsNotTold() throws IOException {
    List<String> missing = new ArrayList<>();
    for (Query query : queries()) {
      for (Promql.Selector selector : query.read().selectors()) {
        Map<String, Set<String>> labels = told.get(selector.name());
        if (labels == null) {
          missing.add(query.panel() + " asks for " + selector.name());
          continue;
        }
        for (Promql.Choice choice : selector.choices()) {
          if (OF_PROMETHEUS.contains(choice.label())) {
            assertThat(choice.value()).as(query.panel() + ": by the variable").isEqualTo("$" + choice.label());
          } else if (!labels.getOrDefault(choice.label(), Set.of()).contains(choice.value())) {
            missing.add(
                query.panel() + " asks for " + selector.name() + " with " + choice.label() + "=" + choice.value());
          }
        }
        for (String label : query.read().grouped()) {
          if (!labels.containsKey(label)) {
            missing.add(query.panel() + " sums " + selector.name() + " by " + label);
          }
        }
      }
    }
    assertThat(missing).isEmpty();
    assertThat(queries()).hasSizeGreaterThan(25);
  }

  @Test
  void shouldNameLinesByLabelsThatAreLeft() throws IOException {
    for (Query query : queries()) {
      assertThat(query.legend()).as(query.panel()).isNotBlank();
      for (MatchResult label : Pattern.compile("\\{\\{(.*?)}}").matcher(query.legend()).results().toList()) {
        Promql.Kept kept = query.read().kept();
        assertThat(kept.has(label.group(1))).as(query.panel() + ": " + query.legend() + " of " + query.text()).isTrue();
      }
    }
  }

  @Test
  void shouldTakeItsVariableFromWhatIsTold() throws IOException {
    JsonNode variable = dashboard().at("/templating/list/1");

    assertThat(variable.path("name").asString()).isEqualTo("instance");
    assertThat(variable.at("/query/query").asString()).isEqualTo("label_values(xiaozhi_devices, instance)");
    assertThat(told).containsKey("xiaozhi_devices");
  }

  @Test
  void shouldHaveATitleAndAQueryForEachPanelAndNoneOverAnother() throws IOException {
    List<JsonNode> panels = dashboard().path("panels").valueStream().toList();
    for (JsonNode panel : panels) {
      assertThat(panel.path("title").asString()).isNotBlank();
      if (!panel.path("type").asString().equals("row")) {
        assertThat(panel.path("targets")).as(panel.path("title").asString()).isNotEmpty();
      }
      for (JsonNode other : panels) {
        assertThat(panel == other || !overlap(panel.path("gridPos"), other.path("gridPos")))
            .as(panel.path("title").asString() + " over " + other.path("title").asString())
            .isTrue();
      }
    }
    assertThat(panels.stream().map(panel -> panel.path("id").asInt())).doesNotHaveDuplicates();
  }

  @Test
  void shouldShowTheHeadlineAndTheVerdictOnItself() throws IOException {
    assertThat(queries().stream().flatMap(query -> query.read().selectors().stream()).map(Promql.Selector::name))
        .contains("xiaozhi_first_sound_seconds_bucket", "xiaozhi_generator_lateness_p99_ms");
  }

  /** The table of names in the guide, which people copy from. */
  @Test
  void shouldHaveEachNameThatTheGuideTells() throws IOException {
    String guide = Files.readString(ROOT.resolve("stress/docs/live.md"));
    List<String> names =
        Pattern.compile("`(xiaozhi_[a-z0-9_]+)").matcher(guide).results().map(found -> found.group(1)).toList();

    assertThat(names).hasSizeGreaterThan(5);
    for (String name : names) {
      assertThat(told.keySet()).anySatisfy(known -> assertThat(known).startsWith(name));
    }
  }

  /** What the reader of queries lets pass is worth as much as what it refuses. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "sum(rate(xiaozhi_gaps_total[$__rate_interval])", // a bracket is missing
        "rate(xiaozhi_devices[5m])", // no counter
        "rate(xiaozhi_gaps_total)", // no range
        "xiaozhi_gaps_total[5m]", // no rate
        "histogram_quantile(95, sum by (le) (rate(a_bucket[5m])))", // no share
        "histogram_quantile(0.95, sum(rate(a_bucket[5m])))", // no classes left
        "sum by (state (xiaozhi_devices)",
        "xiaozhi_devices{state=listening}",
        "xiaozhi_devices +",
        "xiaozhi_devices xiaozhi_gaps_total"
      })
  void shouldRefuseWhatPrometheusCouldNotRead(String text) {
    assertThatThrownBy(() -> new Promql(text)).isInstanceOf(IllegalArgumentException.class);
  }

  private static boolean overlap(JsonNode one, JsonNode other) {
    return one.path("x").asInt() < other.path("x").asInt() + other.path("w").asInt()
        && other.path("x").asInt() < one.path("x").asInt() + one.path("w").asInt()
        && one.path("y").asInt() < other.path("y").asInt() + other.path("h").asInt()
        && other.path("y").asInt() < one.path("y").asInt() + one.path("h").asInt();
  }

  private static JsonNode dashboard() throws IOException {
    return new JsonMapper().readTree(Files.readString(ROOT.resolve("stress/docs/grafana.json")));
  }

  private static List<Query> queries() throws IOException {
    List<Query> all = new ArrayList<>();
    for (JsonNode panel : dashboard().path("panels")) {
      for (JsonNode target : panel.path("targets")) {
        String text = target.path("expr").asString();
        all.add(
            new Query(panel.path("title").asString(), text, target.path("legendFormat").asString(), new Promql(text)));
      }
    }
    return all;
  }

  /** One line of a panel. */
  private record Query(String panel, String text, String legend, Promql read) {}
}
