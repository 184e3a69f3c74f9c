package io.github.xiaozhisim.pi.session;

import io.github.xiaozhisim.device.DeviceObserver;
import io.github.xiaozhisim.device.virtual.VirtualMicrophone;
import io.github.xiaozhisim.device.virtual.VirtualSpeaker;
import io.github.xiaozhisim.hal.Scheduler;
import java.util.function.Consumer;

/**
 * Keeps the account of a person's turns from what device, microphone and loudspeaker tell. Whoever measures implements
 * it; a session does not know how a latency is reckoned. Everything on the device's thread.
 */
public interface TurnWatch
    extends DeviceObserver, VirtualMicrophone.SpeechListener, VirtualSpeaker.SpeakerListener {

  /** Nobody keeps accounts. */
  TurnWatch NONE = new TurnWatch() {};

  /** Makes the account book of a device. */
  @FunctionalInterface
  interface Factory {

    /** @param ended is given every turn that ended, on the scheduler's thread */
    TurnWatch of(Scheduler scheduler, Consumer<TurnAccount> ended);
  }

  /**
   * The person begins a turn by hand; whatever turn ran before is over.
   *
   * @param words what will be said or typed
   * @param speechMillis from the beginning of the speech to its last voiced sample; NaN where it is typed
   */
  default void onTurn(String words, double speechMillis) {}

  /** The person stopped before all had been said: nobody waits for an answer to it. */
  default void onSpeechStopped(long nowNanos) {}

  /** Somebody's voice was in the microphone; told again and again while it lasts. */
  default void onVoice(long fromNanos, long untilNanos) {}

  /** The device has hung up, or was made to: nothing more comes of the conversation. */
  default void onConversationEnded(long nowNanos) {}

  @Override
  default void onSpeechStarted(long nanos) {}

  @Override
  default void onSpeechEnded(long lastVoicedNanos, long endNanos) {}

  /** The device is off: nothing more will be told. */
  default void close() {}
}
