package io.github.xiaozhisim.stress.capacity;

import io.github.xiaozhisim.stress.health.Verdict;
import io.github.xiaozhisim.stress.objective.Objective;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a search for capacity has found. Immutable.
 *
 * @param best the highest level that holds all objectives; 0 when none does
 * @param missed the lowest one that does not; infinite when none was found
 * @param limit what ended the search
 * @param sure whether it ended by itself
 * @param blame the part that gave way first, where one stands out
 * @param steps all that was tried, in order
 */
public record Answer(
    double best,
    double missed,
    Limit limit,
    boolean sure,
    @Nullable Blame blame,
    List<Step> steps,
    List<Objective> objectives,
    Unit unit) {

  /** What keeps the answer from being higher. */
  public enum Limit {
    /** The server: beyond, it does not hold the objectives. */
    SERVER,
    /** This machine: beyond, the figures are not the server's. */
    GENERATOR,
    /** Nobody asked for more. */
    ASKED,
    /** Not known: the search was cut short. */
    OPEN
  }

  public Answer {
    steps = List.copyOf(steps);
    objectives = List.copyOf(objectives);
  }

  static Answer of(
      Search search, List<Step> steps, List<Objective> objectives, List<Part> parts, Unit unit, boolean over) {
    Search.Bounds bounds = search.bounds();
    boolean sure = over && search.next() instanceof Search.Move.Done done && done.sure();
    Step calm = steps.stream().min(Comparator.comparingDouble(Step::level)).orElse(null);
    Step wrong = steps.stream().filter(step -> !step.met() && step.level() == bounds.missed()).findFirst().orElse(null);
    boolean late = wrong != null && wrong.generator() == Verdict.INVALID;
    boolean unsure = latestHeld(bounds.best(), steps) == Verdict.INVALID;
    Limit limit =
        late || unsure ? Limit.GENERATOR : wrong != null && over ? Limit.SERVER : over ? Limit.ASKED : Limit.OPEN;
    Blame blame = null;
    if (calm != null && wrong != null && !late && wrong.level() != calm.level()) {
      blame = Blame.of(calm, wrong, parts);
    }
    return new Answer(bounds.best(), bounds.missed(), limit, sure, blame, steps, objectives, unit);
  }

  /** How the generator did when this level was held last. */
  private static Verdict latestHeld(double level, List<Step> steps) {
    return steps.stream()
        .filter(step -> step.met() && step.level() == level)
        .reduce((earlier, later) -> later)
        .map(Step::generator)
        .orElse(Verdict.VALID);
  }

  /** One sentence to quote. */
  public String english() {
    String with = " with " + listed(objectives.stream().map(Objective::text).toList());
    if (best == 0) {
      return switch (limit) {
        case OPEN -> "The search was cut short before it had found anything.";
        case GENERATOR ->
            "This machine was late itself with no more than " + unit.english(missed)
                + ", so nothing is known of the server; give it more processors, or let the server run elsewhere.";
        case SERVER, ASKED -> "The server does not even carry " + unit.english(missed) + with + doubt() + ".";
      };
    }
    return switch (limit) {
      case SERVER ->
          "The server carries "
              + unit.english(best)
              + with
              + "; at "
              + unit.number(missed)
              + (blame == null
                  ? isThere() ? " it does not" : " not all of them could take part"
                  : " " + blame.english())
              + doubt()
              + ".";
      case GENERATOR ->
          latestHeld(best, steps) == Verdict.INVALID
              ? "The server seems to carry "
                  + unit.english(best)
                  + with
                  + ", but this machine was late itself even then,"
                  + " so nothing is known for sure; give it more processors, or let the server run elsewhere."
              : "The server carries at least "
                  + unit.english(best)
                  + with
                  + "; this machine cannot ask for "
                  + unit.number(missed)
                  + " in time, so the server's own limit is not known.";
      case ASKED -> "The server carries at least " + unit.english(best) + with + "; more was not asked for.";
      case OPEN -> "The server carries " + unit.english(best) + with + "; the search was cut short before it was over.";
    };
  }

  private static String listed(List<String> items) {
    int last = items.size() - 1;
    return last < 1 ? String.join("", items) : String.join(", ", items.subList(0, last)) + " and " + items.get(last);
  }

  /** The same in Chinese. */
  public String chinese() {
    String with = objectives.stream().map(Objective::text).collect(Collectors.joining("、"));
    if (best == 0) {
      return switch (limit) {
        case OPEN -> "搜索被提前中断，还没有结果。";
        case GENERATOR -> "仅 " + unit.chinese(missed) + "时本机自己就已跟不上，因此对服务器一无所知；请给本机更多处理器，或把服务器放到别处。";
        case SERVER, ASKED -> "在 " + with + " 的要求下，这台服务器连 " + unit.chinese(missed) + "也承受不了" + chineseDoubt() + "。";
      };
    }
    String carries = "在 " + with + " 的要求下，这台服务器";
    return switch (limit) {
      case SERVER -> carries + "能承受 " + unit.chinese(best) + "；到 " + unit.number(missed) + " 时"
          + (blame == null ? isThere() ? "就达不到了" : "有设备未能加入" : blame.chinese()) + chineseDoubt() + "。";
      case GENERATOR ->
          latestHeld(best, steps) == Verdict.INVALID
              ? carries + "看来能承受 " + unit.chinese(best) + "，但当时本机自己也跟不上，结论并不可靠；请给本机更多处理器，或把服务器放到别处。"
              : carries + "至少能承受 " + unit.chinese(best) + "；本机来不及产生 " + unit.number(missed) + " 的负载，服务器自己的极限未知。";
      case ASKED -> carries + "至少能承受 " + unit.chinese(best) + "；没有要求测更多。";
      case OPEN -> carries + "能承受 " + unit.chinese(best) + "；搜索被提前中断。";
    };
  }

  /** Whether all were there at the lowest level that was missed. */
  private boolean isThere() {
    return steps.stream().filter(step -> !step.met() && step.level() == missed).allMatch(Step::complete);
  }

  private String doubt() {
    return sure ? "" : " (its answers changed from trial to trial)";
  }

  private String chineseDoubt() {
    return sure ? "" : "（各次试验的结果不一致）";
  }
}
