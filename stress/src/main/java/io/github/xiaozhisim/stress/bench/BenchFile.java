package io.github.xiaozhisim.stress.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A result in a file, for programs and for a later comparison. Members of names unknown here are left out in reading.
 */
public final class BenchFile {

  /** Changes when a name or a meaning changes; new members alone do not change it. */
  static final String SCHEMA = "xiaozhi-simulator/bench/1";

  private static final JsonMapper JSON = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private BenchFile() {}

  /**
   * Writes a result, over what may be there.
   *
   * @throws IOException with a sentence
   */
  public static void write(Path file, BenchResult result) throws IOException {
    try {
      Files.writeString(file, text(result));
    } catch (IOException e) {
      throw new IOException(file + " cannot be written (" + e.getMessage() + "): give --json another place", e);
    }
  }

  static String text(BenchResult result) {
    ObjectNode root = JSON.createObjectNode();
    root.put("schema", SCHEMA);
    root.put("version", result.version());
    root.put("started", result.started());
    ObjectNode machine = root.putObject("machine");
    result.machine().forEach(machine::put);
    root.put("pinning", result.pinning());
    root.put("rounds", result.rounds());
    ArrayNode rows = root.putArray("rows");
    for (Row row : result.rows()) {
      ObjectNode node = rows.addObject();
      node.put("scenario", row.scenario());
      node.put("devices", row.devices());
      ObjectNode values = node.putObject("values");
      for (Metric metric : Metric.values()) {
        Row.Value value = row.value(metric);
        if (value != null) {
          ObjectNode figure = values.putObject(metric.label()).put("median", rounded(value.median()));
          if (!Double.isNaN(value.spread())) {
            figure.put("spread", rounded(value.spread()));
          }
        }
      }
    }
    ArrayNode warnings = root.putArray("warnings");
    result.warnings().forEach(warnings::add);
    return JSON.writeValueAsString(root) + "\n";
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws IOException with a sentence, when it is anything else
   */
  public static BenchResult read(Path file) throws IOException {
    String text;
    try {
      text = Files.readString(file);
    } catch (IOException e) {
      throw new IOException(file + " cannot be read: give --compare a file that 'xiaozhi bench --json' has written", e);
    }
    try {
      JsonNode root = JSON.readTree(text);
      if (root.path("schema").asString("").equals(SCHEMA)) {
        return result(root);
      }
    } catch (JacksonException | IllegalArgumentException e) {
      throw new IOException(file + " is damaged: give --compare a file that 'xiaozhi bench --json' has written", e);
    }
    throw new IOException(file + " is not of this kind: give --compare a file that 'xiaozhi bench --json' has written");
  }

  private static BenchResult result(JsonNode root) {
    Map<String, String> machine = new LinkedHashMap<>();
    root.path("machine").properties().forEach(fact -> machine.put(fact.getKey(), fact.getValue().asString("")));
    List<Row> rows = new ArrayList<>();
    for (JsonNode node : root.path("rows")) {
      Map<Metric, Row.Value> values = new EnumMap<>(Metric.class);
      node.path("values")
          .properties()
          .forEach(
              value ->
                  Metric.labelled(value.getKey())
                      .ifPresent(
                          metric ->
                              values.put(
                                  metric,
                                  new Row.Value(
                                      value.getValue().path("median").asDouble(),
                                      value.getValue().path("spread").asDouble(Double.NaN)))));
      rows.add(new Row(node.path("scenario").asString(), node.path("devices").asInt(), values));
    }
    List<String> warnings = new ArrayList<>();
    root.path("warnings").forEach(warning -> warnings.add(warning.asString()));
    return new BenchResult(
        root.path("version").asString(""), root.path("started").asString(""), machine,
        root.path("pinning").asString(""), root.path("rounds").asInt(1), rows, warnings);
  }

  private static double rounded(double value) {
    return Math.round(value * 1e5) / 1e5;
  }
}
