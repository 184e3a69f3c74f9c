package io.github.xiaozhisim.stress.fleet;

import io.github.xiaozhisim.device.ChannelFailure;
import io.github.xiaozhisim.device.DeviceState;
import io.github.xiaozhisim.hal.network.OpenFailure;
import io.github.xiaozhisim.stress.turn.Mark;
import io.github.xiaozhisim.stress.turn.Turn;
import io.github.xiaozhisim.stress.turn.TurnCount;
import io.github.xiaozhisim.stress.turn.TurnOutcome;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The user of one device: switches it on, waits for its place where connecting is paced,
 * {@linkplain TurnTaker takes turns}, leaves. What lies between two turns is the matter of {@link Talker} and
 * {@link SilentUser}. On the device's thread.
 */
public abstract sealed class User extends TurnTaker permits Talker, SilentUser {

  /** A server that said nothing for so long hangs. */
  private static final long HANGING_NANOS = 5_000_000_000L;

  /** To wait before a device is asked again that did not get idle. */
  private static final long NEXT_ATTEMPT_NANOS = 1_000_000_000L;

  private @Nullable String bootProblem;
  private boolean switchedOn;
  private boolean resting;

  User(Host host, Persona persona, Ledger ledger) {
    super(host, persona, ledger);
  }

  /** The device can be used. */
  abstract void beginWith(long nowNanos);

  // From switching on to leaving.

  /** Switches the device on; {@code arrivalNanos} is when that was meant to happen. */
  void start(Handset device, long arrivalNanos) {
    use(device);
    intend(arrivalNanos);
    boolean asks = host.scenario().target() instanceof Scenario.Target.Ota;
    if (!asks || mayConnectAtOnce()) {
      switchOn();
    }
  }

  private void switchOn() {
    switchedOn = true;
    become(Doing.BOOTING, intendedNanos() + host.scenario().timeouts().bootNanos());
    device().switchOn();
  }

  /** The wait is over: what follows is as if it were wanted only now. */
  @Override
  public final boolean mayConnect() {
    if (doing() == Doing.BOOTING && !switchedOn) {
      intend(now());
      switchOn();
      return true;
    }
    if (doing() != Doing.WAITING_TO_CONNECT) {
      return false;
    }
    connect();
    return doing() != Doing.GONE && doing() != Doing.WAITING_FOR_SILENCE;
  }

  /** The end, as soon as a turn that runs has ended by itself. */
  final void close() {
    lastTurn();
    if (!inTurn()) {
      leave();
    }
  }

  /** A running turn is over at once, as aborted; the device has still to leave. */
  final void abortTurn(String why) {
    lastTurn();
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
      lastTurn();
      end(TurnOutcome.timedOut(turn.stage()), "no answer until the run was over, and its grace period", now());
      become(Doing.THINKING);
    }
  }

  // What happens to it while the fleet runs.

  /** One too many: ends its turn, hangs up and takes no part until it {@linkplain #comeBack comes back}. */
  final void rest() {
    resting = true;
    if (!inTurn() && doing() != Doing.BOOTING && doing() != Doing.GONE) {
      fallAsleep();
    }
  }

  @Override
  final void goOnOrRest(long overNanos, TurnOutcome outcome) {
    if (resting) {
      fallAsleep();
    } else {
      goOn(overNanos, outcome);
    }
  }

  private void fallAsleep() {
    become(Doing.RESTING);
    hangUp();
  }

  /** Takes part again; {@code nanos} is when that was meant to happen. */
  final void comeBack(long nanos) {
    resting = false;
    if (doing() == Doing.RESTING) {
      intend(nanos);
      beginWith(now());
    }
  }

  /** Whether somebody else may lay a hand on the device: it is on, and has a user who takes part. */
  final boolean canBeTouched() {
    return switch (doing()) {
      case BOOTING, RESTING, GONE -> false;
      default -> true;
    };
  }

  /** The connection breaks, in the middle of whatever is going on, and not by the server's fault. */
  final void loseConnection() {
    switch (doing()) {
      case GONE, RESTING, BOOTING -> {}
      case IN_TURN -> {
        long nowNanos = now();
        end(TurnOutcome.ABORTED, "the connection was cut on purpose", nowNanos);
        hangUp();
        failed();
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
    if (doing() == Doing.GONE || doing() == Doing.RESTING || !hasDevice()) {
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

  @Override
  void leave() {
    if (doing() == Doing.GONE) {
      return;
    }
    if (doing() == Doing.BOOTING && bootProblem != null) {
      // It never got as far as a turn: say so as a turn, or the report would show nothing at all.
      ledger.begin(intendedNanos(), now(), "");
      ledger.end(TurnOutcome.REFUSED, "the device could not boot: " + bootProblem, now());
    }
    become(Doing.GONE);
    ledger.left(now());
    commentary().gone(now());
    if (hasDevice()) {
      device().switchOff();
    }
    host.onLeft();
  }

  @Override
  void onTimer() {
    switch (doing()) {
      case BOOTING -> {
        if (bootProblem == null) {
          bootProblem = "it was not ready within " + Timeouts.inWords(host.scenario().timeouts().bootNanos());
        }
        leave();
      }
      case THINKING -> beginTurn(intendedNanos());
      case WAITING_FOR_SILENCE -> {
        ledger.event("hung up: the device did not get idle");
        hangUp();
        become(Doing.THINKING, now() + NEXT_ATTEMPT_NANOS);
      }
      case IN_TURN -> running().onPatienceOver(lastHeardNanos());
      case HANGING_UP -> onHungUp(intendedNanos());
      case HELD_BACK, FREE, RESTING, WAITING_TO_CONNECT, OPENING, REOPENING, STAYING, GONE -> {}
    }
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

  // What of all that the device tells makes a user do something else.

  @Override
  public final void onReady(long nowNanos) {
    if (doing() == Doing.BOOTING) {
      ledger.ready(intendedNanos(), nowNanos);
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
  public final void onChannelFailed(ChannelFailure failure, long nowNanos) {
    if (failure.stage() == ChannelFailure.Stage.CONNECT) {
      host.pace().overloaded();
    }
    super.onChannelFailed(failure, nowNanos);
  }
}
