package io.github.xiaozhisim.device;

import io.github.xiaozhisim.device.protocol.ServerMessage;
import io.github.xiaozhisim.hal.network.CloseReason;
import io.github.xiaozhisim.hal.network.OpenFailure;
import tools.jackson.databind.JsonNode;

/**
 * Sees what a device does, on the device's thread, at the moment it does it. Observers measure, record and decide what
 * the user does next; they may call the device's inputs ({@link Device#toggleChat} and the like), which only queue.
 * Times are the device clock's nanoseconds.
 */
public interface DeviceObserver {

  /** Two observers as one: {@code first} sees everything before {@code second}. */
  static DeviceObserver both(DeviceObserver first, DeviceObserver second) {
    return new BothObservers(first, second);
  }

  /** The state changed; {@code from} differs from {@code to}. */
  default void onStateChanged(DeviceState from, DeviceState to, long nowNanos) {}

  /** The device starts to open the audio channel. */
  default void onChannelOpening(long nowNanos) {}

  /** The transport is connected (WebSocket: 101 received); the hello goes out next. */
  default void onConnected(long nowNanos) {}

  /** The server's hello is in: the channel can be used. */
  default void onChannelOpened(long nowNanos) {}

  /** The channel could not be opened, or broke in use; the device goes back to idle. */
  default void onChannelFailed(ChannelFailure failure, long nowNanos) {}

  /** An open channel was closed by the server or lost. Not called when the device closes it. */
  default void onChannelClosed(CloseReason reason, long nowNanos) {}

  /** A control message left. {@code kind} is its type and state, such as {@code listen start} or {@code abort}. */
  default void onMessageSent(String kind, int bytes, long nowNanos) {}

  /** A control message arrived, before the device acts on it. */
  default void onMessageReceived(ServerMessage message, int bytes, long nowNanos) {}

  /**
   * A request of the server by MCP got its answer, which goes out next.
   *
   * @param request as it came: JSON-RPC
   * @param answer likewise, a result or an error
   */
  default void onMcpAnswered(JsonNode request, String answer, long nowNanos) {}

  /** An audio packet left; {@code bytes} with its framing. */
  default void onAudioSent(int bytes, long nowNanos) {}

  /** An audio packet arrived. {@code accepted} is false when the device is not speaking or its queue is full. */
  default void onAudioReceived(int bytes, boolean accepted, long nowNanos) {}

  /** Capture runs: from now on what is said will be heard by the server. */
  default void onCaptureStarted(long nowNanos) {}

  /** Everything queued for the speaker has been heard. */
  default void onPlaybackDrained(long nowNanos) {}

  /** Something arrived that the protocol does not allow; the device goes on. {@code rule} is a short stable name. */
  default void onViolation(String rule, String detail, long nowNanos) {}

  /** One step of the boot sequence failed and will be tried again or given up. */
  default void onBootProblem(String what, long nowNanos) {}

  /**
   * The server does not know the device and gave it a code, which its user is to enter there. The device shows and says
   * it, and asks again. {@link #onBootProblem} follows with the same in words.
   *
   * @param message what the server wants shown; may be empty
   */
  default void onActivationCode(String code, String message, long nowNanos) {}

  /** A boot request got no answer; {@link #onBootProblem} follows with the same in words. */
  default void onBootUnreachable(OpenFailure failure, long nowNanos) {}

  /** The device plays one of its own sounds, such as {@code popup}; it is queued behind what is already playing. */
  default void onSound(String name, long nowNanos) {}

  /**
   * A file for an upgrade came whole and was thrown away; nothing is ever flashed.
   *
   * @param what {@code firmware} with its version, or {@code assets}
   */
  default void onUpgrade(String what, long bytes, long nowNanos) {}

  /** The device is ready to talk for the first time since it was switched on or restarted. */
  default void onReady(long nowNanos) {}

  /**
   * Here the firmware would have crashed, and so did the device (strict fidelity only). {@code rule} is a short stable
   * name as of {@link #onViolation}. {@link #onPowerOff} follows.
   */
  default void onCrash(String rule, String detail, long nowNanos) {}

  /**
   * The device restarts, as it was told to or because it crashed: from {@code from} it went, without a transition, to
   * {@link DeviceState#UNKNOWN}. Nothing but its settings is left. It boots anew, unless it is configured to stay down.
   */
  default void onPowerOff(DeviceState from, long nowNanos) {}
}
