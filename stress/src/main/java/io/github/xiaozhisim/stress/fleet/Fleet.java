package io.github.xiaozhisim.stress.fleet;

import io.github.xiaozhisim.hal.Scheduler;
import io.github.xiaozhisim.stress.measure.ErrorTally;
import io.github.xiaozhisim.stress.measure.Measurements;
import io.github.xiaozhisim.stress.turn.Journal;
import io.github.xiaozhisim.stress.turn.TurnCount;
import io.github.xiaozhisim.stress.turn.TurnMeasure;
import io.github.xiaozhisim.stress.turn.TurnRecorder;
import io.github.xiaozhisim.stress.turn.TurnWork;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * All devices of a run, spread over event loops: device {@code i} lives on loop {@code i mod loops} for life. Used by
 * one controlling thread; {@link #stop}, {@link #present} and {@link #follow} also by others.
 */
public final class Fleet {

  private final List<Scheduler> schedulers;
  private final List<FleetLoop> loops = new ArrayList<>();
  private final List<TurnRecorder> recorders = new ArrayList<>();
  private final Measurements measurements;
  private final ErrorTally errors = new ErrorTally();
  private final CountDownLatch running;
  private long zeroNanos;
  private final int devices;

  public Fleet(
      Scenario scenario, Roster roster, List<Scheduler> schedulers, DeviceFactory factory, Journal journal) {
    this.schedulers = List.copyOf(schedulers);
    this.devices = scenario.devices();
    this.running = new CountDownLatch(schedulers.size());
    Cast cast = scenario.population().cast(devices);
    for (int i = 0; i < schedulers.size(); i++) {
      TurnRecorder recorder = new TurnRecorder();
      recorders.add(recorder);
      loops.add(
          new FleetLoop(
              scenario,
              cast,
              roster,
              schedulers.get(i),
              factory,
              recorder,
              journal,
              errors,
              i,
              schedulers.size(),
              running::countDown));
    }
    this.measurements = new Measurements(TurnWork.VOCABULARY, recorders.stream().map(TurnRecorder::recorder).toList());
  }

  /** Starts; the first devices are switched on at once. */
  public void start() {
    start(0);
  }

  /** Starts, and measures no latency of turns that are to begin earlier than {@code warmUpNanos} from now. */
  public void start(long warmUpNanos) {
    long zero = schedulers.getFirst().clock().nowNanos();
    zeroNanos = zero;
    for (int i = 0; i < loops.size(); i++) {
      FleetLoop loop = loops.get(i);
      TurnRecorder recorder = recorders.get(i);
      schedulers
          .get(i)
          .execute(
              () -> {
                if (warmUpNanos > 0) {
                  recorder.measureFrom(zero + warmUpNanos);
                }
                loop.start(zero);
              });
    }
  }

  /** Measures latencies of turns that were to begin so long after the start, or later, and have not ended yet. */
  public void measureFrom(long warmUpNanos) {
    long fromNanos = zeroNanos + warmUpNanos;
    for (int i = 0; i < loops.size(); i++) {
      TurnRecorder recorder = recorders.get(i);
      schedulers.get(i).execute(() -> recorder.measureFrom(fromNanos));
    }
  }

  /**
   * Ends everything: running turns at once, recorded as aborted; then the devices leave, one after the other, which takes
   * {@link #leavingNanos}. Returns at once.
   */
  public void stop(String why) {
    for (int i = 0; i < loops.size(); i++) {
      FleetLoop loop = loops.get(i);
      schedulers.get(i).execute(() -> loop.abort(why));
    }
  }

  /** How long it takes until all devices have hung up, once they have been told to: a moment, or seconds for many thousand. */
  public long leavingNanos() {
    return FleetLoop.leavingNanos(Math.ceilDiv(devices, loops.size()));
  }

  /** Waits until every device has left, at most this long; true when they have. */
  public boolean awaitEnd(long millis) throws InterruptedException {
    return running.await(millis, TimeUnit.MILLISECONDS);
  }

  /**
   * A TCP connection of a device of loop {@code loop} came about, which took so long; {@code repeated}: the first SYN got no
   * answer. On that loop's thread; for whoever makes the connections.
   */
  public void tcpConnected(int loop, long tookNanos, boolean repeated) {
    recorders.get(loop).record(TurnMeasure.TCP, tookNanos);
    loops.get(loop).pace().connected(repeated);
  }

  /** The same for a TLS handshake, which was a short one where an earlier session was {@code resumed}. */
  public void tlsSecured(int loop, long tookNanos, boolean resumed) {
    recorders.get(loop).record(TurnMeasure.TLS, tookNanos);
    recorders.get(loop).add(resumed ? TurnCount.TLS_RESUMED : TurnCount.TLS_FULL, 1);
  }

  /** Asks each loop for the devices that are there now; whoever waits for the answers must not be a loop. Any thread. */
  public List<CompletableFuture<List<Presence>>> present() {
    List<CompletableFuture<List<Presence>>> answers = new ArrayList<>();
    for (int i = 0; i < loops.size(); i++) {
      FleetLoop loop = loops.get(i);
      CompletableFuture<List<Presence>> answer = new CompletableFuture<>();
      answers.add(answer);
      schedulers.get(i).execute(() -> answer.complete(loop.present()));
    }
    return answers;
  }

  /**
   * Tells {@code follower} what happens to this device from now on, until it leaves or {@link #unfollow}. One follower a
   * device: a later one takes the place of an earlier one. Any thread; returns at once.
   */
  public void follow(int device, Follower follower) {
    int loop = device % loops.size();
    schedulers.get(loop).execute(() -> loops.get(loop).follow(device, follower));
  }

  public void unfollow(int device) {
    int loop = device % loops.size();
    schedulers.get(loop).execute(() -> loops.get(loop).unfollow(device));
  }

  public boolean ended() {
    return running.getCount() == 0;
  }

  /** For the controlling thread. */
  public Measurements measurements() {
    return measurements;
  }

  public ErrorTally errors() {
    return errors;
  }
}
