package io.github.xiaozhisim.transport;

import io.github.xiaozhisim.hal.ContractOf;
import io.github.xiaozhisim.hal.Scheduler;
import io.github.xiaozhisim.hal.SchedulerContract;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

@ContractOf({EventLoopScheduler.class, TickTimer.class})
class AutoSchedulerTest extends SchedulerContract {

  private static NettyTransport transport;

  @BeforeAll
  static void open() {
    transport = NettyTransport.open(TransportKind.AUTO, 1, TlsSettings.verified());
  }

  @AfterAll
  static void close() {
    transport.close();
  }

  @Override
  protected Scheduler scheduler() {
    return transport.scheduler(0);
  }

  @Override
  protected void runUntil(BooleanSupplier done) {
    Waiting.until(done);
  }
}
