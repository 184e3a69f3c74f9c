package io.github.xiaozhisim.stress.fleet;

import io.github.xiaozhisim.device.DeviceState;

/**
 * What one line about a device says, for programs: its words are for people and may be worded anew at any time, this
 * stays as it is. What came from a server may be anything, cut to some hundred characters.
 */
public sealed interface Fact {

  /** Nothing beyond the words. */
  Fact NONE = new Worded();

  /** Nothing beyond the words; use {@link #NONE}. */
  record Worded() implements Fact {}

  /** The device is in another state. */
  record Moved(DeviceState from, DeviceState to) implements Fact {}

  /** A control message went to the server. */
  record Sent(String kind) implements Fact {}

  /**
   * One came from the server.
   *
   * @param text what it says to a person, or what it is about; empty where its kind says it all
   */
  record Received(String kind, String text) implements Fact {}

  /** All has been said, or typed, that the user had to say in this turn. */
  record Spoken() implements Fact {}

  /** @param byHand somebody else had the user take this turn */
  record TurnEnded(int number, boolean byHand) implements Fact {}
}
