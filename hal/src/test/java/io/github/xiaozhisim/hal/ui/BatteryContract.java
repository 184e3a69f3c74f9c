package io.github.xiaozhisim.hal.ui;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xiaozhisim.hal.Promise;
import io.github.xiaozhisim.hal.TimedContract;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What a {@link Battery} promises; a board without one hands out null and needs no test.
 *
 * <p><b>Override</b> {@link #open} to make yours. <b>A failure means</b> that servers are told nonsense, or that the
 * board puts itself to sleep with a full battery.
 */
public abstract class BatteryContract extends TimedContract {

  private Battery battery;

  /** A battery of the board; called on the scheduler. */
  protected abstract Battery open();

  @BeforeEach
  void openIt() {
    onScheduler(() -> battery = open());
  }

  @Test
  @Promise(
      value = "a battery's level is 0 to 100 percent, whenever it is asked",
      mend = "Limit what the converter measures: a charger lifts the voltage above that of a full cell.")
  void shouldBeBetweenEmptyAndFull() {
    for (int i = 0; i < 10; i++) {
      onScheduler(() -> assertThat(battery.levelPercent()).isBetween(0, 100));
      pass(100);
    }
  }

  @Test
  @Promise(
      value = "two questions in one moment get one answer",
      mend = "Measure on a timer and answer with the last value: the device asks for level and charging one by one.")
  void shouldAgreeWithItself() {
    onScheduler(
        () -> {
          int level = battery.levelPercent();
          boolean charging = battery.charging();
          for (int i = 0; i < 10; i++) {
            assertThat(battery.levelPercent()).isEqualTo(level);
            assertThat(battery.charging()).isEqualTo(charging);
          }
        });
  }
}
