package io.github.xiaozhisim.stress.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xiaozhisim.device.channel.AudioDatagrams;
import io.github.xiaozhisim.device.virtual.SimNetwork;
import io.github.xiaozhisim.device.virtual.SimScheduler;
import io.github.xiaozhisim.hal.Payload;
import io.github.xiaozhisim.hal.network.CloseReason;
import io.github.xiaozhisim.hal.network.HttpListener;
import io.github.xiaozhisim.hal.network.HttpRequest;
import io.github.xiaozhisim.hal.network.HttpResponse;
import io.github.xiaozhisim.hal.network.MqttConnection;
import io.github.xiaozhisim.hal.network.MqttListener;
import io.github.xiaozhisim.hal.network.MqttRequest;
import io.github.xiaozhisim.hal.network.OpenFailure;
import io.github.xiaozhisim.hal.network.UdpListener;
import io.github.xiaozhisim.hal.network.UdpSocket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The habits of the gateway before the emulated server, as a client of its own sees them. */
class EmulatedGatewayTest {

  private static final String HELLO = "{\"type\":\"hello\",\"version\":3,\"transport\":\"udp\"}";

  private final SimScheduler scheduler = new SimScheduler();
  private final EmulatedServer server =
      new EmulatedServer(
          ServerBehaviour.defaults().withMcp(ServerBehaviour.defaults().mcp().withEnabled(false)),
          scheduler.clock(),
          List.of(TestSpeech.OTHER_ANSWER),
          List.of(TestSpeech.UTTERANCE));
  private final EmulatedGateway gateway = new EmulatedGateway(server, "signature key");
  private final SimNetwork network = new SimNetwork(scheduler, server, 1_000_000).withGateway(gateway, gateway);
  private final Client client = new Client();

  private JsonNode section() {
    gateway.listens("gateway.test", 1883, 8884);
    List<String> bodies = new ArrayList<>();
    Map<String, String> headers = Map.of("Device-Id", "02:00:00:00:00:01", "Client-Id", "uuid");
    HttpRequest request =
        new HttpRequest("POST", URI.create("http://h/xiaozhi/ota/"), headers, new byte[0], 1_000);
    network.http(
        request,
        new HttpListener() {
          @Override
          public void onResponse(HttpResponse response) {
            bodies.add(response.bodyText());
          }

          @Override
          public void onFailed(OpenFailure failure) {
            bodies.add(failure.describe());
          }
        });
    scheduler.runForMillis(20);
    JsonNode answer = Json.readObject(bodies.getFirst().getBytes(StandardCharsets.UTF_8));
    assertThat(answer.has("websocket")).isFalse();
    return answer.path("mqtt");
  }

  private MqttConnection connect(Client as, String password) {
    JsonNode told = section();
    MqttRequest request =
        new MqttRequest(
            "gateway.test",
            1883,
            false,
            told.path("client_id").asString(),
            told.path("username").asString(),
            password == null ? told.path("password").asString() : password,
            240,
            10_000,
            8_192);
    MqttConnection connection = network.openMqtt(request, as);
    scheduler.runForMillis(20);
    return connection;
  }

  private void say(MqttConnection to, String json) {
    to.publish("device-server", json.getBytes(StandardCharsets.UTF_8));
    scheduler.runForMillis(20);
  }

  @Test
  void shouldTellDevicesInTheConfigurationHowToComeIn() {
    JsonNode told = section();
    assertThat(told.path("endpoint").asString()).isEqualTo("gateway.test:1883");
    assertThat(told.path("client_id").asString()).isEqualTo("GID_emulated@@@02_00_00_00_00_01@@@uuid");
    assertThat(told.path("publish_topic").asString()).isEqualTo("device-server");
    assertThat(told.path("subscribe_topic").asString()).isEqualTo("devices/p2p/02_00_00_00_00_01");
    assertThat(told.path("password").asString()).hasSize(44);
  }

  @Test
  void shouldAnswerAHelloWithTheWayForSoundAndPushWithoutASubscription() {
    MqttConnection connection = connect(client, null);
    say(connection, HELLO);
    assertThat(client.heard).hasSize(2);
    assertThat(client.heard.get(1)).startsWith("devices/p2p/02_00_00_00_00_01 ");
    JsonNode hello = client.last();
    assertThat(hello.path("transport").asString()).isEqualTo("udp");
    assertThat(hello.path("version").asInt()).isEqualTo(3);
    assertThat(hello.path("udp").path("server").asString()).isEqualTo("gateway.test");
    assertThat(hello.path("udp").path("port").asInt()).isEqualTo(8884);
    assertThat(hello.path("udp").path("key").asString()).matches("[0-9a-f]{32}");
    assertThat(hello.path("udp").path("nonce").asString()).matches("01000000[0-9a-f]{8}0{16}");
  }

  @Test
  void shouldAcceptAndCloseWhoHasAWrongPassword() {
    connect(client, "wrong");
    assertThat(client.heard).containsExactly("open", "closed END_OF_STREAM");
  }

  @Test
  void shouldCloseTheOlderOfTwoConnectionsOfADevice() {
    MqttConnection older = connect(client, null);
    MqttConnection newer = connect(new Client(), null);
    assertThat(older.isOpen()).isFalse();
    assertThat(newer.isOpen()).isTrue();
  }

  @Test
  void shouldCloseTheConnectionAtWhatIsNoJson() {
    say(connect(client, null), "hello?");
    assertThat(client.heard).containsExactly("open", "closed END_OF_STREAM");
  }

  @Test
  void shouldWantVersionThreeAndAHelloFirst() {
    MqttConnection connection = connect(client, null);
    say(connection, "{\"type\":\"listen\",\"state\":\"start\"}");
    assertThat(client.last().path("type").asString()).isEqualTo("goodbye");
    say(connection, "{\"type\":\"hello\",\"version\":1}");
    assertThat(client.heard.toString()).contains("\"error\"");
    assertThat(client.last().has("session_id")).isFalse();
  }

  @Test
  void shouldGiveEachHelloASessionAndAKeyOfItsOwnOnTheSameConnectionId() {
    MqttConnection connection = connect(client, null);
    say(connection, HELLO);
    JsonNode first = client.last();
    say(connection, HELLO);
    JsonNode second = client.last();
    assertThat(second.path("session_id")).isNotEqualTo(first.path("session_id"));
    assertThat(second.path("udp").path("key")).isNotEqualTo(first.path("udp").path("key"));
    assertThat(second.path("udp").path("nonce")).isEqualTo(first.path("udp").path("nonce"));
    assertThat(server.totals().sessionsOpen()).isEqualTo(1);
  }

  @Test
  void shouldAnswerGoodbyeWithGoodbyeAndKeepTheConnection() {
    MqttConnection connection = connect(client, null);
    say(connection, HELLO);
    String session = client.last().path("session_id").asString();
    say(connection, "{\"type\":\"goodbye\",\"session_id\":\"" + session + "\"}");
    assertThat(client.last().path("type").asString()).isEqualTo("goodbye");
    assertThat(client.last().path("session_id").asString()).isEqualTo(session);
    assertThat(connection.isOpen()).isTrue();
    assertThat(server.totals().sessionsOpen()).isZero();
  }

  @Test
  void shouldSendNoSoundBeforeTheFirstDatagramOfTheDevice() {
    MqttConnection connection = connect(client, null);
    say(connection, HELLO);
    JsonNode udp = client.last().path("udp");
    say(connection, "{\"type\":\"listen\",\"state\":\"text\",\"text\":\"hi\"}");
    scheduler.runForMillis(3_000);
    assertThat(server.totals().framesOut()).isZero();
    assertThat(server.totals().framesHeldBack()).isPositive();

    AudioDatagrams datagrams = new AudioDatagrams();
    datagrams.begin(hex(udp, "key"), hex(udp, "nonce"));
    Sound sound = new Sound(datagrams);
    network.openUdp("gateway.test", 8884, sound);
    scheduler.runForMillis(10);
    say(connection, "{\"type\":\"listen\",\"state\":\"text\",\"text\":\"hi\"}");
    scheduler.runForMillis(3_000);
    assertThat(sound.packets).isEqualTo(TestSpeech.OTHER_ANSWER.packets().size());
  }

  private static byte[] hex(JsonNode udp, String name) {
    return HexFormat.of().parseHex(udp.path(name).asString());
  }

  /** Says one packet, then counts what comes. */
  private static final class Sound implements UdpListener {
    private final AudioDatagrams datagrams;
    private int packets;

    Sound(AudioDatagrams datagrams) {
      this.datagrams = datagrams;
    }

    @Override
    public void onOpen(UdpSocket socket) {
      socket.send(datagrams.seal(Payload.once(new byte[] {0x58}), 0));
    }

    @Override
    public void onDatagram(ByteBuffer datagram) {
      if (datagrams.open(datagram) == AudioDatagrams.Verdict.NONE && datagrams.timestampMillis() != 0) {
        packets++;
      }
    }
  }

  /** Remembers what came. */
  private static final class Client implements MqttListener {
    private final List<String> heard = new ArrayList<>();

    JsonNode last() {
      String line = heard.getLast();
      return Json.readObject(line.substring(line.indexOf(' ') + 1).getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void onOpen(MqttConnection connection) {
      heard.add("open");
    }

    @Override
    public void onMessage(String topic, ByteBuffer payload) {
      heard.add(topic + " " + StandardCharsets.UTF_8.decode(payload));
    }

    @Override
    public void onClosed(CloseReason reason) {
      heard.add("closed " + reason.kind());
    }
  }
}
