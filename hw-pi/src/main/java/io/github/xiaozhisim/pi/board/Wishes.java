package io.github.xiaozhisim.pi.board;

import static io.github.xiaozhisim.device.DeviceState.CONNECTING;
import static io.github.xiaozhisim.device.DeviceState.IDLE;
import static io.github.xiaozhisim.device.DeviceState.LISTENING;
import static io.github.xiaozhisim.device.DeviceState.SPEAKING;

import io.github.xiaozhisim.device.Device;
import io.github.xiaozhisim.device.DeviceState;
import io.github.xiaozhisim.pi.session.TurnWatch;
import java.util.Set;

/**
 * Does what a person wishes, or tells why nothing will happen. The device itself ignores what its state does not allow,
 * as the chip does; the rules are its own, see {@code Inputs}. On the device's thread.
 */
final class Wishes {

  /** What is being set up by the chat button, too. */
  private static final Set<DeviceState> BUTTON_WORKS =
      Set.of(
          IDLE, LISTENING, SPEAKING, DeviceState.ACTIVATING, DeviceState.WIFI_CONFIGURING, DeviceState.AUDIO_TESTING);

  private final Device device;
  private final TurnWatch turns;
  private final EventReporter reporter;

  Wishes(Device device, TurnWatch turns, EventReporter reporter) {
    this.device = device;
    this.turns = turns;
    this.reporter = reporter;
  }

  void connect() {
    if (mayConnect()) {
      device.openChannel();
    }
  }

  void toggle() {
    if (mayToggle()) {
      device.toggleChat();
    }
  }

  void press() {
    if (mayPress()) {
      device.pressToTalk();
    }
  }

  void release() {
    if (mayRelease()) {
      device.releaseToTalk();
    }
  }

  void type(String words) {
    if (mayType()) {
      turns.onTurn(words, Double.NaN);
      device.sayText(words);
    }
  }

  void wake(String word) {
    if (!mayWake()) {
      return;
    }
    if (device.state() == IDLE) {
      turns.onTurn(word, Double.NaN); // else it interrupts or hangs up
    }
    if (device.wakeWordDetection()) {
      device.wakeWord(word);
    } else {
      device.wake(word);
    }
  }

  void abort() {
    if (mayAbort()) {
      device.abort();
    }
  }

  void hangUp() {
    if (mayHangUp()) {
      device.hangUp();
    }
  }

  private boolean mayConnect() {
    if (device.channelOpen()) {
      return no("the device is connected already");
    }
    return device.state() == IDLE || no(Wording.notReady(device.state()));
  }

  private boolean mayToggle() {
    return BUTTON_WORKS.contains(device.state()) || no(Wording.notReady(device.state()));
  }

  private boolean mayPress() {
    boolean works = device.state() != LISTENING && device.state() != DeviceState.AUDIO_TESTING;
    return (works && mayToggle()) || (!works && no(Wording.notReady(device.state())));
  }

  private boolean mayRelease() {
    return switch (device.state()) {
      case LISTENING, CONNECTING, AUDIO_TESTING -> true;
      default -> no("nothing is held: the device does not listen");
    };
  }

  private boolean mayType() {
    return device.state() == IDLE || device.state() == LISTENING || no(Wording.notReady(device.state()));
  }

  private boolean mayWake() {
    return switch (device.state()) {
      case IDLE, SPEAKING, LISTENING -> true;
      default -> no(Wording.notReady(device.state()));
    };
  }

  private boolean mayAbort() {
    return device.channelOpen() || no("there is nothing to abort: the device is not connected");
  }

  private boolean mayHangUp() {
    boolean some = device.channelOpen() || device.state() == CONNECTING || device.state() == LISTENING;
    return some || no("there is no connection to drop");
  }

  private boolean no(String why) {
    reporter.problem(why);
    return false;
  }
}
