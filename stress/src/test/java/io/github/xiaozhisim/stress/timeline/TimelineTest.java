package io.github.xiaozhisim.stress.timeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.xiaozhisim.stress.measure.Slice;
import io.github.xiaozhisim.stress.measure.Stats;
import io.github.xiaozhisim.stress.timeline.Requests.End;
import io.github.xiaozhisim.stress.timeline.Requests.Tally;
import io.github.xiaozhisim.stress.timeline.Requests.Wait;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TimelineTest {

  private final Requests requests = new Requests();
  private final Timeline timeline = new Timeline(Requests.VOCABULARY, 8);

  @Test
  void shouldHoldEachSecondAsLongAsThereIsRoom() {
    for (int i = 1; i <= 7; i++) {
      timeline.add(requests.answered(i).second(), null);
    }
    List<Interval> seconds = timeline.snapshot().intervals();
    assertThat(seconds).hasSize(7);
    assertThat(seconds).extracting(Interval::untilSeconds).containsExactly(1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0);
    assertThat(seconds).extracting(second -> second.stats(Wait.FIRST_TOKEN).p50()).startsWith(1.0, 2.0);
    assertThat(seconds).extracting(second -> second.outcomes().get(End.DONE.ordinal()).mean()).containsOnly(1.0);
  }

  @Test
  void shouldPutNeighboursTogetherWhenItIsFullAndGoOnCoarser() {
    for (int i = 1; i <= 8; i++) {
      timeline.add(requests.answered(i).second(), null);
    }
    assertThat(timeline.snapshot().intervals()).extracting(Interval::untilSeconds).containsExactly(2.0, 4.0, 6.0, 8.0);
    timeline.add(requests.answered(9).second(), null);
    timeline.add(requests.answered(10).second(), null);
    timeline.add(requests.answered(11).second(), null);
    assertThat(timeline.snapshot().intervals())
        .extracting(Interval::untilSeconds)
        .containsExactly(2.0, 4.0, 6.0, 8.0, 10.0, 11.0);
  }

  @Test
  void shouldNeverHaveMorePointsThanItsCapacityHoweverLongItTakes() {
    for (int i = 1; i <= 10_000; i++) {
      timeline.add(requests.answered(i % 7 + 1).second(), null);
      assertThat(timeline.snapshot().intervals().size()).isLessThanOrEqualTo(8);
    }
    assertThat(timeline.snapshot().intervals()).extracting(point -> point.slice().outcome(End.DONE)).satisfies(
        ended -> assertThat(ended.stream().mapToLong(Long::longValue).sum()).isEqualTo(10_000));
  }

  @Test
  void shouldLoseNoDurationByPuttingTogether() {
    Random random = new Random(5);
    for (int i = 0; i < 1_000; i++) {
      for (int k = random.nextInt(5); k > 0; k--) {
        requests.answered(Math.exp(random.nextGaussian() + 6));
      }
      timeline.add(requests.second(), null);
    }
    org.HdrHistogram.Histogram sum = new org.HdrHistogram.Histogram(3);
    timeline.snapshot().intervals().forEach(point -> point.slice().durations(Wait.FIRST_TOKEN).addTo(sum));
    assertThat(sum).isEqualTo(timeline.snapshot().total(Wait.FIRST_TOKEN));
    assertThat(Stats.of(sum)).isEqualTo(timeline.stats(Wait.FIRST_TOKEN));
  }

  @Test
  void shouldKeepTheWorstSecondOfALongStretch() {
    for (int i = 1; i <= 16; i++) {
      requests.recorder().add(Tally.HICCUPS, i == 5 ? 9 : 0);
      timeline.add(requests.second(), requests.reading(i == 6 ? 900 : 100));
    }
    Interval second = timeline.snapshot().intervals().get(1);
    assertThat(second.untilSeconds()).isEqualTo(8);
    assertThat(second.counts().get(Tally.HICCUPS.ordinal())).isEqualTo(new Range(0, 2.25, 9));
    assertThat(second.slice().count(Tally.HICCUPS)).isEqualTo(9);
    assertThat(second.gauges().get(Requests.MEMORY)).isEqualTo(new Range(100, 300, 900));
  }

  @Test
  void shouldWeighByTimeWhatWasNotAskedAtEvenIntervals() {
    Range two = Range.of(10).and(Range.of(40), 2.0 / 3);
    assertThat(two.mean()).isCloseTo(20, within(1e-9));
  }

  @Test
  void shouldTakeLevelsAndStatesAsTheyAreAndSumsAsRates() {
    requests.recorder().add(Tally.OPEN, 3);
    requests.recorder().enter(1);
    timeline.add(requests.second(), null);
    requests.recorder().add(Tally.OPEN, -1);
    timeline.add(requests.second(), null);
    Interval last = timeline.snapshot().intervals().getLast();
    assertThat(last.counts().get(Tally.OPEN.ordinal())).isEqualTo(Range.of(2));
    assertThat(last.states().get(1)).isEqualTo(Range.of(1));
  }

  @Test
  void shouldNotChangeWhatItHasGivenAway() {
    timeline.add(requests.answered(1).second(), null);
    Timeline.Snapshot before = timeline.snapshot();
    timeline.add(requests.answered(2).second(), null);
    assertThat(before.intervals()).hasSize(1);
    assertThat(before.total(Wait.FIRST_TOKEN).getTotalCount()).isEqualTo(1);
  }

  @Test
  void shouldKeepTheWorstSecondOfAPercentile() {
    double[] waits = {100, 110, 105, 2_000, 95, 100, 100, 100};
    for (double wait : waits) {
      for (int i = 0; i < 9; i++) {
        requests.answered(wait + i);
      }
      timeline.add(requests.second(), null);
      timeline.add(requests.second(), null); // in which nothing ended
    }
    Interval first = timeline.snapshot().intervals().getFirst();
    assertThat(first.untilSeconds()).isEqualTo(4);
    Interval second = timeline.snapshot().intervals().get(1);
    assertThat(second.extremes(Wait.FIRST_TOKEN).low().p50()).isCloseTo(109, within(0.2));
    assertThat(second.extremes(Wait.FIRST_TOKEN).high().p50()).isCloseTo(2_004, within(2.0));
    assertThat(second.extremes(Wait.FIRST_TOKEN).high().p95()).isCloseTo(2_008, within(2.0));
    assertThat(second.stats(Wait.FIRST_TOKEN).p50()).as("of all of them together").isBetween(109.0, 2_004.0);
  }

  @Test
  void shouldTakeLittleMemoryAndStillKnowTheWholeExactly() {
    Timeline little = Timeline.ofLittleMemory(Requests.VOCABULARY, 8);
    Random random = new Random(5);
    for (int i = 0; i < 100; i++) {
      for (int k = 0; k < 200; k++) {
        requests.answered(Math.exp(random.nextGaussian() + 6));
      }
      Slice second = requests.second();
      little.add(second, null);
      timeline.add(second, null);
    }
    assertThat(little.stats(Wait.FIRST_TOKEN)).isEqualTo(timeline.stats(Wait.FIRST_TOKEN));
    for (int i = 0; i < 6; i++) {
      int[] classes = {0};
      little.snapshot().intervals().get(i).slice().durations(Wait.FIRST_TOKEN).forEach((micros, times) -> classes[0]++);
      assertThat(classes[0]).isLessThan(600);
      double exact = timeline.snapshot().intervals().get(i).stats(Wait.FIRST_TOKEN).p95();
      assertThat(little.snapshot().intervals().get(i).stats(Wait.FIRST_TOKEN).p95())
          .isCloseTo(exact, within(0.02 * exact));
    }
  }

  @Test
  void shouldKeepExtremesWhereDurationsAreForgotten() {
    Timeline figures = Timeline.ofFigures(Requests.VOCABULARY, 8, 16);
    for (int i = 0; i < 16; i++) {
      figures.add(requests.answered(i == 5 ? 900 : 100).second(), null);
    }
    assertThat(figures.snapshot().intervals())
        .filteredOn(point -> point.extremes(Wait.FIRST_TOKEN).high().p95() > 800)
        .hasSize(1);
  }
}
