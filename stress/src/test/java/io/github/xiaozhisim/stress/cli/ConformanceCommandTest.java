package io.github.xiaozhisim.stress.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

/** The table of verdicts on the command line. */
class ConformanceCommandTest {

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... arguments) {
    return Main.commandLine()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(arguments);
  }

  @Test
  void shouldPrintNumberTitleAndVerdict() {
    assertThat(run("conformance", "S05")).isZero();
    assertThat(out.toString())
        .containsPattern("S05 +the button while speaking aborts .* pass +pass")
        .containsPattern("\\d+ cases of one number, played \\d+ times: all pass");
  }

  @Test
  void shouldShowWhatWasSeenWhenAsked() {
    assertThat(run("conformance", "s05", "--fidelity", "strict", "--trace")).isZero();
    assertThat(out.toString()).contains("* button").contains("D> AB").contains("[listening]").doesNotContain("robust:");
  }

  @Test
  void shouldSayWhenThereIsNoSuchCase() {
    assertThat(run("conformance", "S999")).isEqualTo(2);
    assertThat(err.toString()).contains("no case 'S999'");
  }
}
