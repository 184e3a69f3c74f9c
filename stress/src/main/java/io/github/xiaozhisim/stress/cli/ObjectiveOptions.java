package io.github.xiaozhisim.stress.cli;

import io.github.xiaozhisim.stress.objective.Objective;
import io.github.xiaozhisim.stress.objective.ObjectiveText;
import io.github.xiaozhisim.stress.turn.TurnWork;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** What a run must achieve: options shared by every command that runs a fleet. */
final class ObjectiveOptions {

  @Option(
      names = "--objective",
      paramLabel = "'TEXT'",
      converter = Text.class,
      description = {
        "What must hold, or the exit code is 5; repeatable:",
        "  'first_sound.p95 < 1500ms over 60s'  any measure of the report: p50 to p99.9, mean, min, max",
        "  'failed < 1%%'                        of the turns that ended; also one outcome, 'timed-out-stt < 1%%'",
        "  'gaps.per_minute < 0.2'              any count of the report: per_minute, per_second, total",
        "",
        "Without 'over TIME' it must hold over the whole run, with it in each stretch of that length.",
        "  See stress/docs/objectives.md."
      })
  List<Objective> objectives = new ArrayList<>();

  @Option(
      names = "--keep-going",
      description = "Go on to the end of the run also when an objective cannot be met any more (default: stop).")
  boolean keepGoing;

  /** For picocli. */
  static final class Text implements ITypeConverter<Objective> {
    @Override
    public Objective convert(String value) {
      try {
        return ObjectiveText.parse(value, TurnWork.VOCABULARY);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(String.valueOf(e.getMessage()));
      }
    }
  }
}
