package io.github.xiaozhisim.stress.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xiaozhisim.stress.check.Demand;
import io.github.xiaozhisim.stress.check.Finding;
import io.github.xiaozhisim.stress.check.Finding.Grade;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The machine's check on the command line. What is checked is in the tests of its package. */
class CheckCommandTest {

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... arguments) {
    return Main.commandLine(Map.of())
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(arguments);
  }

  @Test
  void shouldBeContentWithThisMachineForAHandful() {
    assertThat(run("check", "--devices", "5")).as(out.toString()).isZero();
    assertThat(out.toString())
        .contains("5 devices, 5 of them talk, to the built-in server:", "open files of this process");
  }

  @Test
  void shouldCheckForWhatAScenarioSays() {
    assertThat(run("check", "--preset", "quick", "--talking", "50%")).as(out.toString()).isZero();
    assertThat(out.toString()).contains("500 devices, 250 of them talk");
  }

  @Test
  void shouldCountWhoIsSilentInAPopulation() {
    assertThat(run("check", "--devices", "200", "--population", "chat:70%,idle:30%")).as(out.toString()).isZero();
    assertThat(out.toString()).contains("200 devices, 140 of them talk");
    assertThat(run("check", "--population", "chatty:100%")).isEqualTo(ExitCodes.USAGE);
    assertThat(err.toString()).contains("there is no persona 'chatty'");
  }

  @Test
  void shouldRefuseWhatCannotBe() {
    assertThat(run("check", "--devices", "0")).isEqualTo(ExitCodes.USAGE);
    assertThat(run("check", "--devices", "2000000000", "--server", "ws://192.0.2.1/")).isEqualTo(ExitCodes.USAGE);
    assertThat(out.toString()).contains("to another machine", "TOO LITTLE");
  }

  @Test
  void shouldPutTheCommandBelowWhatIsMissing() {
    Demand demand = MachineAdvice.demand(1_000, 0.1, URI.create("ws://192.0.2.1/"), false, 0);
    assertThat(demand).isEqualTo(new Demand(1_000, 100, false, false, false, 1));
    List<Finding> findings =
        List.of(
            new Finding("open files", "1,024", "1,200", Grade.SHORT, "ulimit -n 1200"),
            new Finding("ports", "not known", "1,000", Grade.UNKNOWN, ""));
    assertThat(MachineAdvice.table(demand, findings).subList(2, 5))
        .containsExactly(
            "  open files                                    1,024        1,200  TOO LITTLE",
            "      ulimit -n 1200",
            "  ports                                     not known        1,000");
  }
}
