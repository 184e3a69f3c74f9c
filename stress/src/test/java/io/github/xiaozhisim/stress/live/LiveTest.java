package io.github.xiaozhisim.stress.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xiaozhisim.stress.health.Verdict;
import io.github.xiaozhisim.stress.measure.Gauge;
import io.github.xiaozhisim.stress.measure.Stats;
import io.github.xiaozhisim.stress.monitor.Findings;
import io.github.xiaozhisim.stress.monitor.Warning;
import io.github.xiaozhisim.stress.report.Runs;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class LiveTest {

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);

  private String written() {
    return bytes.toString(StandardCharsets.UTF_8);
  }

  private static LiveLine.Snapshot snapshot(Stats firstSound, Stats lateness) {
    return new LiveLine.Snapshot(72_400, 0, 3, 1, 60, 36, 14.25, 412, 2, 5, firstSound, lateness, Verdict.VALID);
  }

  @Test
  void shouldSayEverythingInOneLine() {
    Stats sound = new Stats(400, 1100, 1021.4, 1200, 1234.5, 1300, 1400);
    Stats late = new Stats(10_000, 0.4, 0.3, 0.8, 1, 2.34, 9);
    assertThat(LiveLine.format(snapshot(sound, late)))
        .isEqualTo(
            "1:12  1 connecting, 60 listening, 36 speaking, 3 idle · 14.3 turns/s · 412 answered, 2 failed · 5 errors"
                + " · first sound 1,021, p95 1,235 ms · pacing p99 2.3 ms");
  }

  @Test
  void shouldSayWhileItRunsThatTheGeneratorIsLate() {
    LiveLine.Snapshot late =
        new LiveLine.Snapshot(1_000, 0, 3, 1, 60, 36, 14.25, 412, 2, 5, Stats.EMPTY, Stats.EMPTY, Verdict.DEGRADED);
    assertThat(LiveLine.format(late)).endsWith("5 errors · generator DEGRADED");
  }

  @Test
  void shouldLeaveOutWhatIsNotKnownYet() {
    assertThat(LiveLine.format(snapshot(Stats.EMPTY, Stats.EMPTY))).endsWith("5 errors");
  }

  @Test
  void shouldRewriteTheLineOnATerminalAndNeverWrapIt() {
    Terminal terminal = new Terminal(out, true, Style.PLAIN, 10);
    terminal.live("0123456789abc");
    terminal.live("short");
    terminal.print("done\n");
    String escape = (char) 27 + "[K";
    assertThat(written())
        .isEqualTo("\r012345678" + escape + "\rshort" + escape + System.lineSeparator() + "done\n");
  }

  @Test
  void shouldWriteWholeLinesToAPipe() {
    Terminal terminal = new Terminal(out, false, Style.PLAIN, 10);
    terminal.live("0123456789abc");
    assertThat(written()).isEqualTo("0123456789abc" + System.lineSeparator());
  }

  @Test
  void shouldBeginTheSummaryWithTheVerdict() {
    assertThat(Summary.verdict(Runs.of(100, 100, 412, 0, false)))
        .isEqualTo("All well: all 412 turns of 100 devices were answered.");
    assertThat(Summary.verdict(Runs.of(2, 2, 1, 0, false)))
        .isEqualTo("All well: the one turn of 2 devices was answered.");
    assertThat(Summary.verdict(Runs.some())).isEqualTo("1 of 4 turns were not answered (2 of 2 devices connected).");
    assertThat(Summary.verdict(Runs.of(5, 0, 0, 0, false))).startsWith("Nothing could connect");
    assertThat(Summary.verdict(Runs.silent(19_000, 19_000, 0)))
        .isEqualTo("All well: 19,000 silent devices connected and stayed.");
    assertThat(Summary.verdict(Runs.silent(100, 97, 5)))
        .isEqualTo("3 of 100 silent devices did not stay connected (100 connected, 5 channels lost).");
    assertThat(Summary.verdict(Runs.of(5, 5, 3, 0, true))).startsWith("Interrupted. ");
  }

  @Test
  void shouldCallNothingWellInARunThatCannotBeTrusted() {
    assertThat(Summary.verdict(Runs.withHealth(Verdict.INVALID, Runs.of(100, 100, 412, 0, false))))
        .isEqualTo("All 412 turns of 100 devices were answered.");
    assertThat(Summary.verdict(Runs.withHealth(Verdict.INVALID, Runs.silent(19_000, 19_000, 0))))
        .isEqualTo("19,000 silent devices connected and stayed.");
    assertThat(Summary.verdict(Runs.withHealth(Verdict.DEGRADED, Runs.of(2, 2, 1, 0, false)))).startsWith("All well: ");
  }

  @Test
  void shouldSayFirstWhetherTheFiguresCanBeTrusted() {
    assertThat(Summary.format(Runs.some(), "x", Style.PLAIN, false))
        .startsWith("\nVALID: the generator kept up, the figures are the server's.\n1 of 4 turns");
    String late = Summary.format(Runs.withHealth(Verdict.INVALID, Runs.some()), "x", Style.PLAIN, false);
    assertThat(late.lines().skip(1).limit(3))
        .containsExactly(
            "INVALID: the generator was too late itself; the figures are about this machine, not about the server.",
            "  7.3 % of the audio frames were left out, being later than a whole frame (the worst 10 s; 3 of 3 were "
                + "over 1 %)",
            "  what helps: run the server elsewhere ('xiaozhi serve'); take fewer devices; take a machine with more "
                + "free"
                + " processors");
    assertThat(late)
        .contains(
            "  growth an hour: resident memory +120.0 (error 5.0) of 200 MiB\n  this looks like a leak: see "
                + "generator.csv");
    assertThat(Summary.format(Runs.withHealth(Verdict.DEGRADED, Runs.some()), "x", Style.PLAIN, false))
        .startsWith("\nDEGRADED: ");
  }

  @Test
  void shouldShowTheStagesAndWhatWentWrongWithoutColoursWhereThereAreNone() {
    String text = Summary.format(Runs.some(), "reports/x", Style.PLAIN, false);
    assertThat(text)
        .contains("3  answered")
        .contains("1  timed-out-tts")
        .contains("wait for the end of turn")
        .contains("####")
        .contains("the answer stopped in the middle")
        .contains("1 gap, 0 cut tails")
        .contains("20 ears listened to 126 of 200 answers (63 %: their budget is 20 % of a processor)")
        .endsWith("report: reports/x\n");
    assertThat(text.chars().allMatch(c -> c < 128)).as("nothing but ASCII").isTrue();
    assertThat(Summary.format(Runs.some(), "x", Style.COLOURED, true)).contains((char) 27 + "[31m").contains("█");
  }

  @Test
  void shouldTellWhatWasSeenOfTheServerAndWhatIsWorthAWord() {
    Gauge cpu = new Gauge("server_cpu_percent", "server.cpu", "%", "python3 (port 8000): of one processor", "");
    Gauge machine = new Gauge("machine_cpu_percent", "machine.cpu", "%", "processors of this machine", "");
    Findings findings =
        new Findings(
            List.of(new Findings.Level(machine, 9, 40, 50, 45), new Findings.Level(cpu, 9, 87.25, 100.4, 90)),
            List.of(new Warning(cpu, 1, 12, 100, "its busiest thread has a processor to itself", "")));
    String summary = Summary.format(Runs.some().withFindings(findings), "here", Style.PLAIN, true);
    assertThat(summary)
        .containsPattern(
            "watched +mean +max +last\n  python3 \\(port 8000\\): of one processor +87\\.3 +100 +90\\.0 %\n")
        .contains("  note: its busiest thread has a processor to itself\n")
        .as("the machine's levels are in the report")
        .doesNotContain("processors of this machine");
    assertThat(Summary.format(Runs.some(), "here", Style.PLAIN, true)).doesNotContain("watched");
  }
}
