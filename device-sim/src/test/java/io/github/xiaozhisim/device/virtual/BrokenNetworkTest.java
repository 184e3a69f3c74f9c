package io.github.xiaozhisim.device.virtual;

import static io.github.xiaozhisim.device.virtual.BrokenPromises.assertBreaks;

import io.github.xiaozhisim.hal.Broken;
import io.github.xiaozhisim.hal.network.CloseReason;
import io.github.xiaozhisim.hal.network.HttpListener;
import io.github.xiaozhisim.hal.network.HttpRequest;
import io.github.xiaozhisim.hal.network.HttpResponse;
import io.github.xiaozhisim.hal.network.MqttRequest;
import io.github.xiaozhisim.hal.network.Network;
import io.github.xiaozhisim.hal.network.UdpListener;
import io.github.xiaozhisim.hal.network.UdpSocket;
import io.github.xiaozhisim.hal.network.WebSocketConnection;
import io.github.xiaozhisim.hal.network.WebSocketListener;
import io.github.xiaozhisim.hal.network.WebSocketRequest;
import java.nio.ByteBuffer;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Ways to a server with one mistake each, and the promise that they break. */
class BrokenNetworkTest {

  @Test
  void shouldNoticeAnUpgradeWithoutItsHeaders() {
    assertBreaks(Headless.class, "the upgrade carries path, query and headers, and tells once that it is open");
  }

  static class Headless extends SimNetworkWebSocketContractTest {
    @Override
    protected Network network() {
      return Broken.in(
          Network.class,
          super.network(),
          "openWebSocket",
          (arguments, honest) -> {
            WebSocketRequest asked = (WebSocketRequest) arguments[0];
            return honest.call(
                new WebSocketRequest(
                    asked.uri(),
                    Map.of(),
                    asked.connectTimeoutMillis(),
                    asked.upgradeTimeoutMillis(),
                    asked.maxMessageBytes()),
                arguments[1]);
          });
    }
  }

  @Test
  void shouldNoticeAConnectionThatTellsOfItsOwnEnd() {
    assertBreaks(
        Talkative.class,
        "a dropped connection is gone at once, and its owner is not told of it",
        "a connection that is dropped before it is open tells nothing");
  }

  static class Talkative extends SimNetworkWebSocketContractTest {
    @Override
    protected Network network() {
      return Broken.in(
          Network.class,
          super.network(),
          "openWebSocket",
          (arguments, honest) -> {
            Passing listener = new Passing((WebSocketListener) arguments[1]);
            WebSocketConnection right = (WebSocketConnection) honest.call(arguments[0], listener);
            listener.shown =
                Broken.in(
                    WebSocketConnection.class,
                    right,
                    "drop",
                    (none, honestly) -> {
                      honestly.call(none);
                      listener.onClosed(new CloseReason(CloseReason.Kind.LOCAL, 1006, ""));
                      return null;
                    });
            return listener.shown;
          });
    }
  }

  /** Hands on what it hears, with another connection in place of the right one. */
  private static final class Passing implements WebSocketListener {
    private final WebSocketListener to;
    private WebSocketConnection shown;

    Passing(WebSocketListener to) {
      this.to = to;
    }

    @Override
    public void onOpen(WebSocketConnection connection, Map<String, String> headers) {
      to.onOpen(shown, headers);
    }

    @Override
    public void onFailed(io.github.xiaozhisim.hal.network.OpenFailure failure) {
      to.onFailed(failure);
    }

    @Override
    public void onText(ByteBuffer utf8) {
      to.onText(utf8);
    }

    @Override
    public void onBinary(ByteBuffer bytes) {
      to.onBinary(bytes);
    }

    @Override
    public void onWritable() {
      to.onWritable();
    }

    @Override
    public void onClosed(CloseReason reason) {
      to.onClosed(reason);
    }
  }

  @Test
  void shouldNoticeARequestWithoutItsBody() {
    assertBreaks(
        Bodiless.class,
        "method, path, headers and body arrive as they were asked for",
        "a body is sent in chunks when the headers say so");
  }

  static class Bodiless extends SimNetworkHttpContractTest {
    @Override
    protected Network network() {
      return Broken.in(
          Network.class,
          super.network(),
          "http",
          (arguments, honest) -> {
            HttpRequest asked = (HttpRequest) arguments[0];
            return honest.call(
                new HttpRequest(asked.method(), asked.uri(), asked.headers(), new byte[0], asked.timeoutMillis()),
                arguments[1]);
          });
    }
  }

  @Test
  void shouldNoticeAnAnswerThatIsCut() {
    assertBreaks(Cutting.class, "the whole answer is read, up to 1 MiB");
  }

  static class Cutting extends SimNetworkHttpContractTest {
    @Override
    protected Network network() {
      return Broken.in(
          Network.class,
          super.network(),
          "http",
          (arguments, honest) -> {
            HttpListener to = (HttpListener) arguments[1];
            return honest.call(arguments[0], new FirstBytes(to));
          });
    }
  }

  /** Keeps the first 4096 bytes of an answer, as one read of a socket does. */
  private record FirstBytes(HttpListener to) implements HttpListener {
    @Override
    public void onResponse(HttpResponse response) {
      byte[] body = response.body();
      byte[] first = java.util.Arrays.copyOf(body, Math.min(body.length, 4_096));
      to.onResponse(new HttpResponse(response.status(), response.headers(), first));
    }

    @Override
    public void onFailed(io.github.xiaozhisim.hal.network.OpenFailure failure) {
      to.onFailed(failure);
    }
  }

  @Test
  void shouldNoticeAClientThatForgetsItsPassword() {
    assertBreaks(
        Passwordless.class, "client id, user, password and keep-alive arrive as they were asked for, by MQTT 3.1.1");
  }

  static class Passwordless extends SimNetworkMqttContractTest {
    @Override
    protected Network network() {
      return Broken.in(
          Network.class,
          super.network(),
          "openMqtt",
          (arguments, honest) -> {
            MqttRequest asked = (MqttRequest) arguments[0];
            return honest.call(
                new MqttRequest(
                    asked.host(),
                    asked.port(),
                    asked.tls(),
                    asked.clientId(),
                    asked.username(),
                    "",
                    asked.keepAliveSeconds(),
                    asked.timeoutMillis(),
                    asked.maxMessageBytes()),
                arguments[1]);
          });
    }
  }

  @Test
  void shouldNoticeASocketThatTakesTooMuch() {
    assertBreaks(Roomy.class, "a datagram longer than the buffer is cut, as on the chip");
  }

  static class Roomy extends SimNetworkUdpContractTest {
    @Override
    protected Network network() {
      return Broken.in(
          Network.class,
          super.network(),
          "openUdp",
          (arguments, honest) -> honest.call(arguments[0], arguments[1], new Longer((UdpListener) arguments[2])));
    }
  }

  /** Gives back what was cut off, or something of its length. */
  private record Longer(UdpListener to) implements UdpListener {
    @Override
    public void onOpen(UdpSocket socket) {
      to.onOpen(socket);
    }

    @Override
    public void onDatagram(ByteBuffer datagram) {
      boolean cut = datagram.remaining() == UdpSocket.MAX_DATAGRAM_BYTES;
      to.onDatagram(cut ? ByteBuffer.allocate(UdpSocket.MAX_DATAGRAM_BYTES + 100) : datagram);
    }
  }
}
