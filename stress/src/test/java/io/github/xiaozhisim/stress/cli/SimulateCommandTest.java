package io.github.xiaozhisim.stress.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code xiaozhi simulate} from the command line. */
class SimulateCommandTest {

  private final StringWriter err = new StringWriter();

  private int simulate(String... options) {
    String[] line = new String[options.length + 1];
    line[0] = "simulate";
    System.arraycopy(options, 0, line, 1, options.length);
    return Main.commandLine(Map.of()).setErr(new PrintWriter(err, true)).execute(line);
  }

  @Test
  void shouldSayBeforeTheRunThatItsTraceCannotBeWritten(@TempDir Path folder) {
    Path report = folder.resolve("report");
    String file = folder.resolve("not-there/trace.json").toString();

    assertThat(simulate("--report", report.toString(), "--trace", "1", "--trace-file", file)).isEqualTo(2);
    assertThat(err.toString())
        .isEqualTo(
            "xiaozhi: --trace-file " + file + " cannot be written: name a file in a folder that exists"
                + System.lineSeparator());
    assertThat(report).as("nothing has run").doesNotExist();
  }
}
