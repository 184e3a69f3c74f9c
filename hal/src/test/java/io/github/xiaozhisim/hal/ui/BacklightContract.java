package io.github.xiaozhisim.hal.ui;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xiaozhisim.hal.TimedContract;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a {@link Backlight} promises. Extend it and say how to make yours. */
public abstract class BacklightContract extends TimedContract {

  private Backlight light;

  /** A backlight at {@code percent}. */
  protected abstract Backlight open(int percent);

  @BeforeEach
  void begin() {
    onScheduler(() -> light = open(75));
  }

  @Test
  void shouldTellItsBrightness() {
    assertThat(light.brightness()).isEqualTo(75);
  }

  @Test
  void shouldReachWhatItIsSetTo() {
    onScheduler(() -> light.setBrightness(30));
    waitFor(() -> light.brightness() == 30, 1_000);
    onScheduler(() -> light.setBrightness(100));
    waitFor(() -> light.brightness() == 100, 1_000);
    onScheduler(() -> light.setBrightness(0));
    waitFor(() -> light.brightness() == 0, 1_000);
  }

  @Test
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
  void shouldLimitWhatItIsSetTo() {
    onScheduler(() -> light.setBrightness(140));
    waitFor(() -> light.brightness() == 100, 1_000);
    onScheduler(() -> light.setBrightness(-5));
    waitFor(() -> light.brightness() == 0, 1_000);
  }

  @Test
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
