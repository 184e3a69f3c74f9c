package io.github.xiaozhisim.stress.server;

import io.github.xiaozhisim.device.protocol.BinaryFraming;
import io.github.xiaozhisim.hal.Payload;
import io.github.xiaozhisim.hal.network.CloseReason;
import io.github.xiaozhisim.hal.network.WebSocketConnection;
import io.github.xiaozhisim.hal.network.WebSocketListener;
import java.nio.ByteBuffer;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A session's line when words and sound go over one WebSocket: knows the binary framing, which the upgrade's header
 * announces and the hello settles. On the connection's scheduler.
 */
final class WebSocketLink implements WebSocketListener, ClientLink {

  private final Session session;
  private final int framingOfHeader;
  private BinaryFraming framing;
  private @Nullable WebSocketConnection connection;

  WebSocketLink(Session session, int framingOfHeader) {
    this.session = session;
    this.framingOfHeader = framingOfHeader;
    this.framing = BinaryFraming.ofVersion(framingOfHeader);
  }

  // ---- what the wire says ----

  @Override
  public void onOpen(WebSocketConnection opened, Map<String, String> headers) {
    connection = opened;
    session.opened(this);
  }

  @Override
  public void onText(ByteBuffer utf8) {
    session.text(utf8);
  }

  @Override
  public void onBinary(ByteBuffer bytes) {
    if (!session.hears()) {
      return; // up to three packets follow the end of listening: they need not even be unpacked
    }
    if (framing.unwrap(bytes) == BinaryFraming.Fault.NONE) {
      session.sound(bytes);
    } else {
      session.badFrame();
    }
  }

  @Override
  public void onClosed(CloseReason reason) {
    session.closed();
  }

  // ---- what the session says ----

  @Override
  public boolean isOpen() {
    return connection != null && connection.isOpen();
  }

  @Override
  public boolean writable() {
    return connection != null && connection.writable();
  }

  @Override
  public void text(String json) {
    if (connection != null) {
      connection.sendText(json);
    }
  }

  @Override
  public void audio(Payload packet) {
    if (connection != null) {
      connection.sendBinary(framing.wrap(packet, 0));
    }
  }

  @Override
  public void misframed(Payload packet, byte[] nonsense) {
    boolean bare = framing == BinaryFraming.V1;
    nonsense(bare ? nonsense : framing.wrapAnnouncing(packet.bytes(), packet.length() + 60_000));
  }

  @Override
  public void nonsense(byte[] bytes) {
    if (connection != null) {
      connection.sendBinary(Payload.once(bytes));
    }
  }

  @Override
  public void takeUp(JsonNode hello) {
    framing = BinaryFraming.ofVersion(Json.integer(hello, "version", framingOfHeader));
  }

  @Override
  public void introduce(ObjectNode answer) {
    answer.put("version", framing.version()).put("transport", "websocket");
  }

  @Override
  public void close(int code, String reason) {
    if (connection != null) {
      connection.close(code, reason);
    }
  }

  @Override
  public void drop() {
    if (connection != null) {
      connection.drop();
    }
  }
}
