package io.github.xiaozhisim.stress.report;

import io.github.xiaozhisim.stress.health.Criterion;
import io.github.xiaozhisim.stress.health.Health;
import io.github.xiaozhisim.stress.health.Verdict;
import io.github.xiaozhisim.stress.measure.ErrorTally.ErrorCount;
import io.github.xiaozhisim.stress.measure.Gauge;
import io.github.xiaozhisim.stress.measure.Measure;
import io.github.xiaozhisim.stress.measure.Outcome;
import io.github.xiaozhisim.stress.measure.Stats;
import io.github.xiaozhisim.stress.measure.Vocabulary;
import io.github.xiaozhisim.stress.monitor.Findings;
import io.github.xiaozhisim.stress.monitor.Warning;
import io.github.xiaozhisim.stress.objective.ObjectiveText;
import io.github.xiaozhisim.stress.objective.Standing;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Reads {@code report.json} back, also one that an earlier version wrote: what it did not know is 0 or empty then, and
 * what this version does not know any more is passed over.
 */
public final class ReportReader {

  private static final String FAMILY = "xiaozhi-simulator/report/";

  /** Names lead nowhere else than into the folder. */
  private static final Pattern SOUND_FILE = Pattern.compile("[\\w-]+\\.wav");

  private final Path folder;
  private final JsonNode root;
  private final Vocabulary vocabulary;

  private ReportReader(Path folder, JsonNode root, Vocabulary vocabulary) {
    this.folder = folder;
    this.root = root;
    this.vocabulary = vocabulary;
  }

  /** What stands in a {@code report.json}. */
  public record Content(RunResult result, Particulars kept) {}

  /** Whether a run came to its end in this folder. */
  public static boolean isIn(Path folder) {
    return Files.exists(folder.resolve(ReportFolder.REPORT));
  }

  /**
   * Reads the report in this folder, in the words of {@code vocabulary}.
   *
   * @throws IOException with a sentence for people when it cannot be read, or is none of ours
   */
  public static Content read(Path folder, Vocabulary vocabulary) throws IOException {
    Path file = folder.resolve(ReportFolder.REPORT);
    try {
      JsonNode root = PageModel.JSON.readTree(Files.readString(file));
      String schema = root.path("schema").asString("");
      if (!schema.startsWith(FAMILY)) {
        throw new IOException(file + " is not a report of this program: its schema is '" + schema + "'");
      }
      if (!schema.equals(ReportJson.SCHEMA)) {
        throw new IOException(file + " has the schema " + schema + ", and this version reads " + ReportJson.SCHEMA
            + "; take the version of the program that wrote it");
      }
      ReportReader reader = new ReportReader(folder, root, vocabulary);
      return new Content(reader.result(), reader.kept());
    } catch (JacksonException e) {
      String at = e.getLocation() == null ? "" : " in line " + e.getLocation().getLineNr();
      throw new IOException(file + " cannot be read" + at + ": " + e.getOriginalMessage(), e);
    } catch (CharacterCodingException e) {
      throw new IOException(file + " cannot be read: it is no text", e);
    } catch (DateTimeException | IllegalArgumentException e) {
      throw new IOException(file + " cannot be read: " + e.getMessage(), e);
    }
  }

  private RunResult result() {
    Map<String, Object> environment = new LinkedHashMap<>();
    root.path("environment")
        .properties()
        .forEach(each -> environment.put(each.getKey(), PageModel.JSON.treeToValue(each.getValue(), Object.class)));
    List<ErrorCount> errors = new ArrayList<>();
    root.path("errors")
        .forEach(error -> errors.add(new ErrorCount(error.path("message").asString(""), error.path("count").asLong())));
    return new RunResult(
            root.path("seed").asLong(),
            texts(root.path("command")),
            environment,
            root.path("interrupted").asBoolean(),
            Instant.parse(root.path("started").asString("1970-01-01T00:00:00Z")).toEpochMilli(),
            Math.round(1000 * root.path("duration_s").asDouble(0)),
            devices(),
            new RunResult.Turns(
                number("turns", "started"),
                number("turns", "finished"),
                number("turns", "interrupted_speech"),
                number("turns", "unasked_answers"),
                Math.round(1000 * root.path("turns").path("warm_up_s").asDouble(0)),
                number("turns", "warming_up"),
                number("turns", "unlogged")),
            outcomes(),
            measures(),
            new RunResult.Audible(
                number("audible", "gaps"),
                number("audible", "cut_tails"),
                number("audible", "late_frames"),
                number("audible", "dropped_frames")),
            new RunResult.Traffic(
                number("traffic", "packets_sent"),
                number("traffic", "packets_received"),
                number("traffic", "bytes_sent"),
                number("traffic", "bytes_received")),
            new RunResult.Generator(
                number("generator", "cpu_ms"),
                root.path("generator").path("device_seconds").asDouble(0),
                number("generator", "peak_rss_mib"),
                number("generator", "frames_moved"),
                root.path("generator").path("embedded_server").asBoolean()),
            ears(),
            errors,
            health(),
            simulated())
        .withSteps(steps())
        .withGoals(goals())
        .withFindings(findings());
  }

  private RunResult.Devices devices() {
    JsonNode connecting = root.path("devices").path("connecting");
    JsonNode silent = root.path("devices").path("silent");
    return new RunResult.Devices(
        number("devices", "requested"),
        number("devices", "connected"),
        number("devices", "channels_opened"),
        number("devices", "channel_failures"),
        number("devices", "idle_closes"),
        number("devices", "boot_problems"),
        number("devices", "crashes"),
        new RunResult.Silent(
            silent.path("devices").asLong(0),
            silent.path("connected").asLong(0),
            silent.path("stayed").asLong(0),
            silent.path("losses").asLong(0)),
        new RunResult.Connecting(
            connecting.path("slow").asLong(0),
            connecting.path("backoffs").asLong(0),
            connecting.path("tls_full").asLong(0),
            connecting.path("tls_resumed").asLong(0)));
  }

  private RunResult.Ears ears() {
    return new RunResult.Ears(
        number("ears", "devices"),
        number("ears", "packets"),
        number("ears", "answers"),
        number("ears", "silent_answers"),
        number("ears", "distorted_answers"),
        number("ears", "undecodable_packets"),
        number("ears", "skipped_packets"),
        number("ears", "left_out_answers"),
        root.path("ears").path("budget_processors").asDouble(0),
        number("ears", "cpu_ms"));
  }

  private Map<Outcome, Long> outcomes() {
    Map<Outcome, Long> outcomes = new LinkedHashMap<>();
    vocabulary
        .outcomes()
        .forEach(outcome -> outcomes.put(outcome, root.path("outcomes").path(outcome.label()).asLong(0)));
    return outcomes;
  }

  private Map<Measure, Stats> measures() {
    Map<Measure, Stats> measures = new LinkedHashMap<>();
    for (Measure measure : vocabulary.measures()) {
      JsonNode node = root.path("measures").path(measure.label());
      measures.put(measure, stats(node));
    }
    return measures;
  }

  private static Stats stats(JsonNode node) {
    return new Stats(
        node.path("count").asLong(0),
        node.path("mean").asDouble(0),
        node.path("p50").asDouble(0),
        node.path("p90").asDouble(0),
        node.path("p95").asDouble(0),
        node.path("p99").asDouble(0),
        node.path("max").asDouble(0));
  }

  private List<Step> steps() {
    List<Step> steps = new ArrayList<>();
    for (JsonNode node : root.path("phases")) {
      String measure = node.propertyNames().stream().filter(name -> name.endsWith("_ms")).findFirst().orElse("");
      steps.add(
          new Step(
              node.path("devices").asInt(0),
              node.path("from_s").asDouble(0),
              node.path("until_s").asDouble(0),
              node.path("turns").asLong(0),
              node.path("failed").asLong(0),
              measure,
              stats(node.path(measure))));
    }
    return steps;
  }

  private @Nullable Health health() {
    JsonNode node = root.path("health");
    return node.isMissingNode() ? null : health(node);
  }

  /**
   * How the generator did up to the last seconds of a run that did not come to its end; null where that is not known.
   */
  public static @Nullable Health healthOfUnfinished(Path folder) {
    try {
      Path file = folder.resolve(ReportFolder.HEALTH);
      return Files.exists(file) ? health(PageModel.JSON.readTree(Files.readString(file))) : null;
    } catch (IOException | JacksonException | IllegalArgumentException e) {
      return null; // the page does without
    }
  }

  private static Health health(JsonNode node) {
    List<Health.Reason> reasons = new ArrayList<>();
    for (JsonNode each : node.path("reasons")) {
      String label = each.path("criterion").asString("");
      Stream.of(Criterion.values())
          .filter(criterion -> criterion.label().equals(label))
          .findFirst()
          .ifPresent(
              criterion ->
                  reasons.add(
                      new Health.Reason(
                          criterion,
                          each.path("worst").asDouble(0),
                          Verdict.valueOf(each.path("verdict").asString("VALID")),
                          each.path("windows").asInt(0))));
    }
    return new Health(
        Verdict.valueOf(node.path("verdict").asString("VALID")),
        reasons,
        node.path("windows").asInt(0),
        node.path("degraded_windows").asInt(0),
        node.path("invalid_windows").asInt(0),
        Math.round(1e9 * node.path("left_out_s").asDouble(0)),
        List.of());
  }

  private RunResult.@Nullable Simulated simulated() {
    JsonNode node = root.path("simulation");
    return node.isMissingNode()
        ? null
        : new RunResult.Simulated(
            Long.parseUnsignedLong(node.path("event_log_hash").asString("0"), 16),
            node.path("logged_events").asLong(0),
            node.path("virtual_s").asDouble(0),
            node.path("real_s").asDouble(0));
  }

  private RunResult.Goals goals() {
    List<Standing> standings = new ArrayList<>();
    for (JsonNode node : root.path("objectives")) {
      Standing.State state = node.path("met").asBoolean() ? Standing.State.HOLDS : Standing.State.MISSED;
      double worst = node.path("worst").asDouble(Double.NaN);
      double atSeconds = node.path("at_s").asDouble(Double.NaN);
      standings.add(
          new Standing(
              ObjectiveText.parse(node.path("text").asString(""), vocabulary), state, worst, worst, atSeconds));
    }
    return new RunResult.Goals(standings, root.path("stopped_early").asBoolean(), Knee.read(root.path("capacity")));
  }

  /** Warnings only: the figures themselves are recorded second by second. */
  private Findings findings() {
    List<Warning> warnings = new ArrayList<>();
    for (JsonNode node : root.path("system").path("warnings")) {
      String label = node.path("level").asString("");
      String message = node.path("message").asString("");
      warnings.add(
          new Warning(
              new Gauge(label, "", "", label, label),
              Math.round(1e9 * node.path("from_s").asDouble(0)),
              node.path("readings").asInt(0),
              node.path("worst").asDouble(0),
              message,
              node.path("message_zh").asString(message)));
    }
    return new Findings(List.of(), warnings);
  }

  private Particulars kept() {
    Map<String, List<String>> examples = new LinkedHashMap<>();
    for (JsonNode error : root.path("errors")) {
      if (error.has("examples")) {
        examples.put(error.path("message").asString(""), texts(error.get("examples")));
      }
    }
    List<PageFacts.Slow> slowest = new ArrayList<>();
    for (JsonNode slow : root.path("slowest")) {
      List<PageFacts.Mark> marks = new ArrayList<>();
      for (JsonNode mark : slow.path("marks")) {
        Words name = new Words(mark.path("en").asString(""), mark.path("zh").asString(""));
        marks.add(new PageFacts.Mark(mark.path("id").asString(""), name, mark.path("at_ms").asDouble(0)));
      }
      slowest.add(
          new PageFacts.Slow(
              slow.path("title").asString(""),
              slow.path("ms").asDouble(0),
              slow.path("from_ms").asDouble(Double.NaN),
              slow.path("until_ms").asDouble(Double.NaN),
              marks,
              slow.has("note") ? new Words(slow.at("/note/en").asString(""), slow.at("/note/zh").asString("")) : null,
              sound(slow.path("sound").asString(""))));
    }
    return new Particulars(slowest, examples, texts(root.path("problems")));
  }

  /** What was heard lies in a file of its own; null when it has been removed. */
  private PageFacts.@Nullable Sound sound(String name) {
    if (!SOUND_FILE.matcher(name).matches()) {
      return null;
    }
    try {
      return new PageFacts.Sound(name, Base64.getEncoder().encodeToString(Files.readAllBytes(folder.resolve(name))));
    } catch (IOException e) {
      return null; // the report tells of the turn all the same
    }
  }

  private long number(String part, String name) {
    return root.path(part).path(name).asLong(0);
  }

  private static List<String> texts(JsonNode list) {
    List<String> texts = new ArrayList<>();
    list.forEach(text -> texts.add(text.asString("")));
    return texts;
  }
}
