package io.github.xiaozhisim.stress.scenario;

import com.networknt.schema.Error;
import io.github.xiaozhisim.device.board.Suggestions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** What a violation of the schema means to the one who wrote the file: what is wrong, and what to write instead. */
final class SchemaComplaint {

  private final ScenarioSchema schema;

  SchemaComplaint(ScenarioSchema schema) {
    this.schema = schema;
  }

  String about(Error error) {
    JsonNode found = error.getInstanceNode();
    JsonNode rules = schema.around(error);
    return switch (String.valueOf(error.getKeyword())) {
      case "required" -> "is missing; add it" + described(schema.member(rules, String.valueOf(error.getProperty())));
      case "additionalProperties" -> unknown(String.valueOf(error.getProperty()), rules);
      case "enum" -> quoted(found) + " is none of " + list(rules.path("enum")) + near(found, rules.path("enum"));
      case "const" -> quoted(found) + " cannot be; write " + rules.path("const").asString();
      case "type", "pattern" -> notA(found, rules);
      case "minimum", "exclusiveMinimum" -> quoted(found) + " is too little; " + example(rules);
      case "maximum" -> quoted(found) + " is too much; " + example(rules);
      case "minLength", "minProperties", "minItems" -> "is empty; write something there, or leave it out";
      default -> error.getMessage();
    };
  }

  private static String notA(JsonNode found, JsonNode rules) {
    JsonNode type = rules.path("type");
    if (found.isNull()) {
      return "has no value; write one behind the colon, or leave it out" + described(rules);
    }
    if (takes(type, "object")) {
      return what(found) + " stands where members belong; write them below it, indented" + described(rules);
    }
    if (takes(type, "array")) {
      return what(found) + " stands where a list belongs; begin each item with '- '" + described(rules);
    }
    return what(found) + " is not " + rules.path("title").asString("what belongs here") + "; " + example(rules);
  }

  private static boolean takes(JsonNode type, String name) {
    return type.isArray()
        ? type.values().stream().anyMatch(one -> one.asString().equals(name))
        : type.asString("").equals(name);
  }

  private static String what(JsonNode found) {
    return found.isObject() ? "a map" : found.isArray() ? "a list" : quoted(found);
  }

  private static String quoted(JsonNode found) {
    return "'" + (found.isContainer() ? found.toString() : found.asString()) + "'";
  }

  private static String example(JsonNode rules) {
    List<String> examples = rules.path("examples").values().stream().map(JsonNode::asString).toList();
    if (examples.isEmpty()) {
      return "write " + rules.path("title").asString("something else");
    }
    return "write it like " + alternatives(examples);
  }

  private static String alternatives(List<String> words) {
    return words.size() == 1
        ? words.getFirst()
        : String.join(", ", words.subList(0, words.size() - 1)) + " or " + words.getLast();
  }

  private static String unknown(String key, JsonNode rules) {
    List<String> known = new ArrayList<>(rules.path("properties").propertyNames());
    List<String> near = Suggestions.near(key, known);
    return "there is no such member; "
        + (near.isEmpty() ? "there are " + String.join(", ", known) : "did you mean " + alternatives(near) + "?");
  }

  private static String near(JsonNode found, JsonNode words) {
    List<String> near = Suggestions.near(found.asString(""), words.values().stream().map(JsonNode::asString).toList());
    return near.isEmpty() ? "; choose one of them" : "; did you mean " + alternatives(near) + "?";
  }

  private static String list(JsonNode words) {
    return words.values().stream().map(JsonNode::asString).collect(Collectors.joining(", "));
  }

  private static String described(JsonNode rules) {
    String description = rules.path("description").asString("");
    return description.isEmpty() ? "" : " (" + description.replaceAll("\\.$", "") + ")";
  }
}
