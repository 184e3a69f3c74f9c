package io.github.xiaozhisim.stress.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Users, conversations and storms, as they are asked for on the command line. */
class PeopleOptionsTest {

  @TempDir Path folder;

  private final StringWriter err = new StringWriter();

  private int run(String command, String... arguments) {
    List<String> all = new ArrayList<>(List.of(command, "--report", folder.resolve("report").toString()));
    all.addAll(Arrays.asList(arguments));
    return Main.commandLine(Map.of())
        .setOut(new PrintWriter(new StringWriter(), true))
        .setErr(new PrintWriter(err, true))
        .execute(all.toArray(String[]::new));
  }

  private JsonNode report() throws IOException {
    return JsonMapper.shared().readTree(folder.resolve("report/report.json").toFile());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--population=chat:70%,idel:30% | did you mean idle?",
        "--population=chat:70% | add up to 70%",
        "--persona=x: turns=2 | say with --population how many",
        "--population=idle:50%,chat --talking=5% | exclude each other",
        "--population=x --persona=x: turns=0 | '0' is no number of turns",
        "--arrivals=5/q | column 3",
        "--arrivals=5/s --turns=3 | with --arrivals say --duration",
        "--arrivals=5/s --talking=0% | all of them are silent",
        "--arrivals=5/s --may-wait=-1 | fewer than nobody",
        "--arrivals=5/s --phases=5: 1m | steps(",
        "--storm=50% | write who and when like 10%@5m",
        "--storm=0%@5s | a storm of nobody",
        "--power-cut=10%@5m | comes after the end of the run",
        "--think=exp(fast) | write a pause like",
        "--stall=5s | write how long and when, like 5s@20s"
      })
  void shouldSayInOneSentenceWhatCannotBe(String options, String complaint) {
    int exit = run("fleet", options.split(" (?=--)"));
    assertThat(exit).as(err.toString()).isEqualTo(ExitCodes.USAGE);
    assertThat(err.toString()).contains(complaint);
    assertThat(folder.resolve("report")).doesNotExist();
  }

  @Test
  void shouldRunAnOpenModelWithAPopulationAndAStorm() throws IOException {
    int exit =
        run(
            "simulate",
            "--devices",
            "20",
            "--duration",
            "60s",
            "--ramp-up",
            "0",
            "--arrivals",
            "poisson(60/min)",
            "--population",
            "chat:60%,quick:20%,idle:20%",
            "--persona",
            "quick: text=hi; interrupt=100%@text",
            "--storm",
            "50%@30s",
            "--ears",
            "0%",
            "--cores",
            "1");
    assertThat(exit).isLessThanOrEqualTo(ExitCodes.SOME_FAILED);
    JsonNode outcomes = report().at("/outcomes");
    assertThat(outcomes.at("/answered").asInt()).isBetween(25, 70);
    assertThat(outcomes.at("/interrupted").asInt()).isBetween(5, 25);
    assertThat(report().at("/measures/first_sound_naive_ms/count").asInt())
        .isEqualTo(report().at("/measures/first_sound_ms/count").asInt());
  }

  @Test
  void shouldShowAStallThatANaiveTesterMisses() throws IOException {
    run(
        "simulate", "--devices", "20", "--duration", "60s", "--ramp-up", "0", "--arrivals", "4/s", "--text", "hello",
        "--stall", "5s@20s", "--ears", "0%", "--cores", "1");
    JsonNode measures = report().at("/measures");
    assertThat(measures.at("/first_sound_naive_ms/p90").asDouble()).isLessThan(700);
    assertThat(measures.at("/first_sound_ms/p90").asDouble()).isGreaterThan(3_000);
  }
}
