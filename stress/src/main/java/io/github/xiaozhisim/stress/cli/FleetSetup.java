package io.github.xiaozhisim.stress.cli;

import io.github.xiaozhisim.device.speech.Clip;
import io.github.xiaozhisim.device.virtual.Seeds;
import io.github.xiaozhisim.stress.fleet.IdentityFile;
import io.github.xiaozhisim.stress.fleet.Impairments;
import io.github.xiaozhisim.stress.fleet.Member;
import io.github.xiaozhisim.stress.fleet.Roster;
import io.github.xiaozhisim.stress.fleet.Scenario;
import io.github.xiaozhisim.stress.journal.TurnJournal;
import io.github.xiaozhisim.stress.live.Terminal;
import io.github.xiaozhisim.stress.monitor.Monitor;
import io.github.xiaozhisim.stress.monitor.SystemRoot;
import io.github.xiaozhisim.stress.operate.EmbeddedServer;
import io.github.xiaozhisim.stress.server.ServerBehaviour;
import io.github.xiaozhisim.stress.turn.TurnMeasure;
import io.github.xiaozhisim.stress.turn.TurnWork;
import io.github.xiaozhisim.transport.NettyTransport;
import io.github.xiaozhisim.transport.SystemClock;
import io.github.xiaozhisim.transport.TlsSettings;
import io.github.xiaozhisim.transport.TransportKind;
import java.io.Console;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** Turns the options of {@link FleetCommand} into a run: checks them, opens what is needed, and closes it again. */
final class FleetSetup {

  private static final long USUAL_DURATION_NANOS = 30_000_000_000L;

  private final FleetCommand options;
  private final TalkSetup talk;
  private final Map<String, String> environment;

  FleetSetup(FleetCommand options, Map<String, String> environment) throws CliFailure {
    this.options = options;
    this.talk = new TalkSetup(options.talk, environment, options.access.namesNone());
    this.environment = environment;
  }

  /** Complains about what can be seen to be wrong before anything is opened; gives what the fleet would do. */
  Scenario check() throws CliFailure {
    Scenario.Target target = target();
    int devices = devices(roster());
    checkNumbers();
    options.clock.check();
    talk.checkNumbers();
    options.line.impairments(0);
    tls();
    transportKind();
    talk.behaviour(options.builtIn);
    Scenario.Target anywhere = target == null ? new Scenario.Target.Server(URI.create("ws://built.in/")) : target;
    return scenario(anywhere, devices, talk.utterances(), options.access.token(), options.access.headers());
  }

  /** What the fleet does; with phases it begins with as many devices as the first one says. */
  private Scenario scenario(
      Scenario.Target where, int devices, List<Clip> utterances, @Nullable String token, Map<String, String> headers)
      throws CliFailure {
    Scenario scenario = talk.scenario(where, devices, durationNanos(), utterances, token, headers);
    return options.plan.begin(scenario);
  }

  /** What kind of run it is: a usual one, or one that looks for something. */
  interface Kind {
    /** How many devices there may be at once. */
    int most(int devices);

    /** What the fleet does to begin with. */
    Scenario adapt(Scenario usual);

    /** Who decides while it goes on. */
    Purpose purpose(Scenario scenario);
  }

  private final class Usual implements Kind {
    @Override
    public int most(int devices) {
      return devices;
    }

    @Override
    public Scenario adapt(Scenario usual) {
      return usual;
    }

    @Override
    public Purpose purpose(Scenario scenario) {
      ObjectiveOptions goals = options.objectives;
      return new Goals(goals.objectives, scenario, options.plan.phases, !goals.keepGoing);
    }
  }

  /** Runs the fleet; gives the exit code. */
  int run(List<String> command) throws CliFailure {
    return run(command, new Usual());
  }

  /** The same for another kind of run. */
  int run(List<String> command, Kind kindOfRun) throws CliFailure {
    Scenario.@Nullable Target target = target();
    Roster roster = roster();
    int devices = kindOfRun.most(devices(roster));
    checkNumbers();
    talk.checkNumbers();
    Impairments impairments = options.line.impairments(0);
    Map<String, String> headers = options.access.headers();
    String token = options.access.token();
    List<Clip> utterances = talk.utterances();
    TlsSettings tls = tls();
    TransportKind kind = transportKind();
    ServerBehaviour behaviour = talk.behaviour(options.builtIn);
    boolean mqtt = behaviour.ota().wire() == ServerBehaviour.Wire.MQTT;
    complain(Preflight.descriptors(devices, loops(target), target == null, mqtt, ProcessFigures.openFileLimit()));
    SourceAddresses sources = sources(devices, target);
    Scenario planned = check(); // which takes its time where there are very many
    int most = most(devices, roster, sources, target, mqtt);
    Terminal terminal = Terminal.standard(System.out, environment);
    if (options.top && !terminal.interactive()) {
      throw CliFailure.usage("--top needs a terminal to fill; leave it out for a line every five seconds");
    }
    if (devices >= WarmUp.MANY_DEVICES) {
      double talking = 1 - (double) planned.population().cast(devices).silent() / devices;
      @Nullable URI where = target == null ? null : target.uri();
      MachineAdvice.prepare(
          terminal, MachineAdvice.demand(devices, talking, where, mqtt, Math.max(1, sources.all().size())));
    }
    if (target != null) {
      askBefore(target.uri(), devices, utterances.getFirst().frameMillis());
    }
    ClockOptions.Known clock = options.clock.find(SystemClock.INSTANCE);
    try (NettyTransport transport = open(kind, tls, sources, loops(target));
        EmbeddedServer embedded = target == null ? EmbeddedServer.start(kind, behaviour) : null;
        Monitor monitor = options.watch.open(SystemRoot.THIS_MACHINE, options.access.server);
        TurnJournal report = TurnJournal.create(talk.reportFolder(transport.scheduler(0).clock().wallMillis()))) {
      Scenario.Target where = target != null ? target : builtIn(embedded);
      Scenario scenario = kindOfRun.adapt(scenario(where, devices, utterances, token, headers));
      FleetRun run =
          new FleetRun(
              new FleetRun.Part(scenario, roster, most, impairments, options.earsBudget),
              transport,
              report,
              new FleetRun.Shown(terminal, new Views(options.livePort, options.top), command, embedded != null),
              new FleetRun.Judged(
                  kindOfRun.purpose(scenario),
                  new Stepping(options.plan.phases, TurnWork.VOCABULARY, TurnMeasure.FIRST_SOUND),
                  WarmUp.of(options.warmUpNanos, scenario),
                  options.acceptDegraded,
                  monitor,
                  clock.offsetMillis()));
      terminal.print(clock.sentence());
      return run.execute();
    } catch (IOException e) {
      throw CliFailure.usage(String.valueOf(e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CliFailure(ExitCodes.INTERRUPTED, "interrupted");
    }
  }

  private long durationNanos() {
    if (options.durationNanos != null) {
      return options.durationNanos;
    }
    if (options.plan.durationNanos() > 0) {
      return options.plan.durationNanos();
    }
    return options.talk.turns == null ? USUAL_DURATION_NANOS : 0;
  }

  /** Devices of the other dialect do not ask where to go. */
  private Scenario.Target builtIn(@Nullable EmbeddedServer embedded) {
    if (embedded == null) {
      throw new IllegalStateException("neither a server nor an embedded one");
    }
    return talk.spelling().toyai()
        ? new Scenario.Target.Server(embedded.webSocket())
        : new Scenario.Target.Ota(embedded.ota());
  }

  private Scenario.@Nullable Target target() throws CliFailure {
    AccessOptions access = options.access;
    access.check();
    if (access.server != null) {
      return new Scenario.Target.Server(access.server);
    }
    if (access.ota != null) {
      return new Scenario.Target.Ota(access.ota);
    }
    return null;
  }

  private Roster roster() throws CliFailure {
    try {
      if (options.identities != null) {
        List<Member> members = IdentityFile.read(options.identities);
        return Roster.listed(members);
      }
      return Roster.invented(new Seeds(options.talk.seed), options.talk.macPrefix);
    } catch (IdentityFile.IdentityFileException | IllegalArgumentException e) {
      throw CliFailure.usage(String.valueOf(e.getMessage()));
    }
  }

  private int devices(Roster roster) throws CliFailure {
    int usual = options.identities != null ? (int) roster.capacity() : TalkSetup.USUAL_DEVICES;
    int devices = talk.devices(options.plan.devices(usual));
    options.plan.check(devices, options.talk.people.arrivals != null);
    if (devices > roster.capacity()) {
      throw CliFailure.usage(
          options.identities != null
              ? options.identities + " holds " + roster.capacity() + " identities, too few for --devices " + devices
                  + "; add lines or take fewer devices"
              : "--mac-prefix " + options.talk.macPrefix + " leaves room for " + roster.capacity()
                  + " devices only; shorten it or take fewer devices");
    }
    return devices;
  }

  private void checkNumbers() throws CliFailure {
    if (options.durationNanos != null && options.durationNanos <= 0) {
      throw CliFailure.usage("--duration 0 leaves no time to talk; leave it out for 30 s, or limit the run by --turns");
    }
    if (options.warmUpNanos != null && durationNanos() > 0 && options.warmUpNanos >= durationNanos()) {
      throw CliFailure.usage("--warm-up leaves nothing to measure; take less than --duration, or a longer --duration");
    }
    if (options.livePort != null && (options.livePort < 0 || options.livePort > 65_535)) {
      throw CliFailure.usage(
          "--live " + options.livePort + " is no port; 1 to 65535 are, or none for any that is free");
    }
    if (options.loops < 0 || options.loops > 256) {
      throw CliFailure.usage("--loops " + options.loops + " makes no sense; 1 to the number of processors does");
    }
  }

  private TlsSettings tls() throws CliFailure {
    return options.access.tls().withResumption(options.tlsResumption);
  }

  private TransportKind transportKind() throws CliFailure {
    try {
      return TransportKind.valueOf(options.transport.toUpperCase(Locale.ROOT).replace('-', '_'));
    } catch (IllegalArgumentException e) {
      throw CliFailure.usage(
          "--transport " + options.transport + " does not exist; there are auto, epoll, io_uring and nio");
    }
  }

  /** As many as there are processors; half of that where the server needs the others. */
  private int loops(Scenario.@Nullable Target target) {
    if (options.loops > 0) {
      return options.loops;
    }
    int processors = Runtime.getRuntime().availableProcessors();
    boolean alone = target != null && !Preflight.isThisMachine(target.uri().getHost());
    return alone ? processors : Math.max(1, processors / 2);
  }

  private NettyTransport open(TransportKind kind, TlsSettings tls, SourceAddresses sources, int loops)
      throws CliFailure {
    try {
      return NettyTransport.open(kind, loops, tls, sources.all());
    } catch (IllegalArgumentException e) {
      throw CliFailure.usage(String.valueOf(e.getMessage()));
    }
  }

  /** Those given, else as many as there are ports needed where the server is on this machine. */
  private SourceAddresses sources(int devices, Scenario.@Nullable Target target) throws CliFailure {
    List<InetAddress> servers = servers(target);
    complain(Preflight.sources(options.source, servers));
    OptionalInt range = ProcessFigures.portRange();
    SourceAddresses sources = options.source;
    int wanted = Preflight.loopbackSources(devices, range);
    if (sources.all().isEmpty() && Preflight.isLoopback4(servers) && wanted > 1) {
      SourceAddresses several = SourceAddresses.loopback(wanted);
      sources = several.foreign() == null ? several : sources; // systems but Linux have one
    }
    complain(Preflight.ports(devices, Preflight.pairs(sources, servers), range));
    return sources;
  }

  /** How many devices there can be at most, if more are added while it runs. */
  private int most(
      int devices, Roster roster, SourceAddresses sources, Scenario.@Nullable Target target, boolean mqtt)
      throws CliFailure {
    int pairs = Preflight.pairs(sources, servers(target));
    return Preflight.most(
        devices,
        roster.capacity(),
        more ->
            Preflight.descriptors(more, loops(target), target == null, mqtt, ProcessFigures.openFileLimit()) == null
                && Preflight.ports(more, pairs, ProcessFigures.portRange()) == null);
  }

  private static List<InetAddress> servers(Scenario.@Nullable Target target) throws CliFailure {
    return target == null ? List.of(InetAddress.ofLiteral("127.0.0.1")) : Preflight.addresses(target.uri().getHost());
  }

  private void askBefore(URI target, int devices, int frameMillis) throws CliFailure {
    String what = Preflight.foreign(target, devices, frameMillis);
    if (what == null || options.yes) {
      return;
    }
    Console console = System.console();
    if (console == null || !console.isTerminal()) {
      throw CliFailure.usage(what + " Say --yes if that is what you want, and if you may.");
    }
    String answer = console.readLine("%s Go on? [y/N] ", what);
    if (answer == null || !answer.strip().toLowerCase(Locale.ROOT).startsWith("y")) {
      throw CliFailure.usage("nothing was sent");
    }
  }

  private static void complain(@Nullable String sentence) throws CliFailure {
    if (sentence != null) {
      throw CliFailure.usage(sentence);
    }
  }
}
