package io.github.xiaozhisim.stress.fleet;

import io.github.xiaozhisim.hal.Scheduler;
import io.github.xiaozhisim.hal.Timer;
import io.github.xiaozhisim.stress.arrivals.Schedule;
import io.github.xiaozhisim.stress.measure.ErrorTally;
import io.github.xiaozhisim.stress.turn.Journal;
import io.github.xiaozhisim.stress.turn.TurnRecorder;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The part of a fleet that lives on one event loop: devices {@code first}, {@code first + step}, … . Switches each on
 * when it is to come, sends those home that are too many, ends them after the duration. All methods on the loop's
 * thread unless said otherwise.
 */
final class FleetLoop implements Host {

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

  /** Those that have been switched on, in the order of their devices. */
  private final List<User> users = new ArrayList<>();

  private final ConnectPace pace;
  private final Leaving leaving;
  private final @Nullable Dispatch dispatch;
  private final Timer joining;

  /** Devices with a lower number take part. */
  private int level;

  /** The next one to take part, of those of this loop; all before it do. */
  private int next;

  /** When device {@code joinFrom} joins; the others of the same level one after the other. */
  private long joinNanos;

  private int joinFrom;
  private int gone;
  private long startNanos;
  private boolean paused;
  private boolean closing;
  private volatile boolean empty;

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
    this.leaving = new Leaving(scheduler, users, () -> gone);
    OpenModel open = scenario.open();
    this.dispatch = open == null ? null : new Dispatch(this, open, recorder, errors, first, step);
    this.joining = scheduler.timer(this::joinDue);
  }

  /** Begins with the devices that are due; {@code at} is the fleet's zero. */
  void start(long at) {
    startNanos = at;
    level = scenario.devices();
    joinNanos = at;
    joinDue();
    OpenModel open = scenario.open();
    if (dispatch != null && open != null) {
      dispatch.begin(open.schedule(), at + scenario.rampUp().nanosFor(scenario.devices()));
    }
    List<Wave> waves = scenario.waves();
    for (int i = 0; i < waves.size(); i++) {
      int wave = i;
      scheduler.at(startNanos + waves.get(i).atNanos(), () -> rise(wave));
    }
    Extent extent = scenario.extent();
    if (extent.durationNanos() > 0) {
      long end = startNanos + extent.durationNanos();
      scheduler.at(end, this::close);
      scheduler.at(end + extent.graceNanos(), this::overdue);
    }
  }

  // Who takes part.

  /** From now on the devices below {@code devices} take part; who is too many ends what it does, hangs up and rests. */
  void level(int devices) {
    if (closing || devices == level) {
      return;
    }
    if (devices < level) {
      for (int i = place(devices); i < users.size(); i++) {
        users.get(i).rest();
      }
      next = Math.min(next, first + place(devices) * step);
    } else {
      joinNanos = scheduler.clock().nowNanos();
      joinFrom = Math.min(level, next);
    }
    level = devices;
    joinDue();
  }

  /** How many devices of this loop have a lower number. */
  private int place(int index) {
    return Math.ceilDiv(Math.max(0, index - first), step);
  }

  private void joinDue() {
    long nowNanos = scheduler.clock().nowNanos();
    while (!closing && next < level) {
      long dueNanos = joinNanos + scenario.rampUp().nanosFor(next - joinFrom);
      if (dueNanos > nowNanos) {
        joining.arm(dueNanos);
        return;
      }
      if (place(next) < users.size()) {
        users.get(place(next)).comeBack(dueNanos);
      } else {
        switchOn(next, dueNanos);
      }
      next += step;
    }
    checkEmpty();
  }

  private void switchOn(int index, long dueNanos) {
    String board = scenario.equipment().boards().name(index);
    Ledger ledger = new Ledger(index, board, scheduler.clock(), recorder, journal, errors);
    Persona persona = cast.persona(index);
    User user = persona.silent() ? new SilentUser(this, persona, ledger) : new Talker(this, persona, ledger);
    users.add(user);
    user.start(factory.make(roster.member(index), scheduler, user), dueNanos);
  }

  /** The devices that are here now, in order. */
  List<Presence> present() {
    return users.stream().map(User::presence).filter(Objects::nonNull).toList();
  }

  /**
   * Tells what happens to this device from now on, until it leaves or {@link #unfollow}; only that when it is not here.
   */
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
      user.hold(false);
    }
  }

  /** Somebody does something with this device. */
  Touch.Outcome touch(int device, Touch touch) {
    User user = user(device);
    return user == null ? Touch.Outcome.NOBODY : HandOnUser.touch(user, touch);
  }

  /** How this device is; null when it is not here. */
  @Nullable Presence look(int device) {
    User user = user(device);
    return user == null ? null : user.presence();
  }

  private @Nullable User user(int device) {
    return place(device) < users.size() ? users.get(place(device)) : null;
  }

  /** A wave: to the devices that are in it, it happens now. */
  private void rise(int wave) {
    if (closing) {
      return;
    }
    for (int i = 0; i < users.size(); i++) {
      int index = first + i * step;
      if (cast.isInWave(scenario.waves(), wave, index)) {
        User user = users.get(i);
        switch (scenario.waves().get(wave).kind()) {
          case SPEAK -> {
            if (user instanceof SilentUser silent) {
              silent.speakUp();
            }
          }
          case CUT -> user.loseConnection();
          case POWER -> user.losePower(() -> factory.make(roster.member(index), scheduler, user));
        }
      }
    }
  }

  // When conversations come.

  /** In the open model: from now on by {@code schedule}, which counts from the fleet's zero. */
  void arrivals(Schedule schedule) {
    if (dispatch != null && !closing) {
      dispatch.begin(schedule, startNanos);
    }
  }

  void pause(boolean yes) {
    paused = yes;
    if (dispatch != null) {
      dispatch.pause(yes);
    }
    if (!yes) {
      users.forEach(User::resume);
    }
  }

  /** Conversations that wait for a device get none any more. */
  void giveUpWaiting() {
    if (dispatch != null) {
      dispatch.giveUpWaiting();
    }
  }

  // The end.

  /** No conversation comes any more; who waits for a device still gets one, and then everybody leaves. */
  private void close() {
    if (dispatch == null) {
      leave();
    } else {
      dispatch.drain(this::leave);
    }
  }

  /** No device is switched on and no turn begins any more; devices leave one after the other. */
  private void leave() {
    if (closing) {
      return;
    }
    closing = true;
    endArrivals();
    for (User user : users) {
      user.lastTurn();
    }
    leaving.begin();
    checkEmpty();
  }

  /** The grace is over, too: turns in which the server hangs have failed, the others are cut short. */
  private void overdue() {
    users.forEach(User::giveUpIfHanging);
    abort("the run was over and its grace period, too");
  }

  /** All turns are over now, as aborted; devices leave one after the other. */
  void abort(String why) {
    closing = true;
    endArrivals();
    for (User user : users) {
      user.abortTurn(why);
    }
    leaving.begin();
    checkEmpty();
  }

  private void endArrivals() {
    if (dispatch != null) {
      dispatch.end();
    }
  }

  /** Everybody has come and left; any thread. */
  boolean isEmpty() {
    return empty;
  }

  private void checkEmpty() {
    boolean now = (closing || next >= level) && gone == users.size();
    if (now != empty) {
      empty = now;
      onEmpty.run();
    }
  }

  // As users see it.

  @Override
  public Scenario scenario() {
    return scenario;
  }

  @Override
  public Scheduler scheduler() {
    return scheduler;
  }

  @Override
  public ConnectPace pace() {
    return pace;
  }

  @Override
  public boolean paused() {
    return paused;
  }

  @Override
  public boolean open() {
    return dispatch != null;
  }

  @Override
  public void onFree(Talker talker) {
    if (dispatch != null && !closing) {
      dispatch.free(talker);
    }
  }

  @Override
  public void onLeft() {
    gone++;
    checkEmpty();
  }
}
