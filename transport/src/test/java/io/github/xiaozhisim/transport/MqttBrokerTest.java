package io.github.xiaozhisim.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xiaozhisim.hal.RecordingMqttListener;
import io.github.xiaozhisim.hal.network.MqttConnection;
import io.github.xiaozhisim.hal.network.MqttRequest;
import io.moquette.broker.Server;
import io.moquette.broker.config.MemoryConfig;
import io.moquette.broker.security.IAuthenticator;
import io.moquette.interception.AbstractInterceptHandler;
import io.moquette.interception.messages.InterceptConnectMessage;
import io.moquette.interception.messages.InterceptDisconnectMessage;
import io.moquette.interception.messages.InterceptPublishMessage;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The client against a broker that others wrote: Moquette. */
class MqttBrokerTest {

  private static NettyTransport transport;

  @TempDir Path folder;

  private final List<String> heardByBroker = new CopyOnWriteArrayList<>();
  private final RecordingMqttListener client = new RecordingMqttListener();
  private Server broker;
  private int port;

  @BeforeAll
  static void open() {
    transport = NettyTransport.open(TransportKind.AUTO, 1, TlsSettings.verified());
  }

  @AfterAll
  static void close() {
    transport.close();
  }

  @BeforeEach
  void startBroker() throws IOException {
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    Properties properties = new Properties();
    properties.setProperty("port", Integer.toString(port));
    properties.setProperty("host", "127.0.0.1");
    properties.setProperty("allow_anonymous", "false");
    properties.setProperty("telemetry_enabled", "false");
    properties.setProperty("persistence_enabled", "false");
    properties.setProperty("data_path", folder.toString());
    IAuthenticator authenticator =
        (clientId, username, password) ->
            "name".equals(username) && Arrays.equals(password, "secret".getBytes(StandardCharsets.UTF_8));
    broker = new Server();
    broker.startServer(new MemoryConfig(properties), List.of(new Ear()), null, authenticator, null);
  }

  @AfterEach
  void stopBroker() {
    broker.stopServer();
  }

  private MqttConnection connect(String password) {
    MqttRequest request =
        new MqttRequest("127.0.0.1", port, false, "GID_x@@@02_00_00_00_00_01@@@u", "name", password, 240, 5_000, 8_192);
    return Waiting.on(transport.scheduler(0), () -> transport.network(0).openMqtt(request, client));
  }

  @Test
  void shouldConnectAndPublishAndTakeLeave() {
    MqttConnection connection = connect("secret");
    Waiting.until(client::isOpen);
    Waiting.on(
        transport.scheduler(0), () -> connection.publish("device-server", "小智".getBytes(StandardCharsets.UTF_8)));
    Waiting.until(() -> heardByBroker.size() >= 2);
    Waiting.on(
        transport.scheduler(0),
        () -> {
          connection.close();
          return true;
        });
    Waiting.until(() -> heardByBroker.size() >= 3);
    assertThat(heardByBroker)
        .containsExactly("connect 4 240", "publish device-server 小智 0", "disconnect");
  }

  @Test
  void shouldTellThatTheBrokerDoesNotKnowThePassword() {
    connect("wrong");
    Waiting.until(client::isOver);
    assertThat(client.events).containsExactly("failed:MQTT_REFUSED");
    assertThat(client.failure.describe()).contains("user name or password").doesNotContain("wrong");
  }

  @Test
  void shouldHearThatTheBrokerWentAway() {
    connect("secret");
    Waiting.until(client::isOpen);
    broker.stopServer();
    Waiting.until(client::isOver);
    assertThat(client.closed.code()).isZero();
  }

  /** What the broker says that it heard. */
  private final class Ear extends AbstractInterceptHandler {
    @Override
    public String getID() {
      return "ear";
    }

    @Override
    public void onConnect(InterceptConnectMessage message) {
      heardByBroker.add("connect " + message.getProtocolVersion() + " " + message.getKeepAlive());
    }

    @Override
    public void onPublish(InterceptPublishMessage message) {
      heardByBroker.add(
          "publish " + message.getTopicName() + " " + message.getPayload().toString(StandardCharsets.UTF_8) + " "
              + message.getQos().value());
      super.onPublish(message);
    }

    @Override
    public void onDisconnect(InterceptDisconnectMessage message) {
      heardByBroker.add("disconnect");
    }

    @Override
    public void onSessionLoopError(Throwable error) {
      heardByBroker.add("error " + error);
    }
  }
}
