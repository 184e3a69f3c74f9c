package io.github.xiaozhisim.stress.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.github.xiaozhisim.device.speech.Clip;
import io.github.xiaozhisim.device.speech.Corpus;
import io.github.xiaozhisim.device.virtual.Seeds;
import io.github.xiaozhisim.device.virtual.SimNetwork;
import io.github.xiaozhisim.device.virtual.SimScheduler;
import io.github.xiaozhisim.stress.arrivals.Constant;
import io.github.xiaozhisim.stress.arrivals.Schedule;
import io.github.xiaozhisim.stress.arrivals.Spacing;
import io.github.xiaozhisim.stress.measure.Stats;
import io.github.xiaozhisim.stress.server.EmulatedServer;
import io.github.xiaozhisim.stress.server.Latency;
import io.github.xiaozhisim.stress.server.ServerBehaviour;
import io.github.xiaozhisim.stress.server.Stall;
import io.github.xiaozhisim.stress.turn.Journal;
import io.github.xiaozhisim.stress.turn.Mark;
import io.github.xiaozhisim.stress.turn.Turn;
import io.github.xiaozhisim.stress.turn.TurnMeasure;
import io.github.xiaozhisim.stress.turn.TurnOutcome;
import java.net.URI;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A server that stands still for five seconds while conversations go on coming: what people waited is known from
 * queueing, and a tester that asks again only when it has been answered does not see it.
 *
 * <p>Conversations come every 1/r seconds and are served first come, first served; each keeps one of D devices for the
 * same time B. So the k-th begins when it comes or when the (k - D)-th has ended, and waits w(k) = max(0, w(k - D) -
 * d), with d = D/r - B, which is what each device gains on the schedule every time. A stall of length L makes the D
 * conversations end late that are under way in it; the next D wait L - d, those after them L - 2 d, and so on. Of N
 * conversations, then, the share 1 - p waits at least L - d (1 + floor((1 - p) N / D)).
 *
 * <p>The first sound comes f after the beginning, and so much after the wait; of those that were waiting for it when
 * the stall began, r f in number, it comes L later still.
 */
class StalledServerTest {

  private static final double STALL_SECONDS = 5;
  private static final int DEVICES = 60;
  private static final double LOAD = 0.9;
  private static final int CONVERSATIONS = 2_800;
  private static final long SECOND = 1_000_000_000L;

  private final List<Turn> turns = new ArrayList<>();
  private double perSecond;
  private double heldSeconds;
  private Fleet fleet;

  /** One device alone tells how long a conversation keeps it. */
  @BeforeEach
  void stall() {
    run(1, 0.05, 3, List.of());
    heldSeconds = (turns.getLast().at(Mark.ENDED) - turns.getLast().at(Mark.ACTUAL_START)) / 1e9 + 0.05;
    turns.clear();
    perSecond = LOAD * DEVICES / heldSeconds;
    run(DEVICES, perSecond, CONVERSATIONS, List.of(new Stall(20 * SECOND, Math.round(STALL_SECONDS * SECOND))));
  }

  private void run(int devices, double rate, int conversations, List<Stall> stalls) {
    SimScheduler scheduler = new SimScheduler();
    Clip answer = Corpus.builtIn().answers().stream().min(Comparator.comparingInt(Clip::durationMillis)).orElseThrow();
    ServerBehaviour behaviour =
        ServerBehaviour.defaults().withLatencies(Latency.fixed(200), Latency.fixed(400), Latency.fixed(150));
    EmulatedServer server =
        new EmulatedServer(
            behaviour.withStages(behaviour.stages().withStalls(stalls)),
            scheduler.clock(),
            List.of(answer),
            Corpus.builtIn().utterances());
    Persona typing =
        Persona.chatting(Corpus.builtIn().utterances(), new Span(0, 0)).withWords(new Words.Typed(List.of("hello")));
    Schedule schedule = Schedule.of(new Constant(rate), Spacing.REGULAR, 1);
    Scenario scenario =
        Scenario.of(new Scenario.Target.Server(URI.create("ws://127.0.0.1:8000/")), devices, Population.of(typing))
            .withRampUp(new RampUp(devices, 0))
            .withOpen(new OpenModel(schedule, Spacing.REGULAR, OpenModel.USUAL_QUEUE))
            .withExtent(new Extent(Math.round(conversations / rate * SECOND) - 1, 0, 30 * SECOND));
    SimNetwork network = new SimNetwork(scheduler, server, 1_000_000);
    fleet =
        new Fleet(
            scenario,
            Roster.invented(new Seeds(1), "02:00:00"),
            List.of(scheduler),
            new VirtualDevices(scenario, (member, loop) -> network, Ears.onTheSpot()),
            new Book());
    fleet.start();
    scheduler.runForMillis(Math.round(conversations / rate * 1_000) + 30_000);
    fleet.measurements().collect(0);
  }

  private final class Book implements Journal {
    @Override
    public void turn(Turn turn) {
      turns.add(turn);
    }

    @Override
    public void event(long wallMillis, int device, String what) {}
  }

  /**
   * What the share of so many conversations waits, in milliseconds, {@code others} set aside who have waited longer.
   */
  private double waitMillis(double share, double others) {
    double gainSeconds = DEVICES / perSecond - heldSeconds;
    double ahead = Math.floor((share * turns.size() - others) / DEVICES);
    return 1_000 * Math.max(0, STALL_SECONDS - gainSeconds * (1 + ahead));
  }

  private Stats stats(TurnMeasure measure) {
    return fleet.measurements().stats(measure);
  }

  @Test
  void shouldReportWhatPeopleWaited() {
    assertThat(turns).hasSizeBetween(CONVERSATIONS - 1, CONVERSATIONS);
    assertThat(turns).allMatch(turn -> turn.outcome() == TurnOutcome.ANSWERED);
    Stats wait = stats(TurnMeasure.WAIT);
    assertThat(wait.p90()).isCloseTo(waitMillis(0.10, 0), withinPercentage(2)).isGreaterThan(3_000);
    assertThat(wait.p95()).isCloseTo(waitMillis(0.05, 0), withinPercentage(2)).isGreaterThan(4_000);
    assertThat(wait.p99()).isCloseTo(waitMillis(0.01, 0), withinPercentage(2)).isGreaterThan(4_600);

    double usualMillis = turns.getFirst().nanos(TurnMeasure.FIRST_SOUND) / 1e6;
    double others = perSecond * usualMillis / 1_000;
    Stats first = stats(TurnMeasure.FIRST_SOUND);
    assertThat(first.p50()).isCloseTo(usualMillis, withinPercentage(2));
    assertThat(first.p90()).isCloseTo(usualMillis + waitMillis(0.10, others), withinPercentage(2));
    assertThat(first.p95()).isCloseTo(usualMillis + waitMillis(0.05, others), withinPercentage(2));
    assertThat(first.p99()).isCloseTo(usualMillis + waitMillis(0.01, others), withinPercentage(2));
  }

  @Test
  void shouldShowBesideItWhatOthersWouldHaveReported() {
    double usualMillis = turns.getFirst().nanos(TurnMeasure.FIRST_SOUND) / 1e6;
    Stats naive = stats(TurnMeasure.FIRST_SOUND_NAIVE);
    assertThat(naive.p99()).as("as if nothing had happened").isCloseTo(usualMillis, withinPercentage(2));
    assertThat(stats(TurnMeasure.FIRST_SOUND).p99()).isGreaterThan(9 * naive.p99());
  }
}
