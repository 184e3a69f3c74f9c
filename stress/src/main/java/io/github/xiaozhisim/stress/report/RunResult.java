package io.github.xiaozhisim.stress.report;

import io.github.xiaozhisim.stress.health.Health;
import io.github.xiaozhisim.stress.measure.ErrorTally.ErrorCount;
import io.github.xiaozhisim.stress.measure.Measure;
import io.github.xiaozhisim.stress.measure.Outcome;
import io.github.xiaozhisim.stress.measure.Stats;
import io.github.xiaozhisim.stress.monitor.Findings;
import io.github.xiaozhisim.stress.objective.Standing;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A whole run in figures; what the report's JSON and the summary on the terminal are made of.
 *
 * @param seed what everything random came from
 * @param command as typed, secrets blanked out
 * @param environment name to value, in order
 * @param interrupted ended by Ctrl-C
 * @param startedWallMillis when, since 1970
 * @param outcomes every outcome, zeros included
 * @param measures every measure, empty ones included
 * @param errors most frequent first
 * @param health how the generator itself did, or null in virtual time, where nothing can be late
 * @param simulated about virtual time, or null where the run took place in real time
 * @param goals what it was to achieve
 * @param findings what was seen of generator, machine and server
 * @param steps what happened in each of its phases; none where it had none
 */
public record RunResult(
    long seed,
    List<String> command,
    Map<String, Object> environment,
    boolean interrupted,
    long startedWallMillis,
    long durationMillis,
    Devices devices,
    Turns turns,
    Map<Outcome, Long> outcomes,
    Map<Measure, Stats> measures,
    Audible audible,
    Traffic traffic,
    Generator generator,
    Ears ears,
    List<ErrorCount> errors,
    @Nullable Health health,
    @Nullable Simulated simulated,
    Goals goals,
    Findings findings,
    List<Step> steps) {

  /** A run that was to achieve nothing in particular. */
  public RunResult(
      long seed,
      List<String> command,
      Map<String, Object> environment,
      boolean interrupted,
      long startedWallMillis,
      long durationMillis,
      Devices devices,
      Turns turns,
      Map<Outcome, Long> outcomes,
      Map<Measure, Stats> measures,
      Audible audible,
      Traffic traffic,
      Generator generator,
      Ears ears,
      List<ErrorCount> errors,
      @Nullable Health health,
      @Nullable Simulated simulated) {
    this(
        seed,
        command,
        environment,
        interrupted,
        startedWallMillis,
        durationMillis,
        devices,
        turns,
        outcomes,
        measures,
        audible,
        traffic,
        generator,
        ears,
        errors,
        health,
        simulated,
        Goals.NONE,
        Findings.NONE,
        List.of());
  }

  /** The same, with what it was to achieve. */
  public RunResult withGoals(Goals value) {
    return with(value, findings, steps);
  }

  /** The same, with what was seen of generator, machine and server. */
  public RunResult withFindings(Findings value) {
    return with(goals, value, steps);
  }

  /** The same, with what happened in each of its phases. */
  public RunResult withSteps(List<Step> value) {
    return with(goals, findings, List.copyOf(value));
  }

  private RunResult with(Goals achieving, Findings seen, List<Step> taken) {
    return new RunResult(
        seed,
        command,
        environment,
        interrupted,
        startedWallMillis,
        durationMillis,
        devices,
        turns,
        outcomes,
        measures,
        audible,
        traffic,
        generator,
        ears,
        errors,
        health,
        simulated,
        achieving,
        seen,
        taken);
  }

  /**
   * What the run was to achieve.
   *
   * @param standings how the objectives stood in the end
   * @param stoppedEarly the run was ended because one of them could not be met any more
   * @param knee what came of a search for the most that holds them, or null where there was none
   */
  public record Goals(List<Standing> standings, boolean stoppedEarly, @Nullable Knee knee) {

    /** No objective. */
    public static final Goals NONE = new Goals(List.of(), false);

    public Goals {
      standings = List.copyOf(standings);
    }

    /** Of a run that looked for nothing. */
    public Goals(List<Standing> standings, boolean stoppedEarly) {
      this(standings, stoppedEarly, null);
    }

    public boolean allMet() {
      return standings.stream().allMatch(Standing::isMet);
    }

    /** Whether it was said how many turns may end in this bad way. */
    boolean limit(Outcome bad) {
      return standings.stream().anyMatch(each -> each.objective().limits(bad));
    }
  }

  /**
   * @param requested asked for
   * @param connected had a channel at least once
   * @param channelsOpened channels opened in all
   * @param channelFailures attempts that failed, or channels that broke
   * @param idleCloses channels the server closed between turns
   * @param bootProblems steps of booting that failed
   * @param crashes times a device crashed where the firmware would
   * @param silent those of them that are to stay silent
   * @param connecting how the server kept up with those that connect
   */
  public record Devices(
      long requested,
      long connected,
      long channelsOpened,
      long channelFailures,
      long idleCloses,
      long bootProblems,
      long crashes,
      Silent silent,
      Connecting connecting) {}

  /**
   * How connections came about.
   *
   * @param slow TCP connections whose SYN was sent again after a second
   * @param backoffs times that the pace was halved
   * @param fullHandshakes TLS handshakes in full
   * @param resumedHandshakes TLS handshakes that resumed an earlier session
   */
  public record Connecting(long slow, long backoffs, long fullHandshakes, long resumedHandshakes) {

    /** Nothing to tell. */
    public static final Connecting NONE = new Connecting(0, 0, 0, 0);
  }

  /**
   * Devices that only stay connected.
   *
   * @param devices how many were switched on
   * @param connected had a channel at least once
   * @param stayed never lost it, and had it at the end
   * @param losses channels that the server or the network ended
   */
  public record Silent(long devices, long connected, long stayed, long losses) {

    /** Every device talks. */
    public static final Silent NONE = new Silent(0, 0, 0, 0);

    public boolean well() {
      return stayed == devices && losses == 0;
    }
  }

  /**
   * @param started turns begun
   * @param finished turns with an outcome
   * @param interruptedSpeech turns in which the server answered before the user had finished
   * @param unaskedAnswers answers that began between turns
   * @param warmUpMillis latencies of turns that were to begin earlier are left out; 0 when all are in
   * @param warmingUp how many finished turns that concerns
   * @param unlogged turns missing in the CSV files because the disk was too slow
   */
  public record Turns(
      long started,
      long finished,
      long interruptedSpeech,
      long unaskedAnswers,
      long warmUpMillis,
      long warmingUp,
      long unlogged) {}

  /** What a listener would have noticed. */
  public record Audible(long gaps, long cutTails, long lateFrames, long droppedFrames) {}

  /** On the devices' side of the wire; bytes are payload with framing, without WebSocket headers. */
  public record Traffic(long packetsSent, long packetsReceived, long bytesSent, long bytesReceived) {}

  /**
   * What the generator itself used.
   *
   * @param cpuMillis the process, embedded server included
   * @param deviceSeconds sum of the times in which devices had a channel open
   * @param peakRssMebibytes 0 where the system does not tell
   * @param framesMoved frames that were left out because this machine stalled for longer than a frame
   * @param embeddedServer whether the figures include a server in the same process
   */
  public record Generator(
      long cpuMillis, double deviceSeconds, long peakRssMebibytes, long framesMoved, boolean embeddedServer) {

    /** CPU milliseconds for each second of a connected device; 0 when none connected. */
    public double cpuMillisPerDeviceSecond() {
      return deviceSeconds > 0 ? cpuMillis / deviceSeconds : 0;
    }
  }

  /**
   * What the devices heard that really decode.
   *
   * @param devices how many decode
   * @param packets listened to
   * @param answers heard to their end
   * @param silentAnswers nothing to be heard in them
   * @param distortedAnswers clipped by overload
   * @param undecodablePackets not Opus
   * @param skippedPackets not listened to
   * @param leftOutAnswers not listened to, because the ears' budget or their queue was short
   * @param budget processors that the ears may use; 0 where there is no limit
   * @param cpuMillis processor time that they have used, where they have a budget
   */
  public record Ears(
      long devices,
      long packets,
      long answers,
      long silentAnswers,
      long distortedAnswers,
      long undecodablePackets,
      long skippedPackets,
      long leftOutAnswers,
      double budget,
      long cpuMillis) {

    /** Answers listened to, of a hundred that were played. */
    public double heardPercent() {
      long all = answers + leftOutAnswers;
      return all == 0 ? 100 : 100.0 * answers / all;
    }
  }

  /**
   * About virtual time.
   *
   * @param hash number of the event log: equal for equal runs
   * @param loggedEvents how many events are in that log
   * @param virtualSeconds time that passed for the devices
   * @param realSeconds time that passed for whoever waited
   */
  public record Simulated(long hash, long loggedEvents, double virtualSeconds, double realSeconds) {

    /** The number as people compare it. */
    public String hashText() {
      return String.format(java.util.Locale.ROOT, "%016x", hash);
    }
  }

  public long answered() {
    return outcomes.entrySet().stream().filter(each -> each.getKey().isGood()).mapToLong(Map.Entry::getValue).sum();
  }

  /** Nobody was to talk, or everybody who was has done so; and who was to stay has stayed. */
  public boolean well() {
    return didSomething() && failed() == 0 && devices.silent().well();
  }

  /** The same, but for the turns that the objectives speak of: of those they decide how many there may be. */
  public boolean isWellEnough() {
    boolean excused = bad().allMatch(each -> each.getValue() == 0 || goals.limit(each.getKey()));
    return goals.knee() != null || didSomething() && excused && devices.silent().well();
  }

  private boolean didSomething() {
    return turns.finished() > cut() || devices.silent().stayed() > 0;
  }

  /** The objectives decide about all bad ends there can be, or too much was asked for on purpose. */
  boolean isLeftToObjectives() {
    return goals.knee() != null || bad().allMatch(each -> goals.limit(each.getKey()));
  }

  private Stream<Map.Entry<Outcome, Long>> bad() {
    return outcomes.entrySet().stream().filter(each -> !each.getKey().isGood() && !each.getKey().isCut());
  }

  /** Turns that ended otherwise than they should; those that were cut short on purpose or by the end say nothing. */
  public long failed() {
    return turns.finished() - answered() - cut();
  }

  /** Turns that were cut short by the end of the run, or on purpose. */
  public long cut() {
    return outcomes.entrySet().stream().filter(each -> each.getKey().isCut()).mapToLong(Map.Entry::getValue).sum();
  }
}
