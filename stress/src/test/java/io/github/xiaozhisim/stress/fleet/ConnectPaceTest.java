package io.github.xiaozhisim.stress.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xiaozhisim.device.virtual.SimScheduler;
import io.github.xiaozhisim.stress.measure.Measurements;
import io.github.xiaozhisim.stress.turn.TurnCount;
import io.github.xiaozhisim.stress.turn.TurnMeasure;
import io.github.xiaozhisim.stress.turn.TurnRecorder;
import io.github.xiaozhisim.stress.turn.TurnWork;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How fast devices may connect. */
class ConnectPaceTest {

  private static final long SECOND = 1_000_000_000L;

  private final SimScheduler time = new SimScheduler();
  private final TurnRecorder recorder = new TurnRecorder();
  private final Measurements measured = new Measurements(TurnWork.VOCABULARY, List.of(recorder.recorder()));
  private final List<Long> connectedMillis = new ArrayList<>();
  private ConnectPace pace = new ConnectPace(time, recorder, 100);

  private void want(int devices) {
    for (int i = 0; i < devices; i++) {
      if (pace.enter(this::connect)) {
        connect();
      }
    }
  }

  private boolean connect() {
    connectedMillis.add(time.clock().nowNanos() / 1_000_000);
    return true;
  }

  /** How many connect in the next second, with everybody wanting to. */
  private int inTheNextSecond() {
    int before = connectedMillis.size();
    time.runForMillis(1_000);
    return connectedMillis.size() - before;
  }

  private long count(TurnCount count) {
    return measured.count(count);
  }

  @Test
  void shouldHoldNobodyBackWithoutALimit() {
    pace = new ConnectPace(time, recorder, 0);
    want(10_000);
    pace.overloaded();
    want(10_000);
    assertThat(connectedMillis).hasSize(20_000);
    assertThat(pace.waiting()).isZero();
  }

  @Test
  void shouldLetThemInOneAfterTheOther() {
    want(201);
    assertThat(connectedMillis).containsExactly(0L);
    time.runForMillis(2_000);
    assertThat(connectedMillis).hasSize(201);
    for (int i = 0; i < 201; i++) {
      assertThat(connectedMillis.get(i)).isEqualTo(i * 10L);
    }
  }

  @Test
  void shouldNotMakeUpForTimesInWhichNobodyCame() {
    time.runForMillis(60_000);
    want(100);
    assertThat(connectedMillis)
        .as("what a late wake-up may catch up on, a tenth of a second")
        .hasSizeLessThanOrEqualTo(11);
  }

  @Test
  void shouldTellTheWaitApart() {
    want(3);
    time.runForMillis(100);
    measured.collect(0);
    assertThat(measured.stats(TurnMeasure.CONNECT_WAIT).count()).isEqualTo(2);
    assertThat(measured.stats(TurnMeasure.CONNECT_WAIT).max()).isBetween(19.0, 21.0);
  }

  @Test
  void shouldPassOverThoseWhoDoNotWantToAnyMore() {
    want(1);
    for (int i = 0; i < 50; i++) {
      pace.enter(() -> false);
    }
    want(1);
    time.runForMillis(10);
    assertThat(connectedMillis).containsExactly(0L, 10L);
  }

  @Test
  void shouldSlowDownWhenTheBacklogOverflowsAndRecover() {
    want(2_000);
    assertThat(inTheNextSecond()).isEqualTo(100);
    pace.connected(false);
    assertThat(count(TurnCount.CONNECT_BACKOFFS)).isZero();
    pace.connected(true);
    pace.connected(true);
    assertThat(count(TurnCount.CONNECTS_SLOW)).isEqualTo(2);
    assertThat(count(TurnCount.CONNECT_BACKOFFS)).as("one bunch of signs is one sign").isEqualTo(1);
    assertThat(inTheNextSecond()).isBetween(49, 52);
    assertThat(inTheNextSecond()).isBetween(58, 70);
    for (int i = 0; i < 4; i++) {
      inTheNextSecond();
    }
    assertThat(inTheNextSecond()).isEqualTo(100);
  }

  @Test
  void shouldGoOnSlowingDownAsLongAsNothingGetsThroughButNeverStop() {
    want(2_000);
    for (int i = 0; i < 20; i++) {
      pace.overloaded();
      time.runForMillis(900);
    }
    assertThat(count(TurnCount.CONNECT_BACKOFFS)).isEqualTo(6);
    time.runFor(SECOND);
    assertThat(inTheNextSecond()).isBetween(1, 3);
  }

  private void slowDownToTheSlowest() {
    for (int i = 0; i < 20; i++) {
      pace.overloaded();
      time.runForMillis(900);
    }
    assertThat(count(TurnCount.CONNECT_BACKOFFS)).isEqualTo(6);
  }

  @Test
  void shouldRecoverInSecondsHoweverRarelySomebodyConnects() {
    pace = new ConnectPace(time, recorder, 2);
    want(200);
    slowDownToTheSlowest();
    time.runForMillis(20_000); // 64 times 0.8, nineteen times, is less than one
    assertThat(inTheNextSecond()).isEqualTo(2);
  }

  @Test
  void shouldHaveRecoveredAfterAPauseInWhichNobodyConnects() {
    want(1);
    slowDownToTheSlowest();
    time.runForMillis(60_000);
    want(200);
    assertThat(inTheNextSecond()).isEqualTo(100);
  }

  @Test
  void shouldNotRecoverWhileTheSignsGoOn() {
    want(2_000);
    pace.overloaded();
    time.runForMillis(500);
    pace.overloaded();
    time.runForMillis(400);
    int before = connectedMillis.size();
    time.runForMillis(500);
    assertThat(connectedMillis.size() - before).as("half a second at half the pace").isBetween(24, 26);
  }
}
