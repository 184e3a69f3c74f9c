package io.github.xiaozhisim.stress.live;

import io.github.xiaozhisim.stress.health.Growth;
import io.github.xiaozhisim.stress.health.Health;
import io.github.xiaozhisim.stress.health.Verdict;
import io.github.xiaozhisim.stress.measure.ErrorTally.ErrorCount;
import io.github.xiaozhisim.stress.measure.Stats;
import io.github.xiaozhisim.stress.objective.Standing;
import io.github.xiaozhisim.stress.report.Knee;
import io.github.xiaozhisim.stress.report.RunResult;
import io.github.xiaozhisim.stress.turn.TurnMeasure;
import java.util.List;
import java.util.Locale;

/** What is said about a run when it is over. Pure: a result in, text out. */
public final class Summary {

  private static final int MAX_ERRORS = 10;
  private static final int BAR_CELLS = 44;

  /** A machine that is busy begins a turn some milliseconds late. */
  private static final double WAIT_WORTH_SAYING_MILLIS = 50;

  private final RunResult run;
  private final Style style;
  private final char block;
  private final StringBuilder out = new StringBuilder(2000);

  private Summary(RunResult run, Style style, boolean unicode) {
    this.run = run;
    this.style = style;
    this.block = unicode ? '█' : '#';
  }

  /** The whole text, with its last line end. {@code where} is the report's folder. */
  public static String format(RunResult run, String where, Style style, boolean unicode) {
    Summary summary = new Summary(run, style, unicode);
    summary.write();
    summary.out.append("\nreport: ").append(where).append('\n');
    return summary.out.toString();
  }

  /** One sentence: how it went. */
  public static String verdict(RunResult run) {
    long finished = run.turns().finished() - run.cut();
    String devices = Numbers.count(run.devices().requested(), "device");
    String interrupted = run.interrupted() ? "Interrupted. " : "";
    if (run.devices().connected() == 0) {
      return interrupted + "Nothing could connect: none of " + devices + " got a connection.";
    }
    RunResult.Silent silent = run.devices().silent();
    if (silent.devices() > 0 && (finished == 0 || run.failed() == 0)) {
      return interrupted
          + stayed(silent, counts(run))
          + (finished == 0 ? "" : answered(" All ", " The one turn", finished, "") + ".");
    }
    if (finished == 0) {
      return interrupted + "No turn was finished; give the run more time.";
    }
    if (run.failed() == 0) {
      return interrupted
          + (counts(run) ? "All well: " + answered("all ", "the one turn", finished, " of " + devices)
              : answered("All ", "The one turn", finished, " of " + devices))
          + ".";
    }
    return interrupted
        + Numbers.count(run.failed())
        + " of "
        + Numbers.count(finished, "turn")
        + " were not answered ("
        + Numbers.count(run.devices().connected())
        + " of "
        + devices
        + " connected).";
  }

  private static String answered(String all, String only, long turns, String whose) {
    return turns == 1 ? only + whose + " was answered" : all + Numbers.count(turns, "turn") + whose + " were answered";
  }

  /** Whether what went well may be called well: the figures can be trusted, and nothing else was asked for. */
  private static boolean counts(RunResult run) {
    boolean trusted = run.health() == null || run.health().verdict() != Verdict.INVALID;
    return trusted && run.goals().allMet();
  }

  private static String stayed(RunResult.Silent silent, boolean counts) {
    String all = Numbers.count(silent.devices(), "silent device");
    if (silent.well()) {
      return (counts ? "All well: " : "") + all + " connected and stayed.";
    }
    return Numbers.count(silent.devices() - silent.stayed())
        + " of "
        + all
        + " did not stay connected ("
        + Numbers.count(silent.connected())
        + " connected, "
        + Numbers.count(silent.losses(), "channel")
        + " lost).";
  }

  private void write() {
    String verdict = verdict(run);
    out.append('\n');
    health();
    Knee knee = run.goals().knee();
    if (knee == null) {
      out.append(!run.well() ? style.bad(verdict) : counts(run) ? style.good(verdict) : verdict).append("\n");
    } else {
      out.append(knee.good() ? style.good(knee.answer().en()) : style.bad(knee.answer().en())).append("\n");
    }
    goals();
    out.append('\n');
    outcomes();
    measures();
    warmUp();
    waterfall();
    connecting();
    audible();
    generator();
    growth();
    watched();
    simulated();
    errors();
  }

  /** Before anything else: whether the figures below are worth reading. */
  private void health() {
    Health health = run.health();
    if (health == null) {
      return;
    }
    String sentence = HealthText.sentence(health);
    out.append(health.verdict() == Verdict.VALID ? style.good(sentence) : style.bad(sentence)).append('\n');
    for (String reason : HealthText.reasons(health, run.generator().embeddedServer())) {
      String line = "  " + reason;
      out.append(health.verdict() == Verdict.VALID ? style.faint(line) : line).append('\n');
    }
  }

  /** What the run was to achieve, and whether it has. */
  private void goals() {
    for (Standing standing : run.goals().standings()) {
      String mark = standing.isMet() ? "met   " : "MISSED";
      String line = String.format(Locale.ROOT, "  %s  %s  (%s)", mark, standing.objective(), standing.seen());
      out.append(standing.isMet() ? style.good(line) : style.bad(line)).append('\n');
    }
    if (run.goals().stoppedEarly()) {
      out.append("  The run was stopped early, since an objective could not be met any more; see --keep-going.\n");
    }
  }

  private void simulated() {
    RunResult.Simulated simulated = run.simulated();
    if (simulated != null) {
      out.append(
          String.format(
              Locale.ROOT,
              "  virtual time: %s in %s (%s times as fast as real)%n",
              duration(simulated.virtualSeconds()),
              duration(simulated.realSeconds()),
              Numbers.count(Math.round(simulated.virtualSeconds() / Math.max(0.001, simulated.realSeconds())))));
      out.append("  event log: ").append(Numbers.count(simulated.loggedEvents(), "event"));
      out.append(", hash ").append(style.strong(simulated.hashText())).append('\n');
    }
  }

  private static String duration(double seconds) {
    return seconds < 120
        ? String.format(Locale.ROOT, "%.1f s", seconds)
        : String.format(Locale.ROOT, "%d min %d s", (long) seconds / 60, (long) seconds % 60);
  }

  private void outcomes() {
    run.outcomes()
        .forEach(
            (outcome, count) -> {
              if (count > 0) {
                out.append(String.format(Locale.ROOT, "  %8s  %s%n", Numbers.count(count), outcome.label()));
              }
            });
    if (run.turns().interruptedSpeech() > 0) {
      out.append(
          String.format(
              Locale.ROOT,
              "  %8s  of them cut into by the server before the user had finished%n",
              Numbers.count(run.turns().interruptedSpeech())));
    }
  }

  private void measures() {
    out.append('\n');
    String head =
        String.format(Locale.ROOT, "  %-42s%8s%8s%8s%8s%11s", "milliseconds", "p50", "p95", "p99", "max", "count");
    out.append(style.faint(head)).append('\n');
    for (TurnMeasure measure : TurnMeasure.values()) {
      Stats stats = run.measures().getOrDefault(measure, Stats.EMPTY);
      if (stats.count() == 0 || !worthSaying(measure)) {
        continue;
      }
      String line =
          String.format(
              Locale.ROOT,
              "  %-42s%8s%8s%8s%8s%11s",
              measure.meaning(),
              Numbers.millis(stats.p50()),
              Numbers.millis(stats.p95()),
              Numbers.millis(stats.p99()),
              Numbers.millis(stats.max()),
              Numbers.count(stats.count()));
      out.append(measure == TurnMeasure.FIRST_SOUND ? style.strong(line) : line).append('\n');
    }
  }

  /** Waits, and the figures without them, where there were any. */
  private boolean worthSaying(TurnMeasure measure) {
    double waited = run.measures().getOrDefault(TurnMeasure.WAIT, Stats.EMPTY).p99();
    return switch (measure) {
      case WAIT, FIRST_SOUND_NAIVE, TOTAL_NAIVE -> waited > WAIT_WORTH_SAYING_MILLIS;
      default -> true;
    };
  }

  private void warmUp() {
    if (run.turns().warmingUp() > 0) {
      out.append(
          String.format(
              Locale.ROOT,
              "  (latencies without the %s that began in the first %.1f s, the warm-up)%n",
              Numbers.count(run.turns().warmingUp(), "turn"),
              run.turns().warmUpMillis() / 1000.0));
    }
  }

  /** How the median wait for the first sound is made up, where the server lets us know. */
  private void waterfall() {
    boolean waited = run.measures().getOrDefault(TurnMeasure.FIRST_SOUND_NAIVE, Stats.EMPTY).count() > 0;
    double total = median(waited ? TurnMeasure.FIRST_SOUND_NAIVE : TurnMeasure.FIRST_SOUND);
    boolean known = run.measures().getOrDefault(TurnMeasure.ENDPOINT, Stats.EMPTY).count() > 0;
    if (total <= 0) {
      return;
    }
    List<Step> steps =
        known
            ? List.of(
                new Step("wait for the end of turn", median(TurnMeasure.ENDPOINT)),
                new Step("recognition (stt)", median(TurnMeasure.ASR)),
                new Step("model (llm)", median(TurnMeasure.LLM)),
                new Step("voice (tts start)", median(TurnMeasure.TTS_START)))
            : List.of(
                new Step("end of turn and recognition", median(TurnMeasure.STT)),
                new Step("model (llm)", median(TurnMeasure.LLM)),
                new Step("voice (tts start)", median(TurnMeasure.TTS_START)));
    double sum = steps.stream().mapToDouble(Step::millis).sum();
    double scale = BAR_CELLS / Math.max(total, sum);
    out.append("\n  median wait for the first sound: ").append(Numbers.millis(total)).append(" ms\n");
    double from = 0;
    for (Step step : steps) {
      bar(step.name(), from, step.millis(), scale);
      from += step.millis();
    }
    if (total - sum >= 0.1) {
      bar("to the first sound", from, total - sum, scale);
    }
  }

  private record Step(String name, double millis) {}

  private double median(TurnMeasure measure) {
    return run.measures().getOrDefault(measure, Stats.EMPTY).p50();
  }

  private void bar(String name, double from, double length, double scale) {
    int before = (int) Math.round(from * scale);
    int cells = (int) Math.round((from + length) * scale) - before;
    out.append(String.format(Locale.ROOT, "  %-28s", name)).append(" ".repeat(before));
    out.append(String.valueOf(block).repeat(Math.max(0, cells)));
    out.append(" ".repeat(Math.max(0, BAR_CELLS - before - cells)));
    out.append(String.format(Locale.ROOT, "%8s", Numbers.millis(length))).append('\n');
  }

  private void connecting() {
    RunResult.Connecting connecting = run.devices().connecting();
    if (connecting.fullHandshakes() + connecting.resumedHandshakes() > 0) {
      out.append("\n  TLS: ").append(Numbers.count(connecting.fullHandshakes(), "full handshake"));
      out.append(", ").append(Numbers.count(connecting.resumedHandshakes())).append(" resumed\n");
    }
    if (connecting.slow() == 0 && connecting.backoffs() == 0) {
      return;
    }
    out.append("\n  connecting: ").append(Numbers.count(connecting.slow(), "TCP connection"));
    out.append(" had to ask again after a second: the server's backlog was full");
    out.append(
        connecting.backoffs() == 0
            ? "; --connect-rate paces them\n"
            : "; the pace was halved " + Numbers.count(connecting.backoffs(), "time") + "\n");
  }

  private void audible() {
    RunResult.Audible audible = run.audible();
    out.append("\n  heard: ")
        .append(Numbers.count(audible.gaps(), "gap"))
        .append(", ")
        .append(Numbers.count(audible.cutTails(), "cut tail"))
        .append(", ")
        .append(Numbers.count(audible.lateFrames(), "late frame"))
        .append(", ")
        .append(Numbers.count(audible.droppedFrames(), "dropped frame"));
    RunResult.Ears ears = run.ears();
    if (ears.devices() > 0) {
      out.append("; ").append(Numbers.count(ears.devices(), "ear")).append(" listened to ");
      if (ears.leftOutAnswers() > 0) {
        out.append(
            String.format(
                Locale.ROOT,
                "%s of %s (%.0f %%: their budget is %.0f %% of a processor)",
                Numbers.count(ears.answers()),
                Numbers.count(ears.answers() + ears.leftOutAnswers(), "answer"),
                Math.floor(ears.heardPercent()),
                100 * ears.budget()));
      } else {
        out.append(Numbers.count(ears.answers(), "answer"));
      }
      append(ears.silentAnswers(), "silent");
      append(ears.distortedAnswers(), "distorted");
      append(ears.undecodablePackets(), "packets not Opus");
    }
    out.append('\n');
  }

  private void append(long count, String what) {
    if (count > 0) {
      out.append(", ").append(Numbers.count(count)).append(' ').append(what);
    }
  }

  private void generator() {
    RunResult.Generator generator = run.generator();
    if (generator.deviceSeconds() <= 0) {
      return;
    }
    out.append(
        String.format(
            Locale.ROOT,
            "  this program: %.2f ms CPU per connected device and second%s",
            generator.cpuMillisPerDeviceSecond(),
            generator.embeddedServer() ? " (with the embedded server)" : ""));
    if (generator.peakRssMebibytes() > 0) {
      out.append(", ").append(Numbers.count(generator.peakRssMebibytes())).append(" MiB");
    }
    if (generator.framesMoved() > 0) {
      out.append(", ")
          .append(Numbers.count(generator.framesMoved(), "frame"))
          .append(" left out in stalls of this machine");
    }
    out.append('\n');
  }

  private void growth() {
    Health health = run.health();
    if (health == null || health.growth().isEmpty()) {
      return;
    }
    out.append("  growth an hour: ").append(HealthText.growth(health)).append('\n');
    if (health.growth().stream().anyMatch(Growth::suspicious)) {
      out.append("  ")
          .append(style.bad("this looks like a leak: see generator.csv and the report, and run it for longer"))
          .append('\n');
    }
  }

  private void watched() {
    String table = FindingsText.table(run.findings(), style);
    String warnings = FindingsText.warnings(run.findings(), style);
    if (!table.isEmpty() || !warnings.isEmpty()) {
      out.append('\n').append(table).append(warnings);
    }
  }

  private void errors() {
    List<ErrorCount> errors = run.errors();
    if (!errors.isEmpty()) {
      out.append("\n  errors\n");
    }
    for (ErrorCount error : errors.subList(0, Math.min(MAX_ERRORS, errors.size()))) {
      out.append(String.format(Locale.ROOT, "  %8s  %s%n", Numbers.count(error.count()), style.bad(error.message())));
    }
    if (errors.size() > MAX_ERRORS) {
      out.append("            and ").append(errors.size() - MAX_ERRORS).append(" other kinds, see report.json\n");
    }
    if (run.turns().unlogged() > 0) {
      out.append("  ").append(Numbers.count(run.turns().unlogged(), "turn"));
      out.append(" are missing in the CSV files: the disk was too slow\n");
    }
  }
}
