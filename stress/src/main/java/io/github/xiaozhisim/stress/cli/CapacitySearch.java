package io.github.xiaozhisim.stress.cli;

import io.github.xiaozhisim.stress.arrivals.Load;
import io.github.xiaozhisim.stress.capacity.Answer;
import io.github.xiaozhisim.stress.capacity.AnswerJson;
import io.github.xiaozhisim.stress.capacity.AnswerText;
import io.github.xiaozhisim.stress.capacity.Blame;
import io.github.xiaozhisim.stress.capacity.Climb;
import io.github.xiaozhisim.stress.capacity.Plan;
import io.github.xiaozhisim.stress.capacity.Step;
import io.github.xiaozhisim.stress.capacity.Tempo;
import io.github.xiaozhisim.stress.capacity.Unit;
import io.github.xiaozhisim.stress.health.Look;
import io.github.xiaozhisim.stress.measure.Measurements;
import io.github.xiaozhisim.stress.measure.Slice;
import io.github.xiaozhisim.stress.objective.Objective;
import io.github.xiaozhisim.stress.objective.Standing;
import io.github.xiaozhisim.stress.report.Knee;
import io.github.xiaozhisim.stress.report.RunResult;
import io.github.xiaozhisim.stress.report.Words;
import io.github.xiaozhisim.stress.turn.TurnWork;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Turns a fleet up and down until it is known what the server carries. On the main thread. */
final class CapacitySearch implements Purpose {

  private final Plan plan;
  private final Tempo tempo;
  private final List<Objective> objectives;
  private final Unit unit;
  private @Nullable Climb climb;
  private int told;

  CapacitySearch(Plan plan, Tempo tempo, List<Objective> objectives, Unit unit) {
    this.plan = plan;
    this.tempo = tempo;
    this.objectives = objectives;
    this.unit = unit;
  }

  @Override
  public boolean steers() {
    return true;
  }

  @Override
  public void begin(Load load, Measurements measurements) {
    Climb.Crowd crowd = new TurnCrowd(load, measurements);
    Climb begun =
        new Climb(plan.within(load.most()), tempo, load, crowd, objectives, TurnWork.VOCABULARY, TurnParts.ALL);
    begun.start();
    climb = begun;
  }

  @Override
  public void look(Look look) {
    climb().look(look);
  }

  @Override
  public @Nullable String look(Slice slice) {
    boolean wasOver = climb().phase() == Climb.Phase.OVER;
    return climb().look(slice) && !wasOver ? "the search is over" : null;
  }

  @Override
  public String news() {
    List<Step> steps = climb().steps();
    StringBuilder lines = new StringBuilder();
    for (; told < steps.size(); told++) {
      lines.append(AnswerText.line(steps.get(told), unit)).append('\n');
    }
    return lines.toString();
  }

  @Override
  public List<Standing> standings() {
    return climb().standings();
  }

  /** Those of the best level, where it was held longest. */
  @Override
  public RunResult.Goals conclude() {
    Answer answer = answer();
    List<Standing> best =
        answer.steps().stream()
            .filter(step -> step.met() && step.level() == answer.best())
            .max(Comparator.comparingDouble(step -> step.untilSeconds() - step.fromSeconds()))
            .map(Step::standings)
            .orElse(List.of());
    return new RunResult.Goals(best, false, knee(answer));
  }

  /**
   * As the page shows it, by the first objective: the latest trial of each level, which is the one that is believed.
   */
  private static Knee knee(Answer answer) {
    Objective first = answer.objectives().getFirst();
    String subject = first.text().split("[<>]")[0].strip();
    Map<Double, Knee.Level> levels = new TreeMap<>();
    for (Step step : answer.steps()) {
      Blame blame = step.level() == answer.missed() ? answer.blame() : null;
      Words note = blame == null ? null : new Words(blame.english(), blame.chinese());
      double level = step.level() * answer.unit().scale();
      levels.put(level, new Knee.Level(level, step.standings().getFirst().worst(), step.met(), note));
    }
    return new Knee(
        new Words(answer.english(), answer.chinese()),
        answer.best() > 0 && answer.limit() != Answer.Limit.GENERATOR,
        new Words(answer.unit().many(), answer.unit().chinese()),
        new Words(subject, subject),
        first.subject().unit(),
        first.limit(),
        answer.best() * answer.unit().scale(),
        List.copyOf(levels.values()));
  }

  @Override
  public int exitCode(RunResult run, boolean acceptDegraded) {
    if (run.interrupted()) {
      return ExitCodes.INTERRUPTED;
    }
    if (run.devices().connected() == 0) {
      return ExitCodes.NOTHING_CONNECTED;
    }
    if (answer().limit() == Answer.Limit.GENERATOR && !acceptDegraded) {
      return ExitCodes.INVALID;
    }
    return answer().best() > 0 ? ExitCodes.WELL : ExitCodes.OBJECTIVE_MISSED;
  }

  @Override
  public String finish(Path folder) throws IOException {
    Path file = folder.resolve("capacity.json");
    Files.writeString(file, AnswerJson.write(answer(), TurnParts.ALL));
    return "\n" + AnswerText.write(answer(), TurnParts.ALL) + "\ncapacity: " + file + "\n";
  }

  private Answer answer() {
    return climb().answer(unit);
  }

  private Climb climb() {
    return Objects.requireNonNull(climb, "the run has not begun");
  }
}
