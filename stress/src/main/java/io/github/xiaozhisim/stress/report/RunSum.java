package io.github.xiaozhisim.stress.report;

import io.github.xiaozhisim.stress.health.Criterion;
import io.github.xiaozhisim.stress.health.Growth;
import io.github.xiaozhisim.stress.health.Health;
import io.github.xiaozhisim.stress.health.Verdict;
import io.github.xiaozhisim.stress.measure.ErrorTally.ErrorCount;
import io.github.xiaozhisim.stress.measure.Measure;
import io.github.xiaozhisim.stress.measure.Outcome;
import io.github.xiaozhisim.stress.measure.Stats;
import io.github.xiaozhisim.stress.monitor.Findings;
import io.github.xiaozhisim.stress.monitor.Warning;
import io.github.xiaozhisim.stress.timeline.Beginning;
import io.github.xiaozhisim.stress.timeline.Timeline;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** What several runs that were made at the same time come to together. Any thread. */
public final class RunSum {

  private final List<Member> members;
  private final List<RunResult> runs;

  /** One of the runs, and what it is called. */
  public record Member(String name, Report report) {}

  public RunSum(List<Member> members) {
    this.members = List.copyOf(members);
    this.runs = members.stream().map(member -> member.report().result()).toList();
  }

  /**
   * As one run.
   *
   * @param beginning what is known of it as a whole
   * @param timeline what was recorded of all of them
   * @param goals how the objectives of all of them stood together
   */
  public RunResult result(Beginning beginning, Timeline.Snapshot timeline, RunResult.Goals goals) {
    Map<Measure, Stats> measures = new LinkedHashMap<>();
    timeline.vocabulary().measures().forEach(measure -> measures.put(measure, Stats.of(timeline.total(measure))));
    return new RunResult(
            beginning.seed(),
            beginning.command(),
            beginning.environment(),
            runs.stream().anyMatch(RunResult::interrupted),
            beginning.startedWallMillis(),
            Math.round(1000 * timeline.seconds()),
            devices(),
            turns(),
            outcomes(timeline),
            measures,
            new RunResult.Audible(
                sum(run -> run.audible().gaps()),
                sum(run -> run.audible().cutTails()),
                sum(run -> run.audible().lateFrames()),
                sum(run -> run.audible().droppedFrames())),
            new RunResult.Traffic(
                sum(run -> run.traffic().packetsSent()),
                sum(run -> run.traffic().packetsReceived()),
                sum(run -> run.traffic().bytesSent()),
                sum(run -> run.traffic().bytesReceived())),
            new RunResult.Generator(
                sum(run -> run.generator().cpuMillis()),
                runs.stream().mapToDouble(run -> run.generator().deviceSeconds()).sum(),
                sum(run -> run.generator().peakRssMebibytes()),
                sum(run -> run.generator().framesMoved()),
                runs.stream().anyMatch(run -> run.generator().embeddedServer())),
            ears(),
            errors(),
            health(),
            null)
        .withGoals(goals)
        .withFindings(findings());
  }

  /** The objectives of any of them, as texts. */
  public List<String> objectives() {
    return runs.stream()
        .flatMap(run -> run.goals().standings().stream())
        .map(standing -> standing.objective().text())
        .distinct()
        .toList();
  }

  /** Whether one of them gave up on an objective. */
  public boolean stoppedEarly() {
    return runs.stream().anyMatch(run -> run.goals().stoppedEarly());
  }

  private long sum(ToLongFunction<RunResult> of) {
    return runs.stream().mapToLong(of).sum();
  }

  private RunResult.Devices devices() {
    return new RunResult.Devices(
        sum(run -> run.devices().requested()),
        sum(run -> run.devices().connected()),
        sum(run -> run.devices().channelsOpened()),
        sum(run -> run.devices().channelFailures()),
        sum(run -> run.devices().idleCloses()),
        sum(run -> run.devices().bootProblems()),
        sum(run -> run.devices().crashes()),
        new RunResult.Silent(
            sum(run -> run.devices().silent().devices()),
            sum(run -> run.devices().silent().connected()),
            sum(run -> run.devices().silent().stayed()),
            sum(run -> run.devices().silent().losses())),
        new RunResult.Connecting(
            sum(run -> run.devices().connecting().slow()),
            sum(run -> run.devices().connecting().backoffs()),
            sum(run -> run.devices().connecting().fullHandshakes()),
            sum(run -> run.devices().connecting().resumedHandshakes())));
  }

  private RunResult.Turns turns() {
    return new RunResult.Turns(
        sum(run -> run.turns().started()),
        sum(run -> run.turns().finished()),
        sum(run -> run.turns().interruptedSpeech()),
        sum(run -> run.turns().unaskedAnswers()),
        runs.stream().mapToLong(run -> run.turns().warmUpMillis()).max().orElse(0),
        sum(run -> run.turns().warmingUp()),
        sum(run -> run.turns().unlogged()));
  }

  /** Each run may have declared them on its own; their names are the same. */
  private Map<Outcome, Long> outcomes(Timeline.Snapshot timeline) {
    Map<String, Long> byLabel = new LinkedHashMap<>();
    runs.forEach(run -> run.outcomes().forEach((outcome, count) -> byLabel.merge(outcome.label(), count, Long::sum)));
    Map<Outcome, Long> outcomes = new LinkedHashMap<>();
    timeline
        .vocabulary()
        .outcomes()
        .forEach(outcome -> outcomes.put(outcome, byLabel.getOrDefault(outcome.label(), 0L)));
    return outcomes;
  }

  private RunResult.Ears ears() {
    return new RunResult.Ears(
        sum(run -> run.ears().devices()),
        sum(run -> run.ears().packets()),
        sum(run -> run.ears().answers()),
        sum(run -> run.ears().silentAnswers()),
        sum(run -> run.ears().distortedAnswers()),
        sum(run -> run.ears().undecodablePackets()),
        sum(run -> run.ears().skippedPackets()),
        sum(run -> run.ears().leftOutAnswers()),
        runs.stream().mapToDouble(run -> run.ears().budget()).sum(),
        sum(run -> run.ears().cpuMillis()));
  }

  private List<ErrorCount> errors() {
    Map<String, Long> counts = new LinkedHashMap<>();
    runs.forEach(run -> run.errors().forEach(error -> counts.merge(error.message(), error.count(), Long::sum)));
    return counts.entrySet().stream()
        .map(each -> new ErrorCount(each.getKey(), each.getValue()))
        .sorted(Comparator.comparingLong(ErrorCount::count).reversed().thenComparing(ErrorCount::message))
        .toList();
  }

  /** As bad as the worst of them; null where none was judged. */
  private @Nullable Health health() {
    List<Health> judged = new ArrayList<>();
    runs.forEach(
        run -> {
          if (run.health() != null) {
            judged.add(run.health());
          }
        });
    if (judged.isEmpty()) {
      return null;
    }
    Verdict verdict = judged.stream().map(Health::verdict).reduce(Verdict.VALID, Verdict::and);
    Map<Criterion, Health.Reason> worst = new LinkedHashMap<>();
    judged.forEach(
        health -> health.reasons().forEach(reason -> worst.merge(reason.criterion(), reason, RunSum::worse)));
    List<Health.Reason> reasons =
        worst.values().stream().sorted(Comparator.comparing(Health.Reason::verdict).reversed()).toList();
    List<Growth> growth = judged.stream().flatMap(health -> health.growth().stream()).toList();
    return new Health(
        verdict,
        reasons,
        judged.stream().mapToInt(Health::windows).sum(),
        judged.stream().mapToInt(Health::degradedWindows).sum(),
        judged.stream().mapToInt(Health::invalidWindows).sum(),
        judged.stream().mapToLong(Health::leftOutNanos).max().orElse(0),
        growth);
  }

  private static Health.Reason worse(Health.Reason one, Health.Reason other) {
    return new Health.Reason(
        one.criterion(),
        Math.max(one.worst(), other.worst()),
        one.verdict().and(other.verdict()),
        one.windows() + other.windows());
  }

  private Findings findings() {
    List<Warning> warnings = new ArrayList<>();
    for (Member member : members) {
      for (Warning each : member.report().result().findings().warnings()) {
        warnings.add(
            new Warning(
                each.gauge(),
                each.fromNanos(),
                each.readings(),
                each.worst(),
                member.name() + ": " + each.english(),
                member.name() + "：" + each.chinese()));
      }
    }
    return new Findings(List.of(), warnings);
  }

  /** What is kept of single pieces of work; {@code most} of the slowest. */
  public Particulars particulars(int most) {
    List<PageFacts.Slow> slowest = new ArrayList<>();
    Map<String, List<String>> examples = new LinkedHashMap<>();
    List<String> problems = new ArrayList<>();
    for (Member member : members) {
      String name = member.name();
      Report report = member.report();
      report.kept().slowest().forEach(slow -> slowest.add(named(slow, name)));
      report
          .kept()
          .examples()
          .forEach((message, who) -> examples.merge(message, prefixed(who, name + ", "), RunSum::both));
      problems.addAll(prefixed(report.kept().problems(), name + ": "));
      if (report.unfinished()) {
        problems.add(name + " did not come to its end: what it had recorded until then is in here");
      }
    }
    slowest.sort(Comparator.comparingDouble(PageFacts.Slow::millis).reversed());
    List<PageFacts.Slow> kept = new ArrayList<>(slowest.subList(0, Math.min(most, slowest.size())));
    slowest.stream().skip(most).filter(slow -> slow.sound() != null).forEach(kept::add);
    return new Particulars(kept, examples, problems);
  }

  private static PageFacts.Slow named(PageFacts.Slow slow, String name) {
    PageFacts.Sound sound = slow.sound();
    return new PageFacts.Slow(
        name + ", " + slow.title(),
        slow.millis(),
        slow.fromMillis(),
        slow.untilMillis(),
        slow.marks(),
        slow.note(),
        sound == null ? null : new PageFacts.Sound(name.replaceAll("[^\\w-]", "_") + "-" + sound.file(), sound.wav()));
  }

  private static List<String> prefixed(List<String> sentences, String with) {
    return sentences.stream().map(sentence -> with + sentence).toList();
  }

  private static List<String> both(List<String> one, List<String> other) {
    List<String> all = new ArrayList<>(one);
    all.addAll(other);
    return all;
  }

  /** What was the same for all of them, and what each had for itself. */
  public Map<String, Object> environment(Function<Member, Map<String, Object>> own) {
    Map<String, Object> common = new LinkedHashMap<>(runs.getFirst().environment());
    for (RunResult run : runs) {
      common.entrySet().removeIf(entry -> !entry.getValue().equals(run.environment().get(entry.getKey())));
    }
    Map<String, Object> environment = new LinkedHashMap<>(common);
    environment.putIfAbsent("version", String.valueOf(runs.getFirst().environment().getOrDefault("version", "")));
    for (Member member : members) {
      Map<String, Object> mine = new LinkedHashMap<>(own.apply(member));
      member.report().result().environment().forEach((name, value) -> {
        if (!common.containsKey(name)) {
          mine.put(name, value);
        }
      });
      environment.put(member.name(), mine);
    }
    return environment;
  }
}
