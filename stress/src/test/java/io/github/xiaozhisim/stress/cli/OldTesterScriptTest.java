package io.github.xiaozhisim.stress.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xiaozhisim.stress.operate.EmbeddedServer;
import io.github.xiaozhisim.stress.server.ServerBehaviour;
import io.github.xiaozhisim.transport.TransportKind;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What scripts do that were written for the older tester: set its variables, run it, read what it wrote. */
class OldTesterScriptTest {

  private static final String COLUMNS =
      "connection_id,connect_time,connect_status,send_time,stt_time,llm_time,tts_start_time,tts_duration,"
          + "total_response_time,message_size,response_size,complete,error_type,error_message";

  @TempDir Path results;

  private final StringWriter err = new StringWriter();

  /** As such a script exports them. */
  private Map<String, String> exported(String host) {
    Map<String, String> environment = new HashMap<>();
    environment.put("WS_SERVER_HOST", host);
    environment.put("USE_SSL", "false");
    environment.put("LISTENING_MODE", "manual");
    environment.put("SEND_STOP_LISTEN", "true");
    environment.put("DEVICE_SN", "FC012C2EA0A0");
    environment.put("DEVICE_SIGN", "0123456789abcdef0123456789abcdef");
    environment.put("BOARD_ID", "TKAI_BOARD_03_4G_VB6824_EYE_ST7789");
    environment.put("FIRMWARE_VERSION", "0.0.1");
    environment.put("DEBUG_MODE", "false");
    environment.put("CONCURRENT_CONNECTIONS", "2");
    environment.put("SEND_AUDIO_DATA", "false");
    environment.put("TEST_MESSAGE", "你好");
    environment.put("CONNECT_TIMEOUT", "10000");
    environment.put("MESSAGE_TIMEOUT", "30000");
    environment.put("STT_TIMEOUT", "5000");
    environment.put("TTS_TIMEOUT", "60000");
    environment.put("LOG_LEVEL", "INFO");
    environment.put("RESULTS_DIR", results.toString());
    environment.put("WEBSOCKET_ACCESS_TOKEN", "secret");
    return environment;
  }

  private int run(Map<String, String> environment, String... typed) {
    return Main.commandLine(environment)
        .setOut(new PrintWriter(new StringWriter()))
        .setErr(new PrintWriter(err, true))
        .execute(typed);
  }

  @Test
  void shouldRunWhenOnlyTheProgramsNameIsChanged() throws IOException {
    try (EmbeddedServer server = EmbeddedServer.start(TransportKind.AUTO, ServerBehaviour.defaults())) {
      String host = server.webSocket().getAuthority();
      assertThat(run(exported(host), "old-tester", "--accept-degraded")).as(err.toString()).isZero();
    }
    assertThat(err.toString())
        .contains(
            "--old-env stands for: --dialect toyai --server ws://", "--devices 2", "without an equivalent: LOG_LEVEL")
        .doesNotContain("secret");
    List<Path> folders;
    try (Stream<Path> all = Files.list(results)) {
      folders = all.toList();
    }
    assertThat(folders).as("a folder with a time stamp").hasSize(1);
    assertThat(folders.getFirst().getFileName().toString()).matches("\\d{8}-\\d{6}");
    List<String> lines = Files.readAllLines(folders.getFirst().resolve("legacy.csv"));
    assertThat(lines.getFirst()).isEqualTo(COLUMNS);
    assertThat(lines).hasSize(3);
    JsonNode summary = new JsonMapper().readTree(folders.getFirst().resolve("legacy.json").toFile()).path("summary");
    assertThat(summary.path("total_connections").asInt()).isEqualTo(2);
    assertThat(summary.path("successful_connections").asInt()).isEqualTo(2);
    assertThat(folders.getFirst().resolve("events.log")).isNotEmptyFile();
  }

  @Test
  void shouldNotPassOverTheOldVariablesInSilence() {
    assertThat(run(Map.of("WSS_SERVER_HOST", "voice.example.com"), "fleet", "--devices", "0"))
        .isEqualTo(ExitCodes.USAGE);
    assertThat(err.toString())
        .contains("WSS_SERVER_HOST is set, a variable of the older tester; it is not looked at without --old-env");
  }

  @Test
  void shouldTakeOptionsBehindItsName() {
    assertThat(run(Map.of("CONCURRENT_CONNECTIONS", "7"), "old-tester", "--devices", "0", "--seed", "3"))
        .isEqualTo(ExitCodes.USAGE);
    assertThat(err.toString()).contains("--devices 0 is too few");
  }
}
