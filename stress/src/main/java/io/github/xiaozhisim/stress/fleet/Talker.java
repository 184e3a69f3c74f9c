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

  Talker(Scenario scenario, Persona persona, Scheduler scheduler, Ledger ledger, ConnectPace pace, Runnable onLeft) {
    super(scenario, persona, scheduler, ledger, pace, onLeft);
    this.mode = scenario.modeOf(persona, ledger.device());
  }

  @Override
  ListeningMode mode() {
    return mode;
  }

  @Override
  boolean isDone() {
    int most = scenario.extent().turnsPerDevice();
    boolean saidAll = most > 0 && ledger.turns() >= most;
    return saidAll || super.isDone();
  }

  @Override
  void beginWith(long nowNanos) {
    beginTurn(nowNanos);
  }

  @Override
  void goOn(long overNanos) {
    think(overNanos + Math.max(persona.think().drawNanos(random()), backoffNanos()));
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
