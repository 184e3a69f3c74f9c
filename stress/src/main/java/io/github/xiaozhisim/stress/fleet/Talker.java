package io.github.xiaozhisim.stress.fleet;

import io.github.xiaozhisim.device.ChannelFailure;
import io.github.xiaozhisim.device.ListeningMode;
import io.github.xiaozhisim.hal.Scheduler;
import io.github.xiaozhisim.hal.network.CloseReason;

/**
 * A user who talks turn by turn: says something, listens to the answer, thinks, says the next thing; after a failure it
 * tries again later, and later still after the next one.
 */
final class Talker extends User {

  private final ListeningMode mode;

  Talker(int index, Scenario scenario, Scheduler scheduler, Ledger ledger, ConnectPace pace, Runnable onLeft) {
    super(scenario, scheduler, ledger, pace, onLeft);
    this.mode = scenario.modeOf(index);
  }

  @Override
  ListeningMode mode() {
    return mode;
  }

  @Override
  boolean isDone() {
    boolean saidAll = scenario.turnsPerDevice() > 0 && ledger.turns() >= scenario.turnsPerDevice();
    return saidAll || super.isDone();
  }

  @Override
  void beginWith(long nowNanos) {
    beginTurn(nowNanos);
  }

  @Override
  void goOn(long overNanos) {
    think(overNanos + Math.max(scenario.think().drawNanos(random()), backoffNanos()));
  }

  @Override
  void onFailedBetweenTurns(ChannelFailure failure) {
    ledger.event("channel failed: " + failure.detail());
  }

  @Override
  void onLostBetweenTurns(CloseReason reason) {
    ledger.event("channel " + reason.describe());
  }
}
