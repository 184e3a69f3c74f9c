package io.github.xiaozhisim.device.audio;

import io.github.xiaozhisim.hal.Scheduler;
import io.github.xiaozhisim.hal.Timer;
import io.github.xiaozhisim.hal.audio.AudioInput;
import io.github.xiaozhisim.hal.audio.AudioOutput;
import org.jspecify.annotations.Nullable;

/**
 * Turns the codec's input and output off when they have not been used for 15 s, and on again when they are; looks once
 * a second while one is on. // firmware: CheckAndUpdateAudioPowerState
 */
final class CodecPower {

  private static final long SECOND_NANOS = 1_000_000_000L;
  private static final long TIMEOUT_NANOS = 15 * SECOND_NANOS;

  private final Scheduler scheduler;
  private final AudioInput input;
  private final AudioOutput output;
  private final Timer timer;
  private boolean reading;
  private boolean inputOn;
  private boolean outputOn;
  private long lastReadNanos;
  private long lastWriteNanos;

  /** Null where nothing can be switched. */
  static @Nullable CodecPower of(Scheduler scheduler, AudioInput input, AudioOutput output) {
    return input.hasSwitch() || output.hasSwitch() ? new CodecPower(scheduler, input, output) : null;
  }

  CodecPower(Scheduler scheduler, AudioInput input, AudioOutput output) {
    this.scheduler = scheduler;
    this.input = input;
    this.output = output;
    this.timer = scheduler.timer(this::look);
  }

  /** Somebody begins or stops to read the microphone. */
  void reading(boolean on) {
    if (on == reading) {
      return;
    }
    reading = on;
    lastReadNanos = scheduler.clock().nowNanos();
    if (on && !inputOn) {
      inputOn = true;
      input.enabled(true);
      watch();
    }
  }

  /** Something is about to be played. */
  void writing() {
    lastWriteNanos = scheduler.clock().nowNanos();
    if (!outputOn) {
      outputOn = true;
      output.enabled(true);
      watch();
    }
  }

  /** The device is off; so is its codec. */
  void stop() {
    timer.cancel();
    reading = false;
    if (inputOn) {
      inputOn = false;
      input.enabled(false);
    }
    if (outputOn) {
      outputOn = false;
      output.enabled(false);
    }
  }

  private void watch() {
    if (!timer.armed()) {
      timer.arm(scheduler.clock().nowNanos() + SECOND_NANOS);
    }
  }

  private void look() {
    long now = scheduler.clock().nowNanos();
    if (reading || (outputOn && !output.drained())) {
      lastReadNanos = reading ? now : lastReadNanos;
      lastWriteNanos = outputOn && !output.drained() ? now : lastWriteNanos;
    }
    if (inputOn && now - lastReadNanos > TIMEOUT_NANOS) {
      inputOn = false;
      input.enabled(false);
    }
    // firmware: both share a clock on a duplex codec, so the output stays on with the input
    if (outputOn && now - lastWriteNanos > TIMEOUT_NANOS && !(output.duplex() && inputOn)) {
      outputOn = false;
      output.enabled(false);
    }
    if (inputOn || outputOn) {
      watch();
    }
  }
}
