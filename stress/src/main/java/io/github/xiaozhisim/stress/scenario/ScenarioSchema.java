package io.github.xiaozhisim.stress.scenario;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialect;
import com.networknt.schema.dialect.Dialects;
import com.networknt.schema.keyword.NonValidationKeyword;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The published form of scenario files. Beside the words of JSON Schema its members carry: {@code x-option}, the option
 * of {@code fleet} that they set; {@code x-each}, how an item or an entry is written for it; {@code x-join}, what
 * stands between items where the option is not repeated; {@code x-flag}, which answer sets an option without a value;
 * {@code x-file}, that it names a file, beside the scenario's own unless absolute; {@code x-board}, that it names
 * boards, which may be such files; {@code x-language}, which of the little {@linkplain LittleLanguages languages} its
 * text is written in. Costs a part of a second when first used.
 */
final class ScenarioSchema {

  private static final String RESOURCE = "scenario.schema.json";

  private static final List<String> OWN_WORDS =
      List.of("x-option", "x-each", "x-join", "x-flag", "x-file", "x-board", "x-language");

  private static final Pattern OPTION = Pattern.compile("--[a-z][a-z0-9-]*");

  private final Schema schema;

  ScenarioSchema() {
    Dialect dialect =
        Dialect.builder(Dialects.getDraft202012())
            .keywords(OWN_WORDS.stream().map(NonValidationKeyword::new).toList())
            .build();
    this.schema = SchemaRegistry.withDefaultDialect(dialect).getSchema(text());
  }

  /** The schema as it is published. */
  static String text() {
    try (InputStream in = ScenarioSchema.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException(RESOURCE + " is missing in the program");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  List<Error> validate(JsonNode scenario) {
    return schema.validate(scenario);
  }

  JsonNode root() {
    return schema.getSchemaNode();
  }

  /** The rules that a keyword of an error stands among. */
  JsonNode around(Error error) {
    String pointer = error.getSchemaLocation().getFragment().toString();
    return resolved(root().at(JsonPointer.compile(pointer).head()));
  }

  /** The rules for a member of a map that {@code rules} are about; missing when there are none. */
  JsonNode member(JsonNode rules, String key) {
    JsonNode own = rules.path("properties").path(key);
    return resolved(own.isMissingNode() ? rules.path("additionalProperties") : own);
  }

  /** The rules for a member of the map that stands at {@code map} in a scenario. */
  JsonNode at(JsonPointer map, String key) {
    JsonNode rules = root();
    for (JsonPointer at = map; !at.matches(); at = at.tail()) {
      rules = member(rules, at.getMatchingProperty());
    }
    return member(rules, key);
  }

  /** The rules for each item of a list. */
  JsonNode item(JsonNode rules) {
    return resolved(rules.path("items"));
  }

  /** A sentence about options as one about members: {@code run.duration} for {@code --duration}. */
  String inWordsOfFiles(String sentence) {
    Map<String, String> paths = new LinkedHashMap<>();
    collect(root(), JsonPointer.empty(), paths);
    return OPTION.matcher(sentence).replaceAll(found -> paths.getOrDefault(found.group(), found.group()));
  }

  /** Where each option is set; not those whose member says the opposite. */
  private void collect(JsonNode rules, JsonPointer at, Map<String, String> paths) {
    if (rules.has("x-option") && rules.path("x-flag").asBoolean(true)) {
      paths.put(rules.get("x-option").asString(), LocatedYaml.dotted(at));
    }
    for (String name : rules.path("properties").propertyNames()) {
      collect(member(rules, name), at.appendProperty(name), paths);
    }
  }

  /** Rules with those that they refer to; their own words win. */
  private JsonNode resolved(JsonNode rules) {
    if (!rules.has("$ref")) {
      return rules;
    }
    ObjectNode all = JsonNodeFactory.instance.objectNode();
    JsonNode referred = root().at(rules.path("$ref").asString().substring(1));
    for (JsonNode part : List.of(referred, rules)) {
      for (Map.Entry<String, JsonNode> word : part.properties()) {
        all.set(word.getKey(), word.getValue());
      }
    }
    return all;
  }
}
