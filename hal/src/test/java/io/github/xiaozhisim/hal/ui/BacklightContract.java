package io.github.xiaozhisim.hal.ui;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xiaozhisim.hal.Promise;
import io.github.xiaozhisim.hal.TimedContract;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What a {@link Backlight} promises; a board without one hands out null and needs no test.
 *
 * <p><b>Override</b> {@link #open} to make one that shines as told. <b>A failure means</b> a screen that stays dark
 * after the device slept, or a brightness that a server reads and cannot set.
 */
public abstract class BacklightContract extends TimedContract {

  private Backlight light;

  /** A backlight at {@code percent}. */
  protected abstract Backlight open(int percent);

  @BeforeEach
  void begin() {
    onScheduler(() -> light = open(75));
  }

  @Test
  @Promise(
      value = "a backlight tells the brightness that it was opened with",
      mend = "Read back what the hardware was set to, or keep it.")
  void shouldTellItsBrightness() {
    assertThat(light.brightness()).isEqualTo(75);
  }

  @Test
  @Promise(
      value = "a backlight reaches what it is set to within a second",
      mend = "Check the end of the ramp, 0 and 100 above all.")
  void shouldReachWhatItIsSetTo() {
    onScheduler(() -> light.setBrightness(30));
    waitFor(() -> light.brightness() == 30, 1_000);
    onScheduler(() -> light.setBrightness(100));
    waitFor(() -> light.brightness() == 100, 1_000);
    onScheduler(() -> light.setBrightness(0));
    waitFor(() -> light.brightness() == 0, 1_000);
  }

  @Test
  @Promise(
      value = "of two settings the last one counts, also on the way to the first",
      mend = "Keep one aim and one timer, and only change the aim.")
  void shouldGoToTheLastValueWhenItIsSetAgainOnItsWay() {
    onScheduler(
        () -> {
          light.setBrightness(0);
          light.setBrightness(90);
        });
    waitFor(() -> light.brightness() == 90, 1_000);
    pass(200);
    assertThat(light.brightness()).isEqualTo(90);
  }

  @Test
  @Promise(
      value = "a backlight takes settings beyond 0 and 100 as these",
      mend = "Limit the value before you use it.")
  void shouldLimitWhatItIsSetTo() {
    onScheduler(() -> light.setBrightness(140));
    waitFor(() -> light.brightness() == 100, 1_000);
    onScheduler(() -> light.setBrightness(-5));
    waitFor(() -> light.brightness() == 0, 1_000);
  }

  @Test
  @Promise(
      value = "a backlight goes straight to its aim and not beyond",
      mend = "Step by at most what is left.")
  void shouldOnlyGoTowardsItsAim() {
    onScheduler(() -> light.setBrightness(20));
    int before = light.brightness();
    for (int i = 0; i < 60; i++) {
      pass(7);
      assertThat(light.brightness()).isBetween(20, before);
      before = light.brightness();
    }
  }
}
