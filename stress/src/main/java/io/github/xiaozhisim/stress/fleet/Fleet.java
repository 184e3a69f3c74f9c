package io.github.xiaozhisim.stress.fleet;

import io.github.xiaozhisim.hal.Scheduler;
import io.github.xiaozhisim.stress.arrivals.Constant;
import io.github.xiaozhisim.stress.arrivals.Load;
import io.github.xiaozhisim.stress.arrivals.Pacer;
import io.github.xiaozhisim.stress.arrivals.Schedule;
import io.github.xiaozhisim.stress.measure.ErrorTally;
import io.github.xiaozhisim.stress.measure.Measurements;
import io.github.xiaozhisim.stress.turn.Journal;
import io.github.xiaozhisim.stress.turn.TurnCount;
import io.github.xiaozhisim.stress.turn.TurnMeasure;
import io.github.xiaozhisim.stress.turn.TurnRecorder;
import io.github.xiaozhisim.stress.turn.TurnWork;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * All devices of a run, spread over event loops: device {@code i} lives on loop {@code i mod loops} for life. Used by
 * one controlling thread; what {@link Load} has, {@link #present} and {@link #follow}, by any.
 */
public final class Fleet implements Load {

  /** Arrivals a second beyond which nobody would believe them. */
  private static final double MOST_ARRIVALS = 100_000;

  private final List<Scheduler> schedulers;
  private final List<FleetLoop> loops = new ArrayList<>();
  private final List<TurnRecorder> recorders = new ArrayList<>();
  private final Measurements measurements;
  private final ErrorTally errors = new ErrorTally();
  private final Scenario scenario;

  /** Guards what follows, and tells when a loop has become empty or is not any more. */
  private final Object monitor = new Object();

  private long zeroNanos;
  private int devices;
  private int mostEver;
  private int mostDevices;
  private double perSecond = Double.NaN;
  private int changes;
  private boolean paused;

  public Fleet(
      Scenario scenario, Roster roster, List<Scheduler> schedulers, DeviceFactory factory, Journal journal) {
    this.schedulers = List.copyOf(schedulers);
    this.scenario = scenario;
    this.devices = scenario.devices();
    this.mostEver = devices;
    this.mostDevices = (int) Math.min(roster.capacity(), Integer.MAX_VALUE);
    Cast cast = scenario.cast();
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
              this::wakeUp));
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
    synchronized (monitor) {
      zeroNanos = zero;
    }
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
    long fromNanos = zeroNanos() + warmUpNanos;
    for (int i = 0; i < loops.size(); i++) {
      TurnRecorder recorder = recorders.get(i);
      schedulers.get(i).execute(() -> recorder.measureFrom(fromNanos));
    }
  }

  private long zeroNanos() {
    synchronized (monitor) {
      return zeroNanos;
    }
  }

  /** No more devices than these will be taken, whatever identities there are: descriptors or ports end there. */
  public void atMost(int most) {
    synchronized (monitor) {
      mostDevices = Math.min(mostDevices, most);
    }
  }

  @Override
  public Model model() {
    return scenario.open() == null ? Model.CLOSED : Model.OPEN;
  }

  @Override
  public void level(double level) {
    if (!(level >= 0 && level <= most())) {
      throw new IllegalArgumentException("a level is from 0 to " + most() + ", not " + level);
    }
    OpenModel open = scenario.open();
    if (open == null) {
      devices((int) Math.round(level));
      return;
    }
    synchronized (monitor) {
      if (level == perSecond) {
        return;
      }
      perSecond = level;
      changes++;
      long sinceStart = schedulers.getFirst().clock().nowNanos() - zeroNanos;
      long seed = scenario.seeds().number("arrivals", changes);
      Schedule schedule =
          level == 0
              ? () -> () -> Pacer.NEVER
              : Schedule.of(new Constant(level), open.spacing(), seed).from(sinceStart);
      each(loop -> loop.arrivals(schedule));
    }
  }

  private void devices(int wanted) {
    synchronized (monitor) {
      if (wanted == devices) {
        return;
      }
      devices = wanted;
      mostEver = Math.max(mostEver, wanted);
      each(loop -> loop.level(wanted)); // told within, so that all loops hear the same last
    }
  }

  /** In the open model, {@link Double#NaN} as long as the scenario's own schedule holds. */
  @Override
  public double level() {
    synchronized (monitor) {
      return scenario.open() == null ? devices : perSecond;
    }
  }

  @Override
  public double most() {
    synchronized (monitor) {
      return scenario.open() == null ? mostDevices : MOST_ARRIVALS;
    }
  }

  /** The most devices that were asked for at one time. */
  public int mostEver() {
    synchronized (monitor) {
      return mostEver;
    }
  }

  @Override
  public void add(int participants) {
    synchronized (monitor) {
      devices(Math.clamp((long) devices + participants, 0, mostDevices));
    }
  }

  @Override
  public void pause() {
    pause(true);
  }

  @Override
  public void resume() {
    pause(false);
  }

  @Override
  public void giveUpWaiting() {
    each(FleetLoop::giveUpWaiting);
  }

  private void pause(boolean yes) {
    synchronized (monitor) {
      if (paused == yes) {
        return;
      }
      paused = yes;
      each(loop -> loop.pause(yes));
    }
  }

  @Override
  public boolean isPaused() {
    synchronized (monitor) {
      return paused;
    }
  }

  /**
   * Ends everything: running turns at once, recorded as aborted; then the devices leave, one after the other, which
   * takes {@link #leavingNanos}. Returns at once.
   */
  @Override
  public void stop(String why) {
    each(loop -> loop.abort(why));
  }

  private void each(Consumer<FleetLoop> what) {
    for (int i = 0; i < loops.size(); i++) {
      FleetLoop loop = loops.get(i);
      schedulers.get(i).execute(() -> what.accept(loop));
    }
  }

  /**
   * How long it takes until all devices have hung up, once they have been told to: a
   * moment, or seconds for many thousand.
   */
  public long leavingNanos() {
    synchronized (monitor) {
      return Leaving.nanos(Math.ceilDiv(mostEver, loops.size()));
    }
  }

  /** Waits until every device has left, at most this long; true when they have. */
  public boolean awaitEnd(long millis) throws InterruptedException {
    synchronized (monitor) {
      if (!ended()) {
        monitor.wait(millis); // one who is woken too early asks again a moment sooner, that is all
      }
    }
    return ended();
  }

  private void wakeUp() {
    if (ended()) {
      synchronized (monitor) {
        monitor.notifyAll();
      }
    }
  }

  /**
   * A TCP connection of a device of loop {@code loop} came about, which took so long; {@code repeated}: the first SYN
   * got no answer. On that loop's thread; for whoever makes the connections.
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

  /**
   * Asks each loop for the devices that are there now; whoever waits for the answers must not be a loop. Any thread.
   */
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
   * Tells {@code follower} what happens to this device from now on, until it leaves or {@link #unfollow}. One follower
   * a device: a later one takes the place of an earlier one. Any thread; returns at once.
   */
  public void follow(int device, Follower follower) {
    int loop = device % loops.size();
    schedulers.get(loop).execute(() -> loops.get(loop).follow(device, follower));
  }

  public void unfollow(int device) {
    int loop = device % loops.size();
    schedulers.get(loop).execute(() -> loops.get(loop).unfollow(device));
  }

  /** How one device is, if it is here; whoever waits for the answer must not be a loop. Any thread. */
  public CompletableFuture<Optional<Presence>> look(int device) {
    FleetLoop loop = loops.get(device % loops.size());
    CompletableFuture<Optional<Presence>> answer = new CompletableFuture<>();
    schedulers.get(device % loops.size()).execute(() -> answer.complete(Optional.ofNullable(loop.look(device))));
    return answer;
  }

  /** Somebody does something with one device, beside its user; as {@link #look}. */
  public CompletableFuture<Touch.Outcome> touch(int device, Touch touch) {
    FleetLoop loop = loops.get(device % loops.size());
    CompletableFuture<Touch.Outcome> answer = new CompletableFuture<>();
    schedulers.get(device % loops.size()).execute(() -> answer.complete(loop.touch(device, touch)));
    return answer;
  }

  public boolean ended() {
    return loops.stream().allMatch(FleetLoop::isEmpty);
  }

  /** For the controlling thread. */
  public Measurements measurements() {
    return measurements;
  }

  public ErrorTally errors() {
    return errors;
  }
}
