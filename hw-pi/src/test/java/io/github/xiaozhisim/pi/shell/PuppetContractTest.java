package io.github.xiaozhisim.pi.shell;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xiaozhisim.device.virtual.SimScheduler;
import io.github.xiaozhisim.pi.session.DeviceSession;
import io.github.xiaozhisim.pi.session.DeviceSessionContract;
import java.util.function.BooleanSupplier;

/** The session that the shell's tests play with keeps the promises of one with a device. */
class PuppetContractTest extends DeviceSessionContract {

  private static final int LIMIT_MILLIS = 60_000;

  private final SimScheduler time = new SimScheduler();

  @Override
  protected DeviceSession open() {
    return new Puppet((millis, what) -> time.after(millis * 1_000_000, what));
  }

  @Override
  protected void runUntil(BooleanSupplier done) {
    for (int i = 0; i < LIMIT_MILLIS && !done.getAsBoolean(); i++) {
      time.runForMillis(1);
    }
    assertThat(done.getAsBoolean()).as("done within a minute").isTrue();
  }

  @Override
  protected void pass(int millis) {
    time.runForMillis(millis);
  }
}
