package io.github.xiaozhisim.hal;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xiaozhisim.hal.network.CloseReason;
import io.github.xiaozhisim.hal.network.MqttConnection;
import io.github.xiaozhisim.hal.network.MqttEndpoint;
import io.github.xiaozhisim.hal.network.MqttRequest;
import io.github.xiaozhisim.hal.network.Network;
import io.github.xiaozhisim.hal.network.OpenFailure;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What every {@link Network} with MQTT promises, together with its broker's side. Optional: {@link Network#hasMqtt}.
 *
 * <p><b>Override</b> {@link #network}, and {@link #serve} to put a broker's behaviour on the wire; {@link #tls}
 * where that is encrypted. <b>A failure means</b> that servers which talk through a gateway cannot reach the
 * device.
 */
public abstract class MqttContract extends TimedContract {

  private static final int TIMEOUT_MILLIS = 2_000;

  private final RecordingMqttListener client = new RecordingMqttListener();
  private final RecordingMqttListener broker = new RecordingMqttListener();
  private volatile MqttEndpoint.Connect asked;
  private volatile Scheduler brokersScheduler;
  private volatile MqttConnection connection;

  protected abstract Network network();

  /** Puts the endpoint on the wire; gives the port of {@code localhost} at which the network reaches it. */
  protected abstract int serve(MqttEndpoint endpoint) throws Exception;

  /** Whether the endpoint is served with TLS. */
  protected boolean tls() {
    return false;
  }

  private MqttEndpoint answering(MqttEndpoint.Answer answer) {
    return (connect, peer, scheduler) -> {
      asked = connect;
      brokersScheduler = scheduler;
      return answer;
    };
  }

  private MqttRequest request(int port, int keepAliveSeconds, int timeoutMillis) {
    return new MqttRequest(
        "localhost",
        port,
        tls(),
        "GID_test@@@02_00_00_00_00_01@@@u",
        "name",
        "secret",
        keepAliveSeconds,
        timeoutMillis,
        8_192);
  }

  private void open(MqttEndpoint.Answer answer, int keepAliveSeconds, int timeoutMillis) throws Exception {
    int port = serve(answering(answer));
    onScheduler(
        () -> {
          connection = network().openMqtt(request(port, keepAliveSeconds, timeoutMillis), client);
          client.events.add("returned");
        });
  }

  private void openBoth() throws Exception {
    open(new MqttEndpoint.Answer.Accept(broker), 240, TIMEOUT_MILLIS);
    runUntil(() -> client.isOpen() && broker.isOpen());
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  @Promise(
      value = "client id, user, password and keep-alive arrive as they were asked for, by MQTT 3.1.1",
      mend = "Set the flags of user name and password, and keep secrets out of toString.")
  void shouldHandOverWhatTheClientSaysAboutItself() throws Exception {
    openBoth();
    assertThat(asked)
        .isEqualTo(new MqttEndpoint.Connect(4, "GID_test@@@02_00_00_00_00_01@@@u", "name", "secret", 240));
    assertThat(client.events).containsExactly("returned", "open");
    assertThat(client.connection).isSameAs(connection);
    assertThat(connection.isOpen()).isTrue();
    assertThat(asked.toString()).doesNotContain("secret");
  }

  @Test
  @Promise(
      value = "messages of any topic go both ways in order, without a subscription",
      mend = "Hand up what comes whatever its topic: brokers of this kind push.")
  void shouldCarryMessagesBothWaysInOrderWithoutASubscription() throws Exception {
    broker.whenOpen(
        peer -> {
          peer.publish("devices/p2p/02_00_00_00_00_01", bytes("小智"));
          peer.publish("another", new byte[0]);
        });
    client.whenOpen(
        peer -> {
          peer.publish("device-server", bytes("{\"type\":\"hello\"}"));
          peer.publish("device-server", bytes("second"));
        });
    openBoth();
    runUntil(() -> client.events.size() >= 4 && broker.events.size() >= 3);
    assertThat(client.events)
        .containsExactly("returned", "open", "message:devices/p2p/02_00_00_00_00_01:小智", "message:another:");
    assertThat(broker.events)
        .containsExactly("open", "message:device-server:{\"type\":\"hello\"}", "message:device-server:second");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 127, 128, 4_000, 8_100})
  @Promise(
      value = "messages of every size arrive unchanged",
      mend = "The remaining length has one to four bytes of seven bits each.")
  void shouldCarryMessagesOfEverySizeUnchanged(int size) throws Exception {
    openBoth();
    String text = "x".repeat(size);
    onScheduler(() -> assertThat(connection.publish("t", bytes(text))).isTrue());
    runUntil(() -> broker.events.size() >= 2);
    assertThat(broker.events).containsExactly("open", "message:t:" + text);
  }

  @Test
  @Promise(
      value = "a refusal is told with its reason",
      mend = "Read the return code of CONNACK: 4 is user name or password.")
  void shouldTellThatTheBrokerRefused() throws Exception {
    open(new MqttEndpoint.Answer.Refuse(4), 240, TIMEOUT_MILLIS);
    runUntil(client::isOver);
    assertThat(client.events).containsExactly("returned", "failed:MQTT_REFUSED");
    assertThat(client.failure.detail()).contains("user name or password");
    assertThat(connection.isOpen()).isFalse();
  }

  @Test
  @Promise(
      value = "a broker that accepts and closes at once is told as open, then as closed",
      mend = "A known gateway refuses in this way: tell both, in this order.")
  void shouldOpenAndEndWhenTheBrokerAcceptsAndClosesAtOnce() throws Exception {
    open(new MqttEndpoint.Answer.AcceptAndClose(), 240, TIMEOUT_MILLIS);
    runUntil(client::isOver);
    assertThat(client.events).containsExactly("returned", "open", "closed:END_OF_STREAM");
  }

  @Test
  @Promise(
      value = "a broker that closes instead of answering is told as such",
      mend = "Use OpenFailure.Kind.CLOSED_EARLY for it.")
  void shouldTellWhenTheBrokerClosesInsteadOfAnswering() throws Exception {
    open(new MqttEndpoint.Answer.Drop(), 240, TIMEOUT_MILLIS);
    runUntil(client::isOver);
    assertThat(client.events).containsExactly("returned", "failed:CLOSED_EARLY");
  }

  @Test
  @Promise(
      value = "a CONNECT that is not answered is given up in time",
      mend = "Arm a timer with the request's own limit.")
  void shouldGiveUpWhenTheBrokerDoesNotAnswer() throws Exception {
    open(new MqttEndpoint.Answer.Ignore(), 240, 150);
    runUntil(client::isOver);
    assertThat(client.events).containsExactly("returned", "failed:MQTT_TIMEOUT");
    assertThat(client.failure.kind()).isEqualTo(OpenFailure.Kind.MQTT_TIMEOUT);
  }

  @Test
  @Promise(
      value = "an orderly close says DISCONNECT and sends nothing more",
      mend = "Without it a broker may publish a will or keep the session.")
  void shouldSayDisconnectWhenTheClientCloses() throws Exception {
    openBoth();
    onScheduler(
        () -> {
          connection.close();
          assertThat(connection.isOpen()).isFalse();
          assertThat(connection.publish("t", bytes("late"))).isFalse();
          connection.close();
        });
    runUntil(broker::isOver);
    assertThat(broker.closed.kind()).isEqualTo(CloseReason.Kind.GOODBYE);
    assertThat(broker.events).containsExactly("open", "closed:GOODBYE");
    assertThat(client.events).containsExactly("returned", "open");
  }

  @Test
  @Promise(
      value = "a dropped connection is gone, and its owner is not told of it",
      mend = "Clear the listener before you close the socket.")
  void shouldTellTheBrokerButNotTheListenerWhenDropped() throws Exception {
    openBoth();
    onScheduler(() -> connection.drop());
    runUntil(broker::isOver);
    assertThat(broker.closed.kind()).isIn(CloseReason.Kind.END_OF_STREAM, CloseReason.Kind.RESET);
    assertThat(client.events).containsExactly("returned", "open");
  }

  @Test
  @Promise(
      value = "a connection that the broker closes is told once",
      mend = "Zero bytes read, or a reset, are the end.")
  void shouldTellTheClientWhenTheBrokerCloses() throws Exception {
    openBoth();
    brokersScheduler.execute(() -> broker.connection.close());
    runUntil(client::isOver);
    assertThat(client.closed).isEqualTo(new CloseReason(CloseReason.Kind.END_OF_STREAM, 0, ""));
    assertThat(connection.isOpen()).isFalse();
    assertThat(broker.events).containsExactly("open");
  }

  @Test
  @Promise(
      value = "a connection that is dropped before it is open tells nothing",
      mend = "Cancel the attempt.")
  void shouldHearNothingWhenDroppedBeforeItIsOpen() throws Exception {
    int port = serve(answering(new MqttEndpoint.Answer.Accept(broker)));
    RecordingMqttListener other = new RecordingMqttListener();
    onScheduler(
        () -> {
          network().openMqtt(request(port, 240, TIMEOUT_MILLIS), client).drop();
          network().openMqtt(request(port, 240, TIMEOUT_MILLIS), other);
        });
    runUntil(other::isOpen);
    assertThat(client.events).isEmpty();
  }

  @Test
  @Promise(
      value = "pings keep an idle connection alive",
      mend = "Send PINGREQ within the keep-alive; the broker hangs up after one and a half of it.")
  void shouldKeepAnIdleConnectionAlive() throws Exception {
    open(new MqttEndpoint.Answer.Accept(broker), 1, TIMEOUT_MILLIS);
    runUntil(() -> client.isOpen() && broker.isOpen());
    pass(2_200);
    assertThat(client.events).containsExactly("returned", "open");
    assertThat(broker.events).containsExactly("open");
  }

  @Test
  @Promise(
      value = "a message longer than the limit ends the connection",
      mend = "Look at the remaining length before you reserve memory for it.")
  void shouldEndWhenAMessageIsTooLong() throws Exception {
    openBoth();
    brokersScheduler.execute(() -> broker.connection.publish("t", new byte[9_000]));
    runUntil(() -> client.isOver() && broker.isOver());
    assertThat(client.closed.kind()).isEqualTo(CloseReason.Kind.PROTOCOL_ERROR);
  }
}
