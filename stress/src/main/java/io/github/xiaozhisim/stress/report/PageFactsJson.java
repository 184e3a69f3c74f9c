package io.github.xiaozhisim.stress.report;

import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The part of the page's model that is told, not measured. Shape only. */
final class PageFactsJson {

  private PageFactsJson() {}

  static void write(ObjectNode root, PageFacts facts) {
    ObjectNode verdict = root.putObject("verdict");
    ArrayNode reasons = verdict.putArray("reasons");
    PageFacts.Judgement known = facts.verdict();
    verdict.put("value", known == null ? null : known.value());
    if (known != null) {
      known.reasons().forEach(reason -> PageModel.words(reasons.addObject(), reason));
    }
    PageFacts.Answer said = facts.answer();
    if (said != null) {
      ObjectNode answer = root.putObject("answer");
      answer.put("good", said.good());
      PageModel.words(answer, said.sentence());
    }
    ArrayNode objectives = root.putArray("objectives");
    facts.objectives().forEach(objective -> objective(objectives.addObject(), objective));
    Knee knee = facts.knee();
    if (knee != null) {
      knee.write(root.putObject("knee"));
    }
    ArrayNode errors = root.putArray("errors");
    facts.errors().forEach(error -> error(errors.addObject(), error));
    ArrayNode slowest = root.putArray("slowest");
    for (PageFacts.Slow slow : facts.slowest()) {
      ObjectNode node = slowest.addObject();
      slow(node, slow);
      PageFacts.Sound sound = slow.sound();
      if (sound != null) {
        node.put("wav", sound.wav());
      }
    }
    ArrayNode phases = root.putArray("phases");
    for (PageFacts.Phase phase : facts.phases()) {
      ObjectNode node = phases.addObject();
      node.put("label", phase.label());
      node.put("from_s", PageModel.round(phase.fromSeconds()));
      node.put("until_s", PageModel.round(phase.untilSeconds()));
    }
  }

  private static void objective(ObjectNode node, PageFacts.Objective objective) {
    node.put("text", objective.text());
    node.put("met", objective.met());
    known(node, "worst", objective.worst());
    node.put("unit", objective.unit());
    known(node, "at_s", objective.atSeconds());
  }

  private static void error(ObjectNode node, PageFacts.Failure error) {
    node.put("message", error.message());
    node.put("count", error.count());
    ArrayNode examples = node.putArray("examples");
    error.examples().forEach(examples::add);
  }

  static void section(ObjectNode node, PageFacts.Section section) {
    PageModel.named(node, section.id(), section.title());
    ArrayNode rows = node.putArray("rows");
    for (PageFacts.Row row : section.rows()) {
      ObjectNode one = rows.addObject();
      PageModel.named(one, row.id(), row.name());
      one.putPOJO("value", row.value());
      one.put("unit", row.unit());
    }
  }

  /** Without its sound, which lies elsewhere or follows. */
  static void slow(ObjectNode node, PageFacts.Slow slow) {
    node.put("title", slow.title());
    node.put("ms", PageModel.round(slow.millis()));
    if (Double.isFinite(slow.fromMillis()) && Double.isFinite(slow.untilMillis())) {
      node.put("from_ms", PageModel.round(slow.fromMillis()));
      node.put("until_ms", PageModel.round(slow.untilMillis()));
    }
    ArrayNode marks = node.putArray("marks");
    for (PageFacts.Mark mark : slow.marks()) {
      ObjectNode one = marks.addObject();
      PageModel.named(one, mark.id(), mark.name());
      one.put("at_ms", PageModel.round(mark.atMillis()));
    }
    if (slow.note() != null) {
      PageModel.words(node.putObject("note"), slow.note());
    }
  }

  private static void known(ObjectNode node, String name, double value) {
    if (Double.isFinite(value)) {
      node.put(name, PageModel.round(value));
    } else {
      node.putNull(name);
    }
  }
}
