package io.github.xiaozhisim.pi.session;

import io.github.xiaozhisim.device.DeviceState;

/** Something that happened to a device, for people. {@code atNanos} is the device's clock. */
public sealed interface SessionEvent {

  long atNanos();

  record StateChanged(long atNanos, DeviceState from, DeviceState to) implements SessionEvent {}

  /** A control message to the server; {@code text} is what it says, short. */
  record Sent(long atNanos, String kind, String text) implements SessionEvent {}

  /** A control message of the server. */
  record Received(long atNanos, String kind, String text) implements SessionEvent {}

  /** A tool was called, with its arguments and what came of it; by the server or by hand. */
  record ToolCalled(long atNanos, String tool, String arguments, String result, boolean failed)
      implements SessionEvent {}

  /** What the user said, as the server understood it. */
  record Understood(long atNanos, String text) implements SessionEvent {}

  /** A sentence of the answer begins. */
  record Spoken(long atNanos, String text) implements SessionEvent {}

  /** The face has changed. */
  record Emotion(long atNanos, String name) implements SessionEvent {}

  /** Something the device shows for a while, such as an activation code. */
  record Notice(long atNanos, String text) implements SessionEvent {}

  /** A turn ended. */
  record TurnEnded(long atNanos, TurnAccount turn) implements SessionEvent {}

  /** Something went wrong, in a sentence with what to do; the device goes on. */
  record Problem(long atNanos, String text) implements SessionEvent {}

  /** What was wrong is well again, such as a sound card that is back. */
  record Recovered(long atNanos, String text) implements SessionEvent {}
}
