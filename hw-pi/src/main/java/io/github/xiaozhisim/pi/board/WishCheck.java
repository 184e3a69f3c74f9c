package io.github.xiaozhisim.pi.board;

import static io.github.xiaozhisim.device.DeviceState.CONNECTING;
import static io.github.xiaozhisim.device.DeviceState.IDLE;
import static io.github.xiaozhisim.device.DeviceState.LISTENING;
import static io.github.xiaozhisim.device.DeviceState.SPEAKING;

import io.github.xiaozhisim.device.Device;
import io.github.xiaozhisim.device.DeviceState;
import java.util.Set;

/**
 * Tells a person why nothing will happen. The device itself ignores what its state does not allow, as the chip does; the
 * rules are its own, see {@code Inputs}. On the device's thread.
 */
final class WishCheck {

  /** What is being set up by the chat button, too. */
  private static final Set<DeviceState> BUTTON_WORKS =
      Set.of(IDLE, LISTENING, SPEAKING, DeviceState.ACTIVATING, DeviceState.WIFI_CONFIGURING, DeviceState.AUDIO_TESTING);

  private final Device device;
  private final EventReporter reporter;

  WishCheck(Device device, EventReporter reporter) {
    this.device = device;
    this.reporter = reporter;
  }

  boolean mayConnect() {
    if (device.channelOpen()) {
      return no("the device is connected already");
    }
    return device.state() == IDLE || no(Wording.notReady(device.state()));
  }

  boolean mayToggle() {
    return BUTTON_WORKS.contains(device.state()) || no(Wording.notReady(device.state()));
  }

  boolean mayPress() {
    boolean works = device.state() != LISTENING && device.state() != DeviceState.AUDIO_TESTING;
    return (works && mayToggle()) || (!works && no(Wording.notReady(device.state())));
  }

  boolean mayRelease() {
    return switch (device.state()) {
      case LISTENING, CONNECTING, AUDIO_TESTING -> true;
      default -> no("nothing is held: the device does not listen");
    };
  }

  boolean mayType() {
    return device.state() == IDLE || device.state() == LISTENING || no(Wording.notReady(device.state()));
  }

  boolean mayWake() {
    return switch (device.state()) {
      case IDLE, SPEAKING, LISTENING -> true;
      default -> no(Wording.notReady(device.state()));
    };
  }

  boolean mayAbort() {
    return device.channelOpen() || no("there is nothing to abort: the device is not connected");
  }

  boolean mayHangUp() {
    boolean some = device.channelOpen() || device.state() == CONNECTING || device.state() == LISTENING;
    return some || no("there is no connection to drop");
  }

  private boolean no(String why) {
    reporter.problem(why);
    return false;
  }
}
