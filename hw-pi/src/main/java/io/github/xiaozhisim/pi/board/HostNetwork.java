package io.github.xiaozhisim.pi.board;

import io.github.xiaozhisim.hal.Scheduler;
import io.github.xiaozhisim.hal.Timer;
import io.github.xiaozhisim.hal.network.DownloadListener;
import io.github.xiaozhisim.hal.network.HttpListener;
import io.github.xiaozhisim.hal.network.HttpRequest;
import io.github.xiaozhisim.hal.network.MqttConnection;
import io.github.xiaozhisim.hal.network.MqttListener;
import io.github.xiaozhisim.hal.network.MqttRequest;
import io.github.xiaozhisim.hal.network.Network;
import io.github.xiaozhisim.hal.network.UdpListener;
import io.github.xiaozhisim.hal.network.UdpSocket;
import io.github.xiaozhisim.hal.network.WebSocketConnection;
import io.github.xiaozhisim.hal.network.WebSocketListener;
import io.github.xiaozhisim.hal.network.WebSocketRequest;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The network of the machine: it may come late, go, and come back, which the device is told within two seconds. The
 * machine joins networks by itself; the device has no portal to open. On the scheduler's thread.
 */
final class HostNetwork implements Network {

  private static final long LOOK_EVERY_NANOS = 2_000_000_000L;

  private final Network wire;
  private final Scheduler scheduler;
  private final BooleanSupplier there;
  private final Timer timer;
  private @Nullable Consumer<Event> device;
  private boolean connected;

  /**
   * @param wire what connections are made with
   * @param there whether there is a way to servers now; quick
   */
  HostNetwork(Network wire, Scheduler scheduler, BooleanSupplier there) {
    this.wire = wire;
    this.scheduler = scheduler;
    this.there = there;
    this.timer = scheduler.timer(this::look);
  }

  @Override
  public void start(Consumer<Event> events) {
    device = events;
    connected = there.getAsBoolean();
    events.accept(connected ? Event.CONNECTED : Event.SCANNING);
    timer.arm(scheduler.clock().nowNanos() + LOOK_EVERY_NANOS);
  }

  private void look() {
    timer.arm(Math.max(scheduler.clock().nowNanos(), timer.deadlineNanos() + LOOK_EVERY_NANOS));
    boolean now = there.getAsBoolean();
    Consumer<Event> told = device;
    if (now != connected && told != null) {
      connected = now;
      told.accept(now ? Event.CONNECTED : Event.DISCONNECTED);
    }
  }

  /** The device is off for good. */
  void close() {
    timer.cancel();
    device = null;
  }

  @Override
  public WebSocketConnection openWebSocket(WebSocketRequest request, WebSocketListener listener) {
    return wire.openWebSocket(request, listener);
  }

  @Override
  public void http(HttpRequest request, HttpListener listener) {
    wire.http(request, listener);
  }

  @Override
  public void download(HttpRequest request, DownloadListener listener) {
    wire.download(request, listener);
  }

  @Override
  public boolean hasMqtt() {
    return wire.hasMqtt();
  }

  @Override
  public MqttConnection openMqtt(MqttRequest request, MqttListener listener) {
    return wire.openMqtt(request, listener);
  }

  @Override
  public UdpSocket openUdp(String host, int port, UdpListener listener) {
    return wire.openUdp(host, port, listener);
  }
}
