package io.github.xiaozhisim.pi.gpio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.xiaozhisim.device.board.Pins;
import io.github.xiaozhisim.device.board.Pins.KeyPin;
import io.github.xiaozhisim.device.board.Pins.Pull;
import io.github.xiaozhisim.hal.Scheduler;
import io.github.xiaozhisim.hal.ui.Button;
import io.github.xiaozhisim.transport.NettyTransport;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** A real board's threads: pins change on the library's, the device lives on an event loop. */
class ForeignThreadTest {

  private static final int BCM = 5;

  private final List<String> told = new CopyOnWriteArrayList<>();

  @Test
  void shouldTellAPressOnTheDevicesThread() throws Exception {
    Pins pins = new Pins("", List.of(new KeyPin("key", BCM, Pull.DOWN, true, 5_000)), null, null, List.of());
    try (NettyTransport transport = NettyTransport.open();
        MockPins mock = new MockPins();
        GpioPanel panel = mock.panel(pins, transport.scheduler(0))) {
      Scheduler scheduler = transport.scheduler(0);
      CountDownLatch heard = new CountDownLatch(1);
      scheduler.execute(
          () -> {
            Objects.requireNonNull(panel.button("key")).listener(listener(scheduler));
            heard.countDown();
          });
      heard.await();

      for (int i = 0; i < 501; i++) { // a contact that bounces a lot, on a thread that is not the scheduler's
        mock.level(BCM, i % 2 == 0);
      }
      await().until(() -> told.size() == 1);
      mock.level(BCM, false);
      await().until(() -> told.size() == 3);

      assertThat(told).containsExactly("down true", "up true", "click true");
    }
  }

  private Button.Listener listener(Scheduler scheduler) {
    return new Button.Listener() {
      @Override
      public void onPressDown() {
        told.add("down " + scheduler.inScheduler());
      }

      @Override
      public void onPressUp() {
        told.add("up " + scheduler.inScheduler());
      }

      @Override
      public void onClick() {
        told.add("click " + scheduler.inScheduler());
      }
    };
  }
}
