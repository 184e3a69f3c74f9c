package io.github.xiaozhisim.template;

import static org.awaitility.Awaitility.await;

import io.github.xiaozhisim.hal.Scheduler;
import io.github.xiaozhisim.transport.NettyTransport;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/** One thread in real time for the tests of a board. */
final class Loop implements AutoCloseable {

  final NettyTransport transport = NettyTransport.open();

  Scheduler scheduler() {
    return transport.scheduler(0);
  }

  /** Waits until {@code done}, ten seconds at most. */
  void runUntil(BooleanSupplier done) {
    await().pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(2)).until(done::getAsBoolean);
  }

  @Override
  public void close() {
    transport.close();
  }
}
