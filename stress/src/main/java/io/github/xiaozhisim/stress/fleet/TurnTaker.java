package io.github.xiaozhisim.stress.fleet;

import io.github.xiaozhisim.device.DeviceState;
import io.github.xiaozhisim.device.speech.Clip;
import io.github.xiaozhisim.stress.turn.Turn;
import io.github.xiaozhisim.stress.turn.TurnOutcome;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Takes turns with a device: begins each when it is meant to begin and may, by its own will or by somebody's hand, and
 * goes on or hangs up when it is over. What lies within a turn is the matter of {@link RunningTurn}. On the device's
 * thread.
 */
abstract sealed class TurnTaker extends Busy implements ConnectPace.Caller permits User {

  /** What a device needs to hang up. */
  private static final long HANGING_UP_NANOS = 50_000_000L;

  final Persona persona;
  private @Nullable Handset handset;
  private boolean closing;
  private boolean held;
  private @Nullable Words dictated;
  private boolean turnByHand;
  private boolean talkedByHand;

  TurnTaker(Host host, Persona persona, Ledger ledger) {
    super(host, ledger);
    this.persona = persona;
  }

  // What kinds of users do differently.

  /** A turn is over, and was not the last; {@code overNanos} is when the user had heard all that it wanted to hear. */
  abstract void goOn(long overNanos, TurnOutcome outcome);

  /** The device has hung up after a conversation that was over then. */
  abstract void onHungUp(long overNanos);

  /** A turn is over, and the user goes on, if it takes part. */
  abstract void goOnOrRest(long overNanos, TurnOutcome outcome);

  /** Leaves for good. */
  abstract void leave();

  // The device, and the way to the server.

  /** From now on with this one. */
  final void use(Handset device) {
    handset = device;
  }

  final boolean hasDevice() {
    return handset != null;
  }

  final Handset device() {
    return Objects.requireNonNull(handset, "not started");
  }

  /** True when it may; else {@link #mayConnect} will be called. */
  final boolean mayConnectAtOnce() {
    return host.pace().enter(this);
  }

  final void waitToConnect() {
    become(Doing.WAITING_TO_CONNECT);
  }

  /** The turn to connect has come, for what this user was about to do. */
  void connect() {
    begin(now());
  }

  // Turns.

  /** No turn begins any more. */
  boolean isDone() {
    return closing;
  }

  /** No new turn from now on. */
  final void lastTurn() {
    closing = true;
  }

  /** Takes a turn, as soon as it may connect if it must; {@code intended} is when that was meant to happen. */
  final void beginTurn(long intended) {
    if (isDone()) {
      leave();
      return;
    }
    intend(intended);
    boolean dictatedNow = dictated != null;
    boolean paused = host.paused() && !host.open(); // in the open model, what has come is served
    if ((paused || held) && !dictatedNow) {
      become(Doing.HELD_BACK);
      return;
    }
    if (!device().channelOpen() && !mayConnectAtOnce()) {
      waitToConnect();
      return;
    }
    begin(intended);
  }

  void begin(long intended) {
    if (isDone()) {
      leave();
      return;
    }
    intend(intended);
    DeviceState state = device().state();
    if (state != DeviceState.IDLE && state != DeviceState.LISTENING) {
      become(Doing.WAITING_FOR_SILENCE, now() + host.scenario().timeouts().ttsNanos());
      return;
    }
    become(Doing.IN_TURN);
    RunningTurn turn = newTurn(intended);
    follow(turn);
    commentary().turnBegins(turn.turn(), turn.isTyped(), now());
    turn.begin(intended, capturing());
  }

  private RunningTurn newTurn(long intended) {
    long interruptNanos = interruptNanos();
    Words words = dictated == null ? persona.words() : dictated;
    turnByHand = dictated != null;
    dictated = null;
    talkedByHand = false;
    return switch (words) {
      case Words.Spoken(List<Clip> clips) -> {
        Clip clip = clips.get(random().nextInt(clips.size()));
        yield new RunningTurn(this, ledger.begin(intended, now(), clip.name()), clip, null, interruptNanos);
      }
      case Words.Typed(List<String> texts) -> {
        String text = texts.size() == 1 ? texts.getFirst() : texts.get(random().nextInt(texts.size()));
        yield new RunningTurn(this, ledger.begin(intended, now(), text), null, text, interruptNanos);
      }
    };
  }

  private long interruptNanos() {
    Interruption interruption = persona.interruption();
    if (interruption == null || random().nextDouble() >= interruption.share()) {
      return Turn.UNSET;
    }
    return interruption.after().drawNanos(random());
  }

  /** The running turn is over. */
  final void finish(TurnOutcome outcome, String why) {
    long nowNanos = now();
    boolean answered = outcome == TurnOutcome.ANSWERED;
    long overNanos = answered ? running().heardAllNanos(nowNanos) : nowNanos;
    end(outcome, why, nowNanos);
    boolean failed =
        switch (outcome) {
          case ANSWERED, INTERRUPTED, NOTHING_HEARD -> false;
          default -> true;
        };
    if (failed) {
      failed();
    } else {
      succeeded();
    }
    if (isDone()) {
      leave();
      return;
    }
    if (failed) {
      hangUp();
    }
    goOnOrRest(overNanos, outcome);
  }

  /** Ends the connection; the device needs a moment for it. */
  final void hangUp() {
    device().hangUp();
    ledger.channelGone(now());
  }

  /** The conversation is over; {@link #onHungUp} follows. */
  final void endConversation(long overNanos) {
    hangUp();
    intend(overNanos);
    become(Doing.HANGING_UP, now() + HANGING_UP_NANOS);
  }

  final void end(TurnOutcome outcome, String why, long nowNanos) {
    Turn ended = running().turn();
    running().end();
    ledger.end(outcome, why, nowNanos);
    commentary().turnEnds(ended, turnByHand, nowNanos);
    follow(null);
    device().hush();
  }

  final void think(long untilNanos) {
    intend(untilNanos);
    become(Doing.THINKING, untilNanos);
  }

  // Somebody's hand.

  /** Somebody talks with the device beside its user: until its next turn, or idleness, an answer is no surprise. */
  final void talkByHand() {
    talkedByHand = true;
  }

  @Override
  final boolean awaitsAnswer() {
    return talkedByHand;
  }

  /** Whoever was held back may begin now. */
  final void resume() {
    if (doing() == Doing.HELD_BACK && !held) {
      think(now() + persona.think().drawNanos(random()) / 2); // not all at one moment
    }
  }

  /** Takes no turns of its own, as long as {@code yes} is the last that was said. */
  final void hold(boolean yes) {
    if (held != yes) {
      ledger.event(yes ? "held by hand: its user takes no turns of its own" : "left to its user again");
    }
    held = yes;
    if (!yes && !host.paused()) {
      resume();
    }
    if (!yes) {
      onLetGo();
    }
  }

  final boolean held() {
    return held;
  }

  /** Nobody holds it any more. */
  void onLetGo() {}

  /** A turn with these words now, as somebody says who has a hand on the device. */
  final Touch.Outcome takeTurn(Words words) {
    if (inTurn()) {
      return Touch.Outcome.IN_TURN;
    }
    if (isDone()) {
      return Touch.Outcome.NOT_NOW;
    }
    switch (doing()) {
      case THINKING, HELD_BACK, FREE, STAYING -> {}
      case BOOTING, WAITING_FOR_SILENCE, HANGING_UP, WAITING_TO_CONNECT, OPENING, REOPENING, IN_TURN -> {
        return Touch.Outcome.SOON;
      }
      case RESTING, GONE -> {
        return Touch.Outcome.NOT_NOW;
      }
    }
    dictated = words;
    ledger.event("a turn by hand");
    beginTurn(now());
    return Touch.Outcome.DONE;
  }

  @Override
  public final void onStateChanged(DeviceState from, DeviceState to, long nowNanos) {
    super.onStateChanged(from, to, nowNanos);
    talkedByHand &= to != DeviceState.IDLE;
    if (doing() == Doing.WAITING_FOR_SILENCE && (to == DeviceState.IDLE || to == DeviceState.LISTENING)) {
      beginTurn(intendedNanos());
    }
  }
}
