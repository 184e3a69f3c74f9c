package io.github.xiaozhisim.stress.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.xiaozhisim.stress.fleet.Span;
import io.github.xiaozhisim.stress.health.Verdict;
import io.github.xiaozhisim.stress.report.RunResult;
import io.github.xiaozhisim.stress.report.Runs;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the command line of the fleet takes and refuses, and short real runs over loopback. */
class FleetCommandTest {

  @TempDir Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

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
  void shouldLetDevicesTalkOverABadNetwork() throws IOException {
    int exit =
        runAnyway(
            "fleet", "--devices", "3", "--turns", "1", "--mode", "manual", "--text", "现在几点", "--asr", "20ms", "--llm",
            "20ms", "--tts", "20ms", "--report", reportFolder(), "--ears", "0%", "--delay", "50ms", "--jitter", "10ms");
    assertThat(exit).isZero();
    JsonNode report = report();
    assertThat(report.at("/outcomes/answered").asInt()).isEqualTo(3);
    assertThat(report.at("/measures/connect_ms/p50").asDouble()).as("two round trips").isGreaterThanOrEqualTo(200);
    assertThat(report.at("/measures/first_sound_ms/p50").asDouble()).as("two stages and a round trip").isGreaterThanOrEqualTo(140);
  }

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
            "fleet", "--devices", "2", "--turns", "1", "--mode", "manual", "--text", "现在几点", "--asr", "20ms", "--llm", "20ms",
            "--tts", "20ms", "--report", reportFolder(), "--ears", "100%", "--clock-offset", "-1500ms");
    assertThat(exit).isZero();
    String sound = report().at("/slowest/0/sound").asString();
    assertThat(folder.resolve("report").resolve(sound)).isNotEmptyFile();
    assertThat(folder.resolve("report/recording.json")).content().contains("\"clock_offset_ms\" : -1500");
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
  void shouldEndWithThreeWhenNothingCanConnect() throws IOException {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    int exit =
        run("fleet", "--devices", "2", "--turns", "1", "--server", "ws://127.0.0.1:" + port + "/", "--report", reportFolder());
    assertThat(exit).isEqualTo(ExitCodes.NOTHING_CONNECTED);
    assertThat(report().at("/outcomes/refused").asInt()).isEqualTo(2);
    assertThat(report().at("/errors/0/message").asString()).contains(String.valueOf(port));
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

  @Test
  void shouldGiveTheExitCodeOfTheRun() {
    assertThat(ExitCodes.of(Runs.of(2, 2, 4, 0, false), false)).isEqualTo(0);
    assertThat(ExitCodes.of(Runs.of(2, 2, 3, 1, false), false)).isEqualTo(1);
    assertThat(ExitCodes.of(Runs.of(2, 0, 0, 0, false), false)).isEqualTo(3);
    assertThat(ExitCodes.of(Runs.of(2, 2, 4, 0, true), false)).isEqualTo(130);
  }

  @Test
  void shouldEndWithFourWhenTheGeneratorWasTooLate() {
    RunResult late = Runs.withHealth(Verdict.INVALID, Runs.of(2, 2, 3, 1, false));
    assertThat(ExitCodes.of(late, false)).isEqualTo(4);
    assertThat(ExitCodes.of(late, true)).isEqualTo(1);
    assertThat(ExitCodes.of(Runs.withHealth(Verdict.INVALID, Runs.of(2, 0, 0, 0, false)), false)).isEqualTo(3);
    assertThat(ExitCodes.of(Runs.withHealth(Verdict.INVALID, Runs.of(2, 2, 4, 0, true)), false)).isEqualTo(130);
    assertThat(ExitCodes.of(Runs.withHealth(Verdict.DEGRADED, Runs.of(2, 2, 4, 0, false)), false)).isEqualTo(0);
  }

  @Test
  void shouldReadDurationsAsPeopleWriteThem() {
    assertThat(Durations.parseNanos("500ms")).isEqualTo(500_000_000L);
    assertThat(Durations.parseNanos("30")).isEqualTo(30_000_000_000L);
    assertThat(Durations.parseNanos("1.5s")).isEqualTo(1_500_000_000L);
    assertThat(Durations.parseNanos("1h30m")).isEqualTo(5_400_000_000_000L);
    assertThat(Durations.parseNanos("2min")).isEqualTo(120_000_000_000L);
    assertThat(Durations.parseSpan("1s..3s")).isEqualTo(Span.ofMillis(1000, 3000));
    assertThat(Durations.parseSpan("2s")).isEqualTo(Span.ofMillis(2000, 2000));
    assertThatThrownBy(() -> Durations.parseNanos("-1s")).hasMessageContaining("write it like");
  }

  @Test
  void shouldBlankOutSecrets() {
    assertThat(
            Redaction.command(
                List.of(
                    "fleet", "--token", "abc", "--token=abc", "--require-token", "abc", "--header",
                    "Authorization: abc", "--header=Accept-Language: zh", "--server",
                    "ws://user:abc@h/?device-id=1&token=abc")))
        .containsExactly(
            "fleet", "--token", "***", "--token=***", "--require-token", "***", "--header", "Authorization: ***",
            "--header=Accept-Language: zh", "--server", "ws://***@h/?device-id=1&token=***");
  }

  @Test
  void shouldNameTheCommandThatRaisesTheLimit() {
    assertThat(Preflight.descriptors(2000, 2, false, false, OptionalLong.of(1024))).contains("ulimit -n 2208");
    assertThat(Preflight.descriptors(2000, 2, true, false, OptionalLong.of(3000))).contains("ulimit -n 4208");
    assertThat(Preflight.descriptors(2000, 2, true, true, OptionalLong.of(3000))).contains("ulimit -n 6208");
    assertThat(Preflight.descriptors(20_000, 2, false, false, OptionalLong.of(20_000)))
        .as("how many fit as it is")
        .contains("--devices 19792")
        .contains("several-machines.md");
    assertThat(Preflight.descriptors(19_792, 2, false, false, OptionalLong.of(20_000))).isNull();
    assertThat(Preflight.descriptors(19_793, 2, false, false, OptionalLong.of(20_000))).isNotNull();
    assertThat(Preflight.descriptors(2000, 2, false, false, OptionalLong.empty())).isNull();
    assertThat(Preflight.descriptors(2000, 64, false, false, OptionalLong.of(2400)))
        .as("each event loop has its own")
        .contains("ulimit -n 2456");
    assertThat(ProcessFigures.openFileLimit("Max open files            20000                524288               files"))
        .hasValue(20_000);
  }

  @Test
  void shouldTakeAddressesListsAndRanges() {
    assertThat(SourceAddresses.parse("127.0.0.2-127.0.0.4, 127.0.1.1,127.0.0.3").all())
        .extracting(InetAddress::getHostAddress)
        .containsExactly("127.0.0.2", "127.0.0.3", "127.0.0.4", "127.0.1.1");
    assertThat(SourceAddresses.parse("10.0.0.255-10.0.1.0").all()).hasSize(2);
    assertThat(SourceAddresses.parse("::1").all()).hasSize(1);
    assertThat(SourceAddresses.loopback(2).all())
        .extracting(InetAddress::getHostAddress)
        .containsExactly("127.0.0.1", "127.0.0.2");
  }

  @Test
  void shouldSayBeforehandThatNoSourceReachesTheServer() {
    SourceAddresses loopback = SourceAddresses.parse("127.0.0.1");
    assertThat(Preflight.sources(loopback, List.of(InetAddress.ofLiteral("127.0.0.1")))).isNull();
    assertThat(Preflight.sources(loopback, List.of())).isNull();
    assertThat(Preflight.sources(loopback, List.of(InetAddress.ofLiteral("192.0.2.1"))))
        .contains("--source 127.0.0.1 does not reach 192.0.2.1");
    assertThat(Preflight.sources(loopback, List.of(InetAddress.ofLiteral("2001:db8::1"))))
        .contains("of the same kind (IPv4 or IPv6)");
  }

  @Test
  void shouldWantEachSourceToReachTheServerAndCountThoseThatAreUsed() {
    InetAddress four = InetAddress.ofLiteral("127.0.0.1");
    InetAddress six = InetAddress.ofLiteral("::1");
    SourceAddresses both = new SourceAddresses(List.of(four, InetAddress.ofLiteral("127.0.0.2"), six));
    SourceAddresses one = new SourceAddresses(List.of(InetAddress.ofLiteral("0.0.0.0"), four));
    assertThat(Preflight.sources(one, List.of(InetAddress.ofLiteral("192.0.2.1"))))
        .as("one that does is not enough")
        .contains("--source 127.0.0.1 does not reach 192.0.2.1");
    assertThat(Preflight.pairs(both, List.of(four, six))).isEqualTo(2);
    assertThat(Preflight.pairs(both, List.of(six))).isEqualTo(1);
    assertThat(Preflight.pairs(both, List.of())).isEqualTo(3);
    assertThat(Preflight.pairs(SourceAddresses.NONE, List.of(four))).isEqualTo(1);
  }

  @Test
  void shouldTakeANameWithBothLoopbackAddressesForThisMachine() {
    InetAddress four = InetAddress.ofLiteral("127.0.0.1");
    InetAddress six = InetAddress.ofLiteral("::1");
    assertThat(Preflight.isLoopback4(List.of(four, six))).isTrue();
    assertThat(Preflight.isLoopback4(List.of(four))).isTrue();
    assertThat(Preflight.isLoopback4(List.of(six))).isFalse();
    assertThat(Preflight.isLoopback4(List.of(four, InetAddress.ofLiteral("192.0.2.1")))).isFalse();
    assertThat(Preflight.isLoopback4(List.of())).isFalse();
  }

  @Test
  void shouldSayBeforehandThatThereAreTooFewPorts() {
    OptionalInt range = OptionalInt.of(28_232);
    assertThat(Preflight.ports(28_000, 1, range)).isNull();
    assertThat(Preflight.ports(50_000, 2, range)).isNull();
    assertThat(Preflight.ports(1_000_000, 1, OptionalInt.empty())).isNull();
    assertThat(Preflight.ports(30_000, 1, range))
        .isEqualTo(
            "30000 devices need as many ports, but there are only 28232 for one address of this machine; connect from more"
                + " addresses with --source, or run 'sudo sysctl -w net.ipv4.ip_local_port_range=\"1024 65535\"' first");
    assertThat(Preflight.loopbackSources(19_500, range)).isEqualTo(1);
    assertThat(Preflight.loopbackSources(60_000, range)).isEqualTo(3);
  }

  @Test
  void shouldAskOnlyBeforeGoingToAnotherMachine() {
    assertThat(Preflight.foreign(URI.create("ws://127.0.0.1:8000/"), 100, 60)).isNull();
    assertThat(Preflight.foreign(URI.create("ws://localhost:8000/"), 100, 60)).isNull();
    assertThat(Preflight.foreign(URI.create("ws://[::1]:8000/"), 100, 60)).isNull();
    assertThat(Preflight.foreign(URI.create("ws://192.0.2.1:8000/"), 100, 60))
        .contains("100 connections to 192.0.2.1").contains("1,666 audio frames a second");
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
}
