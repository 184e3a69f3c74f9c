package io.github.xiaozhisim.stress.fleet;

import io.github.xiaozhisim.hal.Scheduler;
import io.github.xiaozhisim.hal.Timer;
import io.github.xiaozhisim.stress.arrivals.Pacer;
import io.github.xiaozhisim.stress.arrivals.Schedule;
import io.github.xiaozhisim.stress.measure.ErrorTally;
import io.github.xiaozhisim.stress.turn.TurnCount;
import io.github.xiaozhisim.stress.turn.TurnMeasure;
import io.github.xiaozhisim.stress.turn.TurnOutcome;
import io.github.xiaozhisim.stress.turn.TurnRecorder;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The conversations of one event loop, in the open model: each goes to the device that has been free for longest among
 * those of its kind of user, or waits for one, first come, first served. When it was meant to begin stays what it is,
 * however long it waits. On the loop's thread; holds no more than may wait, and each free device once.
 */
final class Dispatch {

  /** Conversations of one kind of user. */
  private static final class Line {
    final Persona persona;
    final double share;
    final ArrayDeque<Talker> free = new ArrayDeque<>();

    /** When they were meant to begin. */
    final ArrayDeque<Long> waiting = new ArrayDeque<>();

    /** Devices that have ever been free. */
    boolean hasDevices;

    Line(Persona persona, double share) {
      this.persona = persona;
      this.share = share;
    }
  }

  private final Scheduler scheduler;
  private final TurnRecorder recorder;
  private final ErrorTally errors;
  private final int place;
  private final int loops;
  private final int mayWait;
  private final List<Line> lines = new ArrayList<>();
  private final double allShares;
  private final Timer timer;
  private Pacer pacer = () -> Pacer.NEVER;
  private long startNanos;
  private long nextNanos = Pacer.NEVER;
  private long arrived;
  private int waiting;
  private boolean paused;
  private @Nullable Runnable drained;

  Dispatch(Host host, OpenModel model, TurnRecorder recorder, ErrorTally errors, int place, int loops) {
    this.scheduler = host.scheduler();
    this.recorder = recorder;
    this.errors = errors;
    this.place = place;
    this.loops = loops;
    this.mayWait = Math.ceilDiv(model.mayWait(), loops);
    for (Population.Part part : host.scenario().population().parts()) {
      if (!part.persona().silent() && part.share() > 0) {
        lines.add(new Line(part.persona(), part.share()));
      }
    }
    this.allShares = lines.stream().mapToDouble(line -> line.share).sum();
    this.timer = scheduler.timer(this::onTimer);
  }

  /** From now on conversations begin by {@code schedule}, which counts from {@code start}. */
  void begin(Schedule schedule, long start) {
    startNanos = start;
    pacer = schedule.share(place, loops);
    advance();
    arm();
  }

  /** Nothing comes any more; {@code onDrained} once nobody waits for a device. */
  void drain(Runnable onDrained) {
    comeNoMore();
    drained = onDrained;
    if (waiting == 0) {
      onDrained.run();
    }
  }

  private void comeNoMore() {
    pacer = () -> Pacer.NEVER;
    nextNanos = Pacer.NEVER;
    timer.cancel();
  }

  /** Nothing begins any more; who waits is counted as cut short by the end, after the wait that it has had. */
  void end() {
    comeNoMore();
    forget(TurnOutcome.ABORTED);
  }

  /** Who waits found no device, after the wait that it has had; who comes from now on has nobody before it. */
  void giveUpWaiting() {
    if (waiting > 0) {
      errors.add(
          "conversations waited for a device until nobody waited for them any more; take more devices, or ask for "
              + "less");
    }
    forget(TurnOutcome.NO_DEVICE);
    Runnable then = drained;
    if (then != null) {
      drained = null;
      scheduler.execute(then);
    }
  }

  private void forget(TurnOutcome outcome) {
    long nowNanos = scheduler.clock().nowNanos();
    for (Line line : lines) {
      for (long intended : line.waiting) {
        recorder.record(TurnMeasure.WAIT, nowNanos - intended);
        recorder.notBegun(outcome);
      }
      line.waiting.clear();
    }
    recorder.add(TurnCount.ARRIVALS_WAITING, -waiting);
    waiting = 0;
  }

  /** What would begin meanwhile is left out. */
  void pause(boolean yes) {
    paused = yes;
  }

  /** This device can have the next conversation. */
  void free(Talker talker) {
    Line own = lineOf(talker.persona);
    own.hasDevices = true;
    Line from = own.waiting.isEmpty() ? orphans() : own;
    Long intended = from == null ? null : from.waiting.poll();
    if (intended == null) {
      if (!talker.inLine) {
        talker.inLine = true;
        own.free.add(talker);
      }
      return;
    }
    waiting--;
    recorder.add(TurnCount.ARRIVALS_WAITING, -1);
    talker.converse(intended);
    Runnable then = drained;
    if (waiting == 0 && then != null) {
      drained = null;
      scheduler.execute(then);
    }
  }

  private void onTimer() {
    long nowNanos = scheduler.clock().nowNanos();
    while (nextNanos <= nowNanos) {
      long intended = nextNanos;
      advance();
      if (!paused) {
        arrive(intended);
      }
    }
    arm();
  }

  private void advance() {
    long next = pacer.nextNanos();
    nextNanos = next == Pacer.NEVER ? Pacer.NEVER : startNanos + next;
  }

  private void arm() {
    if (nextNanos != Pacer.NEVER) {
      timer.arm(nextNanos);
    }
  }

  private void arrive(long intendedNanos) {
    recorder.add(TurnCount.ARRIVALS, 1);
    Line line = line(place + arrived++ * loops);
    for (Talker talker = line.free.poll(); talker != null; talker = line.free.poll()) {
      talker.inLine = false;
      if (talker.isFree()) {
        talker.converse(intendedNanos);
        return;
      }
    }
    if (waiting >= mayWait) {
      recorder.notBegun(TurnOutcome.NO_DEVICE);
      errors.add("no device was free, and as many conversations as may (--may-wait) waited for one; take more devices");
      return;
    }
    waiting++;
    recorder.add(TurnCount.ARRIVALS_WAITING, 1);
    line.waiting.add(intendedNanos);
  }

  /** Whose conversation this is: by shares, evenly; of another kind where this loop has no device of that one. */
  private Line line(long number) {
    double turns = (number + 0.5) * 0.618_033_988_749_895;
    double left = (turns - Math.floor(turns)) * allShares;
    Line chosen = lines.getLast();
    for (Line line : lines) {
      left -= line.share;
      if (left < 0) {
        chosen = line;
        break;
      }
    }
    return chosen.hasDevices ? chosen : lines.stream().filter(line -> line.hasDevices).findFirst().orElse(chosen);
  }

  private Line lineOf(Persona persona) {
    return lines.stream().filter(line -> line.persona == persona).findFirst().orElseThrow();
  }

  /** Conversations that came before any device, of a kind that this loop turns out to have none for. */
  private @Nullable Line orphans() {
    return lines.stream().filter(line -> !line.hasDevices && !line.waiting.isEmpty()).findFirst().orElse(null);
  }
}
