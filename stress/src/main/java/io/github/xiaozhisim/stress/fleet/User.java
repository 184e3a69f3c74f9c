package io.github.xiaozhisim.stress.fleet;

import io.github.xiaozhisim.device.ChannelFailure;
import io.github.xiaozhisim.device.DeviceState;
import io.github.xiaozhisim.device.speech.Clip;
import io.github.xiaozhisim.hal.Clock;
import io.github.xiaozhisim.hal.Timer;
import io.github.xiaozhisim.hal.network.OpenFailure;
import io.github.xiaozhisim.stress.turn.Mark;
import io.github.xiaozhisim.stress.turn.Turn;
import io.github.xiaozhisim.stress.turn.TurnCount;
import io.github.xiaozhisim.stress.turn.TurnOutcome;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The user of one device: switches it on, waits for its place where connecting is paced, takes turns, leaves. What lies
 * between two turns is the matter of {@link Talker} and {@link SilentUser}, what lies within one that of
 * {@link RunningTurn}. Everything on the device's thread, with one timer: a user waits for one thing at a time.
 */
public abstract sealed class User extends Watcher implements ConnectPace.Caller permits Talker, SilentUser {

  private static final long FIRST_BACKOFF_NANOS = 1_000_000_000L;
  private static final long LAST_BACKOFF_NANOS = 30 * FIRST_BACKOFF_NANOS;

  /** A server that said nothing for so long hangs. */
  private static final long HANGING_NANOS = 5_000_000_000L;

  /** What a device needs to hang up. */
  private static final long HANGING_UP_NANOS = 50_000_000L;

  final Host host;
  final Persona persona;
  private final Clock clock;
  private final Timer timer;

  private @Nullable Handset handset;
  private @Nullable SplittableRandom random;
  private @Nullable String bootProblem;
  private Doing doing = Doing.BOOTING;
  private long intendedNanos;
  private int failuresInRow;
  private boolean switchedOn;
  private boolean closing;
  private boolean resting;
  private boolean held;
  private @Nullable Words dictated;
  private boolean turnByHand;

  /** What a user is doing, or waiting for. */
  enum Doing {
    BOOTING,
    THINKING,
    /** Wants to talk, but the device is speaking unasked. */
    WAITING_FOR_SILENCE,
    IN_TURN,
    /** Wants to talk, but nobody is to begin for now. */
    HELD_BACK,
    /** The conversation is over, and the channel closes. */
    HANGING_UP,
    /** Has a device that is free for a conversation. */
    FREE,
    /** Takes no part for now: one too many. */
    RESTING,
    /** Must connect for what it wants to do, and waits for its place in the queue. */
    WAITING_TO_CONNECT,
    /** Silent: the channel is being opened. */
    OPENING,
    /** Silent: it will be opened again after a pause. */
    REOPENING,
    /** Silent, with a channel. */
    STAYING,
    GONE
  }

  User(Host host, Persona persona, Ledger ledger) {
    super(ledger);
    this.host = host;
    this.persona = persona;
    this.clock = host.scheduler().clock();
    this.timer = host.scheduler().timer(this::onTimer);
  }

  // What kinds of users do differently.

  /** The device can be used. */
  abstract void beginWith(long nowNanos);

  /** A turn is over, and was not the last; {@code overNanos} is when the user had heard all that it wanted to hear. */
  abstract void goOn(long overNanos, TurnOutcome outcome);

  /** The device has hung up after a conversation that was over then. */
  abstract void onHungUp(long overNanos);

  /** The turn to connect has come, for what this user was about to do. */
  void connect() {
    begin(now());
  }

  /** No turn begins any more. */
  boolean isDone() {
    return closing;
  }

  // From switching on to leaving.

  /** Switches the device on; {@code arrivalNanos} is when that was meant to happen. */
  void start(Handset device, long arrivalNanos) {
    handset = device;
    intendedNanos = arrivalNanos;
    boolean asks = host.scenario().target() instanceof Scenario.Target.Ota;
    if (!asks || mayConnectAtOnce()) {
      switchOn();
    }
  }

  private void switchOn() {
    switchedOn = true;
    become(Doing.BOOTING, intendedNanos + host.scenario().timeouts().bootNanos());
    device().switchOn();
  }

  /** True when it may; else {@link #mayConnect} will be called. */
  final boolean mayConnectAtOnce() {
    return host.pace().enter(this);
  }

  final void waitToConnect() {
    become(Doing.WAITING_TO_CONNECT);
  }

  /** The wait is over: what follows is as if it were wanted only now. */
  @Override
  public final boolean mayConnect() {
    if (doing == Doing.BOOTING && !switchedOn) {
      intendedNanos = now();
      switchOn();
      return true;
    }
    if (doing != Doing.WAITING_TO_CONNECT) {
      return false;
    }
    connect();
    return doing != Doing.GONE && doing != Doing.WAITING_FOR_SILENCE;
  }

  /** No new turn from now on. */
  final void lastTurn() {
    closing = true;
  }

  /** The end, as soon as a turn that runs has ended by itself. */
  final void close() {
    closing = true;
    if (!inTurn()) {
      leave();
    }
  }

  /** A running turn is over at once, as aborted; the device has still to leave. */
  final void abortTurn(String why) {
    closing = true;
    if (inTurn()) {
      end(TurnOutcome.ABORTED, why, now());
      become(Doing.THINKING);
    }
  }

  /** A running turn in which the server has said nothing for long has failed; nobody waits for it any more. */
  final void giveUpIfHanging() {
    if (!inTurn()) {
      return;
    }
    Turn turn = running().turn();
    long sinceNanos = Math.max(lastHeardNanos(), Math.max(turn.at(Mark.ACTUAL_START), turn.at(Mark.LAST_VOICED)));
    if (now() - sinceNanos >= HANGING_NANOS) {
      closing = true;
      end(TurnOutcome.timedOut(turn.stage()), "no answer until the run was over, and its grace period", now());
      become(Doing.THINKING);
    }
  }

  // What happens to it while the fleet runs.

  /** One too many: ends its turn, hangs up and takes no part until it {@linkplain #comeBack comes back}. */
  final void rest() {
    resting = true;
    if (!inTurn() && doing != Doing.BOOTING && doing != Doing.GONE) {
      fallAsleep();
    }
  }

  private void fallAsleep() {
    become(Doing.RESTING);
    hangUp();
  }

  /** Takes part again; {@code nanos} is when that was meant to happen. */
  final void comeBack(long nanos) {
    resting = false;
    if (doing == Doing.RESTING) {
      intendedNanos = nanos;
      beginWith(now());
    }
  }

  /** Whoever was held back may begin now. */
  final void resume() {
    if (doing == Doing.HELD_BACK && !held) {
      think(now() + persona.think().drawNanos(random()) / 2); // not all at one moment
    }
  }

  /** Whether somebody else may lay a hand on the device: it is on, and has a user who takes part. */
  final boolean canBeTouched() {
    return switch (doing) {
      case BOOTING, RESTING, GONE -> false;
      default -> true;
    };
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
    switch (doing) {
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

  /** The connection breaks, in the middle of whatever is going on, and not by the server's fault. */
  final void loseConnection() {
    switch (doing) {
      case GONE, RESTING, BOOTING -> {}
      case IN_TURN -> {
        long nowNanos = now();
        end(TurnOutcome.ABORTED, "the connection was cut on purpose", nowNanos);
        hangUp();
        failuresInRow++;
        goOnOrRest(nowNanos, TurnOutcome.ABORTED);
      }
      default -> {
        if (ledger.connected()) {
          hangUp();
          onCutBetweenTurns();
        }
      }
    }
  }

  /** The connection was cut while no turn ran. */
  void onCutBetweenTurns() {}

  /** The power fails and comes back: the device boots anew. {@code anew} puts it together once more. */
  final void losePower(Supplier<Handset> anew) {
    if (doing == Doing.GONE || doing == Doing.RESTING || handset == null) {
      return;
    }
    if (inTurn()) {
      end(TurnOutcome.ABORTED, "the power was cut on purpose", now());
    }
    device().unplug();
    unplugged(now());
    bootProblem = null;
    switchedOn = false;
    become(Doing.BOOTING);
    start(anew.get(), now());
  }

  void leave() {
    if (doing == Doing.GONE) {
      return;
    }
    if (doing == Doing.BOOTING && bootProblem != null) {
      // It never got as far as a turn: say so as a turn, or the report would show nothing at all.
      ledger.begin(intendedNanos, now(), "");
      ledger.end(TurnOutcome.REFUSED, "the device could not boot: " + bootProblem, now());
    }
    become(Doing.GONE);
    ledger.left(now());
    commentary().gone(now());
    if (handset != null) {
      handset.switchOff();
    }
    host.onLeft();
  }

  void onTimer() {
    switch (doing) {
      case BOOTING -> {
        if (bootProblem == null) {
          bootProblem = "it was not ready within " + Timeouts.inWords(host.scenario().timeouts().bootNanos());
        }
        leave();
      }
      case THINKING -> beginTurn(intendedNanos);
      case WAITING_FOR_SILENCE -> {
        ledger.event("hung up: the device did not get idle");
        hangUp();
        become(Doing.THINKING, now() + FIRST_BACKOFF_NANOS);
      }
      case IN_TURN -> running().onPatienceOver(lastHeardNanos());
      case HANGING_UP -> onHungUp(intendedNanos);
      case HELD_BACK, FREE, RESTING, WAITING_TO_CONNECT, OPENING, REOPENING, STAYING, GONE -> {}
    }
  }

  // Turns.

  /** Takes a turn, as soon as it may connect if it must; {@code intended} is when that was meant to happen. */
  final void beginTurn(long intended) {
    if (isDone()) {
      leave();
      return;
    }
    intendedNanos = intended;
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
    intendedNanos = intended;
    DeviceState state = device().state();
    if (state != DeviceState.IDLE && state != DeviceState.LISTENING) {
      become(Doing.WAITING_FOR_SILENCE, now() + host.scenario().timeouts().ttsNanos());
      return;
    }
    doing = Doing.IN_TURN;
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
    failuresInRow = failed ? failuresInRow + 1 : 0;
    if (isDone()) {
      leave();
      return;
    }
    if (failed) {
      hangUp();
    }
    goOnOrRest(overNanos, outcome);
  }

  private void goOnOrRest(long overNanos, TurnOutcome outcome) {
    if (resting) {
      fallAsleep();
    } else {
      goOn(overNanos, outcome);
    }
  }

  /** Ends the connection; the device needs a moment for it. */
  final void hangUp() {
    device().hangUp();
    ledger.channelGone(now());
  }

  /** The conversation is over; {@link #onHungUp} follows. */
  final void endConversation(long overNanos) {
    hangUp();
    intendedNanos = overNanos;
    become(Doing.HANGING_UP, now() + HANGING_UP_NANOS);
  }

  private void end(TurnOutcome outcome, String why, long nowNanos) {
    Turn ended = running().turn();
    running().end();
    ledger.end(outcome, why, nowNanos);
    commentary().turnEnds(ended, turnByHand, nowNanos);
    follow(null);
    device().hush();
  }

  final void think(long untilNanos) {
    intendedNanos = untilNanos;
    become(Doing.THINKING, untilNanos);
  }

  // What somebody sees who looks at this one.

  /** How the device is doing now; null when it has left. */
  final @Nullable Presence presence() {
    return hasLeft() ? null : presenceOf(device());
  }

  private Presence presenceOf(Handset device) {
    return new Presence(
        ledger.device(), device.state(), ledger.turns(), inTurn(), persona.name(), mode(), device.channelOpen());
  }

  // What all of it needs.

  final Doing doing() {
    return doing;
  }

  /** From now on, until something happens. */
  final void become(Doing next) {
    doing = next;
    timer.cancel();
  }

  /** From now on, until {@link #onTimer} at the latest. */
  final void become(Doing next, long untilNanos) {
    doing = next;
    timer.arm(untilNanos);
  }

  /** Goes on with what it is doing, until then at the latest; takes the place of an earlier limit. */
  final void waitUntil(long nanos) {
    timer.arm(nanos);
  }

  /** When what comes next is meant to happen. */
  final long intendedNanos() {
    return intendedNanos;
  }

  final void intend(long atNanos) {
    intendedNanos = atNanos;
  }

  final void failed() {
    failuresInRow++;
  }

  final void succeeded() {
    failuresInRow = 0;
  }

  /** How long to stay away after failures; 0 when the last attempt went well. */
  final long backoffNanos() {
    if (failuresInRow == 0) {
      return 0;
    }
    return Math.min(LAST_BACKOFF_NANOS, FIRST_BACKOFF_NANOS << Math.min(10, failuresInRow - 1));
  }

  /** What looks like chance; a user who is never asked to choose needs none. */
  final SplittableRandom random() {
    SplittableRandom stream = random;
    if (stream == null) {
      stream = host.scenario().seeds().stream("talker", ledger.device());
      random = stream;
    }
    return stream;
  }

  final Handset device() {
    return Objects.requireNonNull(handset, "not started");
  }

  final long now() {
    return clock.nowNanos();
  }

  // What of all that the device tells makes a user do something else.

  @Override
  final boolean hasLeft() {
    return doing == Doing.GONE;
  }

  @Override
  public final void onReady(long nowNanos) {
    if (doing == Doing.BOOTING) {
      ledger.ready(intendedNanos, nowNanos);
      if (resting) {
        become(Doing.RESTING);
      } else {
        beginWith(nowNanos);
      }
    }
  }

  /** What a request for the configuration meets counts as what any other connection meets. */
  @Override
  public final void onBootUnreachable(OpenFailure failure, long nowNanos) {
    switch (failure.kind()) {
      case LOCAL_LIMIT -> ledger.count(TurnCount.LOCAL_FAILURES);
      case REFUSED, CONNECT_TIMEOUT -> host.pace().overloaded();
      default -> {}
    }
  }

  @Override
  public final void onBootProblem(String what, long nowNanos) {
    super.onBootProblem(what, nowNanos);
    bootProblem = what;
  }

  @Override
  public final void onStateChanged(DeviceState from, DeviceState to, long nowNanos) {
    super.onStateChanged(from, to, nowNanos);
    if (doing == Doing.WAITING_FOR_SILENCE && (to == DeviceState.IDLE || to == DeviceState.LISTENING)) {
      beginTurn(intendedNanos);
    }
  }

  @Override
  public final void onChannelFailed(ChannelFailure failure, long nowNanos) {
    if (failure.stage() == ChannelFailure.Stage.CONNECT) {
      host.pace().overloaded();
    }
    super.onChannelFailed(failure, nowNanos);
  }
}
