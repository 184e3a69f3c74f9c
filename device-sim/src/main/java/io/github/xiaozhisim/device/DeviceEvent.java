package io.github.xiaozhisim.device;

/**
 * What wakes the main loop, in the order in which one pass handles it. An event raised twice before a pass reads it
 * counts once: two quick clicks are one toggle. // firmware: 14 event bits, tested in this order
 */
enum DeviceEvent {
  ERROR,
  NETWORK_CONNECTED,
  NETWORK_DISCONNECTED,
  ACTIVATION_DONE,
  STATE_CHANGED,
  PLAYBACK_DRAINED,
  TOGGLE_CHAT,
  START_LISTENING,
  STOP_LISTENING,
  SEND_AUDIO,
  WAKE_WORD,
  VAD_CHANGE;

  static final DeviceEvent[] IN_ORDER = values();

  int bit() {
    return 1 << ordinal();
  }
}
