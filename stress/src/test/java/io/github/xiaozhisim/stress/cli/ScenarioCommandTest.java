package io.github.xiaozhisim.stress.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xiaozhisim.RepositoryRoot;
import io.github.xiaozhisim.stress.scenario.Scenarios;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.Model.OptionSpec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Scenario files on the command line. */
class ScenarioCommandTest {

  /** Options that a file has no place for: they are about this one start of the program. */
  private static final Set<String> TYPED_ONLY =
      Set.of(
          "--help",
          "--version",
          "--scenario",
          "--old-env",
          "--yes",
          "--token",
          "--report",
          "--reports",
          "--live",
          "--top",
          "--old-config",
          "--clock-server",
          "--clock-offset"); // of a machine, not of a scenario

  @TempDir Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... arguments) {
    return Main.commandLine(Map.of())
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(arguments);
  }

  private String write(String... lines) throws IOException {
    Path file = folder.resolve("evening.yaml");
    Files.writeString(file, "schema: 1\n" + String.join("\n", lines) + "\n");
    return file.toString();
  }

  private static List<String> completed(Map<String, String> environment, String... typed) throws CliFailure {
    return new CommandLayers(environment).complete(Main.commandLine(environment).parseArgs(typed)).arguments();
  }

  /** Whoever adds an option to the fleet gives it a place in scenario.schema.json, or says here why not. */
  @Test
  void shouldHaveAPlaceInFilesForEveryOptionOfTheFleet() {
    Set<String> inFiles = new TreeSet<>();
    collect(new JsonMapper().readTree(Scenarios.schema()), inFiles);
    Set<String> options = new TreeSet<>();
    for (OptionSpec option : Main.commandLine(Map.of()).getSubcommands().get("fleet").getCommandSpec().options()) {
      options.add(option.longestName());
    }
    assertThat(options).containsAll(inFiles);
    options.removeAll(TYPED_ONLY);
    assertThat(inFiles).containsExactlyElementsOf(options);
  }

  private static void collect(JsonNode node, Set<String> options) {
    if (node.has("x-option")) {
      options.add(node.get("x-option").asString());
    }
    node.values().forEach(child -> collect(child, options));
  }

  @Test
  void shouldTakeFromTheFileWhatIsNeitherTypedNorInTheEnvironment() throws IOException, CliFailure {
    String file = write("devices: {count: 500, framing: 2}", "run: {seed: 4, duration: 1m}");
    assertThat(completed(Map.of("XIAOZHI_SEED", "5"), "fleet", "--scenario", file, "--devices", "3"))
        .containsExactly("fleet", "--seed=5", "--framing=2", "--duration=1m", "--scenario", file, "--devices", "3");
  }

  @Test
  void shouldTakeTheFileItselfFromTheEnvironment() throws IOException, CliFailure {
    String file = write("run: {seed: 4}");
    assertThat(completed(Map.of("XIAOZHI_SCENARIO", file), "fleet"))
        .containsExactly("fleet", "--scenario=" + file, "--seed=4");
    assertThat(completed(Map.of(), "fleet", "--preset", "quick"))
        .contains("--phases=100: 30s, 250: 30s, 500: 1m", "--preset");
    assertThat(completed(Map.of(), "fleet", "--preset", "quick", "--devices", "200"))
        .as("no higher than was asked for")
        .contains("--phases=100: 30s, 200: 90s", "200");
    assertThat(completed(Map.of("XIAOZHI_DEVICES", "300"), "fleet", "--preset", "quick"))
        .contains("--phases=100: 30s, 250: 30s, 300: 60s", "--devices=300");
  }

  @Test
  void shouldGoElsewhereWhenAnotherServerIsTyped() throws IOException, CliFailure {
    String file = write("server: {ota: 'http://a/'}", "built-in-server: {workers: 3}", "run: {seed: 4}");
    assertThat(completed(Map.of(), "fleet", "--server", "ws://b/", "--scenario", file))
        .startsWith("fleet", "--seed=4", "--server");
  }

  @Test
  void shouldStopBeforeTheRunWhenTheFileIsWrong() throws IOException {
    String file = write("devices: {count: 1}", "users: {mode: loud, turns: 0}");
    assertThat(run("fleet", "--scenario", file)).isEqualTo(ExitCodes.USAGE);
    assertThat(err.toString().lines())
        .containsExactly(
            "xiaozhi: " + file + ":3:15: users.mode: 'loud' is none of auto, manual, realtime; choose one of them",
            file + ":3:28: users.turns: '0' is too little; write it like 500");
  }

  @Test
  void shouldSayWhereAValueStandsThatDoesNotFitWhatWasTyped() throws IOException {
    String file = write("run: {duration: 10s}");
    assertThat(run("fleet", "--scenario", file, "--warm-up", "20s")).isEqualTo(ExitCodes.USAGE);
    assertThat(err.toString()).contains("(--duration from " + file + ":2:17)");
  }

  @Test
  void shouldRunWhatTheFileSays() throws IOException {
    String file =
        write(
            "devices: {count: 2}", "users: {turns: 1, mode: manual}", "speech: {text: 现在几点}",
            "built-in-server: {asr: 10ms, llm: 10ms, tts: 10ms}", "run: {accept-degraded: true}");
    assertThat(run("fleet", "--scenario", file, "--report", folder.resolve("report").toString()))
        .as(err.toString())
        .isZero();
    JsonNode report = new JsonMapper().readTree(folder.resolve("report/report.json").toFile());
    assertThat(report.at("/outcomes/answered").asInt()).isEqualTo(2);
  }

  @Test
  void shouldWriteAScenarioThatCanBeRunAndNeverOverOneThatIsThere() throws IOException {
    String file = folder.resolve("new.yaml").toString();
    assertThat(run("scenario", "new", file)).isZero();
    assertThat(run("scenario", "check", file, "quick")).isZero();
    assertThat(out.toString()).contains("wrote " + file, file + ": 100 devices talk for a minute");
    assertThat(run("scenario", "new", file)).isEqualTo(ExitCodes.USAGE);
    assertThat(err.toString()).contains(file + " is there already");
    assertThat(run("scenario", "new", folder.resolve("mine.yaml").toString(), "--from", "quick")).isZero();
    assertThat(Files.readString(folder.resolve("mine.yaml"))).isEqualTo(Scenarios.preset("quick"));
  }

  @Test
  void shouldShowPresetsTheirTextAndTheOptionsTheyStandFor() {
    assertThat(run("scenario", "show")).isZero();
    assertThat(out.toString()).contains("quick ");
    assertThat(run("scenario", "show", "quick", "--options")).isZero();
    assertThat(out.toString()).contains("xiaozhi fleet '--phases=100: ");
    assertThat(run("scenario", "show", "--schema")).isZero();
    assertThat(out.toString()).contains("\"x-option\": \"--devices\"");
    assertThat(run("scenario")).isEqualTo(ExitCodes.USAGE);
    assertThat(err.toString()).contains("new, check or show");
  }

  @Test
  void shouldGoThroughPhasesAndTellThemApart() throws IOException {
    String file =
        write(
            "phases: [{devices: 1, for: 1s}, {devices: 3, for: 1s}]",
            "users: {think: 10ms, mode: manual}",
            "speech: {text: 现在几点}",
            "built-in-server: {asr: 10ms, llm: 10ms, tts: 10ms}",
            "run: {accept-degraded: true, grace: 30s}");
    int exit = run("fleet", "--scenario", file, "--report", folder.resolve("report").toString());
    assertThat(exit).as(err.toString()).isLessThanOrEqualTo(ExitCodes.SOME_FAILED);
    JsonNode report = new JsonMapper().readTree(folder.resolve("report/report.json").toFile());
    assertThat(report.at("/phases")).hasSize(2);
    assertThat(report.at("/phases/1/devices").asInt()).isEqualTo(3);
    assertThat(report.at("/devices/requested").asInt()).isEqualTo(3);
    assertThat(report.at("/devices/connected").asInt()).isEqualTo(3);
  }

  @Test
  void shouldGoThroughPhasesInVirtualTimeTheSameWayEachTime() throws IOException {
    String file =
        write(
            "phases: [{devices: 3, for: 10s}, {devices: 8, for: 10s}, {devices: 2, for: 10s}]",
            "server: {insecure: true}", "run: {ears: 0%}");
    JsonNode[] reports = new JsonNode[2];
    for (int i = 0; i < 2; i++) {
      assertThat(run("simulate", "--scenario", file, "--report", folder.resolve("report" + i).toString())).isZero();
      reports[i] = new JsonMapper().readTree(folder.resolve("report" + i + "/report.json").toFile());
    }
    assertThat(reports[0].at("/phases")).hasSize(3);
    assertThat(reports[0].at("/devices/connected").asInt()).isEqualTo(8);
    String hash = "/simulation/event_log_hash";
    assertThat(reports[0].at(hash).asString()).isNotEmpty().isEqualTo(reports[1].at(hash).asString());
    assertThat(err.toString()).contains("what " + file + " says about --insecure is not for 'simulate' and left out");
  }

  @Test
  void shouldTakeAShareOfTalkersInPlaceOfAPopulation() throws IOException, CliFailure {
    String file = write("users: {population: {hurried: 100%}, personas: {hurried: think=1s}, think: 2s}");
    assertThat(completed(Map.of(), "fleet", "--talking", "5%", "--scenario", file))
        .startsWith("fleet", "--think=2s", "--talking");
    assertThat(completed(Map.of(), "fleet", "--population", "chat:50%,hurried:50%", "--scenario", file))
        .startsWith("fleet", "--persona=hurried: think=1s", "--think=2s", "--population");
  }

  @Test
  void shouldAcceptTheExampleOfTheDocument() throws IOException {
    String document = Files.readString(RepositoryRoot.find().resolve("stress/docs/scenarios.md"));
    int begin = document.indexOf("```yaml") + "```yaml".length();
    Files.writeString(folder.resolve("token.txt"), "secret");
    Path file = folder.resolve("example.yaml");
    Files.writeString(file, document.substring(begin, document.indexOf("```", begin)));
    assertThat(run("scenario", "check", file.toString())).as(err.toString()).isZero();
  }

  @Test
  void shouldLeaveToASearchForCapacityWhatItDecidesItself() throws CliFailure {
    assertThat(completed(Map.of(), "capacity", "--preset", "quick"))
        .contains("--think=2s..8s", "--objective=failed < 1%")
        .noneMatch(argument -> argument.startsWith("--phases"));
  }

  @Test
  void shouldTakeANumberOfDevicesForTheWholeRunWhenOneIsTyped() throws CliFailure {
    assertThat(completed(Map.of(), "fleet", "--preset", "quick", "--devices", "20"))
        .filteredOn(argument -> argument.startsWith("--phases"))
        .containsExactly("--phases=20: 120s");
    assertThat(completed(Map.of("XIAOZHI_PHASES", "5: 10s, 50: 10s"), "fleet", "--devices", "20"))
        .contains("--phases=5: 10s, 20: 10s");
    assertThat(completed(Map.of("XIAOZHI_DEVICES", "20"), "fleet", "--phases", "5: 10s, 50: 10s"))
        .noneMatch(argument -> argument.startsWith("--devices"));
  }

  @Test
  void shouldCheckPresetsAsTheFleetWill() {
    for (String preset : Scenarios.PRESETS) {
      assertThat(run("scenario", "check", preset)).as(preset + err).isZero();
    }
  }
}
