package io.github.xiaozhisim.stress.scenario;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** A persona that a scenario gives as members: the same as its text, key by key. Stateless. */
final class PersonaMembers {

  /** What may be said several times: each item of a list is one. */
  private static final String REPEATABLE = "text";

  private PersonaMembers() {}

  /** As it is typed, without its name; a text stays as it is. */
  static String text(JsonNode persona) {
    if (!persona.isObject()) {
      return persona.asString();
    }
    List<String> parts = new ArrayList<>();
    for (Map.Entry<String, JsonNode> member : persona.properties()) {
      values(member.getKey(), member.getValue()).forEach(value -> parts.add(member.getKey() + "=" + value));
    }
    return String.join("; ", parts);
  }

  /** What a member says, once for each time that it would be typed. */
  static List<String> values(String key, JsonNode value) {
    if (!value.isArray()) {
      return List.of(plain(value));
    }
    List<String> items = value.values().stream().map(PersonaMembers::plain).toList();
    return key.equals(REPEATABLE) ? items : List.of(items.stream().collect(Collectors.joining(",")));
  }

  private static String plain(JsonNode value) {
    return value.isBoolean() ? (value.asBoolean() ? "yes" : "no") : value.asString();
  }
}
