package io.github.xiaozhisim.stress.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Configuration files that users of the older tester have. */
class OldConfigTest {

  @TempDir Path folder;

  private Path file(String... lines) throws IOException {
    return Files.write(folder.resolve("config"), List.of(lines));
  }

  private Map<String, String> read(String... lines) throws IOException, CliFailure {
    return OldConfig.read(file(lines), OldEnvironment.names());
  }

  @Test
  void shouldReadAListOfVariables() throws IOException, CliFailure {
    assertThat(
            read(
                "# where to",
                "WS_SERVER_HOST=127.0.0.1:8000",
                "export CONCURRENT_CONNECTIONS=50  # many",
                "TEST_MESSAGE='你好 # 小智'",
                "LISTENING_MODE = \"manual\"",
                "DEVICE_SN=",
                "PATH=/usr/bin",
                "nonsense"))
        .containsOnly(
            entry("WS_SERVER_HOST", "127.0.0.1:8000"),
            entry("CONCURRENT_CONNECTIONS", "50"),
            entry("TEST_MESSAGE", "你好 # 小智"),
            entry("LISTENING_MODE", "manual"));
  }

  @Test
  void shouldReadConstantsAndDefaultsOfAPythonModule() throws IOException, CliFailure {
    assertThat(
            read(
                "import os",
                "class Config:",
                "    WS_SERVER_HOST = os.getenv('WS_SERVER_HOST', '10.0.0.5:8000')",
                "    CONCURRENT_CONNECTIONS: int = int(os.environ.get(\"CONCURRENT_CONNECTIONS\", \"20\"))",
                "    USE_SSL = os.getenv('USE_SSL', 'false').lower() == 'true'",
                "    DEVICE_SN = None",
                "    STT_TIMEOUT = 5000",
                "    DEBUG_MODE: bool = True",
                "    TTS_TIMEOUT = int(os.getenv('TTS_TIMEOUT', 60000))"))
        .containsOnly(
            entry("WS_SERVER_HOST", "10.0.0.5:8000"),
            entry("CONCURRENT_CONNECTIONS", "20"),
            entry("USE_SSL", "false"),
            entry("STT_TIMEOUT", "5000"),
            entry("DEBUG_MODE", "True"),
            entry("TTS_TIMEOUT", "60000"));
  }

  @Test
  void shouldReadAnObjectOfJson() throws IOException, CliFailure {
    assertThat(
            read(
                "{",
                "  \"ws_server_host\": \"127.0.0.1:8000\",",
                "  \"CONCURRENT_CONNECTIONS\": 5,",
                "  \"boards\": [1]",
                "}"))
        .containsOnly(entry("WS_SERVER_HOST", "127.0.0.1:8000"), entry("CONCURRENT_CONNECTIONS", "5"));
  }

  @Test
  void shouldSayWhatIsWrongWithAFile() throws IOException {
    Path other = file("HELLO=1");
    assertThatThrownBy(() -> OldConfig.read(other, OldEnvironment.names()))
        .hasMessage(
            "--old-config "
                + other
                + " sets none of the older tester's variables; write lines like WS_SERVER_HOST=127.0.0.1:8000");
    Path none = folder.resolve("none");
    assertThatThrownBy(() -> OldConfig.read(none, OldEnvironment.names())).hasMessageContaining("cannot be read");
    assertThat(OldConfig.isIn(none, OldEnvironment.names())).isFalse();
    assertThat(OldConfig.isIn(other, OldEnvironment.names())).as("somebody else's .env").isFalse();
  }

  @Test
  void shouldStandForOptionsAndLetTheEnvironmentAndWhatIsTypedWin() throws IOException {
    Path file =
        file("CONCURRENT_CONNECTIONS=50", "LISTENING_MODE=auto", "WEBSOCKET_ACCESS_TOKEN=secret", "STT_TIMEOUT=1000");
    StringWriter err = new StringWriter();
    int exit =
        Main.commandLine(Map.of("LISTENING_MODE", "manual"))
            .setErr(new PrintWriter(err, true))
            .execute("old-tester", "--old-config", file.toString(), "--devices", "0");
    assertThat(exit).isEqualTo(ExitCodes.USAGE);
    assertThat(err.toString())
        .contains("--old-env stands for: --dialect toyai --turns 1 --mode manual --timeout-stt 1000ms --token ***")
        .contains("--devices 0 is too few")
        .doesNotContain("secret");
  }
}
