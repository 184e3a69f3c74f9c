package io.github.xiaozhisim.stress.fleet;

import io.github.xiaozhisim.device.DeviceState;
import io.github.xiaozhisim.device.protocol.ServerMessage;
import io.github.xiaozhisim.stress.turn.Turn;

/**
 * What can be said about a device that somebody follows; nothing is said about all others. On the device's thread, and
 * never for a packet of sound.
 */
interface Commentary {

  /** Of a device that nobody follows. */
  Commentary NONE = new Commentary() {};

  default void turnBegins(Turn turn, boolean typed, long nowNanos) {}

  /** With its outcome; {@code byHand}: somebody else had the user take it. */
  default void turnEnds(Turn turn, boolean byHand, long nowNanos) {}

  default void moved(DeviceState from, DeviceState to, long nowNanos) {}

  default void connects(long nowNanos) {}

  default void connected(long nowNanos) {}

  default void sent(String kind, long nowNanos) {}

  default void received(ServerMessage message, long nowNanos) {}

  default void beginsToSpeak(long nowNanos) {}

  default void hasSpoken(long nowNanos) {}

  default void hearsFirstSound(long nowNanos) {}

  default void hearsGap(long lengthNanos, long nowNanos) {}

  default void heardAll(long nowNanos) {}

  /** @param where a word before the sentence, or nothing */
  default void wrong(String where, String what, long nowNanos) {}

  /** The device has left, or was never there. */
  default void gone(long nowNanos) {}
}
