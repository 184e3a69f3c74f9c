package io.github.xiaozhisim.pi.board;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xiaozhisim.device.virtual.SimScheduler;
import java.util.function.BooleanSupplier;

/** Lets virtual time pass for contracts. */
final class PassingTime {

  private static final int LIMIT_MILLIS = 10_000;

  private PassingTime() {}

  static void until(SimScheduler scheduler, BooleanSupplier done) {
    for (int i = 0; i < LIMIT_MILLIS && !done.getAsBoolean(); i++) {
      scheduler.runForMillis(1);
    }
    assertThat(done.getAsBoolean()).as("done within ten seconds").isTrue();
  }
}
