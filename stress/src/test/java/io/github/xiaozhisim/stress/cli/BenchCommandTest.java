package io.github.xiaozhisim.stress.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the command line of the bench takes and refuses. */
@EnabledOnOs(OS.LINUX)
class BenchCommandTest {

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... arguments) {
    return Main.commandLine()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(arguments);
  }

  @Test
  void shouldExplainItself() {
    assertThat(run("bench", "--help")).isZero();
    assertThat(out.toString()).contains("--rounds").contains("--compare").contains("target").contains("floor");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--rounds 0|at least 1",
        "--levels 1000,0|at least 1",
        "--levels many|'many' is not a whole number",
        "--compare no-such-file.json|cannot be read",
        "--json /no/such/before.json|a folder that is there and may be written to",
        "naps|naps",
        "target --port 70000|from 0 to 65535",
        "floor|Missing required option",
        "floor --port 1 --devices 0|at least 1"
      })
  void shouldSayWhatIsWrong(String options, String sentence) {
    assertThat(run(("bench " + options).split(" "))).isEqualTo(2);
    assertThat(err.toString()).contains(sentence);
  }
}
