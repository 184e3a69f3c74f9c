package io.github.xiaozhisim.stress.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xiaozhisim.hal.BoardInfo.EchoCancellation;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What {@code device} and {@code shell} refuse before anything is switched on. */
class DeviceCommandTest {

  private final StringWriter err = new StringWriter();

  private String refused(String... arguments) {
    CommandLine line = Main.commandLine(Map.of());
    line.setOut(new PrintWriter(new StringWriter()));
    line.setErr(new PrintWriter(err));
    assertThat(line.execute(arguments)).isEqualTo(ExitCodes.USAGE);
    return err.toString();
  }

  @Test
  void shouldRefuseToBeginByItselfWhatOnlyALetGoKeyWouldEnd() {
    assertThat(refused("device", "--hands-free", "--mode", "manual"))
        .contains("--hands-free and --mode manual exclude each other");
    assertThat(refused("device", "--talk", "--mode", "manual")).contains("--talk and --mode manual exclude each other");
    assertThat(refused("shell", "--hands-free", "--mode", "manual"))
        .contains("nobody would end what begins without a key");
  }

  @Test
  void shouldRefuseAFramingWithoutTheTimeStampsThatTheServersEchoCancellationNeeds() {
    String server = "ws://127.0.0.1:9/";
    assertThat(refused("device", "--server", server, "--aec", "server", "--framing", "1"))
        .contains("--aec server needs time stamps, which only --framing 2 carries; leave out --framing 1");
    assertThat(refused("device", "--server", server, "--framing", "4")).contains("--framing is 1, 2 or 3, not 4");
  }

  @Test
  void shouldSayInASentenceWhatIsWrongAboutTheBuiltInServer() {
    assertThat(refused("shell", "--workers", "-1")).contains("--workers is at least 0, not -1");
    assertThat(refused("device", "--workers", "-1")).contains("--workers is at least 0, not -1");
    assertThat(refused("shell", "--server", "ws://127.0.0.1:9/", "--asr", "5s"))
        .contains("--asr is for the built-in server, but --server names another one");
    assertThat(refused("device", "--ota", "http://127.0.0.1:9/", "--asr", "5s"))
        .contains("--asr is for the built-in server, but --ota names another one");
  }

  @Test
  void shouldWriteForTheJournalOnlyWhereTheOutputIsTheJournal(@TempDir Path folder) throws Exception {
    Path output = Files.createFile(folder.resolve("output"));
    Path other = Files.createFile(folder.resolve("other"));
    String named = Files.getAttribute(output, "unix:dev") + ":" + Files.getAttribute(output, "unix:ino");

    assertThat(JournalStream.is(output, Map.of("JOURNAL_STREAM", named))).isTrue();
    assertThat(JournalStream.is(other, Map.of("JOURNAL_STREAM", named))).as("inherited by a terminal").isFalse();
    assertThat(JournalStream.is(output, Map.of())).isFalse();
    assertThat(JournalStream.is(folder.resolve("missing"), Map.of("JOURNAL_STREAM", "8:1"))).isFalse();
  }

  @Test
  void shouldTakeTheFramingWithTimeStampsByItself() throws Exception {
    DeviceOptions options = new DeviceOptions();
    options.aec = EchoCancellation.SERVER;
    assertThat(new DeviceSetup(options, Map.of()).framing()).isEqualTo(2);

    options.aec = EchoCancellation.DEVICE;
    assertThat(new DeviceSetup(options, Map.of()).framing()).isEqualTo(1);
  }

  @Test
  void shouldKeepWhatWasTypedForItsOwnerAlone(@TempDir Path folder) throws Exception {
    Map<String, String> environment = Map.of("XDG_STATE_HOME", folder.toString());
    Path history = Objects.requireNonNull(ShellCommand.history(environment));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(history))).isEqualTo("rw-------");

    Files.writeString(history, "call self.secret token=abc\n");
    Files.setPosixFilePermissions(history, PosixFilePermissions.fromString("rw-r--r--")); // as it was made before
    assertThat(ShellCommand.history(environment)).isEqualTo(history).hasContent("call self.secret token=abc\n");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(history))).isEqualTo("rw-------");
  }
}
