package io.github.xiaozhisim.stress.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xiaozhisim.stress.server.FaultKind;
import io.github.xiaozhisim.stress.server.ServerBehaviour;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** What the command line of the emulated server takes and refuses. */
class ServeCommandTest {

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... arguments) {
    return Main.commandLine()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(arguments);
  }

  private static ServerBehaviour told(String... arguments) {
    ServerOptions options = new ServerOptions();
    new CommandLine(new Bare(options)).parseArgs(arguments);
    return options.behaviour(1);
  }

  @CommandLine.Command(name = "bare")
  private static final class Bare {
    @CommandLine.Mixin private final ServerOptions options;

    Bare(ServerOptions options) {
      this.options = options;
    }
  }

  @Test
  void shouldBehaveAsUsualWhenToldNothing() {
    assertThat(told()).isEqualTo(ServerBehaviour.defaults());
  }

  @Test
  void shouldDoWhatItIsTold() {
    ServerBehaviour told =
        told("--asr", "200ms..400ms", "--workers", "3", "--fault", "refuse@50%", "--fault", "starve:1s", "--no-mcp",
            "--wake-word", "Hey You", "--vad-silence", "1s", "--order", "stt-tts-llm");
    assertThat(told.stages().asr().toString()).isEqualTo("200ms..400ms");
    assertThat(told.stages().order()).isEqualTo(ServerBehaviour.Order.STT_TTS_LLM);
    assertThat(told.workers()).isEqualTo(3);
    assertThat(told.faults()).hasToString("[refuse@50.0%, starve:1000ms]");
    assertThat(told.mcp().enabled()).isFalse();
    assertThat(told.listening().wakeWords()).containsExactly("hey you");
    assertThat(told.listening().silenceMillis()).isEqualTo(1000);
  }

  @Test
  void shouldListEveryFaultInItsHelp() {
    assertThat(run("serve", "--help")).isZero();
    for (FaultKind kind : FaultKind.values()) {
      assertThat(out.toString()).contains("  " + kind.word());
    }
  }

  @Test
  void shouldSayWhenThePortIsInUse() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThat(run("serve", "--port", Integer.toString(taken.getLocalPort()))).isEqualTo(2);
      assertThat(err.toString().lines())
          .singleElement()
          .asString()
          .contains("port " + taken.getLocalPort())
          .contains("in use");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--asr fast|'fast' is not a time",
        "--fault refus|there is no fault 'refus'",
        "--head-start 0|--head-start is at least 1",
        "--refusal never|'never' is none of plain-text, http-401, close",
        "--tls-cert a.pem|belong together",
        "--port 70000|from 0 to 65535",
        "--port 0 --udp-port 8884|need --mqtt-port",
        "--port 0 --mqtt-port 8883|give --tls-cert",
        "--port 0 --mqtt-port 70000|from 0 to 65535"
      })
  void shouldSayWhatIsWrongWithAnOption(String options, String sentence) {
    String[] arguments = ("serve " + options).split(" ");
    assertThat(run(arguments)).isEqualTo(2);
    assertThat(err.toString()).contains(sentence);
  }
}
