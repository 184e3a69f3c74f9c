package io.github.xiaozhisim.stress.scenario;

import io.github.xiaozhisim.stress.arrivals.ScheduleText;
import io.github.xiaozhisim.stress.fleet.Conversations;
import io.github.xiaozhisim.stress.fleet.Persona;
import io.github.xiaozhisim.stress.fleet.PersonaText;
import io.github.xiaozhisim.stress.fleet.PopulationText;
import io.github.xiaozhisim.stress.fleet.Span;
import io.github.xiaozhisim.stress.fleet.Words;
import io.github.xiaozhisim.stress.objective.ObjectiveText;
import io.github.xiaozhisim.stress.turn.TurnWork;
import io.github.xiaozhisim.stress.typed.Complaint;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;

/**
 * Texts inside a scenario that have a grammar of their own: read once, so that a mistake is told with its very column.
 */
final class LittleLanguages {

  /** Whoever nothing else is said about; the words are not looked at. */
  private static final Persona USUAL =
      new Persona(
          "chat", false, null, new Words.Typed(List.of("…")), new Span(0, 0), null, null, Conversations.ENDLESS);

  /** A persona's name, which is the key in a file, stands before its text where it is typed. */
  private static final String NAME = "x:";

  private static final Map<String, Language> LANGUAGES =
      Map.of(
          "objective", new Language("", text -> ObjectiveText.parse(text, TurnWork.VOCABULARY)),
          "schedule", new Language("", text -> ScheduleText.parse(text, 1)),
          "persona", new Language(NAME, text -> PersonaText.parse(text, USUAL)));

  /**
   * How a text is read.
   *
   * @param before what stands before it where it is typed
   */
  private record Language(String before, Consumer<String> reader) {}

  private final ScenarioSchema schema;
  private final String file;
  private final LocatedYaml yaml;
  private final Beside beside;

  LittleLanguages(ScenarioSchema schema, String file, LocatedYaml yaml, Beside beside) {
    this.beside = beside;
    this.schema = schema;
    this.file = file;
    this.yaml = yaml;
  }

  void check(List<ScenarioProblem> problems) {
    visit(yaml.root(), schema.root(), JsonPointer.empty(), problems);
    if (problems.isEmpty()) {
      population(problems);
    }
  }

  /**
   * Read as a whole, since its shares must add up and its names be known; a complaint goes to the entry it is about.
   */
  private void population(List<ScenarioProblem> problems) {
    JsonPointer at = JsonPointer.compile("/users/population");
    List<String> defined = new ArrayList<>();
    for (Map.Entry<String, JsonNode> each : yaml.root().at("/users/personas").properties()) {
      JsonNode rules = schema.at(JsonPointer.compile("/users/personas"), each.getKey());
      defined.add(each.getKey() + ": " + beside.found(rules, PersonaMembers.text(each.getValue())));
    }
    StringBuilder text = new StringBuilder();
    NavigableMap<Integer, JsonPointer> begins = new TreeMap<>();
    for (Map.Entry<String, JsonNode> entry : yaml.root().at(at).properties()) {
      text.append(text.isEmpty() ? "" : ",");
      begins.put(text.length() + 1, at.appendProperty(entry.getKey()));
      text.append(entry.getKey()).append(':').append(entry.getValue().asString());
    }
    if (text.isEmpty()) {
      return;
    }
    try {
      PopulationText.parse(text.toString(), defined, USUAL);
    } catch (Complaint complaint) {
      boolean whole = complaint.column() == 1 && complaint.sentence().startsWith("the shares");
      JsonPointer about = whole ? at : begins.floorEntry(complaint.column()).getValue();
      problems.add(problem(yaml.keyAt(about), about, complaint.sentence()));
    }
  }

  private void visit(JsonNode node, JsonNode rules, JsonPointer at, List<ScenarioProblem> problems) {
    Language language = LANGUAGES.get(rules.path("x-language").asString(""));
    if (language != null && node.isString()) {
      read(language.before(), language.reader(), beside.found(rules, node.asString()), at, problems);
    } else if (language != null && node.isObject()) {
      persona(language.reader(), rules, node, at, problems);
      return;
    }
    for (Map.Entry<String, JsonNode> member : node.properties()) {
      visit(member.getValue(), schema.member(rules, member.getKey()), at.appendProperty(member.getKey()), problems);
    }
    for (int i = 0; node.isArray() && i < node.size(); i++) {
      visit(node.get(i), schema.item(rules), at.appendIndex(i), problems);
    }
  }

  /** Member by member, so that a mistake is told where it stands; then whether they go together. */
  private void persona(
      Consumer<String> reader, JsonNode rules, JsonNode persona, JsonPointer at, List<ScenarioProblem> problems) {
    int before = problems.size();
    for (Map.Entry<String, JsonNode> member : persona.properties()) {
      String key = member.getKey() + "=";
      JsonPointer path = at.appendProperty(member.getKey());
      List<String> values = PersonaMembers.values(member.getKey(), member.getValue());
      for (int i = 0; i < values.size(); i++) {
        JsonPointer place = values.size() > 1 ? path.appendIndex(i) : path;
        if (values.get(i).contains(";")) {
          problems.add(problem(yaml.valueAt(place), place, "a ';' would end what is said here; leave it out"));
        } else {
          String text = beside.found(rules, key + values.get(i)).substring(key.length());
          read(NAME + key, reader, text, place, problems);
        }
      }
    }
    if (problems.size() == before) {
      try {
        reader.accept(NAME + beside.found(rules, PersonaMembers.text(persona)));
      } catch (IllegalArgumentException e) {
        String what = e instanceof Complaint complaint ? complaint.sentence() : String.valueOf(e.getMessage());
        problems.add(problem(yaml.keyAt(at), at, what));
      }
    }
  }

  private void read(
      String before, Consumer<String> reader, String text, JsonPointer at, List<ScenarioProblem> problems) {
    try {
      reader.accept(before + text);
    } catch (Complaint complaint) {
      int column = Math.max(1, complaint.column() - before.length());
      problems.add(problem(yaml.insideAt(at, column), at, complaint.sentence()));
    } catch (IllegalArgumentException e) {
      problems.add(problem(yaml.valueAt(at), at, String.valueOf(e.getMessage())));
    }
  }

  private ScenarioProblem problem(Place place, JsonPointer at, String what) {
    return new ScenarioProblem(file, place, LocatedYaml.dotted(at), schema.inWordsOfFiles(what));
  }
}
