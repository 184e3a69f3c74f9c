package io.github.xiaozhisim.stress.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the command line of the fleet takes and refuses. */
class FleetCommandTest {

  @TempDir Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... arguments) {
    return Main.commandLine()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(arguments);
  }

  private String reportFolder() {
    return folder.resolve("report").toString();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--device 3 | --device",
        "--server ws://127.0.0.1:1/ --ota http://127.0.0.1:1/ | exclude each other",
        "--server http://127.0.0.1:1/ | write it like ws://HOST:PORT/PATH",
        "--ota ws://127.0.0.1:1/ | write it like http://HOST:PORT",
        "--server ws://127.0.0.1:1/ --asr 300ms | --asr is for the built-in server",
        "--server ws://192.0.2.1:1/ | --yes",
        "--devices 0 | at least one",
        "--devices 1000000 | ulimit -n",
        "--turns 0 | too few",
        "--ears-budget 0% | --ears 0%",
        "--ears-budget much | write it like 20% or 0.2",
        "--warm-up 30s | --warm-up leaves nothing to measure",
        "--framing 4 | there are 1, 2 and 3",
        "--wire mqtt --dialect toyai | does not exist in the toyai dialect",
        "--wire mqtt --server ws://127.0.0.1:1/ | built-in server",
        "--duration soon | not a duration",
        "--think 3s..1s | ends before it begins",
        "--mac-prefix 03:00:00 | multicast",
        "--identities /nowhere.csv | no such file",
        "--speech /nowhere.wav | /nowhere.wav",
        "--transport pigeon | pigeon does not exist",
        "--header nonsense | 'Name: value'",
        "--token-file /nowhere | cannot be read",
        "--ca /nowhere.pem | /nowhere.pem",
        "--clock-server 127.0.0.1:0 | write it like time.example.com",
        "--clock-server 127.0.0.1 --clock-offset 1s | exclude each other",
        "--clock-offset soon | write it like 120ms or -1.5s",
        "--clock-server no.such.host.invalid | is its name right?",
        "--ears 200% | more than all",
        "--source 127.0.0.300 | write one like 127.0.0.2",
        "--source 127.0.0.9-127.0.0.2 | ends before it begins",
        "--source 127.0.0.0-127.1.0.0 | a few are enough",
        "--source 192.0.2.7 | is no address of this machine",
        "--tls-resumption maybe | neither on nor off",
        "--tls-resumption on --devices 0 | at least one",
        "--connect-rate 0 | leave it out for no limit",
        "--wave 10%@5s | all devices talk",
        "--talking 0% --wave soon | write who and when like 10%@5m",
        "--talking 0% --wave 0%@5s | a wave of nobody",
        "--talking 0% --wave 10%@1h | make --duration longer",
        "--live 70000 | --live 70000 is no port",
        "--live eighty | --live",
        "--top | --top needs a terminal to fill"
      })
  void shouldSayInOneSentenceWhatIsWrong(String options, String expected) {
    String[] arguments = ("fleet " + options).split(" ");
    assertThat(run(arguments)).isEqualTo(ExitCodes.USAGE);
    assertThat(err.toString().lines().findFirst().orElse("")).startsWith("xiaozhi: ").contains(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--dialect toyai --server ws://127.0.0.1:1/ | XIAOZHI_TOYAI_KEY",
        "--dialect toyai --toyai serial=1 | there is no parameter 'serial'",
        "--dialect toyai --framing 2 | --framing 2 does not exist in the toyai dialect",
        "--dialect toyai --toyai-key-file /does/not/exist | --toyai-key-file /does/not/exist cannot be read",
        "--heartbeat | --heartbeat is for toyai devices",
        "--auth-wait 1s | --auth-wait is for toyai devices",
        "--dialect klingon | klingon",
        "--fidelity sloppy | sloppy"
      })
  void shouldRefuseWhatMakesNoSenseInADialect(String options, String complaint) {
    List<String> arguments = new ArrayList<>(List.of("fleet", "--devices", "1", "--turns", "1"));
    arguments.addAll(List.of(options.split(" ")));
    assertThat(run(arguments.toArray(String[]::new))).isEqualTo(2);
    assertThat(err.toString()).contains(complaint);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--watch-port 70000 | --watch-port 70000 does not exist",
        "--watch-pid 999999999 | there is no process 999999999",
        "--watch-group no-such-group | 'no-such-group'",
        "--watch-metric queue | --watch-metric is for a page of metrics",
        "--watch-url ftp://127.0.0.1/ | write it like http://HOST:9090/metrics",
        "--watch-url http://127.0.0.1:1/metrics | cannot be read",
        "--watch-url http://127.0.0.1:1/ --watch-metric 9 | '9' is not a metric"
      })
  void shouldSayWhatCannotBeWatched(String options, String complaint) {
    List<String> arguments = new ArrayList<>(List.of("fleet", "--devices", "1", "--report", reportFolder()));
    arguments.addAll(List.of(options.split(" ")));
    assertThat(run(arguments.toArray(String[]::new))).isEqualTo(ExitCodes.USAGE);
    assertThat(err.toString()).contains(complaint);
    assertThat(folder.resolve("report")).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--bandwidth fast | 'fast' is not a bandwidth; write it like 64kbit",
        "--bandwidth 64kbit..32kbit | ends before it begins",
        "--bandwidth 0kbit | is not a bandwidth",
        "--drop-connections 0s | leaves no connection",
        "--delay 80ms..20ms | ends before it begins"
      })
  void shouldSayWhatNoNetworkCanBe(String options, String complaint) {
    List<String> arguments = new ArrayList<>(List.of("fleet", "--devices", "1", "--report", reportFolder()));
    arguments.addAll(List.of(options.split(" ")));
    assertThat(run(arguments.toArray(String[]::new))).isEqualTo(ExitCodes.USAGE);
    assertThat(err.toString()).contains(complaint);
    assertThat(folder.resolve("report")).doesNotExist();
  }

  @Test
  void shouldSayWhatIsInTheWayOfTheReport() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "x");
    assertThat(run("fleet", "--devices", "1", "--turns", "1", "--report", file.toString())).isEqualTo(ExitCodes.USAGE);
    assertThat(err.toString()).contains("in the way");
  }

  @Test
  void shouldHelp() {
    assertThat(run("help", "fleet")).isZero();
    assertThat(out.toString()).contains("--devices").contains("--asr").contains("130");
    assertThat(run("--version")).isZero();
    assertThat(run("completion", "bash")).isZero();
    assertThat(out.toString()).contains("_complete_xiaozhi");
    assertThat(run("completion", "fish")).isEqualTo(ExitCodes.USAGE);
  }
}
