package io.github.xiaozhisim.device;

/** The firmware's states, in its order and with its log names. */
public enum DeviceState {
  UNKNOWN("unknown"),
  STARTING("starting"),
  WIFI_CONFIGURING("wifi_configuring"),
  IDLE("idle"),
  CONNECTING("connecting"),
  LISTENING("listening"),
  SPEAKING("speaking"),
  UPGRADING("upgrading"),
  ACTIVATING("activating"),
  AUDIO_TESTING("audio_testing"),
  /** firmware: exists, but no transition leads to it. */
  FATAL_ERROR("fatal_error");

  private final String logName;

  DeviceState(String logName) {
    this.logName = logName;
  }

  public String logName() {
    return logName;
  }
}
