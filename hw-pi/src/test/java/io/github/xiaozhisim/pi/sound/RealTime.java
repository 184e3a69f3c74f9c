package io.github.xiaozhisim.pi.sound;

import io.github.xiaozhisim.hal.Scheduler;
import io.github.xiaozhisim.transport.NettyTransport;
import io.github.xiaozhisim.transport.TlsSettings;
import io.github.xiaozhisim.transport.TransportKind;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.awaitility.Awaitility;

/** The scheduler of a real board, for tests with a real card. */
final class RealTime implements AutoCloseable {

  private final NettyTransport transport = NettyTransport.open(TransportKind.NIO, 1, TlsSettings.verified());

  Scheduler scheduler() {
    return transport.scheduler(0);
  }

  void runUntil(BooleanSupplier done) {
    Awaitility.await().pollInterval(2, TimeUnit.MILLISECONDS).atMost(10, TimeUnit.SECONDS).until(done::getAsBoolean);
  }

  @Override
  public void close() {
    transport.close();
  }
}
