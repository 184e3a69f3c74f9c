package io.github.xiaozhisim.stress.fleet;

import com.sun.management.ThreadMXBean;
import io.github.xiaozhisim.device.Device;
import io.github.xiaozhisim.device.DeviceConfig;
import io.github.xiaozhisim.device.DeviceObserver;
import io.github.xiaozhisim.device.DeviceState;
import io.github.xiaozhisim.device.speech.Clip;
import io.github.xiaozhisim.device.virtual.MemorySettings;
import io.github.xiaozhisim.device.virtual.VirtualBoard;
import io.github.xiaozhisim.device.virtual.VirtualMicrophone;
import io.github.xiaozhisim.device.virtual.VirtualSpeaker;
import io.github.xiaozhisim.hal.Identity;
import io.github.xiaozhisim.hal.Payload;
import io.github.xiaozhisim.hal.Scheduler;
import io.github.xiaozhisim.hal.Timer;
import io.github.xiaozhisim.hal.ui.Display;
import io.github.xiaozhisim.transport.NettyTransport;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Whole devices on one loop of a real network that talk without end, and what that loop allocates meanwhile, as the JVM
 * counts it. All methods from the thread of the test.
 */
final class TalkingDevices {

  static final int DEVICES = 200;
  static final long FRAME_NANOS = 60_000_000L;

  /** Long enough for each device to have done everything once. */
  private static final long WARM_UP_NANOS = 8 * FRAME_NANOS;

  private static final long MEASURED_NANOS = 12 * FRAME_NANOS;
  private static final byte TOC_60_MILLIS = 0x58;
  private static final int PATIENCE_SECONDS = 20;

  /**
   * A wake-up of the loop for its timers is one task of 64 bytes in Netty's own queue. There is at most one a
   * millisecond, however many devices there are; it is not a packet's.
   */
  private static final long BYTES_PER_WAKE_UP = 80;

  private final NettyTransport transport;
  private final Scheduler scheduler;
  private final DeviceConfig config;
  private final List<Device> devices = new ArrayList<>();
  private final Count count = new Count();

  /** They ask at this port of loopback where their server is. */
  TalkingDevices(NettyTransport transport, int otaPort) {
    this.transport = transport;
    this.scheduler = transport.scheduler(0);
    this.config = DeviceConfig.defaults().withOtaUrl(URI.create("http://127.0.0.1:" + otaPort + "/ota/"));
    transport.scheduler(0).onLag(nanos -> count.wakeUps++);
  }

  /** What happened between two moments, on the devices' loop. */
  record Sample(long sent, long received, long bytes, long wakeUps) {

    double bytesPerPacketSent() {
      return (double) (bytes - wakeUps * BYTES_PER_WAKE_UP) / sent;
    }

    double bytesPerPacketReceived() {
      return (double) (bytes - wakeUps * BYTES_PER_WAKE_UP) / received;
    }
  }

  static Payload packet(int bytes) {
    byte[] packet = new byte[bytes];
    packet[0] = TOC_60_MILLIS;
    return Payload.shared(packet);
  }

  /** Switches all on, and waits until all talk. */
  void talk() throws Exception {
    onLoop(this::start);
    count.listening.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  /** Waits until all are talked to. */
  void awaitAnswers() throws Exception {
    count.speaking.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  Sample measure() throws Exception {
    CompletableFuture<Sample> measured = new CompletableFuture<>();
    onLoop(() -> new Measuring(measured).begin());
    return measured.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  void shutdown() throws Exception {
    onLoop(() -> devices.forEach(Device::shutdown));
  }

  private void onLoop(Runnable task) throws Exception {
    CompletableFuture.runAsync(task, scheduler::execute).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  private void start() {
    Clip silence = new Clip("silence", "", "", 16_000, 60, Collections.nCopies(3, packet(60)), -1, -1);
    for (int i = 0; i < DEVICES; i++) {
      VirtualBoard board =
          new VirtualBoard(
              VirtualBoard.DEFAULT_INFO,
              new Identity(String.format("02:00:00:00:00:%02x", i), "00000000-0000-4000-8000-000000000000"),
              scheduler,
              new MemorySettings(),
              transport.network(0),
              new VirtualMicrophone(scheduler, silence),
              new VirtualSpeaker(scheduler),
              Display.NONE,
              () -> {});
      Talks talks = new Talks();
      Device device = new Device(board, config, talks);
      talks.device = device;
      devices.add(device);
      device.start();
    }
  }

  /** Takes the two samples from timers of the loop itself, so that looking costs nothing. */
  private final class Measuring {
    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final Timer timer;
    private final CompletableFuture<Sample> measured;
    private boolean measuring;
    private long sent;
    private long received;
    private long bytes;
    private long wakeUps;

    Measuring(CompletableFuture<Sample> measured) {
      this.measured = measured;
      this.timer = scheduler.timer(this::look);
    }

    void begin() {
      timer.arm(scheduler.clock().nowNanos() + WARM_UP_NANOS);
      threads.getCurrentThreadAllocatedBytes();
    }

    private void look() {
      if (measuring) {
        long allocated = threads.getCurrentThreadAllocatedBytes() - bytes;
        measured.complete(new Sample(count.sent - sent, count.received - received, allocated, count.wakeUps - wakeUps));
        return;
      }
      measuring = true;
      sent = count.sent;
      received = count.received;
      wakeUps = count.wakeUps;
      timer.arm(scheduler.clock().nowNanos() + MEASURED_NANOS);
      bytes = threads.getCurrentThreadAllocatedBytes();
    }
  }

  /** What all devices have done together; on their loop. */
  private static final class Count {
    private final CompletableFuture<Void> listening = new CompletableFuture<>();
    private final CompletableFuture<Void> speaking = new CompletableFuture<>();
    private int listeners;
    private int speakers;
    private long sent;
    private long received;
    private long wakeUps;
  }

  /** Makes its device talk as soon as it can, and counts its packets. */
  private final class Talks implements DeviceObserver {
    private Device device;

    @Override
    public void onReady(long nowNanos) {
      device.pressToTalk();
    }

    @Override
    public void onStateChanged(DeviceState from, DeviceState to, long nowNanos) {
      if (to == DeviceState.LISTENING && ++count.listeners == DEVICES) {
        count.listening.complete(null);
      } else if (to == DeviceState.SPEAKING && ++count.speakers == DEVICES) {
        count.speaking.complete(null);
      }
    }

    @Override
    public void onAudioSent(int bytes, long nowNanos) {
      count.sent++;
    }

    @Override
    public void onAudioReceived(int bytes, boolean accepted, long nowNanos) {
      count.received += accepted ? 1 : 0;
    }
  }
}
