package io.github.xiaozhisim.stress.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Short real runs of the fleet over loopback, from the command line to the report. */
class FleetOverLoopbackTest {

  @TempDir Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  /** How fast this machine is today does not matter here. */
  private int runAnyway(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.add("--accept-degraded");
    return run(all.toArray(String[]::new));
  }

  private int run(String... arguments) {
    return Main.commandLine()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(arguments);
  }

  private JsonNode report() throws IOException {
    return new JsonMapper().readTree(Files.readString(folder.resolve("report/report.json")));
  }

  private String reportFolder() {
    return folder.resolve("report").toString();
  }

  @Test
  void shouldRunAFleetAgainstTheBuiltInServerFromBootToReport() throws IOException {
    int exit =
        runAnyway(
            "fleet", "--devices", "4", "--turns", "1", "--mode", "manual", "--text", "现在几点", "--asr", "50ms", "--llm",
            "50ms", "--tts", "50ms", "--report", reportFolder(), "--header", "X-Key: secret", "--ears", "50%");
    assertThat(err.toString()).isEmpty();
    assertThat(exit).isZero();
    JsonNode report = report();
    assertThat(report.at("/outcomes/answered").asInt()).isEqualTo(4);
    assertThat(report.at("/devices/connected").asInt()).isEqualTo(4);
    assertThat(report.at("/measures/first_sound_ms/count").asInt()).isEqualTo(4);
    assertThat(report.at("/measures/boot_ms/count").asInt()).isEqualTo(4);
    assertThat(report.get("errors")).isEmpty();
    assertThat(report.get("command").toString()).contains("X-Key: ***").doesNotContain("secret");
    assertThat(Files.readAllLines(folder.resolve("report/turns.csv"))).hasSize(5);
    assertThat(report.at("/health/verdict").asString()).isIn("VALID", "DEGRADED", "INVALID");
    assertThat(Files.readAllLines(folder.resolve("report/generator.csv"))).hasSizeGreaterThan(2);
  }

  @Test
  void shouldKeepTheSoundOfTheSlowestAndHowItsClockStands() throws IOException {
    int exit =
        runAnyway(
            "fleet",
            "--devices",
            "2",
            "--turns",
            "1",
            "--mode",
            "manual",
            "--text",
            "现在几点",
            "--asr",
            "20ms",
            "--llm",
            "20ms",
            "--tts",
            "20ms",
            "--report",
            reportFolder(),
            "--ears",
            "100%",
            "--clock-offset",
            "-1500ms");
    assertThat(exit).isZero();
    String sound = report().at("/slowest/0/sound").asString();
    assertThat(folder.resolve("report").resolve(sound)).isNotEmptyFile();
    assertThat(folder.resolve("report/recording.json")).content().contains("\"clock_offset_ms\" : -1500");
  }

  @Test
  void shouldSpeakOverARealWireAndCountWhatFails() throws IOException {
    int exit =
        runAnyway(
            "fleet", "--devices", "4", "--turns", "1", "--ramp-up", "100ms", "--vad-silence", "200ms", "--framing", "3",
            "--asr", "20ms", "--llm", "20ms", "--tts", "20ms", "--fault", "refuse@50%", "--report", reportFolder());
    assertThat(exit).isEqualTo(ExitCodes.SOME_FAILED);
    JsonNode report = report();
    assertThat(report.at("/outcomes/answered").asInt()).isEqualTo(2);
    assertThat(report.at("/outcomes/refused").asInt()).isEqualTo(2);
    assertThat(report.at("/measures/pacing_lateness_ms/count").asInt()).isPositive();
    assertThat(report.at("/errors/0/count").asInt()).isEqualTo(2);
  }

  @Test
  void shouldTalkOverMqttAndUdpOnRealPorts() throws IOException {
    int exit =
        runAnyway(
            "fleet", "--devices", "3", "--turns", "1", "--ramp-up", "100ms", "--vad-silence", "200ms", "--wire", "mqtt",
            "--asr", "20ms", "--llm", "20ms", "--tts", "20ms", "--report", reportFolder(), "--ears", "100%");
    assertThat(err.toString()).isEmpty();
    assertThat(exit).isZero();
    assertThat(report().at("/outcomes/answered").asInt()).isEqualTo(3);
    assertThat(report().get("errors")).isEmpty();
  }

  @Test
  void shouldLetDevicesTalkOverABadNetwork() throws IOException {
    int exit =
        runAnyway(
            "fleet", "--devices", "3", "--turns", "1", "--mode", "manual", "--text", "现在几点", "--asr", "20ms", "--llm",
            "20ms", "--tts", "20ms", "--report", reportFolder(), "--ears", "0%", "--delay", "50ms", "--jitter", "10ms");
    assertThat(exit).isZero();
    JsonNode report = report();
    assertThat(report.at("/outcomes/answered").asInt()).isEqualTo(3);
    assertThat(report.at("/measures/connect_ms/p50").asDouble()).as("two round trips").isGreaterThanOrEqualTo(200);
    assertThat(report.at("/measures/first_sound_ms/p50").asDouble())
        .as("two stages and a round trip")
        .isGreaterThanOrEqualTo(140);
  }

  @Test
  void shouldSpeakToyaiToTheBuiltInServerWithoutAnythingElse() throws IOException {
    int exit =
        run(
            "fleet", "--dialect", "toyai", "--fidelity", "strict", "--devices", "3", "--turns", "1", "--text", "hello",
            "--toyai", "bid=MY_BOARD", "--heartbeat", "--asr", "50ms", "--llm", "50ms", "--tts", "50ms", "--report",
            reportFolder());
    assertThat(err.toString()).isEmpty();
    assertThat(exit).isZero();
    assertThat(report().at("/outcomes/answered").asInt()).isEqualTo(3);
  }

  @Test
  void shouldReportASignatureByAnotherKeyAsARefusedAuthentication() throws IOException {
    Path key = Files.writeString(folder.resolve("key"), "the key\n");
    int exit =
        run(
            "fleet", "--dialect", "toyai", "--devices", "2", "--turns", "1", "--text", "hello", "--toyai-key-file",
            key.toString(), "--toyai", "sign=00", "--report", reportFolder());
    assertThat(exit).isEqualTo(3);
    assertThat(report().at("/outcomes/not-authenticated").asInt()).isEqualTo(2);
    assertThat(Files.readString(folder.resolve("report/report.json"))).contains("sign=***").doesNotContain("sign=00");
  }

  @Test
  void shouldEndWithThreeWhenNothingCanConnect() throws IOException {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    int exit =
        run(
            "fleet",
            "--devices",
            "2",
            "--turns",
            "1",
            "--server",
            "ws://127.0.0.1:" + port + "/",
            "--report",
            reportFolder());
    assertThat(exit).isEqualTo(ExitCodes.NOTHING_CONNECTED);
    assertThat(report().at("/outcomes/refused").asInt()).isEqualTo(2);
    assertThat(report().at("/errors/0/message").asString()).contains(String.valueOf(port));
  }
}
