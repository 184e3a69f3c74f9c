package io.github.xiaozhisim.stress.scenario;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonPointer;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLFactory;
import tools.jackson.dataformat.yaml.YAMLParser;

/**
 * A YAML text as a tree that knows where everything stands. Takes the part of YAML that needs no explanation: maps,
 * lists and plain values; a key twice, an alias, a tag or a second document is a problem, told with its place.
 */
final class LocatedYaml {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  /** More have no number of a scenario. */
  private static final int MOST_DIGITS = 18;

  private final Map<JsonPointer, Place> keys = new HashMap<>();
  private final Map<JsonPointer, Place> values = new HashMap<>();
  private final List<ScenarioProblem> problems = new ArrayList<>();
  private final String file;
  private final List<String> lines;
  private JsonNode root = NODES.missingNode();

  private LocatedYaml(String file, String text) {
    this.file = file;
    this.lines = text.lines().toList();
  }

  /** Reads what can be read; never fails, but may have {@link #problems}. */
  static LocatedYaml read(String file, String text) {
    LocatedYaml yaml = new LocatedYaml(file, text);
    try (YAMLParser parser = (YAMLParser) new YAMLFactory().createParser(ObjectReadContext.empty(), text)) {
      JsonToken first = parser.nextToken();
      if (first == null) {
        yaml.problem(Place.WHOLE, JsonPointer.empty(), "is empty; 'xiaozhi scenario new' writes one to begin with");
        return yaml;
      }
      yaml.root = yaml.value(parser, first, JsonPointer.empty());
      if (parser.nextToken() != null) {
        String what = "a second document begins here; put each scenario into a file of its own";
        yaml.problem(place(parser), JsonPointer.empty(), what);
      }
    } catch (JacksonException e) {
      YamlMistake mistake = YamlMistake.of(e);
      yaml.problem(mistake.place(), JsonPointer.empty(), mistake.what());
    }
    return yaml;
  }

  JsonNode root() {
    return root;
  }

  List<ScenarioProblem> problems() {
    return problems;
  }

  /** Where a value stands. */
  Place valueAt(JsonPointer path) {
    return values.getOrDefault(path, Place.WHOLE);
  }

  /** Where a character of a text stands, counted from 1; as long as the text is on one line. */
  Place insideAt(JsonPointer path, int character) {
    Place value = valueAt(path);
    String line = value.line() == 0 ? "" : lines.get(value.line() - 1);
    boolean quoted = line.startsWith("'", value.column() - 1) || line.startsWith("\"", value.column() - 1);
    return new Place(value.line(), value.column() + character - (quoted ? 0 : 1));
  }

  /** Where the key of a value stands; of an item of a list the item itself. */
  Place keyAt(JsonPointer path) {
    return keys.getOrDefault(path, valueAt(path));
  }

  private JsonNode value(JsonParser parser, JsonToken token, JsonPointer at) {
    values.put(at, place(parser));
    if (((YAMLParser) parser).isCurrentAlias()) {
      problem(place(parser), at, "'*" + parser.getString() + "' refers to another place; write out what is meant");
    } else if (parser.getTypeId() != null) {
      problem(place(parser), at, "has a tag, '!" + parser.getTypeId() + "'; leave it out, or put the text into quotes");
    }
    return switch (token) {
      case START_OBJECT -> object(parser, at);
      case START_ARRAY -> array(parser, at);
      case VALUE_NUMBER_INT -> NODES.numberNode(parser.getBigIntegerValue());
      case VALUE_NUMBER_FLOAT -> number(parser.getDecimalValue());
      case VALUE_TRUE -> NODES.booleanNode(true);
      case VALUE_FALSE -> NODES.booleanNode(false);
      case VALUE_NULL -> NODES.nullNode();
      default -> NODES.stringNode(parser.getString());
    };
  }

  /** Options take 1000 and not 1E+3, however it is written. */
  private static JsonNode number(BigDecimal value) {
    BigDecimal plain = value.stripTrailingZeros();
    boolean whole = plain.scale() <= 0 && plain.precision() - plain.scale() <= MOST_DIGITS;
    return whole ? NODES.numberNode(plain.toBigIntegerExact()) : NODES.numberNode(value);
  }

  private ObjectNode object(JsonParser parser, JsonPointer at) {
    ObjectNode object = NODES.objectNode();
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      String key = parser.getString();
      JsonPointer member = at.appendProperty(key);
      Place place = place(parser);
      Place before = keys.putIfAbsent(member, place);
      if (before != null) {
        problem(place, member, "stands in line " + before.line() + " already; leave one of them");
      }
      object.set(key, value(parser, parser.nextToken(), member));
    }
    return object;
  }

  private ArrayNode array(JsonParser parser, JsonPointer at) {
    ArrayNode array = NODES.arrayNode();
    for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
      array.add(value(parser, token, at.appendIndex(array.size())));
    }
    return array;
  }

  private void problem(Place place, JsonPointer at, String what) {
    problems.add(new ScenarioProblem(file, place, dotted(at), what));
  }

  /** A pointer as people write it: {@code server.url}, {@code phases[1].for}. */
  static String dotted(JsonPointer pointer) {
    StringBuilder path = new StringBuilder();
    for (JsonPointer at = pointer; !at.matches(); at = at.tail()) {
      if (at.mayMatchElement() && !path.isEmpty()) {
        path.append('[').append(at.getMatchingIndex() + 1).append(']');
      } else {
        path.append(path.isEmpty() ? "" : ".").append(at.getMatchingProperty());
      }
    }
    return path.toString();
  }

  private static Place place(JsonParser parser) {
    TokenStreamLocation location = parser.currentTokenLocation();
    return new Place(location.getLineNr(), location.getColumnNr());
  }
}
