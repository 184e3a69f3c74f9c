package io.github.xiaozhisim.device;

import static io.github.xiaozhisim.device.DeviceState.ACTIVATING;
import static io.github.xiaozhisim.device.DeviceState.AUDIO_TESTING;
import static io.github.xiaozhisim.device.DeviceState.CONNECTING;
import static io.github.xiaozhisim.device.DeviceState.IDLE;
import static io.github.xiaozhisim.device.DeviceState.LISTENING;
import static io.github.xiaozhisim.device.DeviceState.SPEAKING;
import static io.github.xiaozhisim.device.DeviceState.STARTING;
import static io.github.xiaozhisim.device.DeviceState.UPGRADING;
import static io.github.xiaozhisim.device.DeviceState.WIFI_CONFIGURING;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/** Which state may follow which. // firmware: IsValidTransition */
public final class Transitions {

  private static final Map<DeviceState, Set<DeviceState>> ALLOWED = new EnumMap<>(DeviceState.class);

  static {
    ALLOWED.put(DeviceState.UNKNOWN, EnumSet.of(STARTING));
    ALLOWED.put(STARTING, EnumSet.of(WIFI_CONFIGURING, ACTIVATING));
    ALLOWED.put(WIFI_CONFIGURING, EnumSet.of(ACTIVATING, AUDIO_TESTING));
    ALLOWED.put(IDLE, EnumSet.of(WIFI_CONFIGURING, CONNECTING, LISTENING, SPEAKING, UPGRADING, ACTIVATING));
    ALLOWED.put(CONNECTING, EnumSet.of(IDLE, LISTENING));
    ALLOWED.put(LISTENING, EnumSet.of(IDLE, SPEAKING));
    ALLOWED.put(SPEAKING, EnumSet.of(IDLE, LISTENING));
    ALLOWED.put(UPGRADING, EnumSet.of(IDLE, ACTIVATING));
    ALLOWED.put(ACTIVATING, EnumSet.of(WIFI_CONFIGURING, IDLE, UPGRADING));
    ALLOWED.put(AUDIO_TESTING, EnumSet.of(WIFI_CONFIGURING));
    ALLOWED.put(DeviceState.FATAL_ERROR, EnumSet.noneOf(DeviceState.class));
  }

  private Transitions() {}

  /** Whether {@code to} may follow {@code from}. Staying in a state is not a transition and always allowed. */
  public static boolean allowed(DeviceState from, DeviceState to) {
    return from == to || java.util.Objects.requireNonNull(ALLOWED.get(from)).contains(to);
  }
}
