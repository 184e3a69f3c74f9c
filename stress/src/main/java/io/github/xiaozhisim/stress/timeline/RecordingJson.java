package io.github.xiaozhisim.stress.timeline;

import io.github.xiaozhisim.stress.measure.Count;
import io.github.xiaozhisim.stress.measure.Gauge;
import io.github.xiaozhisim.stress.measure.Measure;
import io.github.xiaozhisim.stress.measure.Outcome;
import io.github.xiaozhisim.stress.measure.State;
import io.github.xiaozhisim.stress.measure.Vocabulary;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code recording.json}: what the figures of a recording are, so that it can be read without knowing the kind of work,
 * also by another version of this program.
 */
final class RecordingJson {

  static final String NAME = "recording.json";
  static final String SCHEMA = "xiaozhi-simulator/recording/1";

  private static final JsonMapper JSON = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private RecordingJson() {}

  /** Puts it in the place of an earlier one, whole or not at all. */
  static void write(Path folder, Vocabulary vocabulary, Beginning beginning, Collection<Gauge> gauges)
      throws IOException {
    ObjectNode root = JSON.createObjectNode();
    root.put("schema", SCHEMA);
    root.put("started", Instant.ofEpochMilli(beginning.startedWallMillis()).toString());
    root.put("clock_offset_ms", beginning.clockOffsetMillis());
    root.put("seed", beginning.seed());
    ArrayNode command = root.putArray("command");
    beginning.command().forEach(command::add);
    ObjectNode environment = root.putObject("environment");
    beginning.environment().forEach(environment::putPOJO);
    root.put("work", vocabulary.work());
    ArrayNode measures = root.putArray("measures");
    for (Measure measure : vocabulary.measures()) {
      ObjectNode node = named(measures, measure.label(), measure.meaning(), measure.chinese());
      node.put("chart", measure.chart().name());
      Measure whole = measure.whole();
      if (whole != null) {
        node.put("part_of", whole.label());
      }
    }
    ArrayNode counts = root.putArray("counts");
    for (Count count : vocabulary.counts()) {
      ObjectNode node = named(counts, count.label(), count.meaning(), count.chinese());
      node.put("level", count.isLevel());
      node.put("topic", count.topic().name());
    }
    ArrayNode outcomes = root.putArray("outcomes");
    for (Outcome outcome : vocabulary.outcomes()) {
      ObjectNode node = named(outcomes, outcome.label(), outcome.meaning(), outcome.chinese());
      node.put("good", outcome.isGood());
      node.put("cut", outcome.isCut());
    }
    ArrayNode states = root.putArray("states");
    ObjectNode stateNames = root.putObject("state_names");
    for (State state : vocabulary.states()) {
      states.add(state.label());
      stateNames.putObject(state.label()).put("meaning", state.meaning()).put("chinese", state.chinese());
    }
    ArrayNode lanes = root.putArray("gauges");
    for (Gauge gauge : gauges) {
      ObjectNode node = named(lanes, gauge.label(), gauge.meaning(), gauge.chinese());
      node.put("lane", gauge.lane());
      node.put("unit", gauge.unit());
    }
    Path next = folder.resolve(NAME + ".part");
    Files.writeString(next, JSON.writeValueAsString(root) + "\n");
    Files.move(next, folder.resolve(NAME), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private static ObjectNode named(ArrayNode to, String label, String meaning, String chinese) {
    return to.addObject().put("label", label).put("meaning", meaning).put("chinese", chinese);
  }

  /** What {@link #write} has written. */
  record Content(Vocabulary vocabulary, Beginning beginning, Map<String, Gauge> gauges) {}

  /**
   * Reads it.
   *
   * @throws IOException with a sentence for people when it is missing, or is not one of ours
   */
  static Content read(Path folder) throws IOException {
    Path file = folder.resolve(NAME);
    try {
      JsonNode root = JSON.readTree(Files.readString(file));
      if (!SCHEMA.equals(root.path("schema").asString(""))) {
        throw new IOException(
            file
                + " has the schema '"
                + root.path("schema").asString("")
                + "', and this program reads "
                + SCHEMA
                + "; take the version of the program that wrote it");
      }
      return content(root);
    } catch (NoSuchFileException e) {
      throw new IOException(folder + " holds no recording: there is no " + NAME, e);
    } catch (JacksonException e) {
      throw new IOException(file + " cannot be read: " + e.getOriginalMessage(), e);
    } catch (CharacterCodingException e) {
      throw new IOException(file + " cannot be read: it is no text", e);
    } catch (IllegalArgumentException | DateTimeException e) {
      throw new IOException(file + " cannot be read: " + e.getMessage(), e);
    }
  }

  private static Content content(JsonNode root) {
    List<String> command = new ArrayList<>();
    root.path("command").forEach(word -> command.add(word.asString()));
    Map<String, Object> environment = new LinkedHashMap<>();
    root.path("environment")
        .properties()
        .forEach(each -> environment.put(each.getKey(), JSON.treeToValue(each.getValue(), Object.class)));
    Beginning beginning =
        new Beginning(
            command,
            root.path("seed").asLong(),
            Instant.parse(root.path("started").asString()).toEpochMilli(),
            root.path("clock_offset_ms").asLong(),
            environment);
    Map<String, Gauge> gauges = new LinkedHashMap<>();
    for (JsonNode node : root.path("gauges")) {
      String label = text(node, "label");
      gauges.put(
          label,
          new Gauge(label, text(node, "lane"), text(node, "unit"), text(node, "meaning"), text(node, "chinese")));
    }
    return new Content(vocabulary(root), beginning, gauges);
  }

  private static Vocabulary vocabulary(JsonNode root) {
    List<Measure> measures = new ArrayList<>();
    for (JsonNode node : root.path("measures")) {
      measures.add(
          new ReadMeasure(
              measures.size(),
              text(node, "label"),
              text(node, "meaning"),
              text(node, "chinese"),
              Measure.Chart.valueOf(text(node, "chart")),
              text(node, "part_of"),
              measures));
    }
    List<Count> counts = new ArrayList<>();
    for (JsonNode node : root.path("counts")) {
      counts.add(
          new ReadCount(
              counts.size(),
              text(node, "label"),
              node.path("level").asBoolean(),
              text(node, "meaning"),
              text(node, "chinese"),
              Count.Topic.valueOf(text(node, "topic"))));
    }
    List<Outcome> outcomes = new ArrayList<>();
    for (JsonNode node : root.path("outcomes")) {
      outcomes.add(
          new ReadOutcome(
              outcomes.size(),
              text(node, "label"),
              node.path("good").asBoolean(),
              node.path("cut").asBoolean(),
              text(node, "meaning"),
              text(node, "chinese")));
    }
    List<State> states = new ArrayList<>();
    root.path("states").forEach(state -> states.add(state(state.asString(), root.path("state_names"))));
    return new Vocabulary(text(root, "work"), measures, counts, outcomes, states);
  }

  /** Earlier versions told no more than the name. */
  private static State state(String label, JsonNode names) {
    JsonNode name = names.path(label);
    return name.isMissingNode() ? State.of(label) : new State(label, text(name, "meaning"), text(name, "chinese"));
  }

  private static String text(JsonNode node, String name) {
    return node.path(name).asString("");
  }

  /** A measure as it was declared when it was recorded; {@code all} are those it is one of. */
  private record ReadMeasure(
      int ordinal, String label, String meaning, String chinese, Chart chart, String partOf, List<Measure> all)
      implements Measure {

    @Override
    public @Nullable Measure whole() {
      return all.stream().filter(measure -> measure.label().equals(partOf)).findFirst().orElse(null);
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof ReadMeasure measure && measure.label.equals(label);
    }

    @Override
    public int hashCode() {
      return label.hashCode();
    }

    @Override
    public String toString() {
      return label;
    }
  }

  private record ReadCount(int ordinal, String label, boolean isLevel, String meaning, String chinese, Topic topic)
      implements Count {}

  private record ReadOutcome(int ordinal, String label, boolean isGood, boolean isCut, String meaning, String chinese)
      implements Outcome {}
}
