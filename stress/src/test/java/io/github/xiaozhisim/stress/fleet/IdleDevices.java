package io.github.xiaozhisim.stress.fleet;

import io.github.xiaozhisim.device.speech.Clip;
import io.github.xiaozhisim.device.speech.Corpus;
import io.github.xiaozhisim.device.virtual.Seeds;
import io.github.xiaozhisim.stress.measure.Measurements;
import io.github.xiaozhisim.stress.turn.Journal;
import io.github.xiaozhisim.stress.turn.Turn;
import io.github.xiaozhisim.stress.turn.TurnCount;
import io.github.xiaozhisim.transport.EventLoopScheduler;
import io.github.xiaozhisim.transport.NettyTransport;
import io.github.xiaozhisim.transport.TlsSettings;
import io.github.xiaozhisim.transport.TransportKind;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.management.ObjectName;

/**
 * What an idle, connected device costs, as a program of its own so that nothing but devices is in its memory. Connects
 * three fleets that differ only in size: the first warms up, and what the large one costs more than the small one is
 * what its additional devices cost. Prints live bytes per device by class, the largest first. {@link FootprintTest} has
 * a server for it and runs it.
 *
 * <pre>java … io.github.xiaozhisim.stress.fleet.IdleDevices ws://HOST:PORT/ DEVICES [TURNS]</pre>
 *
 * <p>With one turn each device has talked once before it is measured.
 */
final class IdleDevices {

  private static final long SECOND_NANOS = 1_000_000_000L;
  private static final long HOUR_NANOS = 3_600 * SECOND_NANOS;
  private static final int FEW = 200;
  /** Its end and the end of its grace. */
  private static final int TIMERS_OF_A_RUN = 2;
  private static final long POLL_MILLIS = 50;
  private static final int MOST_POLLS = 600;
  private static final long CLOSING_MILLIS = 10_000;
  /** What the collector puts into holes between objects. */
  private static final String FILLER = "FillerElement";
  private static final Corpus CORPUS = Corpus.builtIn();

  private static final Clip SHORTEST =
      CORPUS.utterances().stream().min(Comparator.comparingInt(Clip::durationMillis)).orElseThrow();

  private IdleDevices() {}

  /** Prints one line per class and, last, {@code heap BYTES} and {@code rss BYTES}, all per device. */
  public static void main(String[] arguments) throws Exception {
    URI server = URI.create(arguments[0]);
    int devices = Integer.parseInt(arguments[1]);
    int turns = arguments.length < 3 ? 0 : Integer.parseInt(arguments[2]);
    try (NettyTransport transport = NettyTransport.open(TransportKind.AUTO, 1, TlsSettings.verified())) {
      List<Fleet> fleets = new ArrayList<>();
      List<Memory> memory = new ArrayList<>();
      for (int size : new int[] {FEW, FEW, FEW + devices}) {
        fleets.add(connect(server, transport, size, turns, fleets.size()));
        memory.add(Memory.now());
      }
      print(memory.get(0), memory.get(1), memory.get(2), devices);
      for (Fleet fleet : fleets) {
        fleet.stop("measured");
        fleet.awaitEnd(CLOSING_MILLIS);
      }
    }
  }

  /** Returns when every device has its channel and nothing is under way any more, not even a sound. */
  private static Fleet connect(URI server, NettyTransport transport, int devices, int turns, long seed)
      throws Exception {
    Scenario scenario = scenario(server, devices, turns, seed);
    Fleet fleet =
        new Fleet(
            scenario,
            Roster.invented(scenario.seeds(), "02:00:00"),
            List.of(transport.scheduler(0)),
            new VirtualDevices(scenario, (member, loop) -> transport.networkFor(loop), Ears.onTheSpot()),
            new Silent());
    fleet.start();
    for (int polls = 0; !isAtRest(fleet, transport, devices, turns, (seed + 1) * TIMERS_OF_A_RUN); polls++) {
      if (fleet.awaitEnd(POLL_MILLIS) || polls == MOST_POLLS) {
        throw new IllegalStateException("the devices did not stay, or did not come to rest: " + fleet.errors().list());
      }
    }
    return fleet;
  }

  private static boolean isAtRest(Fleet fleet, NettyTransport transport, int devices, int turns, long timersOfRuns)
      throws Exception {
    Measurements measurements = fleet.measurements();
    measurements.collect(0);
    return measurements.count(TurnCount.CHANNELS_OPENED) >= devices
        && measurements.count(TurnCount.TURNS_FINISHED) >= (long) devices * turns
        && armedTimers(transport) <= timersOfRuns;
  }

  private static int armedTimers(NettyTransport transport) throws Exception {
    CompletableFuture<Integer> armed = new CompletableFuture<>();
    EventLoopScheduler loop = transport.scheduler(0);
    loop.execute(() -> armed.complete(loop.armedTimers()));
    return armed.get(CLOSING_MILLIS, TimeUnit.MILLISECONDS);
  }

  private static Scenario scenario(URI server, int devices, int turns, long seed) {
    Scenario.Target target =
        server.getScheme().startsWith("http") ? new Scenario.Target.Ota(server) : new Scenario.Target.Server(server);
    Persona idle = Persona.chatting(List.of(SHORTEST), new Span(0, 0)).beingSilent();
    return Scenario.of(target, devices, Population.of(idle))
        .withExtent(Extent.lasting(HOUR_NANOS))
        .withRampUp(new RampUp(devices, devices * SECOND_NANOS / 2_000))
        .withWaves(Collections.nCopies(turns, Wave.speak(1, SECOND_NANOS)))
        .withSeeds(new Seeds(seed));
  }

  private static void print(Memory first, Memory few, Memory many, int devices) {
    Map<String, Double> each = new TreeMap<>();
    for (String name : many.objects.keySet()) {
      Objects grown = many.grownSince(few, name).minus(few.grownSince(first, name));
      if (grown.count() > devices / 2) { // else they are the run's: histograms, for instance
        each.put(name, (double) grown.bytes() / devices);
      }
    }
    each.entrySet().stream()
        .sorted(Map.Entry.<String, Double>comparingByValue(Comparator.reverseOrder()))
        .forEach(line -> System.out.printf(Locale.ROOT, "%8.1f  %s%n", line.getValue(), line.getKey()));
    double heap = each.values().stream().mapToDouble(Double::doubleValue).sum();
    System.out.printf(Locale.ROOT, "heap %.0f%n", heap);
    System.out.printf(Locale.ROOT, "rss %.0f%n", (double) (many.rssBytes - few.rssBytes) / (FEW + devices));
  }

  /** What the process holds after a full collection. */
  private record Memory(Map<String, Objects> objects, long rssBytes) {

    static Memory now() throws Exception {
      String histogram =
          (String)
              ManagementFactory.getPlatformMBeanServer()
                  .invoke(
                      new ObjectName("com.sun.management:type=DiagnosticCommand"),
                      "gcClassHistogram",
                      new Object[] {new String[0]},
                      new String[] {String[].class.getName()});
      Map<String, Objects> objects = new TreeMap<>();
      for (String line : histogram.lines().toList()) {
        String[] words = line.strip().split("\\s+");
        if (words[0].matches("\\d+:") && !words[3].contains(FILLER)) {
          objects.merge(
              withoutNumbers(words[3]), new Objects(Long.parseLong(words[1]), Long.parseLong(words[2])), Objects::plus);
        }
      }
      return new Memory(objects, rss());
    }

    /** Hidden classes are numbered as they come. */
    private static String withoutNumbers(String name) {
      return name.replaceFirst("/0x.*", "");
    }

    private static long rss() throws Exception {
      Path status = Path.of("/proc/self/status");
      return Files.exists(status)
          ? Files.readAllLines(status).stream()
              .filter(line -> line.startsWith("VmRSS:"))
              .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
              .sum()
          : 0;
    }

    Objects grownSince(Memory earlier, String name) {
      return objects.getOrDefault(name, Objects.NONE).minus(earlier.objects.getOrDefault(name, Objects.NONE));
    }
  }

  /** Live objects of one class. */
  private record Objects(long count, long bytes) {
    static final Objects NONE = new Objects(0, 0);

    Objects plus(Objects other) {
      return new Objects(count + other.count, bytes + other.bytes);
    }

    Objects minus(Objects other) {
      return new Objects(count - other.count, bytes - other.bytes);
    }
  }

  private static final class Silent implements Journal {
    @Override
    public void turn(Turn turn) {}

    @Override
    public void event(long wallMillis, int device, String what) {}
  }
}
