package io.github.xiaozhisim.stress.scenario;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;

/**
 * Translates a checked scenario into options of {@code fleet}, as the schema says. Stateless but for what it was given.
 */
final class SettingsOf {

  private static final Pattern SLOT = Pattern.compile("\\{([a-z-]+)}");

  private final ScenarioSchema schema;
  private final LocatedYaml yaml;
  private final Beside beside;
  private final List<Setting> settings = new ArrayList<>();

  /**
   * @param beside finds files that it names
   */
  SettingsOf(ScenarioSchema schema, LocatedYaml yaml, Beside beside) {
    this.schema = schema;
    this.yaml = yaml;
    this.beside = beside;
  }

  List<Setting> all() {
    visit(yaml.root(), schema.root(), JsonPointer.empty());
    return settings;
  }

  private void visit(JsonNode node, JsonNode rules, JsonPointer at) {
    if (rules.has("x-option")) {
      List<String> values = values(node, rules);
      if (!values.isEmpty()) {
        settings.add(new Setting(rules.get("x-option").asString(), values, LocatedYaml.dotted(at), yaml.valueAt(at)));
      }
      return;
    }
    for (Map.Entry<String, JsonNode> member : node.properties()) {
      visit(member.getValue(), schema.member(rules, member.getKey()), at.appendProperty(member.getKey()));
    }
  }

  private List<String> values(JsonNode node, JsonNode rules) {
    if (rules.has("x-flag")) {
      return node.asBoolean() == rules.get("x-flag").asBoolean() ? List.of("") : List.of();
    }
    if (!node.isContainer()) {
      return List.of(plain(node, rules));
    }
    List<String> each = new ArrayList<>();
    for (Map.Entry<String, JsonNode> entry : node.properties()) {
      String value = plain(entry.getValue(), schema.member(rules, entry.getKey()));
      String key = rules.has("x-board") ? beside.board(entry.getKey()) : entry.getKey();
      each.add(filled(rules, Map.of("key", key, "value", value)));
    }
    for (JsonNode item : node.values()) {
      if (node.isArray()) {
        each.add(item.isObject() ? filled(rules, texts(item)) : plain(item, schema.item(rules)));
      }
    }
    return rules.has("x-join") && !each.isEmpty() ? List.of(String.join(rules.get("x-join").asString(), each)) : each;
  }

  private static Map<String, String> texts(JsonNode object) {
    Map<String, String> texts = new HashMap<>();
    object.properties().forEach(entry -> texts.put(entry.getKey(), entry.getValue().asString()));
    return texts;
  }

  private static String filled(JsonNode rules, Map<String, String> slots) {
    Matcher slot = SLOT.matcher(rules.path("x-each").asString());
    return slot.replaceAll(match -> Matcher.quoteReplacement(slots.getOrDefault(match.group(1), "")));
  }

  private String plain(JsonNode value, JsonNode rules) {
    return beside.found(rules, PersonaMembers.text(value));
  }
}
