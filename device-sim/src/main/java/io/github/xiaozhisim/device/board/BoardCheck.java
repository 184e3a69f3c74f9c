package io.github.xiaozhisim.device.board;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.serialization.NodeReader;
import com.networknt.schema.utils.JsonNodes;
import io.github.xiaozhisim.device.protocol.Json;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.JsonNode;

/**
 * Finds everything that is wrong with a description of a board: against the published schema, and then what a schema
 * cannot say ({@link BoardSense}). Each problem has its line and column. Costs a good part of a second when it is first
 * used, so built-in boards are checked by a test and not when they are loaded.
 */
public final class BoardCheck {

  private final Schema schema;
  private final NodeReader reader = NodeReader.builder().locationAware().build();

  public BoardCheck() {
    this.schema =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(Boards.resource("board.schema.json"));
  }

  /**
   * All problems, in the order of the document; empty when there are none.
   *
   * @param file what to call it
   */
  public List<BoardProblem> check(String file, String text) {
    try {
      Json.MAPPER.readTree(text);
    } catch (JacksonException e) {
      String why = String.valueOf(e.getOriginalMessage()).lines().findFirst().orElse("");
      return List.of(at(file, e.getLocation(), "", "this is not JSON: " + why + "; mend the text there"));
    }
    JsonNode board = reader.readTree(text, InputFormat.JSON);
    List<BoardProblem> problems = new ArrayList<>();
    for (Error error : schema.validate(board)) {
      problems.add(problem(file, error));
    }
    if (problems.isEmpty()) {
      new BoardSense(
              (node, field, what) -> problems.add(at(file, JsonNodes.tokenStreamLocationOf(node), field, what)))
          .check(board);
    }
    problems.sort(Comparator.comparingInt(BoardProblem::line).thenComparingInt(BoardProblem::column));
    return problems;
  }

  private BoardProblem problem(String file, Error error) {
    JsonNode where = error.getInstanceNode();
    String field = dotted(error.getInstanceLocation().toString());
    String property = error.getProperty();
    if (property != null) {
      field = field.isEmpty() ? property : field + "." + property;
      if (where.has(property)) {
        where = where.get(property);
      }
    }
    return at(file, JsonNodes.tokenStreamLocationOf(where), field, what(error));
  }

  private static BoardProblem at(String file, @Nullable TokenStreamLocation place, String field, String what) {
    return place == null || place.getLineNr() < 1
        ? new BoardProblem(file, 0, 0, field, what)
        : new BoardProblem(file, place.getLineNr(), place.getColumnNr(), field, what);
  }

  /** {@code /audio/frameMillis} as people write it. */
  private static String dotted(String pointer) {
    String path = pointer.startsWith("/") ? pointer.substring(1) : pointer;
    return path.replace('/', '.');
  }

  private String what(Error error) {
    JsonNode rule = error.getSchemaNode();
    JsonNode found = error.getInstanceNode();
    return switch (String.valueOf(error.getKeyword())) {
      case "required" -> "is missing; add it" + described(error);
      case "additionalProperties", "unevaluatedProperties" -> unknown(error);
      case "enum" ->
          found + " cannot be; write one of " + list(rule.path("enum").isMissingNode() ? rule : rule.path("enum"));
      case "const" -> found + " cannot be; write " + (rule.has("const") ? rule.get("const") : rule);
      case "type" -> "has the wrong type: " + error.getMessage();
      case "pattern" -> found + " has a form that cannot be: " + error.getMessage();
      default -> error.getMessage();
    };
  }

  /** The schema of the object that an error is about. */
  private JsonNode object(Error error) {
    String pointer = error.getSchemaLocation().getFragment().toString();
    return schema.getSchemaNode().at(pointer.substring(0, Math.max(0, pointer.lastIndexOf('/'))));
  }

  private String described(Error error) {
    JsonNode description =
        object(error).path("properties").path(String.valueOf(error.getProperty())).path("description");
    return description.isString() ? ": " + description.asString() : "";
  }

  private String unknown(Error error) {
    List<String> known = new ArrayList<>(object(error).path("properties").propertyNames());
    List<String> near = Suggestions.near(String.valueOf(error.getProperty()), known);
    return "there is no such member; "
        + (near.isEmpty()
            ? "leave it out, or use one of " + String.join(", ", known)
            : "did you mean " + String.join(" or ", near) + "?");
  }

  private static String list(JsonNode values) {
    return values.values().stream().map(JsonNode::toString).collect(Collectors.joining(", "));
  }
}
