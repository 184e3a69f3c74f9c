package io.github.xiaozhisim.device;

/**
 * The state of one device and the only way to change it. A change that the table forbids is refused, and most callers
 * do not care; staying in a state is no change. // firmware: class DeviceStateMachine
 */
final class StateMachine {

  /** Hears of a change while it is made, before anything acts on it. */
  interface Listener {
    void onChanged(DeviceState from, DeviceState to);
  }

  private final Listener listener;
  private DeviceState state = DeviceState.UNKNOWN;
  private boolean frozen;

  StateMachine(Listener listener) {
    this.listener = listener;
  }

  DeviceState state() {
    return state;
  }

  boolean is(DeviceState expected) {
    return state == expected;
  }

  /** Opening the channel, listening or speaking. */
  boolean inConversation() {
    return switch (state) {
      case CONNECTING, LISTENING, SPEAKING -> true;
      default -> false;
    };
  }

  /** Goes to {@code to}; false when the table forbids it, and nothing has happened. // firmware: SetDeviceState */
  boolean set(DeviceState to) {
    DeviceState from = state;
    if (from == to) {
      return true;
    }
    if (frozen || !Transitions.allowed(from, to)) {
      return false;
    }
    state = to;
    listener.onChanged(from, to);
    return true;
  }

  /** The device is off: no change any more. */
  void freeze() {
    frozen = true;
  }
}
