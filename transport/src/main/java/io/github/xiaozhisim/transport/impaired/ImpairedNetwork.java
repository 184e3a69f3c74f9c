package io.github.xiaozhisim.transport.impaired;

import io.github.xiaozhisim.hal.Scheduler;
import io.github.xiaozhisim.hal.network.DownloadListener;
import io.github.xiaozhisim.hal.network.HttpListener;
import io.github.xiaozhisim.hal.network.HttpRequest;
import io.github.xiaozhisim.hal.network.HttpResponse;
import io.github.xiaozhisim.hal.network.MqttConnection;
import io.github.xiaozhisim.hal.network.MqttListener;
import io.github.xiaozhisim.hal.network.MqttRequest;
import io.github.xiaozhisim.hal.network.Network;
import io.github.xiaozhisim.hal.network.OpenFailure;
import io.github.xiaozhisim.hal.network.UdpListener;
import io.github.xiaozhisim.hal.network.UdpSocket;
import io.github.xiaozhisim.hal.network.WebSocketConnection;
import io.github.xiaozhisim.hal.network.WebSocketListener;
import io.github.xiaozhisim.hal.network.WebSocketRequest;
import java.util.SplittableRandom;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * The network of one device, made worse: whatever the other network carries takes its time here, and may be lost. It
 * behaves as a network does, including what is not called back after a drop. On the device's scheduler.
 *
 * <p>What a message meets is drawn from {@code random} in the order in which messages come: over real sockets that
 * order depends on the server, so two runs with one seed are alike and not equal.
 */
public final class ImpairedNetwork implements Network {

  private static final long MILLI = 1_000_000L;

  private final Network to;
  private final Scheduler scheduler;
  private final Impairment impairment;
  private final SplittableRandom random;

  /**
   * @param to what really carries
   * @param scheduler the device's
   * @param random everything that looks like chance; not used by anybody else
   */
  public ImpairedNetwork(Network to, Scheduler scheduler, Impairment impairment, SplittableRandom random) {
    this.to = to;
    this.scheduler = scheduler;
    this.impairment = impairment;
    this.random = random;
  }

  @Override
  public void start(Consumer<Event> events) {
    to.start(events);
  }

  @Override
  public void openPortal() {
    to.openPortal();
  }

  @Override
  public WebSocketConnection openWebSocket(WebSocketRequest request, WebSocketListener listener) {
    ImpairedWebSocket connection = new ImpairedWebSocket(to, scheduler, request, listener, wire());
    connection.start();
    return connection;
  }

  private Wire wire() {
    return new Wire(scheduler, impairment, random.split());
  }

  @Override
  public void http(HttpRequest request, HttpListener listener) {
    ask(
        request,
        listener::onFailed,
        (rest, line) ->
            to.http(
                rest,
                new HttpListener() {
                  @Override
                  public void onResponse(HttpResponse response) {
                    line.send(response.body().length, () -> listener.onResponse(response));
                  }

                  @Override
                  public void onFailed(OpenFailure failure) {
                    line.send(0, () -> listener.onFailed(failure));
                  }
                }));
  }

  @Override
  public void download(HttpRequest request, DownloadListener listener) {
    ask(request, listener::onFailed, (rest, line) -> to.download(rest, new ImpairedDownload(line, listener)));
  }

  /** Connects and asks, with what is left of the request's time. */
  private void ask(HttpRequest request, Consumer<OpenFailure> failed, BiConsumer<HttpRequest, Line> how) {
    Wire wire = wire();
    boolean tls = "https".equalsIgnoreCase(request.uri().getScheme());
    long connectNanos = wire.drawRoundTripsNanos(tls ? 2 : 1);
    long answerNanos = wire.drawRoundTripsNanos(1);
    int limitMillis = request.timeoutMillis();
    int leftMillis = limitMillis - ImpairedWebSocket.millis(connectNanos + answerNanos);
    String host = String.valueOf(request.uri().getRawAuthority());
    if (wire.drawRefusal()) {
      scheduler.after(
          connectNanos,
          () ->
              failed.accept(
                  new OpenFailure(
                      OpenFailure.Kind.REFUSED, host + " cannot be reached: the network refused the connection")));
    } else if (limitMillis > 0 && leftMillis <= 0) {
      scheduler.after(
          limitMillis * MILLI,
          () ->
              failed.accept(
                  new OpenFailure(
                      OpenFailure.Kind.CONNECT_TIMEOUT, host + " did not answer within " + limitMillis + " ms")));
    } else {
      HttpRequest rest =
          new HttpRequest(request.method(), request.uri(), request.headers(), request.body(), Math.max(0, leftMillis));
      wire.up.send(
          request.body().length, () -> scheduler.after(connectNanos, () -> how.accept(rest, wire.down)));
    }
  }

  @Override
  public boolean hasMqtt() {
    return to.hasMqtt();
  }

  @Override
  public MqttConnection openMqtt(MqttRequest request, MqttListener listener) {
    ImpairedMqtt connection = new ImpairedMqtt(to, scheduler, request, listener, wire());
    connection.start();
    return connection;
  }

  @Override
  public UdpSocket openUdp(String host, int port, UdpListener listener) {
    ImpairedUdp socket =
        new ImpairedUdp(
            listener,
            Line.datagrams(scheduler, impairment, random.split()),
            Line.datagrams(scheduler, impairment, random.split()));
    socket.start(to, host, port);
    return socket;
  }
}
