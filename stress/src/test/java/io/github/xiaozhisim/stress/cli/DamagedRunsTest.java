package io.github.xiaozhisim.stress.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What becomes of a run whose files were lost, cut or spoilt: its report as far as it goes, or one sentence. */
class DamagedRunsTest {

  private static final List<String> FILES =
      List.of("report.json", "recording.json", "timeline.csv", "latencies.hlog", "turns.csv");

  @TempDir static Path runs;

  private static Path whole = Path.of("none yet");

  @TempDir Path folder;

  private Path spoilt = Path.of("none yet");
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  /** What can happen to a file. */
  enum Damage {
    LOST,
    EMPTY,
    CUT_IN_HALF,
    /** A power cut: the length was written, the end was not. */
    ENDS_IN_NULS,
    /** No text any more. */
    NOISE_IN_THE_MIDDLE,
    ANOTHER_LINE_IN_THE_MIDDLE;

    void happen(Path file) throws IOException {
      byte[] bytes = Files.readAllBytes(file);
      int middle = bytes.length / 2;
      switch (this) {
        case LOST -> Files.delete(file);
        case EMPTY -> Files.write(file, new byte[0]);
        case CUT_IN_HALF -> Files.write(file, Arrays.copyOf(bytes, middle));
        case ENDS_IN_NULS -> {
          Arrays.fill(bytes, bytes.length - 60, bytes.length, (byte) 0);
          Files.write(file, bytes);
        }
        case NOISE_IN_THE_MIDDLE -> {
          Arrays.fill(bytes, middle, middle + 60, (byte) 0xff);
          Files.write(file, bytes);
        }
        case ANOTHER_LINE_IN_THE_MIDDLE -> {
          String text = new String(bytes, StandardCharsets.UTF_8);
          int line = text.indexOf('\n', text.length() / 2) + 1;
          Files.writeString(file, text.substring(0, line) + "what is this?\n" + text.substring(line));
        }
      }
    }
  }

  @BeforeAll
  static void run() {
    whole = runs.resolve("whole");
    String[] arguments = {
      "simulate", "--devices", "4", "--duration", "30s", "--ears", "0%", "--report", whole.toString()
    };
    assertThat(Main.commandLine().setOut(new PrintWriter(new StringWriter())).execute(arguments)).isZero();
  }

  @BeforeEach
  void copy() throws IOException {
    spoilt = Files.createDirectory(folder.resolve("spoilt"));
    for (String name : FILES) {
      Files.copy(whole.resolve(name), spoilt.resolve(name));
    }
  }

  private int xiaozhi(Object... arguments) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    return Main.commandLine()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(Arrays.stream(arguments).map(Object::toString).toArray(String[]::new));
  }

  @ParameterizedTest
  @EnumSource
  void shouldMakeAReportOrSayInOneSentenceWhyNot(Damage damage) throws IOException {
    for (String name : FILES) {
      Path file = spoilt.resolve(name);
      damage.happen(file);
      String what = damage + " of " + name;
      judge(what, xiaozhi("report", spoilt, "--output", folder.resolve("page.html")));
      judge(what, xiaozhi("compare", whole, spoilt));
      Path both = folder.resolve("both-" + name);
      int merged = xiaozhi("report", whole, spoilt, "--to", both);
      judge(what, merged);
      if (merged != ExitCodes.WELL) {
        assertThat(both).as(what).doesNotExist();
      }
      Files.copy(whole.resolve(name), file, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private void judge(String what, int exit) {
    if (exit == ExitCodes.WELL) {
      assertThat(err.toString()).as(what).isEmpty();
    } else {
      assertThat(exit).as("%s: %s", what, err).isEqualTo(ExitCodes.USAGE);
      assertThat(err.toString().lines()).as(what).hasSize(1);
      assertThat(err.toString()).as(what).startsWith("xiaozhi: ").contains(spoilt.toString());
    }
  }

  @ParameterizedTest
  @CsvSource({"timeline.csv", "latencies.hlog"})
  void shouldNotTakeWhatStandsBeforeASpoiltLineForAllThereWas(String name) throws IOException {
    Damage.ANOTHER_LINE_IN_THE_MIDDLE.happen(spoilt.resolve(name));
    assertThat(xiaozhi("report", whole, spoilt, "--to", folder.resolve("both"))).isEqualTo(ExitCodes.USAGE);
    assertThat(err.toString()).contains(spoilt.resolve(name) + " holds a line that is not one of ours");
  }

  @Test
  void shouldSayInTheReportOfSeveralHowMuchOfOneIsLost() throws IOException {
    Damage.CUT_IN_HALF.happen(spoilt.resolve("latencies.hlog"));
    Path both = folder.resolve("both");
    assertThat(xiaozhi("report", whole, spoilt, "--to", both)).as(err.toString()).isZero();
    assertThat(both.resolve("report.html"))
        .content()
        .containsPattern("spoilt: its recording holds \\d+ of \\d+ values of ");
  }

  @Test
  void shouldLeaveNothingBehindWhereSeveralCannotBecomeOne() throws IOException {
    Path mine = Files.createDirectory(folder.resolve("mine"));
    Damage.NOISE_IN_THE_MIDDLE.happen(spoilt.resolve("turns.csv"));
    assertThat(xiaozhi("report", whole, spoilt, "--to", mine)).isEqualTo(ExitCodes.USAGE);
    assertThat(mine).isEmptyDirectory();
    Files.delete(spoilt.resolve("turns.csv"));
    assertThat(xiaozhi("report", whole, spoilt, "--to", mine)).as("once that is mended: %s", err).isZero();
  }
}
