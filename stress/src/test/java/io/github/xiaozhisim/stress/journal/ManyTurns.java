package io.github.xiaozhisim.stress.journal;

import com.sun.management.OperatingSystemMXBean;
import io.github.xiaozhisim.stress.measure.Gauge;
import io.github.xiaozhisim.stress.measure.Measurements;
import io.github.xiaozhisim.stress.measure.Reading;
import io.github.xiaozhisim.stress.report.Runs;
import io.github.xiaozhisim.stress.timeline.Beginning;
import io.github.xiaozhisim.stress.turn.Journal;
import io.github.xiaozhisim.stress.turn.Mark;
import io.github.xiaozhisim.stress.turn.Turn;
import io.github.xiaozhisim.stress.turn.TurnOutcome;
import io.github.xiaozhisim.stress.turn.TurnRecorder;
import io.github.xiaozhisim.stress.turn.TurnWork;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Writes the report of a run of many turns that never happened, into a folder given as an argument, and says what that
 * took: {@code ManyTurns FOLDER [TURNS [SECONDS]]}. With {@code -Xmx512m} it tells whether that is enough.
 */
public final class ManyTurns {

  private static final long SECOND_NANOS = 1_000_000_000L;
  private static final int GAUGES = 40;

  private ManyTurns() {}

  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[0]);
    int turns = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 1_000_000;
    int seconds = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 3_600;
    long start = System.nanoTime();
    TurnRecorder recorder = new TurnRecorder();
    Measurements measurements = new Measurements(TurnWork.VOCABULARY, List.of(recorder.recorder()));
    Random random = new Random(1);
    OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    long writtenNanos;
    long cpuNanos;
    try (TurnJournal report = TurnJournal.create(folder)) {
      report.begin(new Beginning(List.of("fleet"), 1, 1_767_225_600_000L, 0, Map.of("version", "1")));
      Journal journal = report.patiently();
      for (int second = 0; second < seconds; second++) {
        for (int i = 0; i < turns / seconds; i++) {
          Turn turn = turn(random, second);
          recorder.finished(turn);
          journal.turn(turn);
        }
        report.record(measurements.collect((second + 1) * SECOND_NANOS), reading(random, second));
      }
      writtenNanos = System.nanoTime();
      cpuNanos = system.getProcessCpuTime();
      report.finish(Runs.some());
    }
    System.out.printf(
        "%,d turns in %,d s: written in %.1f s (%.1f s of CPU), report in %.1f s more (%.1f s of CPU); report.html "
            + "%.2f MB, latencies.hlog %.1f MB, timeline.csv %.1f MB%n",
        turns,
        seconds,
        (writtenNanos - start) / 1e9,
        cpuNanos / 1e9,
        (System.nanoTime() - writtenNanos) / 1e9,
        (system.getProcessCpuTime() - cpuNanos) / 1e9,
        Files.size(folder.resolve("report.html")) / 1e6,
        Files.size(folder.resolve("latencies.hlog")) / 1e6,
        Files.size(folder.resolve("timeline.csv")) / 1e6);
  }

  private static Turn turn(Random random, int second) {
    long from = second * SECOND_NANOS;
    Turn turn =
        new Turn(
            random.nextInt(5_000),
            1 + second / 20,
            from,
            from + random.nextInt(1_000_000),
            1_767_225_600_000L + second * 1_000L);
    turn.utterance("what is the weather like tomorrow");
    turn.board("esp-box-3");
    long at = from + 2 * SECOND_NANOS;
    turn.mark(Mark.LAST_VOICED, at);
    for (Mark mark : List.of(Mark.STT, Mark.LLM, Mark.TTS_START, Mark.FIRST_SOUND, Mark.TTS_STOP)) {
      at += Math.round(1e8 * Math.exp(random.nextGaussian()));
      turn.mark(mark, at);
    }
    turn.emulatedStages(50, 900);
    boolean fails = random.nextInt(100) == 0;
    turn.end(
        fails ? TurnOutcome.DROPPED_TTS : TurnOutcome.ANSWERED, fails ? "the server closed the connection" : "", at);
    return turn;
  }

  private static Reading reading(Random random, int second) {
    Map<Gauge, Double> values = new LinkedHashMap<>();
    for (int i = 0; i < GAUGES; i++) {
      values.put(
          new Gauge("gauge_" + i, "machine.lane" + i / 3, "%", "gauge " + i, "指标 " + i), 100 * random.nextDouble());
    }
    return new Reading((second + 1) * SECOND_NANOS, values);
  }
}
