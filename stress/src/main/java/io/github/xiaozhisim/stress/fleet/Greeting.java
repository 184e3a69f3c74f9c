package io.github.xiaozhisim.stress.fleet;

import io.github.xiaozhisim.device.protocol.ServerMessage;
import io.github.xiaozhisim.hal.Scheduler;
import io.github.xiaozhisim.hal.Timer;

/**
 * What comes between a wake word and the question: many servers greet, some do not. The user waits a moment for a
 * greeting, hears it out and then speaks. Lives until the user speaks; on the device's thread.
 */
final class Greeting {

  /** Who has called a device by its name looks up for so long. */
  private static final long MOMENT_NANOS = 1_000_000_000L;

  /** From the end of a greeting to the question. */
  private static final long BREATH_NANOS = 300_000_000L;

  private final Timer speak;
  private final Scheduler scheduler;
  private boolean greeting;

  /** {@code speak}: now it is the user's turn. */
  Greeting(Scheduler scheduler, Runnable speak) {
    this.scheduler = scheduler;
    this.speak = scheduler.timer(speak);
  }

  /** The microphone is open. */
  void onCaptureStarted() {
    if (!greeting) {
      speakIn(MOMENT_NANOS);
    }
  }

  void onMessageReceived(ServerMessage message) {
    switch (message) {
      case ServerMessage.TtsStart _ -> {
        greeting = true;
        speak.cancel();
      }
      case ServerMessage.TtsStop _, ServerMessage.Hush _ -> {
        if (greeting) {
          greeting = false;
          speakIn(BREATH_NANOS);
        }
      }
      default -> {} // some servers tell what they understood of the wake word
    }
  }

  /** What there was to hear has been heard, later than the server said that it was over. */
  void onPlaybackDrained() {
    if (speak.armed()) {
      speakIn(BREATH_NANOS);
    }
  }

  void cancel() {
    speak.cancel();
  }

  private void speakIn(long nanos) {
    speak.arm(scheduler.clock().nowNanos() + nanos);
  }
}
