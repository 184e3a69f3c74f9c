package io.github.xiaozhisim.stress.capacity;

import io.github.xiaozhisim.stress.objective.Objective;
import io.github.xiaozhisim.stress.objective.Standing;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes {@code capacity.json}: the answer, and each level that was tried. Pure. */
public final class AnswerJson {

  /** Changes when a name or a meaning changes; new members alone do not change it. */
  static final String SCHEMA = "xiaozhi-simulator/capacity/1";

  private static final JsonMapper JSON = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private AnswerJson() {}

  public static String write(Answer answer, List<Part> parts) {
    ObjectNode root = JSON.createObjectNode();
    root.put("schema", SCHEMA);
    ObjectNode sentence = root.putObject("answer");
    sentence.put("en", answer.english());
    sentence.put("zh", answer.chinese());
    root.put("unit", answer.unit().many());
    root.put("best", said(answer, answer.best()));
    if (Double.isFinite(answer.missed())) {
      root.put("missed", said(answer, answer.missed()));
    }
    root.put("limit", lower(answer.limit()));
    root.put("sure", answer.sure());
    Blame blame = answer.blame();
    if (blame != null) {
      ObjectNode gaveWay = root.putObject("gave_way");
      gaveWay.put("part", blame.part().label());
      gaveWay.put("measure", blame.part().measure().label());
      gaveWay.put("p95_before_ms", round(blame.before()));
      gaveWay.put("p95_after_ms", round(blame.after()));
      gaveWay.put("failed_share", round(blame.failed()));
    }
    ArrayNode objectives = root.putArray("objectives");
    answer.objectives().stream().map(Objective::text).forEach(objectives::add);
    ArrayNode steps = root.putArray("steps");
    answer.steps().forEach(step -> step(steps.addObject(), step, answer, parts));
    return JSON.writeValueAsString(root) + "\n";
  }

  private static void step(ObjectNode node, Step step, Answer answer, List<Part> parts) {
    node.put("level", said(answer, step.level()));
    node.put("why", lower(step.purpose()));
    node.put("met", step.met());
    node.put("complete", step.complete());
    node.put("generator", step.generator().name());
    node.put("ended_per_s", round(step.endedPerSecond()));
    node.put("from_s", round(step.fromSeconds()));
    node.put("until_s", round(step.untilSeconds()));
    ArrayNode objectives = node.putArray("objectives");
    for (Standing standing : step.standings()) {
      ObjectNode one = objectives.addObject();
      one.put("met", standing.isMet());
      if (!Double.isNaN(standing.worst())) {
        one.put("worst", round(standing.worst()));
        one.put("unit", standing.objective().subject().unit());
      }
    }
    ObjectNode figures = node.putObject("parts");
    for (int i = 0; i < parts.size(); i++) {
      ObjectNode one = figures.putObject(parts.get(i).label());
      one.put("p50_ms", round(step.parts().get(i).p50()));
      one.put("p95_ms", round(step.parts().get(i).p95()));
      one.put("failed_share", round(step.failures().get(i)));
    }
  }

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static double said(Answer answer, double level) {
    return round(level * answer.unit().scale());
  }

  private static double round(double value) {
    return Math.round(value * 1000) / 1000.0;
  }
}
