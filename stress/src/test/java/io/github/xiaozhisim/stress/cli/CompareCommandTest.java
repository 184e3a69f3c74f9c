package io.github.xiaozhisim.stress.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class CompareCommandTest {

  @TempDir static Path runs;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeAll
  static void run() {
    simulate("before", "--devices", "5", "--llm", "400ms");
    simulate("after", "--devices", "5", "--llm", "600ms");
  }

  private static void simulate(String name, String... options) {
    List<String> all =
        List.of(
            "simulate",
            "--duration",
            "1m",
            "--ears",
            "0%",
            "--report",
            runs.resolve(name).toString());
    String[] arguments = Stream.concat(all.stream(), List.of(options).stream()).toArray(String[]::new);
    assertThat(Main.commandLine().execute(arguments)).isZero();
  }

  private int compare(String... options) {
    String[] all = new String[options.length + 3];
    all[0] = "compare";
    all[1] = runs.resolve("before").toString();
    all[2] = runs.resolve("after").toString();
    System.arraycopy(options, 0, all, 3, options.length);
    return Main.commandLine().setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true)).execute(all);
  }

  @Test
  void shouldNameWhatHasChangedAndWhatHasNot() {
    assertThat(compare()).isZero();
    assertThat(out.toString().lines().filter(line -> line.contains("stt to llm, p50")).findFirst().orElseThrow())
        .contains("400 ms", "600 ms", "+50.0 %")
        .endsWith("worse");
    assertThat(
            out.toString().lines().filter(line -> line.contains("end of turn to stt, p50")).findFirst().orElseThrow())
        .endsWith("same");
  }

  @Test
  void shouldSayWhatSpeaksAgainstTheComparison() {
    assertThat(compare()).isZero();
    assertThat(out.toString()).as("of two good runs of as many devices").doesNotContain("note:");

    simulate("more", "--devices", "7");
    String[] line = {"compare", runs.resolve("before").toString(), runs.resolve("more").toString()};
    assertThat(Main.commandLine().setOut(new PrintWriter(out, true)).execute(line)).isZero();
    assertThat(out.toString()).contains("  note: before had 5 devices, after 7");
  }

  @Test
  void shouldPutBothRunsIntoEachChart() {
    assertThat(compare("--json")).isZero();
    JsonNode model = new JsonMapper().readTree(out.toString());
    assertThat(model.at("/comparison/names").toString()).isEqualTo("[\"before\",\"after\"]");
    assertThat(model.at("/answer/good").asBoolean()).isFalse();
    int points = model.at("/series/t").size();
    JsonNode stages = model.at("/series/charts").findParents("lines").getFirst();
    assertThat(stages.get("lines").findValuesAsString("run")).contains("0", "1");
    for (JsonNode line : stages.get("lines")) {
      assertThat(line.get("v")).hasSize(points);
    }
    assertThat(model.get("distribution").findValuesAsString("run")).contains("0", "1");
  }

  @Test
  void shouldWriteAPageOfBoth() throws IOException {
    Path page = runs.resolve("difference.html");
    assertThat(compare("--html", page.toString())).isZero();
    assertThat(Files.readString(page)).startsWith("<!doctype html>").contains("\"comparison\"");
  }

  @Test
  void shouldKeepWhatIsForProgramsFreeOfWhatIsForPeople() {
    Path page = runs.resolve("beside.html");
    assertThat(compare("--json", "--html", page.toString())).isZero();
    assertThat(new JsonMapper().readTree(out.toString()).has("comparison")).isTrue();
    assertThat(err.toString()).contains("page: " + page);
  }

  @Test
  void shouldKeepAnEarlierPageWhereTheNewOneCannotBeWritten() throws IOException {
    Path page = runs.resolve("earlier.html");
    Files.writeString(page, "earlier");
    Files.createDirectory(runs.resolve("earlier.html.part")); // where the new one would be written
    assertThat(compare("--html", page.toString())).isEqualTo(ExitCodes.USAGE);
    assertThat(err.toString()).contains(page + " cannot be written");
    assertThat(page).hasContent("earlier");
  }
}
