package io.github.xiaozhisim.hal.ui;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xiaozhisim.hal.Promise;
import io.github.xiaozhisim.hal.TimedContract;
import io.github.xiaozhisim.hal.ui.LedPattern.Motion;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What a {@link Led} promises that really shines; a board without one hands out {@link Led#NONE} and needs no test.
 *
 * <p><b>Override</b> {@link #open} to make yours, and {@link #lit} to say whether it shines, from what the pin or the
 * strip was last told. Colours and the steps of a motion are the board's own affair, and its own tests'.
 *
 * <p><b>A failure means</b> that a user reads the wrong state from the light: a device that listens and looks asleep.
 */
public abstract class LedContract extends TimedContract {

  private static final int PERIOD_MILLIS = 100;
  private static final LedPattern STEADY = new LedPattern(255, 255, 255, 100, Motion.STEADY, 0);
  private static final LedPattern BLINKING = new LedPattern(255, 255, 255, 100, Motion.BLINK, PERIOD_MILLIS);

  private Led led;

  /** A fresh light; called on the scheduler. */
  protected abstract Led open();

  /** Whether any part of it shines at this moment; called on the scheduler. */
  protected abstract boolean lit();

  @BeforeEach
  void openIt() {
    onScheduler(() -> led = open());
  }

  @Test
  @Promise(
      value = "a light is dark until it is told to shine",
      mend = "Set the pin's first level when you open it; check whether your light shines at low.")
  void shouldBeDarkAtFirst() {
    pass(300);

    assertThat(shines()).isFalse();
  }

  @Test
  @Promise(
      value = "a steady pattern shines until the next one",
      mend = "A pattern without motion is shown once and needs no timer.")
  void shouldShineSteadily() {
    show(STEADY);
    for (int i = 0; i < 20; i++) {
      pass(50);
      assertThat(shines()).isTrue();
    }
  }

  @Test
  @Promise(
      value = "a blinking pattern changes between lit and dark once a period, without drift",
      mend = "Arm the timer from its own last deadline and not from now, or lateness adds up.")
  void shouldBlinkWithItsPeriod() {
    show(BLINKING);
    waitFor(this::shines, 10 * PERIOD_MILLIS);
    waitFor(() -> !shines(), 3 * PERIOD_MILLIS);
    long began = nowNanos();
    for (int change = 0; change < 10; change++) {
      boolean before = change % 2 == 1;
      waitFor(() -> shines() != before, 3 * PERIOD_MILLIS);
    }

    assertThat((nowNanos() - began) / 1_000_000).isBetween(9L * PERIOD_MILLIS, 14L * PERIOD_MILLIS);
  }

  @Test
  @Promise(
      value = "off is dark, at once and for good, whatever moved before",
      mend = "Cancel the timer of the old motion before you show a new pattern.")
  void shouldBeDarkWhenSwitchedOffInTheMiddleOfAMotion() {
    show(BLINKING);
    pass(3 * PERIOD_MILLIS / 2);
    show(LedPattern.OFF);
    for (int i = 0; i < 20; i++) {
      assertThat(shines()).isFalse();
      pass(PERIOD_MILLIS / 4);
    }
  }

  @Test
  @Promise(
      value = "of two patterns shown in one moment the last one counts",
      mend = "A change of state may come twice in one pass of the main loop: let the later call win.")
  void shouldShowTheLastOfTwoPatterns() {
    onScheduler(
        () -> {
          led.show(BLINKING);
          led.show(STEADY);
        });
    for (int i = 0; i < 20; i++) {
      pass(PERIOD_MILLIS / 4);
      assertThat(shines()).isTrue();
    }
  }

  @Test
  @Promise(
      value = "a fade towards a colour is seen to shine, one towards black ends dark",
      mend = "End the fade at its aim, or breathe towards a colour as the firmware's plain light does.")
  void shouldShineWhereItFadesToAColourAndEndDarkWhereToBlack() {
    show(new LedPattern(255, 255, 255, 100, Motion.FADE, 5));
    waitFor(this::shines, 2_000);

    show(new LedPattern(0, 0, 0, 0, Motion.FADE, 5));
    waitFor(() -> !shines(), 2_000);
    for (int i = 0; i < 10; i++) {
      pass(50);
      assertThat(shines()).isFalse();
    }
  }

  @Test
  @Promise(
      value = "a light takes every state, also one it does not know, and every pattern",
      mend = "An exception here ends the device's main loop: ignore what you cannot show.")
  void shouldTakeEveryStateAndEveryPattern() {
    onScheduler(
        () -> {
          for (String state : new String[] {"idle", "listening", "speaking", "no_such_state", ""}) {
            led.onStateChanged(state, true);
            led.onStateChanged(state, false);
            for (Motion motion : Motion.values()) {
              led.show(new LedPattern(0, 4, 255, 100, motion, 50));
              led.show(new LedPattern(0, 0, 0, 0, motion, 0));
            }
          }
          led.show(LedPattern.OFF);
        });
    pass(300);

    assertThat(shines()).isFalse();
  }

  private void show(LedPattern pattern) {
    onScheduler(() -> led.show(pattern));
  }

  private boolean shines() {
    boolean[] answer = new boolean[1];
    if (scheduler().inScheduler()) {
      return lit();
    }
    onScheduler(() -> answer[0] = lit());
    return answer[0];
  }
}
