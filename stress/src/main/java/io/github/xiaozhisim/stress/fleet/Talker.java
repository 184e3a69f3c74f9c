package io.github.xiaozhisim.stress.fleet;

import io.github.xiaozhisim.device.ChannelFailure;
import io.github.xiaozhisim.device.ListeningMode;
import io.github.xiaozhisim.hal.network.CloseReason;
import io.github.xiaozhisim.stress.turn.TurnOutcome;

/**
 * A user who talks turn by turn: says something, listens to the answer, thinks, says the next thing; hangs up when the
 * conversation has been long enough. After a failure it tries again later, and later still after the next one. In the
 * open model a conversation comes to it, and it is free for the next one when that is over.
 */
final class Talker extends User {

  private final ListeningMode mode;

  /** Waits for a conversation; the dispatch's own note, so that it holds each device once. */
  boolean inLine;

  /** Turns that the conversation has yet, the running one included. */
  private int turnsLeft;

  Talker(Host host, Persona persona, Ledger ledger) {
    super(host, persona, ledger);
    this.mode = host.scenario().modeOf(persona, ledger.device());
  }

  @Override
  ListeningMode mode() {
    return mode;
  }

  @Override
  boolean isDone() {
    int most = host.scenario().extent().turnsPerDevice();
    boolean saidAll = most > 0 && ledger.turns() >= most;
    return saidAll || super.isDone();
  }

  @Override
  void beginWith(long nowNanos) {
    if (host.open()) {
      becomeFree();
    } else {
      converse(nowNanos);
    }
  }

  private void becomeFree() {
    become(Doing.FREE);
    onLetGo();
  }

  /** One that is held has no conversation of its own until it is let go. */
  @Override
  void onLetGo() {
    if (isFree()) {
      host.onFree(this);
    }
  }

  /** Can have a conversation now. */
  boolean isFree() {
    return doing() == Doing.FREE && !held();
  }

  /** Begins a conversation, or as soon as it can; {@code intendedNanos} is when that was meant to happen. */
  void converse(long intendedNanos) {
    Conversations usual = persona.conversations();
    turnsLeft = host.open() && usual == Conversations.ENDLESS ? 1 : usual.drawTurns(random());
    beginTurn(intendedNanos);
  }

  /** In the open model the conversation was meant to begin when it was, however long connecting is held back. */
  @Override
  void connect() {
    if (host.open()) {
      begin(intendedNanos());
    } else {
      super.connect();
    }
  }

  @Override
  void goOn(long overNanos, TurnOutcome outcome) {
    turnsLeft--;
    boolean failed = backoffNanos() > 0;
    if (turnsLeft <= 0 || (failed && host.open())) {
      endConversation(overNanos);
    } else {
      long pauseNanos = outcome == TurnOutcome.INTERRUPTED ? 0 : persona.think().drawNanos(random());
      think(overNanos + Math.max(pauseNanos, backoffNanos()));
    }
  }

  @Override
  void onHungUp(long overNanos) {
    if (host.open()) {
      becomeFree();
      return;
    }
    Pause apart = persona.conversations().apart();
    turnsLeft = persona.conversations().drawTurns(random());
    long pauseNanos = (apart == null ? persona.think() : apart).drawNanos(random());
    think(overNanos + Math.max(pauseNanos, backoffNanos()));
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
