package io.github.xiaozhisim.stress.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

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
import io.github.xiaozhisim.hal.network.CloseReason;
import io.github.xiaozhisim.hal.network.HttpRequest;
import io.github.xiaozhisim.hal.network.HttpResponse;
import io.github.xiaozhisim.hal.network.ServerEndpoint;
import io.github.xiaozhisim.hal.network.WebSocketConnection;
import io.github.xiaozhisim.hal.network.WebSocketListener;
import io.github.xiaozhisim.hal.ui.Display;
import io.github.xiaozhisim.transport.NettyServer;
import io.github.xiaozhisim.transport.NettyTransport;
import io.github.xiaozhisim.transport.TlsSettings;
import io.github.xiaozhisim.transport.TransportKind;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What a packet of sound costs in garbage on its way through a whole device and the real network: nothing. Devices talk
 * over loopback with a server in other threads; what the devices' loop allocates meanwhile is counted by the JVM. Holds for
 * epoll; the JDK's own sockets (NIO) make objects of theirs, some 40 bytes for a packet received and 100 for one sent.
 */
class FrameAllocationTest {

  private static final int DEVICES = 200;
  private static final long FRAME_NANOS = 60_000_000L;

  /** Long enough for each device to have done everything once. */
  private static final long WARM_UP_NANOS = 8 * FRAME_NANOS;

  private static final long MEASURED_NANOS = 12 * FRAME_NANOS;
  private static final byte TOC_60_MILLIS = 0x58;
  private static final int PATIENCE_SECONDS = 20;

  /**
   * A wake-up of the loop for its timers is one task of 64 bytes in Netty's own queue. There is at most one a millisecond,
   * however many devices there are; it is not a packet's.
   */
  private static final long BYTES_PER_WAKE_UP = 80;

  /** No object is that small: with less than this for each packet there is none for most of them. */
  private static final double LESS_THAN_AN_OBJECT = 4;

  private NettyTransport devicesTransport;
  private NettyTransport serverTransport;
  private NettyServer server;
  private final TalkativeServer talkative = new TalkativeServer();
  private final List<Device> devices = new ArrayList<>();
  private final Count count = new Count();

  @BeforeEach
  void open() throws Exception {
    assumeTrue(TransportKind.EPOLL.isAvailable(), "this machine has no epoll");
    devicesTransport = NettyTransport.open(TransportKind.EPOLL, 1, TlsSettings.verified());
    serverTransport = NettyTransport.open(TransportKind.EPOLL, 1, TlsSettings.verified());
    server = NettyServer.bind(serverTransport, "127.0.0.1", 0, talkative);
    devicesTransport.scheduler(0).onLag(nanos -> count.wakeUps++);
    talkative.scheduler = serverTransport.scheduler(0);
  }

  @AfterEach
  void close() throws Exception {
    if (server == null) {
      return;
    }
    onLoop(() -> devices.forEach(Device::shutdown));
    server.close();
    devicesTransport.close();
    serverTransport.close();
  }

  @Test
  void shouldAllocateNothingForPacketsSent() throws Exception {
    onLoop(this::everybodyTalks);
    count.listening.get(PATIENCE_SECONDS, TimeUnit.SECONDS);

    Sample sample = measure();
    assertThat(sample.sent).isGreaterThan(DEVICES * 6L);
    assertThat(sample.bytesPerPacket(sample.sent)).as(sample.toString()).isLessThan(LESS_THAN_AN_OBJECT);
  }

  @Test
  void shouldAllocateNothingForPacketsReceived() throws Exception {
    onLoop(this::everybodyTalks);
    count.listening.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    talkative.answer();
    count.speaking.get(PATIENCE_SECONDS, TimeUnit.SECONDS);

    Sample sample = measure();
    assertThat(sample.received).isGreaterThan(DEVICES * 6L);
    assertThat(sample.bytesPerPacket(sample.received)).as(sample.toString()).isLessThan(LESS_THAN_AN_OBJECT);
  }

  private void everybodyTalks() {
    Scheduler scheduler = devicesTransport.scheduler(0);
    Clip silence =
        new Clip("silence", "", "", 16_000, 60, Collections.nCopies(3, packet(60)), -1, -1);
    for (int i = 0; i < DEVICES; i++) {
      MemorySettings settings = new MemorySettings();
      settings.putString("websocket", "url", "ws://127.0.0.1:" + server.port() + "/");
      VirtualBoard board =
          new VirtualBoard(
              VirtualBoard.DEFAULT_INFO,
              new Identity(String.format("02:00:00:00:00:%02x", i), "00000000-0000-4000-8000-000000000000"),
              scheduler,
              settings,
              devicesTransport.network(0),
              new VirtualMicrophone(scheduler, silence),
              new VirtualSpeaker(scheduler),
              Display.NONE,
              () -> {});
      Talks talks = new Talks();
      Device device = new Device(board, DeviceConfig.defaults(), talks);
      talks.device = device;
      devices.add(device);
      device.start();
    }
  }

  private static Payload packet(int bytes) {
    byte[] packet = new byte[bytes];
    packet[0] = TOC_60_MILLIS;
    return Payload.shared(packet);
  }

  private void onLoop(Runnable task) throws Exception {
    CompletableFuture.runAsync(task, devicesTransport.scheduler(0)::execute).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  private Sample measure() throws Exception {
    CompletableFuture<Sample> measured = new CompletableFuture<>();
    onLoop(() -> new Measuring(devicesTransport.scheduler(0), count, measured).begin());
    return measured.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  /** What happened between two moments, on the devices' loop. */
  private record Sample(long sent, long received, long bytes, long wakeUps) {

    double bytesPerPacket(long packets) {
      return (double) (bytes - wakeUps * BYTES_PER_WAKE_UP) / packets;
    }
  }

  /** Takes the two samples from timers of the loop itself, so that looking costs nothing. */
  private static final class Measuring {
    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final Timer timer;
    private final Scheduler scheduler;
    private final Count count;
    private final CompletableFuture<Sample> measured;
    private boolean measuring;
    private long sent;
    private long received;
    private long bytes;
    private long wakeUps;

    Measuring(Scheduler scheduler, Count count, CompletableFuture<Sample> measured) {
      this.scheduler = scheduler;
      this.count = count;
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

  /** Says hello; told to, it answers everybody at once, without end. */
  private static final class TalkativeServer implements ServerEndpoint {
    private final List<WebSocketConnection> connections = new ArrayList<>();
    private final Payload sound = packet(120);
    private Scheduler scheduler;

    @Override
    public HttpResponse onHttp(HttpRequest request) {
      return HttpResponse.text(404, "");
    }

    @Override
    public UpgradeAnswer onUpgrade(HttpRequest request, Scheduler of) {
      return new UpgradeAnswer.Accept(
          new WebSocketListener() {
            private WebSocketConnection connection;

            @Override
            public void onOpen(WebSocketConnection opened, Map<String, String> headers) {
              connection = opened;
              connections.add(opened);
            }

            @Override
            public void onText(ByteBuffer utf8) {
              if (StandardCharsets.UTF_8.decode(utf8.duplicate()).toString().contains("\"hello\"")) {
                connection.sendText("{\"type\":\"hello\",\"transport\":\"websocket\",\"session_id\":\"s\"}");
              }
            }

            @Override
            public void onBinary(ByteBuffer bytes) {}

            @Override
            public void onClosed(CloseReason reason) {}
          });
    }

    void answer() {
      scheduler.execute(
          () -> {
            connections.forEach(each -> each.sendText("{\"type\":\"tts\",\"state\":\"start\"}"));
            Timer[] timer = new Timer[1];
            long[] next = {scheduler.clock().nowNanos()};
            timer[0] =
                scheduler.timer(
                    () -> {
                      connections.forEach(each -> each.sendBinary(sound));
                      next[0] += FRAME_NANOS;
                      timer[0].arm(next[0]);
                    });
            timer[0].arm(next[0]);
          });
    }
  }
}
