package io.github.xiaozhisim.device;

import static io.github.xiaozhisim.device.DeviceState.ACTIVATING;
import static io.github.xiaozhisim.device.DeviceState.IDLE;
import static io.github.xiaozhisim.device.DeviceState.STARTING;
import static io.github.xiaozhisim.device.DeviceState.WIFI_CONFIGURING;

import io.github.xiaozhisim.device.boot.BootSequence;
import io.github.xiaozhisim.hal.Board.PowerLevel;
import io.github.xiaozhisim.hal.network.OpenFailure;
import org.jspecify.annotations.Nullable;

/**
 * From "the network is there" to "ready to talk": runs the {@link BootSequence}, shows what it meets, hands over the
 * transport it chose. // firmware: ActivationTask, HandleActivationDoneEvent
 */
final class Activation implements BootSequence.Events {

  private static final String DIGITS = "0123456789";

  private final DeviceParts parts;
  private final @Nullable StatusBar statusBar;
  private final ServerLink link;
  private @Nullable BootSequence running;
  private boolean ranBefore;
  private boolean wasReady;

  Activation(DeviceParts parts, ServerLink link, @Nullable StatusBar statusBar) {
    this.parts = parts;
    this.statusBar = statusBar;
    this.link = link;
  }

  /** firmware: HandleNetworkConnectedEvent; a second request while the task runs is only logged */
  void networkConnected() {
    if (!parts.states().is(STARTING) && !parts.states().is(WIFI_CONFIGURING)) {
      return;
    }
    parts.states().set(ACTIVATING);
    if (running == null) {
      BootSequence sequence = new BootSequence(parts.board(), parts.config(), new Upgrades(parts, link), this);
      running = sequence;
      if (ranBefore) {
        sequence.startWithoutAssets();
      } else {
        ranBefore = true;
        sequence.start();
      }
    }
  }

  /** firmware: HandleActivationDoneEvent */
  void done() {
    parts.states().set(IDLE);
    parts.screen().activated(parts.config().firmwareVersion());
    parts.board().powerLevel(PowerLevel.LOW_POWER);
    parts.loop().schedule(() -> parts.sounds().play("success")); // firmware: the device is idle before that holds it up
    if (!wasReady) {
      wasReady = true;
      parts.observer().onReady(parts.nowNanos());
    }
  }

  void cancel() {
    if (running != null) {
      running.cancel();
    }
  }

  /** The device has entered idle. // firmware: a button may do that while the task runs */
  void idleEntered() {
    BootSequence now = running;
    if (now != null) {
      now.idleEntered();
    }
  }

  @Override
  public boolean idle() {
    return parts.states().is(IDLE);
  }

  @Override
  public void onProblem(String what) {
    parts.observer().onBootProblem(what, parts.nowNanos());
  }

  @Override
  public void onUnreachable(OpenFailure failure) {
    parts.observer().onBootUnreachable(failure, parts.nowNanos());
  }

  @Override
  public void onRequestFailed(int failures) {
    parts.screen().alert("ERROR", "CHECK_NEW_VERSION_FAILED", "cloud_off");
    parts.sounds().playAside("exclamation");
  }

  @Override
  public void onActivationCode(String code, String message, Runnable shown) {
    parts.observer().onActivationCode(code, message, parts.nowNanos());
    parts.observer().onBootProblem("the server asks for activation with code " + code, parts.nowNanos());
    parts.screen().alert("ACTIVATION", message.isEmpty() ? code : message, "link");
    parts.sounds().playAside("activation", () -> sayDigits(code, 0, shown));
  }

  /** firmware: ShowActivationCode; what is no digit is passed over */
  private void sayDigits(String code, int from, Runnable said) {
    for (int i = from; i < code.length(); i++) {
      if (DIGITS.indexOf(code.charAt(i)) >= 0) {
        int next = i + 1;
        parts.sounds().playAside(code.substring(i, next), () -> sayDigits(code, next, said));
        return;
      }
    }
    said.run();
  }

  @Override
  public void onServerTime(long millis) {
    if (statusBar != null) {
      statusBar.serverTime(millis);
    }
  }

  @Override
  public boolean onFault(String rule, String detail) {
    return parts.whole().crash(rule, detail);
  }

  @Override
  public void onBooted(BootSequence.Transport transport) {
    running = null;
    link.initialize(transport, () -> parts.loop().raiseNow(DeviceEvent.ACTIVATION_DONE));
  }
}
