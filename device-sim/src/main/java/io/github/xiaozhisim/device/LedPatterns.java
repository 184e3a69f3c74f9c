package io.github.xiaozhisim.device;

import io.github.xiaozhisim.hal.BoardInfo.LedKind;
import io.github.xiaozhisim.hal.ui.LedPattern;
import io.github.xiaozhisim.hal.ui.LedPattern.Motion;

/** What each kind of light shows in each state. Pure. // firmware: SingleLed, CircularStrip, GpioLed */
public final class LedPatterns {

  private static final int LOW = 4;
  private static final int VOICE = 16;
  private static final int QUIET = 2;
  private static final int RING = 32;
  private static final int FAST_MILLIS = 100;
  private static final int SLOW_MILLIS = 500;
  private static final int FADE_MILLIS = 50;

  private LedPatterns() {}

  /** @param voice whether somebody is heard to speak */
  public static LedPattern of(LedKind kind, DeviceState state, boolean voice) {
    return switch (kind) {
      case NONE -> LedPattern.OFF;
      case RGB -> single(state, voice);
      case RING -> ring(state);
      case GPIO -> plain(state, voice);
    };
  }

  private static LedPattern single(DeviceState state, boolean voice) {
    return switch (state) {
      case STARTING -> colour(0, 0, LOW, Motion.BLINK, FAST_MILLIS);
      case WIFI_CONFIGURING -> colour(0, 0, LOW, Motion.BLINK, SLOW_MILLIS);
      case CONNECTING -> colour(0, 0, LOW, Motion.STEADY, 0);
      case LISTENING, AUDIO_TESTING -> colour(voice ? VOICE : QUIET, 0, 0, Motion.STEADY, 0);
      case SPEAKING -> colour(0, LOW, 0, Motion.STEADY, 0);
      case UPGRADING -> colour(0, LOW, 0, Motion.BLINK, FAST_MILLIS);
      case ACTIVATING -> colour(0, LOW, 0, Motion.BLINK, SLOW_MILLIS);
      case IDLE, UNKNOWN, FATAL_ERROR -> LedPattern.OFF;
    };
  }

  private static LedPattern ring(DeviceState state) {
    return switch (state) {
      case STARTING -> colour(LOW, LOW, RING, Motion.SCROLL, FAST_MILLIS);
      case WIFI_CONFIGURING -> colour(LOW, LOW, RING, Motion.BLINK, SLOW_MILLIS);
      case IDLE -> colour(0, 0, 0, Motion.FADE, FADE_MILLIS);
      case CONNECTING -> colour(LOW, LOW, RING, Motion.STEADY, 0);
      case LISTENING, AUDIO_TESTING -> colour(RING, LOW, LOW, Motion.STEADY, 0);
      case SPEAKING -> colour(LOW, RING, LOW, Motion.STEADY, 0);
      case UPGRADING -> colour(LOW, RING, LOW, Motion.BLINK, FAST_MILLIS);
      case ACTIVATING -> colour(LOW, RING, LOW, Motion.BLINK, SLOW_MILLIS);
      case UNKNOWN, FATAL_ERROR -> LedPattern.OFF;
    };
  }

  private static LedPattern plain(DeviceState state, boolean voice) {
    return switch (state) {
      case STARTING -> dimmed(50, Motion.BLINK, FAST_MILLIS);
      case WIFI_CONFIGURING -> dimmed(50, Motion.BLINK, SLOW_MILLIS);
      case IDLE -> dimmed(5, Motion.STEADY, 0);
      case CONNECTING -> dimmed(50, Motion.STEADY, 0);
      case LISTENING, AUDIO_TESTING -> dimmed(voice ? 100 : 10, Motion.FADE, FADE_MILLIS);
      case SPEAKING -> dimmed(75, Motion.STEADY, 0);
      case UPGRADING -> dimmed(25, Motion.BLINK, FAST_MILLIS);
      case ACTIVATING -> dimmed(35, Motion.BLINK, SLOW_MILLIS);
      case UNKNOWN, FATAL_ERROR -> LedPattern.OFF;
    };
  }

  private static LedPattern colour(int red, int green, int blue, Motion motion, int periodMillis) {
    return new LedPattern(red, green, blue, 100, motion, periodMillis);
  }

  private static LedPattern dimmed(int percent, Motion motion, int periodMillis) {
    return new LedPattern(255, 255, 255, percent, motion, periodMillis);
  }
}
