package io.github.xiaozhisim.stress.health;

import java.util.List;

/**
 * What is judged, and from which value on: the one table of thresholds. A value above {@code degradedAbove} degrades,
 * one above {@code invalidAbove} invalidates what it stands for: a window of ten seconds, or the whole run.
 *
 * <p>Effects come first and can do both. They are measured in what a server and a listener notice: against the 60 ms of
 * an audio frame and the 200 ms or so after which a pause in a conversation is felt. Causes explain effects; alone they
 * can only degrade, because a cause without an effect has spoiled nothing yet: it says that the next stall cannot be
 * made good.
 */
public enum Criterion {
  /**
   * Of 100 audio frames, how many left more than 20 ms late or not at all. 20 ms are what a good Wi-Fi adds to a real
   * device's frames, and less than the step of a voice detector (30 ms): up to there nobody can tell. One in a hundred
   * is the 99th percentile, the last one that a report shows; one in ten the 90th, the first above the median.
   */
  FRAMES_LATE(
      "frames_late",
      Scope.WINDOW,
      Unit.PERCENT,
      1,
      10,
      "of the audio frames left more than 20 ms late",
      Advice.FEWER, Advice.MACHINE),
  /**
   * Of 100 audio frames, how many were left out because they would have come more than a whole frame late: the server
   * heard a hole. From one in twenty on every other utterance of three seconds has several.
   */
  FRAMES_LEFT_OUT(
      "frames_left_out",
      Scope.WINDOW,
      Unit.PERCENT,
      1,
      5,
      "of the audio frames were left out, being later than a whole frame",
      Advice.FEWER, Advice.MACHINE),
  /**
   * How late an event loop came to what was due, 99th percentile over time. What comes in is seen as late as that, so
   * each latency may hold as much of the generator's own; 20 ms are 2 % of an answer that takes a second.
   */
  LOOP_LAG(
      "loop_lag_p99",
      Scope.WINDOW,
      Unit.MILLIS,
      20,
      Double.POSITIVE_INFINITY,
      "was the event loops' lag (p99); latencies hold as much of this program's own",
      Advice.FEWER, Advice.LOOPS, Advice.MACHINE),
  /**
   * The same for one moment in twenty: from 100 ms on the 95th percentiles of the report are wrong by half of what
   * people begin to feel.
   */
  LOOP_STALLS(
      "loop_lag_p95",
      Scope.WINDOW,
      Unit.MILLIS,
      50,
      100,
      "was the event loops' lag (p95); latencies hold as much of this program's own",
      Advice.FEWER, Advice.LOOPS, Advice.MACHINE),
  /**
   * How much of the time an event loop was ready to work, but another thread had the processor. Next to nothing on a
   * machine of one's own, a tenth where the operating system has something to do. From a fifth on others have a say in
   * the figures; above half, whatever comes in more likely than not waits for them first, so that medians are no longer
   * the server's alone, and no second run will give the same ones.
   */
  LOOP_WAITING(
      "loop_waiting",
      Scope.WINDOW,
      Unit.PERCENT,
      20,
      50,
      "of the time an event loop waited for a processor and did not get it",
      Advice.ALONE),
  /** How much of the time the busiest event loop worked. What a stall left undone is done in the rest. */
  LOOP_BUSY(
      "loop_busy",
      Scope.WINDOW,
      Unit.PERCENT,
      85,
      Double.POSITIVE_INFINITY,
      "of the time the busiest event loop worked; nothing is left to catch up with",
      Advice.FEWER, Advice.LOOPS),
  /** This process's CPU time against all that it may use (affinity and limits counted). */
  CPU(
      "cpu",
      Scope.WINDOW,
      Unit.PERCENT,
      90,
      Double.POSITIVE_INFINITY,
      "of the processors that it may use were used by this program",
      Advice.FEWER, Advice.MACHINE),
  /** Time in which the hypervisor or a CPU limit took the processors away. */
  STEAL(
      "steal",
      Scope.WINDOW,
      Unit.PERCENT,
      10,
      Double.POSITIVE_INFINITY,
      "of the processors' time was taken away by the hypervisor or a CPU limit",
      Advice.UNSHARED),
  /** Time in which the collector stood all threads still: 2 % are 200 ms in ten seconds. */
  GC_PAUSES(
      "gc_pauses",
      Scope.WINDOW,
      Unit.PERCENT,
      2,
      Double.POSITIVE_INFINITY,
      "of the time the garbage collector stopped everything",
      Advice.MEMORY, Advice.FEWER),
  /** Of 100 connections begun, how many this machine could not make: no descriptors, ports or memory left. */
  LOCAL_SOCKET_ERRORS(
      "local_socket_errors",
      Scope.RUN,
      Unit.PERCENT,
      0,
      1,
      "of the connections failed for want of descriptors, ports or memory of this machine",
      Advice.LIMITS),
  /**
   * Of 100 packets that ears should have decoded, how many they left out for want of budget. What they hear is a sample
   * anyway; it is worth a word when it is less than half of the one that was asked for.
   */
  EARS_SKIPPED(
      "ears_skipped",
      Scope.RUN,
      Unit.PERCENT,
      50,
      Double.POSITIVE_INFINITY,
      "of the packets for ears were not listened to",
      Advice.EARS),
  /** Of 100 turns, how many are missing in the CSV files. The sums hold them. */
  TURNS_UNLOGGED(
      "turns_unlogged",
      Scope.RUN,
      Unit.PERCENT,
      0,
      Double.POSITIVE_INFINITY,
      "of the turns are missing in the CSV files: the disk was too slow",
      Advice.DISK);

  /** What a value is of. */
  public enum Scope {
    WINDOW,
    RUN
  }

  /** What to do, as part of a list. */
  public enum Advice {
    FEWER("take fewer devices"),
    LOOPS("take more --loops, where there are processors for them"),
    ALONE("stop what else runs here, or give this program processors of its own (taskset)"),
    MACHINE("take a machine with more free processors"),
    UNSHARED("raise the limit, or take a machine that is not shared"),
    MEMORY("give Java more memory (XIAOZHI_JAVA_OPTS=-Xmx...)"),
    LIMITS("raise the limits that the errors name"),
    EARS("take fewer --ears, or a larger --ears-budget"),
    DISK("write the report to a faster disk (--report)");

    private final String text;

    Advice(String text) {
      this.text = text;
    }

    public String text() {
      return text;
    }
  }

  /** What values are in. */
  public enum Unit {
    PERCENT("%"),
    MILLIS("ms");

    private final String sign;

    Unit(String sign) {
      this.sign = sign;
    }

    public String sign() {
      return sign;
    }
  }

  /** Later than this a frame counts as late. */
  static final long LATE_MICROS = 20_000;

  private final String label;
  private final Scope scope;
  private final Unit unit;
  private final double degradedAbove;
  private final double invalidAbove;
  private final String meaning;
  private final List<Advice> advice;

  Criterion(
      String label,
      Scope scope,
      Unit unit,
      double degradedAbove,
      double invalidAbove,
      String meaning,
      Advice... advice) {
    this.label = label;
    this.scope = scope;
    this.unit = unit;
    this.degradedAbove = degradedAbove;
    this.invalidAbove = invalidAbove;
    this.meaning = meaning;
    this.advice = List.of(advice);
  }

  /** Part of the report's schema. */
  public String label() {
    return label;
  }

  public Scope scope() {
    return scope;
  }

  public Unit unit() {
    return unit;
  }

  public double degradedAbove() {
    return degradedAbove;
  }

  /** Infinite where this criterion alone never invalidates. */
  public double invalidAbove() {
    return invalidAbove;
  }

  /** The rest of a sentence that begins with a value. */
  public String meaning() {
    return meaning;
  }

  /** What to do about it. */
  public List<Advice> advice() {
    return advice;
  }

  /** NaN, which stands for unknown, is valid. */
  Verdict judge(double value) {
    if (value > invalidAbove) {
      return Verdict.INVALID;
    }
    return value > degradedAbove ? Verdict.DEGRADED : Verdict.VALID;
  }
}
