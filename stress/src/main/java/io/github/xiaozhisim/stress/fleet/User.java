package io.github.xiaozhisim.stress.fleet;

import io.github.xiaozhisim.device.ChannelFailure;
import io.github.xiaozhisim.device.DeviceState;
import io.github.xiaozhisim.device.speech.Clip;
import io.github.xiaozhisim.hal.Clock;
import io.github.xiaozhisim.hal.Scheduler;
import io.github.xiaozhisim.hal.Timer;
import io.github.xiaozhisim.stress.turn.Turn;
import io.github.xiaozhisim.stress.turn.TurnOutcome;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * The user of one device: switches it on, waits for its place where connecting is paced, takes turns, leaves. What lies
 * between two turns is the matter of {@link Talker} and {@link SilentUser}, what lies within one that of
 * {@link RunningTurn}. Everything on the device's thread, with one timer: a user waits for one thing at a time.
 */
public abstract sealed class User extends Watcher implements ConnectPace.Caller permits Talker, SilentUser {

  private static final long FIRST_BACKOFF_NANOS = 1_000_000_000L;
  private static final long LAST_BACKOFF_NANOS = 30 * FIRST_BACKOFF_NANOS;

  final Scenario scenario;
  final Persona persona;
  private final Clock clock;
  private final ConnectPace pace;
  private final Runnable onLeft;
  private final Timer timer;

  private @Nullable Handset handset;
  private @Nullable SplittableRandom random;
  private @Nullable String bootProblem;
  private Doing doing = Doing.BOOTING;
  private long intendedNanos;
  private int failuresInRow;
  private boolean switchedOn;
  private boolean closing;

  /** What a user is doing, or waiting for. */
  enum Doing {
    BOOTING,
    THINKING,
    /** Wants to talk, but the device is speaking unasked. */
    WAITING_FOR_SILENCE,
    IN_TURN,
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

  User(Scenario scenario, Persona persona, Scheduler scheduler, Ledger ledger, ConnectPace pace, Runnable onLeft) {
    super(ledger);
    this.scenario = scenario;
    this.persona = persona;
    this.clock = scheduler.clock();
    this.pace = pace;
    this.onLeft = onLeft;
    this.timer = scheduler.timer(this::onTimer);
  }

  // What kinds of users do differently.

  /** The device can be used. */
  abstract void beginWith(long nowNanos);

  /** A turn is over, and was not the last; {@code overNanos} is when the user had heard all of it. */
  abstract void goOn(long overNanos);

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
    boolean asks = scenario.target() instanceof Scenario.Target.Ota;
    if (!asks || mayConnectAtOnce()) {
      switchOn();
    }
  }

  private void switchOn() {
    switchedOn = true;
    become(Doing.BOOTING, intendedNanos + scenario.timeouts().bootNanos());
    device().switchOn();
  }

  /** True when it may; else {@link #mayConnect} will be called. */
  final boolean mayConnectAtOnce() {
    return pace.enter(this);
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
    onLeft.run();
  }

  void onTimer() {
    switch (doing) {
      case BOOTING -> {
        if (bootProblem == null) {
          bootProblem = "it was not ready within " + Timeouts.inWords(scenario.timeouts().bootNanos());
        }
        leave();
      }
      case THINKING -> beginTurn(intendedNanos);
      case WAITING_FOR_SILENCE -> {
        ledger.event("hung up: the device did not get idle");
        device().hangUp();
        become(Doing.THINKING, now() + FIRST_BACKOFF_NANOS);
      }
      case IN_TURN -> running().onPatienceOver(lastHeardNanos());
      case WAITING_TO_CONNECT, OPENING, REOPENING, STAYING, GONE -> {}
    }
  }

  // Turns.

  /** Takes a turn, as soon as it may connect if it must; {@code intended} is when that was meant to happen. */
  final void beginTurn(long intended) {
    if (isDone()) {
      leave();
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
      become(Doing.WAITING_FOR_SILENCE, now() + scenario.timeouts().ttsNanos());
      return;
    }
    doing = Doing.IN_TURN;
    RunningTurn turn = newTurn(intended);
    follow(turn);
    commentary().turnBegins(turn.turn(), persona.words() instanceof Words.Typed, now());
    turn.begin(intended, capturing());
  }

  private RunningTurn newTurn(long intended) {
    return switch (persona.words()) {
      case Words.Spoken(List<Clip> clips) -> {
        Clip clip = clips.get(random().nextInt(clips.size()));
        yield new RunningTurn(this, ledger.begin(intended, now(), clip.name()), clip, null);
      }
      case Words.Typed(List<String> texts) -> {
        String text = texts.size() == 1 ? texts.getFirst() : texts.get(random().nextInt(texts.size()));
        yield new RunningTurn(this, ledger.begin(intended, now(), text), null, text);
      }
    };
  }

  /** The running turn is over. */
  final void finish(TurnOutcome outcome, String why) {
    long nowNanos = now();
    boolean answered = outcome == TurnOutcome.ANSWERED;
    long overNanos = answered ? running().heardAllNanos(nowNanos) : nowNanos;
    end(outcome, why, nowNanos);
    switch (outcome) {
      case ANSWERED, NOTHING_HEARD -> failuresInRow = 0;
      default -> failuresInRow++;
    }
    if (isDone()) {
      leave();
      return;
    }
    if (!answered && outcome != TurnOutcome.NOTHING_HEARD) {
      device().hangUp();
      ledger.channelGone(nowNanos);
    }
    goOn(overNanos);
  }

  private void end(TurnOutcome outcome, String why, long nowNanos) {
    Turn ended = running().turn();
    ledger.end(outcome, why, nowNanos);
    commentary().turnEnds(ended, nowNanos);
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
    return hasLeft() ? null : new Presence(ledger.device(), device().state(), ledger.turns(), inTurn(), persona.name());
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
      stream = scenario.seeds().stream("talker", ledger.device());
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
      beginWith(nowNanos);
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
      pace.overloaded();
    }
    super.onChannelFailed(failure, nowNanos);
  }
}
