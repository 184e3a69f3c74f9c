package io.github.xiaozhisim.stress.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xiaozhisim.stress.health.Verdict;
import io.github.xiaozhisim.stress.measure.ErrorTally;
import io.github.xiaozhisim.stress.measure.Gauge;
import io.github.xiaozhisim.stress.measure.Measurements;
import io.github.xiaozhisim.stress.measure.Reading;
import io.github.xiaozhisim.stress.measure.Recorder;
import io.github.xiaozhisim.stress.turn.TurnCount;
import io.github.xiaozhisim.stress.turn.TurnMeasure;
import io.github.xiaozhisim.stress.turn.TurnOutcome;
import io.github.xiaozhisim.stress.turn.TurnWork;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The full-screen view: what it shows of a run, and how it fits onto a screen. */
class TopTest {

  private static final Gauge CPU = new Gauge("cpu_percent", "machine.cpu", "%", "processors", "处理器");
  private static final Gauge STEAL = new Gauge("steal_percent", "machine.cpu", "%", "stolen", "被占用");

  private final Recorder recorder = new Recorder(TurnWork.VOCABULARY);
  private final Measurements all = new Measurements(TurnWork.VOCABULARY, List.of(recorder));
  private final ErrorTally errors = new ErrorTally();
  private final TopFrames frames = new TopFrames("20 devices talk to ws://127.0.0.1/", all, errors, "q stop");
  private long seconds;

  @Test
  void shouldShowHowManyAreInEachStateThatIsNotEmpty() {
    for (int i = 0; i < 20; i++) {
      recorder.enter(TurnWork.VOCABULARY.place(i < 15 ? "listening" : "speaking"));
    }

    assertThat(screen(second()))
        .contains(" listening             15  ##############################")
        .contains(" speaking               5  ##########")
        .noneMatch(line -> line.contains("idle"));
  }

  @Test
  void shouldShowWorkBySecondsAndHowItEnded() {
    ended(TurnOutcome.ANSWERED, 3);
    second();
    ended(TurnOutcome.ANSWERED, 5);
    ended(TurnOutcome.TIMED_OUT_STT, 2);
    ended(TurnOutcome.ABORTED, 1);

    assertThat(screen(second()))
        .anyMatch(line -> line.matches(" turns/s +8\\.0  ~@ +8 good, 2 not \\(20\\.0 %\\)  timed-out-stt 2"));
  }

  @Test
  void shouldShowWhatWasMeasuredLatelyBesideTheWholeRun() {
    recorder.record(TurnMeasure.FIRST_SOUND, 4_000_000_000L);
    second();
    for (int i = 0; i < 10; i++) {
      recorder.record(TurnMeasure.FIRST_SOUND, 500_000_000);
      second();
    }

    assertThat(screen(second()))
        .anyMatch(
            line ->
                line.matches(" end of speech to first sound +500 +500 +500 +500 +4,00\\d +4,00\\d +4,00\\d +11  .*"));
  }

  @Test
  void shouldKeepFiguresInColumnsHoweverLongANameIs() {
    recorder.record(TurnMeasure.FIRST_SOUND, 500_000_000L);
    recorder.record(TurnMeasure.ENDPOINT, 600_000_000L); // the longest of all names
    recorder.record(TurnMeasure.FIRST_SOUND_NAIVE, 700_000_000L);
    TopFrame frame = second();

    for (int columns : List.of(80, 110, 160)) {
      List<String> lines = TopView.format(frame, columns, 40, Style.PLAIN, true);
      String head = lines.stream().filter(line -> line.startsWith(" milliseconds")).findFirst().orElseThrow();
      int p50 = head.indexOf("p50") + 3;
      assertThat(lines).filteredOn(line -> line.startsWith(" end of speech"))
          .hasSize(3)
          .allSatisfy(line -> assertThat(line.substring(p50 - 3, p50)).containsOnlyDigits());
    }
  }

  @Test
  void shouldShowQualityGoalsGaugesAndErrorsOnlyWhereThereAreAny() {
    assertThat(String.join("\n", screen(second()))).doesNotContain("heard", "processors");

    recorder.add(TurnCount.GAPS, 3);
    errors.add("the server broke the protocol");
    TopFrame.Goal goal = new TopFrame.Goal("first_sound.p95 < 1s", "IN_DANGER", "1,446 ms");
    Reading reading = new Reading(0, Map.of(CPU, 43.0, STEAL, 0.0));
    TopFrame frame = frames.next(all.collect(++seconds), reading, Verdict.DEGRADED, List.of(goal), "paused");

    String shown = String.join("\n", screen(frame));
    assertThat(shown).contains("paused", "DEGRADED", " in danger  first_sound.p95 < 1s  1,446 ms", "3 audible gaps");
    assertThat(shown).contains("1  the server broke the protocol").containsPattern("processors +43 %");
    assertThat(shown).as("nothing but zeros").doesNotContain("stolen");
  }

  @ParameterizedTest
  @CsvSource({"150, 45", "80, 24", "40, 10", "20, 3", "1, 1"})
  void shouldFitOntoAnyScreen(int columns, int rows) {
    for (TurnMeasure measure : TurnMeasure.values()) {
      recorder.record(measure, 1_000_000);
    }
    for (int i = 0; i < 30; i++) {
      errors.add("error number " + i + " of many, and a long sentence about it that does not fit onto a small screen");
    }

    List<String> lines = TopView.format(second(), columns, rows, Style.PLAIN, true);

    assertThat(lines)
        .hasSizeLessThanOrEqualTo(rows)
        .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(columns));
  }

  @Test
  void shouldCountNoRoomForColoursAndTwoPlacesForAChineseCharacter() {
    List<String> lines = new Canvas(5, 1).text("ab", Style.COLOURED::good).text("中文").end().lines();
    String escape = String.valueOf((char) 27);

    assertThat(lines).containsExactly(escape + "[32mab" + escape + "[0m中");
  }

  @Test
  void shouldNotLetAServerWriteToTheTerminal() {
    assertThat(new Canvas(40, 1).text("bad" + (char) 27 + "[2Jnews\n").end().lines()).containsExactly("bad [2Jnews ");
  }

  @Test
  void shouldDrawSparksFromTheGroundUpWithGapsWhereNothingWasSeen() {
    assertThat(Sparkline.of(List.of(0.0, 50.0, Double.NaN, 100.0), 10, 0, true)).isEqualTo("▁▅ █");
    assertThat(Sparkline.of(List.of(9.0, 1.0, 2.0), 2, 0, true)).as("the last ones").isEqualTo("▅█");
    assertThat(Sparkline.of(List.of(0.0, 0.0), 5, 0, true)).isEqualTo("▁▁");
    assertThat(Sparkline.of(List.of(), 5, 0, true)).isEmpty();
  }

  @Test
  void shouldGiveBackTheScreenAsItWas() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    Terminal terminal = new Terminal(out, true, Style.PLAIN, 80);
    terminal.screen(List.of("one", "two"));
    terminal.screen(List.of("three"));
    terminal.print("done\n");
    terminal.leaveScreen();

    assertThat(bytes.toString(StandardCharsets.UTF_8).replace((char) 27, '^'))
        .isEqualTo("^[?1049h^[?25l^[Hone^[K\r\ntwo^[K^[J" + "^[Hthree^[K^[J" + "^[?25h^[?1049ldone\n");
  }

  private void ended(TurnOutcome outcome, int times) {
    for (int i = 0; i < times; i++) {
      recorder.ended(outcome);
    }
  }

  private TopFrame second() {
    seconds++;
    Reading nothing = new Reading(0, Map.of());
    return frames.next(all.collect(seconds * 1_000_000_000), nothing, Verdict.VALID, List.of(), "running");
  }

  private static List<String> screen(TopFrame frame) {
    return TopView.format(frame, 150, 45, Style.PLAIN, false);
  }
}
