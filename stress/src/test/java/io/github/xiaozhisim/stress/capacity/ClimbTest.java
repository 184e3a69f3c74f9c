package io.github.xiaozhisim.stress.capacity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.xiaozhisim.stress.arrivals.Spacing;
import io.github.xiaozhisim.stress.capacity.Answer.Limit;
import io.github.xiaozhisim.stress.capacity.Climb.Phase;
import io.github.xiaozhisim.stress.health.Look;
import io.github.xiaozhisim.stress.measure.Slice;
import io.github.xiaozhisim.stress.objective.Objective;
import io.github.xiaozhisim.stress.objective.ObjectiveText;
import java.util.List;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Climbs on servers whose knee is known. */
class ClimbTest {

  private static final long SECOND_NANOS = 1_000_000_000L;
  private static final Tempo TEMPO =
      new Tempo(0, 5 * SECOND_NANOS, 60 * SECOND_NANOS, 180 * SECOND_NANOS, 2 * SECOND_NANOS);
  private static final Unit A_MINUTE = new Unit("request a minute", "requests a minute", "个请求每分钟", 60);
  private static final Plan PLAN = new Plan(0.1, 1_000, 1 / 600.0, 0.02);

  /** What is more than they can do waits longer and longer. */
  @ParameterizedTest
  @CsvSource({"4, 0.5", "10, 0.8", "32, 2.5"})
  void shouldFindTheKneeOfAnEvenStreamWithinTwoPercent(int workers, double seconds) {
    QueueServer server = new QueueServer(workers, seconds, 1e9, Spacing.REGULAR, 1);
    Answer answer = climb(server, PLAN, "all.p95 < " + Math.round(seconds * 1000 + 400) + "ms");
    double knee = workers / seconds;
    assertThat(answer.best()).isCloseTo(knee, within(0.03 * knee));
    assertThat(answer.limit()).isEqualTo(Limit.SERVER);
    assertThat(answer.sure()).isTrue();
    assertThat(answer.blame().part().label()).isEqualTo("queue");
  }

  /** The 95th percentile of the wait for one worker under a Poisson stream is known (Erlang). */
  @Test
  void shouldFindWhereARandomStreamWaitsTooLong() {
    double waitServices = 3.5;
    double rho = 0.5;
    while (waitsLonger(waitServices, rho) < 0.05) {
      rho += 0.001;
    }
    QueueServer server = new QueueServer(1, 0.02, 1e9, Spacing.POISSON, 4);
    Answer answer = climb(server, PLAN, "queue.p95 < " + Math.round(waitServices * 20) + "ms");
    assertThat(answer.best()).isCloseTo(rho / 0.02, within(0.05 * rho / 0.02));
  }

  @Test
  void shouldFindWhereWorkBeginsToFail() {
    QueueServer server = new QueueServer(5, 1, 2, Spacing.REGULAR, 1);
    Answer answer = climb(server, PLAN, "failed < 1%");
    assertThat(answer.best()).isCloseTo(5, within(0.25));
    assertThat(answer.blame().part().label()).isEqualTo("queue");
    assertThat(answer.blame().failed()).isGreaterThan(0.01);
  }

  @Test
  void shouldAnswerTheSameForTheSameSeed() {
    Answer[] answers =
        Stream.of(7, 7, 8)
            .map(seed -> climb(new QueueServer(3, 0.3, 1e9, Spacing.POISSON, seed), PLAN, "all.p95 < 1s"))
            .toArray(Answer[]::new);
    assertThat(answers[1]).isEqualTo(answers[0]);
    assertThat(answers[2].best()).isCloseTo(answers[0].best(), within(0.15 * answers[0].best()));
  }

  @Test
  void shouldNotAskBeforeTheServerHasNothingLeftToDo() {
    QueueServer server = new QueueServer(2, 1, 1e9, Spacing.REGULAR, 1);
    Climb climb = climbOn(server, PLAN, "all.p95 < 1400ms");
    climb.start();
    Phase before = climb.phase();
    for (boolean over = false; !over; before = climb.phase()) {
      boolean idle = server.isIdle();
      over = climb.look(server.second());
      if (before == Phase.RESTING && climb.phase() == Phase.SETTLING) {
        assertThat(idle).isTrue();
      }
    }
    assertThat(climb.steps())
        .allSatisfy(
            step ->
                assertThat(step.standings().getFirst().atSeconds()).isBetween(step.fromSeconds(), step.untilSeconds()));
  }

  @Test
  void shouldNotLetWhatALevelLeftBehindBurdenTheNext() {
    QueueServer server = new QueueServer(1, 20, 1e9, Spacing.REGULAR, 1);
    Climb climb = climbOn(server, new Plan(0.02, 4, 0.01, 0.02), "failed < 50%");
    climb.start();
    Phase before = climb.phase();
    int levels = 0;
    for (boolean over = false; !over; before = climb.phase()) {
      boolean idle = server.isIdle();
      over = climb.look(server.second());
      if (before == Phase.RESTING && climb.phase() == Phase.SETTLING) {
        assertThat(idle).as("nothing is under way when a level begins").isTrue();
        levels++;
      }
    }
    assertThat(levels).isGreaterThan(3);
    assertThat(server.givenUp()).as("more came than could be served in the longest cooling down").isPositive();
    assertThat(climb.steps()).filteredOn(step -> !step.met()).as("that is what they are missed for").isNotEmpty();
  }

  @Test
  void shouldTakeALevelForMissedThatNotAllHaveReached() {
    QueueServer server = new QueueServer(4, 0.5, 1e9, Spacing.REGULAR, 1).withRoomFor(3);
    Answer answer = climb(server, PLAN, "all.p95 < 900ms");
    assertThat(answer.best()).isCloseTo(3, within(0.09));
    assertThat(answer.english()).endsWith(" not all of them could take part.");
  }

  @Test
  void shouldEndAHopelessLevelEarly() {
    QueueServer server = new QueueServer(1, 1, 1e9, Spacing.REGULAR, 1);
    Answer answer = climb(server, new Plan(0.5, 64, 0.5, 0.02), "all.max < 1500ms");
    Step hopeless = answer.steps().stream().filter(step -> !step.met()).findFirst().orElseThrow();
    assertThat(hopeless.untilSeconds() - hopeless.fromSeconds()).isLessThan(30);
  }

  @Test
  void shouldSayWhatLimitedItInOneSentence() {
    QueueServer server = new QueueServer(4, 0.5, 1e9, Spacing.REGULAR, 1);
    assertThat(climb(server, PLAN, "all.p95 < 900ms").english())
        .matches(
            "The server carries 4[78]\\d requests a minute with all.p95 < 900ms; at 4[89]\\d the queue gave way first "
                + "\\(0 ms with little to do, [\\d,]+ ms there\\)\\.");
    assertThat(climb(server, PLAN, "all.p95 < 900ms").chinese())
        .matches("在 all.p95 < 900ms 的要求下，这台服务器能承受 4[78]\\d 个请求每分钟；到 4[89]\\d 时最先撑不住的是排队（.*毫秒）。");
    assertThat(climb(server, new Plan(1, 2, 0.1, 0.02), "all.p95 < 900ms").english())
        .isEqualTo("The server carries at least 120 requests a minute with all.p95 < 900ms; more was not asked for.");
    assertThat(climb(server, new Plan(1, 2, 0.1, 0.02), "all.p95 < 100ms").english())
        .isEqualTo("The server does not even carry 6 requests a minute with all.p95 < 100ms.");
  }

  @Test
  void shouldTellTheServersLimitFromItsOwn() {
    QueueServer server = new QueueServer(4, 0.5, 1e9, Spacing.REGULAR, 1);
    Climb climb = climbOn(server, PLAN, "all.p95 < 900ms");
    climb.start();
    for (boolean over = false; !over; ) {
      Slice slice = server.second();
      climb.look(look(slice, climb.level() > 8 ? 0.9 : 0));
      over = climb.look(slice);
    }
    Answer answer = climb.answer(A_MINUTE);
    assertThat(answer.limit()).isEqualTo(Limit.GENERATOR);
    assertThat(answer.english()).contains("this machine cannot ask for").contains("not known");
  }

  @Test
  void shouldNotBelieveALevelThatWasHeldWhileItWasLateItself() {
    QueueServer server = new QueueServer(4, 0.5, 1e9, Spacing.REGULAR, 1);
    Climb climb = climbOn(server, PLAN, "all.p95 < 900ms");
    climb.start();
    for (boolean over = false; !over; ) {
      Slice slice = server.second();
      climb.look(look(slice, climb.level() > 7 && climb.level() < 8 ? 0.9 : 0));
      over = climb.look(slice);
    }
    Answer answer = climb.answer(A_MINUTE);
    assertThat(answer.limit()).isEqualTo(Limit.GENERATOR);
    assertThat(answer.english()).contains("seems to carry").contains("nothing is known for sure");
  }

  @Test
  void shouldNotBlameTheServerForWhatItWasLateWithItself() {
    QueueServer server = new QueueServer(4, 0.5, 1e9, Spacing.REGULAR, 1);
    Climb climb = climbOn(server, new Plan(1, 2, 0.1, 0.02), "all.p95 < 100ms");
    climb.start();
    for (boolean over = false; !over; ) {
      Slice slice = server.second();
      climb.look(look(slice, 0.9));
      over = climb.look(slice);
    }
    Answer answer = climb.answer(A_MINUTE);
    assertThat(answer.limit()).isEqualTo(Limit.GENERATOR);
    assertThat(answer.english())
        .startsWith("This machine was late itself with no more than 6 requests a minute, so nothing is known");
    assertThat(answer.chinese()).startsWith("仅 6 个请求每分钟时本机自己就已跟不上");
  }

  /** A second in which this share of it was stolen from the generator. */
  private static Look look(Slice slice, double stolen) {
    Histogram none = new Histogram(3);
    return new Look(
        slice.untilNanos(), slice.lengthNanos(), none, 0, none, 0.1, stolen, 0, 2, stolen, 0, 1_000, 1_000, 10, 1);
  }

  private static Answer climb(QueueServer server, Plan plan, String... objectives) {
    Climb climb = climbOn(server, plan, objectives);
    climb.start();
    int seconds = 0;
    while (!climb.look(server.second())) {
      assertThat(++seconds).isLessThan(20_000);
    }
    return climb.answer(A_MINUTE);
  }

  private static Climb climbOn(QueueServer server, Plan plan, String... texts) {
    List<Objective> objectives =
        Stream.of(texts).map(text -> ObjectiveText.parse(text, QueueServer.VOCABULARY)).toList();
    return new Climb(plan, TEMPO, server, server, objectives, QueueServer.VOCABULARY, QueueServer.PARTS);
  }

  /** P(wait > t services) of M/D/1: 1 − (1 − ρ) Σ (ρ(k − t))^k e^(−ρ(k − t)) / k!, k = 0 … ⌊t⌋. */
  private static double waitsLonger(double t, double rho) {
    double sum = 0;
    double factorial = 1;
    for (int k = 0; k <= t; k++) {
      factorial *= Math.max(1, k);
      sum += Math.pow(rho * (k - t), k) * Math.exp(-rho * (k - t)) / factorial;
    }
    return 1 - (1 - rho) * sum;
  }
}
