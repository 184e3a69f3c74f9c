package io.github.xiaozhisim.stress.simulate;

import io.github.xiaozhisim.device.Device;
import io.github.xiaozhisim.device.DeviceObserver;
import io.github.xiaozhisim.device.speech.Clip;
import io.github.xiaozhisim.device.speech.Corpus;
import io.github.xiaozhisim.device.trace.EventHash;
import io.github.xiaozhisim.device.virtual.NetworkConditions;
import io.github.xiaozhisim.device.virtual.SimNetwork;
import io.github.xiaozhisim.device.virtual.SimScheduler;
import io.github.xiaozhisim.device.virtual.VirtualClock;
import io.github.xiaozhisim.hal.Scheduler;
import io.github.xiaozhisim.hal.network.Network;
import io.github.xiaozhisim.stress.arrivals.Load;
import io.github.xiaozhisim.stress.fleet.Ears;
import io.github.xiaozhisim.stress.fleet.Fleet;
import io.github.xiaozhisim.stress.fleet.Member;
import io.github.xiaozhisim.stress.fleet.Roster;
import io.github.xiaozhisim.stress.fleet.Scenario;
import io.github.xiaozhisim.stress.fleet.VirtualDevices;
import io.github.xiaozhisim.stress.measure.ErrorTally;
import io.github.xiaozhisim.stress.measure.Measurements;
import io.github.xiaozhisim.stress.server.EmulatedGateway;
import io.github.xiaozhisim.stress.server.EmulatedServer;
import io.github.xiaozhisim.stress.server.ServerBehaviour;
import io.github.xiaozhisim.stress.turn.HeardTurn;
import io.github.xiaozhisim.stress.turn.Journal;
import io.github.xiaozhisim.stress.turn.Mark;
import io.github.xiaozhisim.stress.turn.Turn;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;

/**
 * A fleet and its server in virtual time. The devices are split into groups, each with a scheduler, a network and a
 * server of its own, so that as many threads as there are cores can work; how many groups depends on the number of
 * devices alone, and no group knows of another, so the run is a function of its seed whatever runs it.
 *
 * <p>Used by one controlling thread, which lets time pass slice by slice with {@link #advance}; between two slices
 * everything stands still and may be looked at.
 */
public final class Simulation implements AutoCloseable {

  /** Devices of a group, as long as there are not too many groups. */
  private static final int GROUP_SIZE = 25;

  private static final int MOST_GROUPS = 64;

  private static final long WALL_START_MILLIS = 1_767_225_600_000L; // 2026-01-01 00:00 UTC

  private final Scenario scenario;
  private final IntFunction<NetworkConditions> conditions;
  private final List<SimScheduler> schedulers = new ArrayList<>();
  private final List<Scheduler> asSchedulers = new ArrayList<>();
  private final List<EmulatedServer> servers = new ArrayList<>();
  private final List<EmulatedGateway> gateways = new ArrayList<>();
  private final Map<Integer, EventHash> hashes = new ConcurrentHashMap<>();
  private final VirtualDevices.Witnesses others;
  private final SliceJournal journal;
  private final Ears ears = Ears.onTheSpot();
  private final Fleet fleet;
  private final ExecutorService threads;

  /**
   * @param conditions between each device, by its index, and the server; any thread
   * @param journal told about each slice when it is over, in the order of time, on the controlling thread
   * @param witnesses who else looks at devices; on the threads of the groups
   * @param cores how many threads may work
   */
  public Simulation(
      Scenario scenario,
      Roster roster,
      ServerBehaviour behaviour,
      IntFunction<NetworkConditions> conditions,
      Journal journal,
      VirtualDevices.Witnesses witnesses,
      int cores) {
    this.scenario = scenario;
    this.conditions = conditions;
    this.others = witnesses;
    int groups = groups(scenario.devices(), behaviour);
    VirtualClock first = new VirtualClock(WALL_START_MILLIS);
    Corpus corpus = Corpus.builtIn();
    EmulatedServer server =
        new EmulatedServer(behaviour, first, corpus.answers(), known(scenario, corpus)).repeatable(first);
    long before = 0;
    for (int group = 0; group < groups; group++) {
      VirtualClock clock = group == 0 ? first : new VirtualClock(WALL_START_MILLIS);
      schedulers.add(new SimScheduler(clock));
      servers.add(group == 0 ? server : server.sibling(clock, before));
      if (behaviour.ota().wire() == ServerBehaviour.Wire.MQTT) {
        EmulatedGateway gateway = new EmulatedGateway(servers.getLast(), null);
        gateway.listens("virtual.invalid", 1883, 8884);
        gateways.add(gateway);
      }
      before += (scenario.devices() - group + groups - 1) / groups;
    }
    asSchedulers.addAll(schedulers);
    this.journal = new SliceJournal(groups, WALL_START_MILLIS, journal);
    this.fleet =
        new Fleet(
            scenario,
            roster,
            asSchedulers,
            new VirtualDevices(scenario, this::network, ears, new Witnesses()),
            new Outcomes());
    this.threads =
        Executors.newFixedThreadPool(
            Math.clamp(cores, 1, groups), task -> Thread.ofPlatform().name("virtual time").daemon().unstarted(task));
  }

  /** Workers that all devices share leave no independent groups. */
  private static int groups(int devices, ServerBehaviour behaviour) {
    return behaviour.workers() > 0 ? 1 : Math.clamp(Math.ceilDiv(devices, GROUP_SIZE), 1, MOST_GROUPS);
  }

  /** What the server recognises: whatever users say. */
  private static List<Clip> known(Scenario scenario, Corpus corpus) {
    List<Clip> said = scenario.population().clips();
    return said.isEmpty() ? corpus.utterances() : said;
  }

  private Network network(Member member, Scheduler scheduler) {
    int group = member.index() % servers.size();
    SimNetwork network =
        new SimNetwork(
            scheduler,
            servers.get(group),
            conditions.apply(member.index()),
            scenario.seeds().stream("network", member.index()));
    return gateways.isEmpty() ? network : network.withGateway(gateways.get(group), gateways.get(group));
  }

  /** Switches the first devices on. */
  public void start() {
    fleet.start();
  }

  /** Lets {@code nanos} pass for everybody; true when every device has left. */
  public boolean advance(long nanos) throws InterruptedException {
    List<Future<?>> running = new ArrayList<>();
    for (SimScheduler scheduler : schedulers) {
      running.add(threads.submit(() -> scheduler.runFor(nanos)));
    }
    for (Future<?> group : running) {
      try {
        group.get();
      } catch (ExecutionException e) {
        throw new IllegalStateException("virtual time stopped: " + e.getCause(), e.getCause());
      }
    }
    journal.handOn();
    return fleet.ended();
  }

  /** Ends everything; running turns are recorded as aborted, and the devices leave. */
  public void stop(String why) throws InterruptedException {
    fleet.stop(why);
    advance(1 + fleet.leavingNanos());
  }

  /** Virtual time so far. */
  public long elapsedNanos() {
    return schedulers.getFirst().clock().nowNanos();
  }

  /** The wall clock's time at the beginning, as the devices saw it. */
  public long wallStartMillis() {
    return WALL_START_MILLIS;
  }

  public int groups() {
    return schedulers.size();
  }

  /** To turn it up and down; what is asked for happens in the next slice. */
  public Load load() {
    return fleet;
  }

  public Measurements measurements() {
    return fleet.measurements();
  }

  public ErrorTally errors() {
    return fleet.errors();
  }

  public Ears.Sums ears() {
    return ears.sums();
  }

  /** What was heard of the answers that were the longest in coming, the slowest first. */
  public List<HeardTurn> slowestHeard() {
    return ears.slowest();
  }

  /** How many timers and tasks have run. */
  public long schedulerEvents() {
    return schedulers.stream().mapToLong(SimScheduler::events).sum();
  }

  /** How many events are in the log of which {@link #hash} is the number. */
  public long loggedEvents() {
    return hashes.values().stream().mapToLong(EventHash::events).sum();
  }

  /** The number of the run's event log: those of all devices together, in the order of devices. */
  public long hash() {
    long all = 0;
    for (EventHash hash : new TreeMap<>(hashes).values()) {
      all = EventHash.together(all, hash.value());
    }
    return all;
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }

  /** Keeps each device's number, and lets others look as well. */
  private final class Witnesses implements VirtualDevices.Witnesses {
    @Override
    public DeviceObserver of(Member member, Scheduler scheduler) {
      // one that boots again after a power cut goes on in its own log
      EventHash hash = hashes.computeIfAbsent(member.index(), unused -> new EventHash());
      DeviceObserver other = others.of(member, scheduler);
      return other == null ? hash : DeviceObserver.both(hash, other);
    }

    @Override
    public void made(Member member, Device device) {
      others.made(member, device);
    }
  }

  /** How turns end is part of the log. */
  private final class Outcomes implements Journal {
    @Override
    public void turn(Turn turn) {
      EventHash hash = hashes.get(turn.device());
      if (hash != null) {
        hash.note(turn.outcome() + " " + turn.utterance(), turn.at(Mark.ENDED));
      }
      journal.turn(turn);
    }

    @Override
    public void event(long wallMillis, int device, String what) {
      journal.event(wallMillis, device, what);
    }
  }
}
