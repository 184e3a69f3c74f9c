package io.github.xiaozhisim.stress.fleet;

import io.github.xiaozhisim.hal.Scheduler;
import io.github.xiaozhisim.hal.Timer;
import io.github.xiaozhisim.stress.measure.ErrorTally;
import io.github.xiaozhisim.stress.turn.Journal;
import io.github.xiaozhisim.stress.turn.TurnRecorder;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The part of a fleet that lives on one event loop: devices {@code first}, {@code first + step}, … . Switches each on
 * at its arrival, ends them after the duration. All methods on the loop's thread unless said otherwise.
 */
final class FleetLoop {

  /** 5,000 devices a second, in steps of at most a tenth of a second when the loop is late. */
  private static final int CLOSED_PER_MILLI = 5;

  private static final int CLOSED_AT_ONCE = 500;

  private static final long CLOSE_EVERY_NANOS = 1_000_000;

  private final Scenario scenario;
  private final Cast cast;
  private final Roster roster;
  private final Scheduler scheduler;
  private final DeviceFactory factory;
  private final TurnRecorder recorder;
  private final Journal journal;
  private final ErrorTally errors;
  private final int first;
  private final int step;
  private final Runnable onEmpty;
  private final Runnable onUserLeft = this::onUserLeft;

  private final List<User> users = new ArrayList<>();
  private final ConnectPace pace;
  private int next;
  private int gone;
  private boolean closing;
  private long closingNanos;
  private long hungUp;
  private int hangUps;
  private boolean emptied;
  private long startNanos;

  FleetLoop(
      Scenario scenario,
      Cast cast,
      Roster roster,
      Scheduler scheduler,
      DeviceFactory factory,
      TurnRecorder recorder,
      Journal journal,
      ErrorTally errors,
      int first,
      int step,
      Runnable onEmpty) {
    this.scenario = scenario;
    this.cast = cast;
    this.roster = roster;
    this.scheduler = scheduler;
    this.factory = factory;
    this.recorder = recorder;
    this.journal = journal;
    this.errors = errors;
    this.first = first;
    this.next = first;
    this.step = step;
    this.onEmpty = onEmpty;
    this.pace = new ConnectPace(scheduler, recorder, scenario.rampUp().connectsPerSecond() / step);
  }

  /** Begins with the devices that are due; {@code at} is the fleet's zero. */
  void start(long at) {
    startNanos = at;
    Timer[] arrivals = new Timer[1];
    arrivals[0] = scheduler.timer(() -> switchOnDue(arrivals[0]));
    switchOnDue(arrivals[0]);
    Extent extent = scenario.extent();
    if (extent.durationNanos() > 0) {
      long end = startNanos + extent.durationNanos();
      List<Wave> waves = scenario.waves();
      for (int i = 0; i < waves.size(); i++) {
        int wave = i;
        scheduler.at(startNanos + waves.get(i).atNanos(), () -> rise(wave));
      }
      scheduler.at(end, this::close);
      scheduler.at(end + extent.graceNanos(), () -> abort("the run was over and its grace period, too"));
    }
  }

  private void switchOnDue(Timer arrivals) {
    long nowNanos = scheduler.clock().nowNanos();
    while (!closing && next < scenario.devices()) {
      long arrivalNanos = startNanos + scenario.rampUp().offsetNanos(next);
      if (arrivalNanos > nowNanos) {
        arrivals.arm(arrivalNanos);
        return;
      }
      switchOn(next, arrivalNanos);
      next += step;
    }
    checkEmpty();
  }

  private void switchOn(int index, long arrivalNanos) {
    Ledger ledger = new Ledger(index, scenario.equipment().boards().name(index), scheduler.clock(), recorder, journal, errors);
    Persona persona = cast.persona(index);
    User user =
        persona.silent()
            ? new SilentUser(scenario, persona, scheduler, ledger, pace, onUserLeft)
            : new Talker(scenario, persona, scheduler, ledger, pace, onUserLeft);
    users.add(user);
    user.start(factory.make(roster.member(index), scheduler, user), arrivalNanos);
  }

  /** How fast these devices connect. */
  ConnectPace pace() {
    return pace;
  }

  /** The devices that are here now, in order. */
  List<Presence> present() {
    return users.stream().map(User::presence).filter(Objects::nonNull).toList();
  }

  /** Tells what happens to this device from now on, until it leaves or {@link #unfollow}; only that when it is not here. */
  void follow(int device, Follower follower) {
    Commentary commentary = new LineByLine(follower);
    User user = user(device);
    if (user == null || user.hasLeft()) {
      commentary.gone(scheduler.clock().nowNanos());
    } else {
      user.comment(commentary);
    }
  }

  void unfollow(int device) {
    User user = user(device);
    if (user != null) {
      user.comment(Commentary.NONE);
    }
  }

  private @Nullable User user(int device) {
    for (User user : users) {
      if (user.ledger.device() == device) {
        return user;
      }
    }
    return null;
  }

  /** A wave: the silent devices that are in it talk now. */
  private void rise(int wave) {
    for (int i = 0; i < users.size(); i++) {
      if (cast.isInWave(scenario.waves(), wave, first + i * step) && users.get(i) instanceof SilentUser silent) {
        silent.speakUp();
      }
    }
  }

  private void onUserLeft() {
    gone++;
    checkEmpty();
  }

  private void checkEmpty() {
    boolean allCame = closing || next >= scenario.devices();
    if (allCame && gone == users.size() && !emptied) {
      emptied = true;
      onEmpty.run();
    }
  }

  /** No device is switched on and no turn begins any more; devices leave one after the other. */
  void close() {
    closing = true;
    for (User user : users) {
      user.lastTurn();
    }
    hangUp();
  }

  /** All turns are over now, as aborted; devices leave one after the other. */
  void abort(String why) {
    closing = true;
    for (User user : users) {
      user.abortTurn(why);
    }
    hangUp();
  }

  /** How long so many devices of a loop take to leave. */
  static long leavingNanos(int devices) {
    return Math.ceilDiv(devices, CLOSED_PER_MILLI) * CLOSE_EVERY_NANOS;
  }

  private void hangUp() {
    closingNanos = scheduler.clock().nowNanos();
    hungUp = 0;
    hangUpNext(0, ++hangUps);
  }

  /** A whole fleet that hangs up in one moment would be a load of its own, for both sides. */
  private void hangUpNext(int from, int number) {
    if (number != hangUps) {
      return; // begun anew, for those whose turns have been aborted meanwhile
    }
    long millis = (scheduler.clock().nowNanos() - closingNanos) / 1_000_000;
    long due = Math.min((millis + 1) * CLOSED_PER_MILLI - hungUp, CLOSED_AT_ONCE);
    int goneBefore = gone;
    int at = from;
    while (at < users.size() && gone - goneBefore < due) {
      users.get(at++).close();
    }
    hungUp += gone - goneBefore;
    int rest = at;
    if (rest < users.size()) {
      scheduler.after(CLOSE_EVERY_NANOS, () -> hangUpNext(rest, number));
    }
    checkEmpty();
  }
}
