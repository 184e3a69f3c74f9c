package io.github.xiaozhisim.stress.scenario;

import io.github.xiaozhisim.stress.objective.ObjectiveText;
import io.github.xiaozhisim.stress.turn.TurnWork;
import io.github.xiaozhisim.stress.typed.Complaint;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;

/** Texts inside a scenario that have a grammar of their own: read once, so that a mistake is told with its very column. */
final class LittleLanguages {

  private static final Map<String, Consumer<String>> LANGUAGES =
      Map.of("objective", text -> ObjectiveText.parse(text, TurnWork.VOCABULARY));

  private final ScenarioSchema schema;
  private final String file;
  private final LocatedYaml yaml;

  LittleLanguages(ScenarioSchema schema, String file, LocatedYaml yaml) {
    this.schema = schema;
    this.file = file;
    this.yaml = yaml;
  }

  void check(List<ScenarioProblem> problems) {
    visit(yaml.root(), schema.root(), JsonPointer.empty(), problems);
  }

  private void visit(JsonNode node, JsonNode rules, JsonPointer at, List<ScenarioProblem> problems) {
    Consumer<String> language = LANGUAGES.get(rules.path("x-language").asString(""));
    if (language != null && node.isString()) {
      read(language, node.asString(), at, problems);
    }
    for (Map.Entry<String, JsonNode> member : node.properties()) {
      visit(member.getValue(), schema.member(rules, member.getKey()), at.appendProperty(member.getKey()), problems);
    }
    for (int i = 0; node.isArray() && i < node.size(); i++) {
      visit(node.get(i), schema.item(rules), at.appendIndex(i), problems);
    }
  }

  private void read(Consumer<String> language, String text, JsonPointer at, List<ScenarioProblem> problems) {
    try {
      language.accept(text);
    } catch (Complaint complaint) {
      problems.add(problem(yaml.insideAt(at, complaint.column()), at, complaint.sentence()));
    } catch (IllegalArgumentException e) {
      problems.add(problem(yaml.valueAt(at), at, String.valueOf(e.getMessage())));
    }
  }

  private ScenarioProblem problem(Place place, JsonPointer at, String what) {
    return new ScenarioProblem(file, place, LocatedYaml.dotted(at), what);
  }
}
