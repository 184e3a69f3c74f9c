package io.github.xiaozhisim.stress.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the command takes and refuses, and the shortest search there is over loopback. */
class CapacityCommandTest {

  private static final JsonMapper JSON = new JsonMapper();

  @TempDir Path folder;

  private final StringWriter err = new StringWriter();

  private int run(String... arguments) {
    List<String> all = new ArrayList<>(List.of("capacity", "--report", folder + "/report"));
    all.addAll(List.of(arguments));
    return Main.commandLine().setErr(new PrintWriter(err, true)).execute(all.toArray(String[]::new));
  }

  @Test
  void shouldSayWhatWasFoundInTheReportOnThePageAndInAFileOfItsOwn() throws IOException {
    int exit =
        run(
            "--from", "1", "--most", "1", "--hold", "1s", "--confirm", "1s", "--settle", "0s", "--cool-down", "0s",
            "--mode", "manual", "--text", "现在几点", "--think", "0.1s", "--asr", "10ms", "--llm", "10ms", "--tts", "10ms",
            "--objective", "failed.total <= 0", "--accept-degraded");
    assertThat(err.toString()).isEmpty();
    assertThat(exit).isZero();
    String sentence = "The server carries at least 1 device with failed.total <= 0; more was not asked for.";
    JsonNode capacity = JSON.readTree(Files.readString(folder.resolve("report/capacity.json")));
    assertThat(capacity.at("/answer/en").asString()).isEqualTo(sentence);
    assertThat(capacity.get("best").asInt()).isEqualTo(1);
    assertThat(capacity.get("limit").asString()).isEqualTo("asked");
    assertThat(capacity.get("steps")).hasSize(2);
    assertThat(capacity.at("/steps/1/why").asString()).isEqualTo("confirm");
    JsonNode report = JSON.readTree(Files.readString(folder.resolve("report/report.json")));
    assertThat(report.at("/capacity/answer/en").asString()).isEqualTo(sentence);
    assertThat(report.at("/capacity/points/0/met").asBoolean()).isTrue();
    assertThat(Files.readString(folder.resolve("report/report.html"))).contains("; more was not asked for.");
    assertThat(Files.readString(folder.resolve("report/junit.xml"))).contains("a capacity was found");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --duration 1m                               | --duration is for 'fleet', a search decides that by itself; \
          leave it out
          --arrivals 5/s                              | --arrivals is for 'fleet'
          --storm 50%@1m                              | --storm is for 'fleet'
          --turns 3                                   | --turns is for 'fleet'
          --wave 10%@1m                               | --wave is for 'fleet'
          --devices 10                                | --devices is what is looked for; say --from and --most, or \
          --find conversations
          --poisson                                   | --poisson is for --find conversations
          --hold 0s                                   | --hold and --confirm need some time, such as 30s
          --from 10 --most 5                          | --from and --most are whole numbers from 1 to 1000000, the \
          smaller one first
          --from 0.5                                  | --from and --most are whole numbers
          --precision 0%                              | --precision is a share like 2%
          --find people                               | there is no 'people'; there are devices, conversations
          --objective failed<1%~over~99s              | --hold is shorter than the window of the objective
          --server ws://127.0.0.1:1/ --workers 4      | --workers is for the built-in server, but --server names \
          another one
          """)
  void shouldRefuseWhatMakesNoSense(String arguments, String complaint) {
    assertThat(run(Stream.of(arguments.strip().split(" ")).map(each -> each.replace('~', ' ')).toArray(String[]::new)))
        .isEqualTo(2);
    assertThat(err.toString()).contains(complaint);
    assertThat(folder.resolve("report")).doesNotExist();
  }
}
