package io.github.xiaozhisim.stress.capacity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.xiaozhisim.stress.capacity.Search.Move;
import io.github.xiaozhisim.stress.capacity.Search.Purpose;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SearchTest {

  private static final Plan DEVICES = new Plan(10, 20_000, 1, 0.02);

  private final List<Move.Try> asked = new ArrayList<>();

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 10, 11, 39, 40, 41, 100, 417, 1_000, 5_555, 19_999})
  void shouldFindAnyKnee(int knee) {
    Move.Done done = search(DEVICES, move -> move.level() <= knee);
    assertThat(done.sure()).isTrue();
    assertThat(done.best()).isLessThanOrEqualTo(knee).isGreaterThanOrEqualTo(Math.floor(knee / 1.03));
    assertThat(done.missed()).isGreaterThan(knee);
    assertThat(asked).hasSizeLessThan(25);
  }

  @Test
  void shouldGrowThenNarrowThenConfirmThenDoubt() {
    search(new Plan(10, 1_000, 1, 0.1), move -> move.level() <= 60);
    assertThat(asked)
        .containsExactly(
            new Move.Try(10, Purpose.GROW),
            new Move.Try(20, Purpose.GROW),
            new Move.Try(40, Purpose.GROW),
            new Move.Try(80, Purpose.GROW),
            new Move.Try(57, Purpose.NARROW),
            new Move.Try(68, Purpose.NARROW),
            new Move.Try(62, Purpose.NARROW),
            new Move.Try(57, Purpose.CONFIRM),
            new Move.Try(62, Purpose.DOUBT));
  }

  @Test
  void shouldSayThatTheKneeWasNotReached() {
    Move.Done done = search(new Plan(10, 300, 1, 0.02), move -> true);
    assertThat(done).isEqualTo(new Move.Done(300, Double.POSITIVE_INFINITY, true));
    assertThat(asked.getLast()).isEqualTo(new Move.Try(300, Purpose.CONFIRM));
  }

  @Test
  void shouldSayThatNothingIsMet() {
    assertThat(search(DEVICES, move -> false)).isEqualTo(new Move.Done(0, 1, true));
    assertThat(asked).extracting(Move.Try::level).containsExactly(10.0, 5.0, 2.0, 1.0);
  }

  @Test
  void shouldLookForRatesAsFinelyAsForDevices() {
    Plan perSecond = new Plan(1, 1_000, 1 / 600.0, 0.02);
    Move.Done done = search(perSecond, move -> move.level() <= 3.71);
    assertThat(done.best()).isCloseTo(3.71, within(0.03 * 3.71));
    double smallest = search(perSecond, move -> move.level() <= 0.0123).best();
    assertThat(smallest).isBetween(0.0099, 0.0123);
  }

  @Test
  void shouldGoBackWhereTheBestDoesNotLast() {
    Move.Done done = search(DEVICES, move -> move.level() <= (move.isLong() ? 400 : 440));
    assertThat(done.sure()).isTrue();
    assertThat(done.best()).isBetween(390.0, 400.0);
  }

  @Test
  void shouldGoOnWhereAMissWasAnAccident() {
    List<Double> accidents = new ArrayList<>(List.of(160.0, 320.0));
    Move.Done done = search(DEVICES, move -> move.level() <= 400 && !accidents.remove((Double) move.level()));
    assertThat(done.best()).isBetween(388.0, 400.0);
  }

  /** The nearer to the knee the likelier a wrong answer: one of two at the knee, one of fifty at a tenth from it. */
  @Test
  void shouldComeNearTheKneeInNoiseToo() {
    int seeds = 300;
    double[] found =
        DoubleStream.iterate(0, seed -> seed + 1)
            .limit(seeds)
            .map(
                seed -> {
                  SplittableRandom random = new SplittableRandom((long) seed);
                  return search(
                          DEVICES,
                          move -> {
                            double distance = Math.log(move.level() / 400) / (move.isLong() ? 0.025 : 0.05);
                            return random.nextDouble() > 1 / (1 + Math.exp(-2 * distance));
                          })
                      .best();
                })
            .sorted()
            .toArray();
    assertThat(found[seeds / 2]).isCloseTo(400, within(12.0));
    assertThat(found[seeds / 20]).isGreaterThan(370);
    assertThat(found[seeds * 19 / 20]).isLessThan(430);
  }

  @Test
  void shouldEndWhateverTheAnswers() {
    for (int seed = 0; seed < 200; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      asked.clear();
      search(DEVICES, move -> random.nextBoolean());
      assertThat(asked).hasSizeLessThanOrEqualTo(Search.MOST_TRIALS);
    }
  }

  @Test
  void shouldAskTheSameAfterTheSameAnswers() {
    search(DEVICES, move -> move.level() <= 123);
    List<Move.Try> first = List.copyOf(asked);
    asked.clear();
    search(DEVICES, move -> move.level() <= 123);
    assertThat(asked).isEqualTo(first);
  }

  private Move.Done search(Plan plan, Predicate<Move.Try> met) {
    Search search = new Search(plan);
    while (search.next() instanceof Move.Try move) {
      asked.add(move);
      search = search.after(move, met.test(move));
    }
    return (Move.Done) search.next();
  }
}
