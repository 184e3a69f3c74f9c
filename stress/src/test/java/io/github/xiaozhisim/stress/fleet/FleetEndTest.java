package io.github.xiaozhisim.stress.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xiaozhisim.device.Device;
import io.github.xiaozhisim.stress.turn.TurnCount;
import io.github.xiaozhisim.stress.turn.TurnOutcome;
import java.net.URI;
import org.junit.jupiter.api.Test;

/** How a fleet ends: by time, when it is stopped, and who leaves when. */
class FleetEndTest extends FleetInVirtualTime {

  @Test
  void shouldBeginNoTurnAfterTheDurationAndLetRunningOnesEnd() {
    turns = 0;
    durationMillis = 10_000;
    Fleet fleet = run();
    assertThat(fleet.measurements().count(TurnCount.TURNS_STARTED)).isGreaterThanOrEqualTo(4);
    assertAll(fleet, TurnOutcome.ANSWERED, fleet.measurements().count(TurnCount.TURNS_STARTED));
  }

  @Test
  void shouldRecordRunningTurnsAsAbortedWhenStopped() {
    turns = 0;
    Fleet fleet = run(new Scenario.Target.Ota(URI.create("http://127.0.0.1:8000/xiaozhi/ota/")), 2_500);
    fleet.stop("interrupted");
    scheduler.runForMillis(1);
    assertThat(fleet.ended()).isTrue();
    assertAll(fleet, TurnOutcome.ABORTED, 4);
  }

  @Test
  void shouldHangUpOneAfterTheOtherWhenStopped() {
    turns = 0;
    devices = 60;
    Fleet fleet = run(new Scenario.Target.Ota(URI.create("http://127.0.0.1:8000/xiaozhi/ota/")), 1_500);
    assertThat(made).allMatch(Device::channelOpen);
    fleet.stop("interrupted");
    scheduler.runForMillis(1);
    fleet.measurements().collect(0);
    assertAll(fleet, TurnOutcome.ABORTED, 60);
    assertThat(made.stream().filter(Device::channelOpen)).as("five a millisecond leave").hasSizeBetween(45, 55);
    scheduler.runFor(fleet.leavingNanos());
    assertThat(made).noneMatch(Device::channelOpen);
    assertThat(fleet.ended()).isTrue();
  }

  @Test
  void shouldHangUpOneAfterTheOtherWhenTheGracePeriodIsOver() {
    turns = 0;
    devices = 60;
    durationMillis = 1_000;
    behaviour = behaviour.withFaults("no-answer");
    timeouts = new Timeouts(2_000 * MILLI, 2_000 * MILLI, 3_000 * MILLI, 30_000 * MILLI, 5_000 * MILLI);
    Fleet fleet = run(new Scenario.Target.Ota(URI.create("http://127.0.0.1:8000/xiaozhi/ota/")), 11_001);
    assertAll(fleet, TurnOutcome.TIMED_OUT_ANSWER, 60);
    assertThat(made.stream().filter(Device::channelOpen)).hasSizeBetween(45, 55);
    scheduler.runFor(fleet.leavingNanos());
    assertThat(fleet.ended()).isTrue();
  }
}
