package io.github.xiaozhisim.stress.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.xiaozhisim.hal.Payload;
import io.github.xiaozhisim.hal.Scheduler;
import io.github.xiaozhisim.hal.Timer;
import io.github.xiaozhisim.hal.network.CloseReason;
import io.github.xiaozhisim.hal.network.HttpRequest;
import io.github.xiaozhisim.hal.network.HttpResponse;
import io.github.xiaozhisim.hal.network.ServerEndpoint;
import io.github.xiaozhisim.hal.network.WebSocketConnection;
import io.github.xiaozhisim.hal.network.WebSocketListener;
import io.github.xiaozhisim.stress.fleet.TalkingDevices.Sample;
import io.github.xiaozhisim.transport.NettyServer;
import io.github.xiaozhisim.transport.NettyTransport;
import io.github.xiaozhisim.transport.TlsSettings;
import io.github.xiaozhisim.transport.TransportKind;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What a packet of sound costs in garbage on its way through a whole device and the real network: nothing. Devices talk
 * over loopback with a server in other threads; what the devices' loop allocates meanwhile is counted by the JVM. Holds
 * for epoll; the JDK's own sockets (NIO) make objects of theirs, some 40 bytes for a packet received and 100 for one
 * sent.
 */
class FrameAllocationTest {

  /** No object is that small: with less than this for each packet there is none for most of them. */
  private static final double LESS_THAN_AN_OBJECT = 4;

  private NettyTransport devicesTransport;
  private NettyTransport serverTransport;
  private NettyServer server;
  private final TalkativeServer talkative = new TalkativeServer();
  private TalkingDevices devices;

  @BeforeEach
  void open() throws Exception {
    assumeTrue(TransportKind.EPOLL.isAvailable(), "this machine has no epoll");
    devicesTransport = NettyTransport.open(TransportKind.EPOLL, 1, TlsSettings.verified());
    serverTransport = NettyTransport.open(TransportKind.EPOLL, 1, TlsSettings.verified());
    server = NettyServer.bind(serverTransport, "127.0.0.1", 0, talkative);
    talkative.scheduler = serverTransport.scheduler(0);
    devices = new TalkingDevices(devicesTransport, server.port());
  }

  @AfterEach
  void close() throws Exception {
    if (server == null) {
      return;
    }
    devices.shutdown();
    server.close();
    devicesTransport.close();
    serverTransport.close();
  }

  @Test
  void shouldAllocateNothingForPacketsSent() throws Exception {
    devices.talk();
    Sample sample = devices.measure();
    assertThat(sample.sent()).isGreaterThan(TalkingDevices.DEVICES * 6L);
    assertThat(sample.bytesPerPacketSent()).as(sample.toString()).isLessThan(LESS_THAN_AN_OBJECT);
  }

  @Test
  void shouldAllocateNothingForPacketsReceived() throws Exception {
    devices.talk();
    talkative.answer();
    devices.awaitAnswers();
    Sample sample = devices.measure();
    assertThat(sample.received()).isGreaterThan(TalkingDevices.DEVICES * 6L);
    assertThat(sample.bytesPerPacketReceived()).as(sample.toString()).isLessThan(LESS_THAN_AN_OBJECT);
  }

  /** Says hello; told to, it answers everybody at once, without end. */
  private static final class TalkativeServer implements ServerEndpoint {
    private final List<WebSocketConnection> connections = new ArrayList<>();
    private final Payload sound = TalkingDevices.packet(120);
    private Scheduler scheduler;

    @Override
    public HttpResponse onHttp(HttpRequest request) {
      return HttpResponse.json(200, "{\"websocket\":{\"url\":\"ws://" + request.headers().get("host") + "/\"}}");
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
                      next[0] += TalkingDevices.FRAME_NANOS;
                      timer[0].arm(next[0]);
                    });
            timer[0].arm(next[0]);
          });
    }
  }
}
