package io.github.xiaozhisim.device;

import static io.github.xiaozhisim.device.DeviceState.ACTIVATING;
import static io.github.xiaozhisim.device.DeviceState.IDLE;
import static io.github.xiaozhisim.device.DeviceState.STARTING;
import static io.github.xiaozhisim.device.DeviceState.WIFI_CONFIGURING;

import io.github.xiaozhisim.device.boot.BootSequence;
import io.github.xiaozhisim.hal.Board.PowerLevel;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * From "the network is there" to "ready to talk": runs the {@link BootSequence}, shows what it meets, hands over the
 * transport it chose. // firmware: ActivationTask, HandleActivationDoneEvent
 */
final class Activation implements BootSequence.Events {

  private final DeviceParts parts;
  private final Consumer<BootSequence.Transport> initializeProtocol;
  private @Nullable BootSequence running;
  private boolean wasReady;

  /** {@code initializeProtocol} is told the transport once it is known. // firmware: InitializeProtocol */
  Activation(DeviceParts parts, Consumer<BootSequence.Transport> initializeProtocol) {
    this.parts = parts;
    this.initializeProtocol = initializeProtocol;
  }

  /** firmware: HandleNetworkConnectedEvent; a second request while the task runs is only logged */
  void networkConnected() {
    if (!parts.states().is(STARTING) && !parts.states().is(WIFI_CONFIGURING)) {
      return;
    }
    parts.states().set(ACTIVATING);
    if (running == null) {
      BootSequence sequence = new BootSequence(parts.board(), parts.config(), this);
      running = sequence;
      sequence.start();
    }
  }

  /** firmware: HandleActivationDoneEvent */
  void done() {
    parts.states().set(IDLE);
    parts.screen().activated(parts.config().firmwareVersion());
    parts.board().powerLevel(PowerLevel.LOW_POWER);
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

  @Override
  public void onProblem(String what) {
    parts.observer().onBootProblem(what, parts.nowNanos());
    parts.screen().alert("ERROR", what, "cloud_off");
  }

  @Override
  public void onActivationCode(String code, String message) {
    parts.observer().onBootProblem("the server asks for activation with code " + code, parts.nowNanos());
    parts.screen().alert("ACTIVATION", message.isEmpty() ? code : message, "link");
  }

  @Override
  public void onServerTime(long millis) {
    // kept by boards that show a clock; the device itself reckons in its own time
  }

  @Override
  public void onBooted(BootSequence.Transport transport) {
    running = null;
    initializeProtocol.accept(transport);
    parts.loop().raiseNow(DeviceEvent.ACTIVATION_DONE);
  }
}
