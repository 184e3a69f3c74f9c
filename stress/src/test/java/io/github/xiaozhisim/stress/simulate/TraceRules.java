package io.github.xiaozhisim.stress.simulate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What Chrome's trace event format asks of a file: keys by phase, slices that end and are nested, time that does not go
 * back on a track.
 */
final class TraceRules {

  private final List<String> broken = new ArrayList<>();
  private final Set<String> names = new TreeSet<>();
  private final Set<Integer> processes = new TreeSet<>();
  private final Map<String, Deque<String>> slices = new HashMap<>();
  private final Map<String, Double> times = new HashMap<>();

  static TraceRules check(Path file) throws IOException {
    TraceRules rules = new TraceRules();
    JsonNode root = new JsonMapper().readTree(Files.readString(file));
    if (!root.path("traceEvents").isArray()) {
      rules.broken.add("no traceEvents");
    }
    root.path("traceEvents").forEach(rules::event);
    rules.slices.forEach(
        (track, open) -> rules.must(open.isEmpty(), "slices without an end on " + track + ": " + open));
    return rules;
  }

  List<String> broken() {
    return broken;
  }

  Set<String> names() {
    return names;
  }

  Set<Integer> processes() {
    return processes;
  }

  private void must(boolean holds, String otherwise) {
    if (!holds && broken.size() < 10) {
      broken.add(otherwise);
    }
  }

  private void event(JsonNode event) {
    String phase = event.path("ph").asString("");
    must(event.path("pid").isInt() && event.path("tid").isInt(), "no process or thread: " + event);
    must(event.path("ts").isNumber() && event.path("ts").asDouble() >= 0, "no time: " + event);
    processes.add(event.path("pid").asInt());
    String track = event.path("pid").asInt() + "/" + event.path("tid").asInt();
    double time = event.path("ts").asDouble();
    must(time >= times.getOrDefault(track, 0.0), "time goes back: " + event);
    times.put(track, time);
    boolean named = event.path("name").isString() && !event.path("name").asString().isEmpty();
    must(named || phase.equals("E"), "no name: " + event);
    if (named) {
      names.add(event.path("name").asString());
    }
    Deque<String> open = slices.computeIfAbsent(track, unused -> new ArrayDeque<>());
    switch (phase) {
      case "B" -> open.push(event.path("name").asString());
      case "E" -> must(open.poll() != null, "an end without a beginning: " + event);
      case "i" -> must(Set.of("g", "p", "t").contains(event.path("s").asString("")), "no scope: " + event);
      case "C" -> {
        must(!event.path("args").isEmpty(), "a counter without a value: " + event);
        event.path("args").forEach(value -> must(value.isNumber(), "a counter that is no number: " + event));
      }
      case "M" -> must(event.path("args").path("name").isString(), "no name in metadata: " + event);
      default -> must(false, "unknown phase: " + event);
    }
  }
}
