package io.github.xiaozhisim.stress.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xiaozhisim.stress.operate.EmbeddedServer;
import io.github.xiaozhisim.stress.server.ServerBehaviour;
import io.github.xiaozhisim.transport.TransportKind;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The doctor on the command line, against a real server. What it examines is in the tests of its package. */
class DoctorCommandTest {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir private Path state;

  private int run(String... arguments) {
    return Main.commandLine(Map.of("STATE_DIRECTORY", state.toString()))
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(arguments);
  }

  private List<String> lines() {
    return out.toString().lines().toList();
  }

  /** What was found about the server, as subject and grade. */
  private static List<String> server(JsonNode json) {
    return StreamSupport.stream(json.path("findings").spliterator(), false)
        .filter(each -> each.path("area").asString().equals("server"))
        .map(each -> each.path("subject").asString() + " " + each.path("grade").asString())
        .toList();
  }

  @Test
  void shouldGoThroughOtaToAnAnswer() throws IOException {
    try (EmbeddedServer server = EmbeddedServer.start(TransportKind.AUTO, ServerBehaviour.defaults())) {
      run("doctor", "--ota", server.ota().toString(), "--text", "几点了");
      assertThat(lines()).contains("java", "libraries", "network", "server");
      assertThat(out.toString())
          .contains(
              "ok      ota",
              "ok      connection",
              "ok      hello",
              "ok      turn        '几点了': the first sound came after");
      assertThat(lines().getLast()).containsPattern("^(not )?fit to be a device");
    }
  }

  @Test
  void shouldTakeTheTurnOverMqttWhereTheServerWantsThat() throws IOException {
    ServerBehaviour usual = ServerBehaviour.defaults();
    try (EmbeddedServer server =
        EmbeddedServer.start(
            TransportKind.AUTO, usual.withOta(usual.ota().withWire(ServerBehaviour.Wire.MQTT)))) {
      run("doctor", "--ota", server.ota().toString());
      assertThat(out.toString()).contains("named the MQTT broker 127.0.0.1:", "the first sound came after");
    }
  }

  @Test
  void shouldWriteJsonForSupportWithoutSecrets() throws IOException {
    try (EmbeddedServer server =
        EmbeddedServer.start(
            TransportKind.AUTO,
            ServerBehaviour.defaults()
                .withAdmission(new ServerBehaviour.Admission("secret-1", ServerBehaviour.Refusal.HTTP_401)))) {
      run("doctor", "--server", server.webSocket().toString(), "--token", "secret-1", "--json");
      JsonNode json = JSON.readTree(out.toString());
      assertThat(json.path("schema").asString()).isEqualTo("xiaozhi-simulator/doctor/1");
      assertThat(server(json)).containsExactly("connection ok", "hello ok", "turn ok");
      assertThat(out.toString()).doesNotContain("secret-1");
    }
  }

  @Test
  void shouldSayThatTheTokenIsWrong() throws IOException {
    try (EmbeddedServer server =
        EmbeddedServer.start(
            TransportKind.AUTO,
            ServerBehaviour.defaults()
                .withAdmission(new ServerBehaviour.Admission("secret-1", ServerBehaviour.Refusal.HTTP_401)))) {
      int code = run("doctor", "--server", server.webSocket().toString(), "--json");
      assertThat(code).isEqualTo(ExitCodes.SOME_FAILED);
      assertThat(server(JSON.readTree(out.toString())))
          .containsExactly("connection error", "hello skipped", "turn skipped");
      assertThat(out.toString()).contains("the server wants a valid token");
    }
  }

  @Test
  void shouldNoticeAServerThatSpeaksNoHttp() throws Exception {
    try (ServerSocket other = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      Thread.ofPlatform()
          .daemon()
          .start(
              () -> {
                try {
                  while (true) {
                    try (Socket peer = other.accept()) {
                      peer.getOutputStream().write("220 mail.example ESMTP\r\n".getBytes(StandardCharsets.US_ASCII));
                    }
                  }
                } catch (IOException closed) {
                  // the test is over
                }
              });
      run("doctor", "--server", "ws://127.0.0.1:" + other.getLocalPort() + "/");
      assertThat(out.toString()).contains("does not speak HTTP", "220 mail.example ESMTP");
    }
  }

  @Test
  void shouldExitWithAnErrorWhereNobodyListens() throws IOException {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    assertThat(run("doctor", "--ota", "http://127.0.0.1:" + port + "/xiaozhi/ota/")).isEqualTo(ExitCodes.SOME_FAILED);
    assertThat(out.toString()).contains("nothing listens at 127.0.0.1:" + port, "-> start the server there");
    assertThat(lines().getLast()).startsWith("not fit to be a device: ");
  }

  @Test
  void shouldLookAtTheMachineAloneWhereNoServerIsNamed() {
    run("doctor");
    assertThat(out.toString()).contains("skipped ota", "give its address with --ota or --server");
  }

  @Test
  void shouldVisitAsTheDeviceOfThisMachineEachTime() throws IOException {
    List<String> seen = new ArrayList<>();
    for (int visit = 0; visit < 2; visit++) {
      run("doctor", "--server", "ws://127.0.0.1:9/", "--mac", "02:00:00:00:00:07");
      seen.add(Files.readString(state.resolve("settings.json")));
    }
    assertThat(seen.getFirst()).contains("uuid");
    assertThat(seen).containsOnly(seen.getFirst());
  }

  @Test
  void shouldSayThatTheFolderOfTheDeviceCannotBeUsed() throws IOException {
    Path file = Files.writeString(state.resolve("file"), "");
    assertThat(run("doctor", "--server", "ws://127.0.0.1:9/", "--state", file.resolve("below").toString()))
        .isEqualTo(ExitCodes.SOME_FAILED);
    assertThat(out.toString()).contains("ERROR   identity", "cannot be made");
  }

  @Test
  void shouldLookAtThePinsOfABoard() {
    run("doctor", "--board", "raspberry-pi-5");
    assertThat(lines()).contains("pins");
    run("doctor", "--board", "raspberry-pi-5", "--no-pins", "--json");
    assertThat(out.toString().substring(out.toString().indexOf('{'))).doesNotContain("\"pins\"");
  }

  @Test
  void shouldTakeTheTokenFromAFile() throws IOException {
    Path empty = Files.writeString(state.resolve("token"), "\n");
    assertThat(run("doctor", "--server", "ws://127.0.0.1:9/", "--token-file", empty.toString())).isEqualTo(2);
    assertThat(err.toString()).contains("its first line is empty");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--ota ws://127.0.0.1:8000/|write it like http://HOST:PORT/xiaozhi/ota/",
        "--server http://127.0.0.1:8003/|write it like ws://HOST:PORT/PATH",
        "--server ws://a/ --ota http://a/|exclude each other",
        "--server ws://a/ --ca a.pem --insecure|exclude each other",
        "--server ws://a/ --ca missing.pem|missing.pem"
      })
  void shouldSayWhatIsWrongWithAnOption(String options, String sentence) {
    assertThat(run(("doctor " + options).split(" "))).isEqualTo(ExitCodes.USAGE);
    assertThat(err.toString()).contains(sentence);
    assertThat(out.toString()).isEmpty();
  }
}
