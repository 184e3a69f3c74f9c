package io.github.xiaozhisim.stress.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.xiaozhisim.device.channel.AudioDatagrams;
import io.github.xiaozhisim.hal.Payload;
import io.github.xiaozhisim.hal.Scheduler;
import io.github.xiaozhisim.hal.Timer;
import io.github.xiaozhisim.hal.network.CloseReason;
import io.github.xiaozhisim.hal.network.HttpRequest;
import io.github.xiaozhisim.hal.network.HttpResponse;
import io.github.xiaozhisim.hal.network.MqttConnection;
import io.github.xiaozhisim.hal.network.MqttEndpoint;
import io.github.xiaozhisim.hal.network.MqttListener;
import io.github.xiaozhisim.hal.network.ServerEndpoint;
import io.github.xiaozhisim.hal.network.UdpEndpoint;
import io.github.xiaozhisim.stress.fleet.TalkingDevices.Sample;
import io.github.xiaozhisim.transport.NettyMqttServer;
import io.github.xiaozhisim.transport.NettyServer;
import io.github.xiaozhisim.transport.NettyTransport;
import io.github.xiaozhisim.transport.NettyUdpPort;
import io.github.xiaozhisim.transport.TlsSettings;
import io.github.xiaozhisim.transport.TransportKind;
import io.netty.util.ResourceLeakDetector;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The same as {@link FrameAllocationTest} for sound that goes by MQTT and UDP: encrypting, decrypting and sending cost
 * no garbage; for a datagram received Netty makes one small object of its own.
 */
class DatagramAllocationTest {

  /** No object is that small: with less than this for each packet there is none for most of them. */
  private static final double LESS_THAN_AN_OBJECT = 4;

  /** Netty's envelope of a datagram: what is in it, from whom, for whom. */
  private static final double ENVELOPE_BYTES = 24;

  private NettyTransport devicesTransport;
  private NettyTransport serverTransport;
  private NettyMqttServer broker;
  private NettyUdpPort port;
  private NettyServer ota;
  private TalkingDevices devices;
  private final TalkativeGateway gateway = new TalkativeGateway();

  @BeforeEach
  void open() throws Exception {
    assumeTrue(TransportKind.EPOLL.isAvailable(), "this machine has no epoll");
    // as ./xiaozhi does: it remembers each 128th buffer
    ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.DISABLED);
    devicesTransport = NettyTransport.open(TransportKind.EPOLL, 1, TlsSettings.verified());
    serverTransport = NettyTransport.open(TransportKind.EPOLL, 1, TlsSettings.verified());
    broker = NettyMqttServer.bind(serverTransport, "127.0.0.1", 0, gateway, null, 4_096);
    port = NettyUdpPort.bind(serverTransport, "127.0.0.1", 0, gateway);
    gateway.scheduler = serverTransport.scheduler(0);
    gateway.port = port.port();
    ota = NettyServer.bind(serverTransport, "127.0.0.1", 0, new Configuration(broker.port()));
    devices = new TalkingDevices(devicesTransport, ota.port());
  }

  @AfterEach
  void close() throws Exception {
    if (devices == null) {
      return;
    }
    devices.shutdown();
    ota.close();
    port.close();
    broker.close();
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
  void shouldAllocateNothingButAnEnvelopeForPacketsReceived() throws Exception {
    devices.talk();
    gateway.heardAll.get(20, TimeUnit.SECONDS);
    gateway.answer();
    devices.awaitAnswers();
    Sample sample = devices.measure();
    assertThat(sample.received()).isGreaterThan(TalkingDevices.DEVICES * 6L);
    assertThat(sample.bytesPerPacketReceived())
        .as(sample.toString())
        .isLessThan(ENVELOPE_BYTES + LESS_THAN_AN_OBJECT);
  }

  /** Sends devices to the broker. */
  private record Configuration(int brokerPort) implements ServerEndpoint {

    @Override
    public HttpResponse onHttp(HttpRequest request) {
      String answer =
          """
          {"mqtt":{"endpoint":"127.0.0.1:%d","client_id":"a device","username":"","password":"",\
          "publish_topic":"device-server"}}\
          """;
      return HttpResponse.json(200, answer.formatted(brokerPort));
    }

    @Override
    public UpgradeAnswer onUpgrade(HttpRequest request, Scheduler scheduler) {
      return new UpgradeAnswer.Drop();
    }
  }

  /** Says hello; told to, it answers everybody at once, without end. On its loop. */
  private static final class TalkativeGateway implements MqttEndpoint, UdpEndpoint {
    private final List<MqttConnection> connections = new ArrayList<>();
    private final Map<Peer, AudioDatagrams> sessions = new LinkedHashMap<>();
    private final CompletableFuture<Void> heardAll = new CompletableFuture<>();
    private final Payload sound = TalkingDevices.packet(120);
    private Scheduler scheduler;
    private int port;

    @Override
    public Answer onConnect(Connect connect, String peer, Scheduler of) {
      return new Answer.Accept(
          new MqttListener() {
            private MqttConnection connection;

            @Override
            public void onOpen(MqttConnection opened) {
              connection = opened;
              connections.add(opened);
            }

            @Override
            public void onMessage(String topic, ByteBuffer payload) {
              if (StandardCharsets.UTF_8.decode(payload.duplicate()).toString().contains("\"hello\"")) {
                push(connection, hello());
              }
            }

            @Override
            public void onClosed(CloseReason reason) {}
          });
    }

    private String hello() {
      return """
          {"type":"hello","transport":"udp","session_id":"s","udp":{"server":"127.0.0.1","port":%d,\
          "key":"00000000000000000000000000000000","nonce":"01000000000000000000000000000000"}}\
          """
          .formatted(port);
    }

    private static void push(MqttConnection connection, String json) {
      connection.publish("devices", json.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void onDatagram(ByteBuffer datagram, Peer from) {
      sessions.computeIfAbsent(from, _ -> session());
      if (sessions.size() == TalkingDevices.DEVICES) {
        heardAll.complete(null);
      }
    }

    private static AudioDatagrams session() {
      AudioDatagrams session = new AudioDatagrams();
      byte[] nonce = new byte[AudioDatagrams.HEADER_BYTES];
      nonce[0] = 1;
      session.begin(new byte[16], nonce);
      return session;
    }

    void answer() {
      scheduler.execute(
          () -> {
            connections.forEach(each -> push(each, "{\"type\":\"tts\",\"state\":\"start\"}"));
            Timer[] timer = new Timer[1];
            long[] next = {scheduler.clock().nowNanos()};
            timer[0] =
                scheduler.timer(
                    () -> {
                      sessions.forEach((peer, session) -> peer.send(session.seal(sound, 0)));
                      next[0] += TalkingDevices.FRAME_NANOS;
                      timer[0].arm(next[0]);
                    });
            timer[0].arm(next[0]);
          });
    }
  }
}
