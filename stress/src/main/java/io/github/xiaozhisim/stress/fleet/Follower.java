package io.github.xiaozhisim.stress.fleet;

import io.github.xiaozhisim.stress.turn.Turn;

/**
 * Is told, line by line, what one device and its user say, hear and do, for as long as somebody follows them. On the
 * device's thread: must not wait.
 */
public interface Follower {

  /**
   * Something happened; never called for a packet of sound.
   *
   * @param nowNanos by the devices' clock
   * @param english as people read it; what came from a server may be anything, cut to some hundred characters
   * @param chinese the same
   * @param fact the same for programs, as far as they need it
   */
  void on(Kind kind, long nowNanos, String english, String chinese, Fact fact);

  /** A turn has ended; {@link #on} says the same in words. */
  default void turnEnded(Turn turn) {}

  /** Who does what to whom. */
  enum Kind {
    /** From the device to the server. */
    OUT,
    /** From the server. */
    IN,
    /** The device is in another state. */
    STATE,
    /** What the user does. */
    USER,
    /** What the user hears. */
    HEARD,
    /** What went wrong. */
    ERROR,
    /** The device has left, or was never there; nothing follows. */
    GONE
  }
}
