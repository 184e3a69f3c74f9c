package io.github.xiaozhisim.stress.server;

import io.github.xiaozhisim.device.channel.AudioDatagrams;
import io.github.xiaozhisim.hal.Payload;
import io.github.xiaozhisim.hal.network.UdpEndpoint;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A session's line when words go by MQTT and sound by UDP. Where the device is, it learns from the device's first
 * datagram; before that, no sound leaves. On the client's scheduler, but for {@link #arrived}.
 */
final class GatewayLink implements ClientLink {

  private final EmulatedGateway gateway;
  private final GatewayClient client;
  private final Session session;
  private final AudioDatagrams datagrams = new AudioDatagrams();
  private final String key;
  private final String nonce;
  private UdpEndpoint.@Nullable Peer peer;
  private boolean ended;

  /** {@code secret}: 32 hexadecimal digits with or without hyphens, another one for each session. */
  GatewayLink(EmulatedGateway gateway, GatewayClient client, Session session, int connectionId, String secret) {
    this.gateway = gateway;
    this.client = client;
    this.session = session;
    this.key = secret.replace("-", "");
    this.nonce = "01000000" + HexFormat.of().toHexDigits(connectionId) + "0000000000000000";
    datagrams.begin(HexFormat.of().parseHex(key), HexFormat.of().parseHex(nonce));
  }

  Session session() {
    return session;
  }

  // ---- what the wire says ----

  /** A datagram of this line; on the port's thread, valid during the call. */
  void arrived(ByteBuffer datagram, UdpEndpoint.Peer from) {
    if (client.scheduler().inScheduler()) {
      onDatagram(datagram, from);
      return;
    }
    ByteBuffer copy = ByteBuffer.allocate(datagram.remaining());
    copy.put(datagram.duplicate()).flip();
    client.scheduler().execute(() -> onDatagram(copy, from));
  }

  private void onDatagram(ByteBuffer datagram, UdpEndpoint.Peer from) {
    if (ended) {
      return;
    }
    if (!datagrams.open(datagram).accepted()) {
      session.badFrame();
      return;
    }
    peer = from;
    if (session.hears()) {
      session.sound(datagrams.packet());
    }
  }

  // ---- what the session says ----

  @Override
  public boolean isOpen() {
    return !ended && client.isOpen();
  }

  @Override
  public boolean writable() {
    return peer != null;
  }

  @Override
  public void text(String json) {
    if (!ended) {
      client.push(json);
    }
  }

  @Override
  public void audio(Payload packet) {
    UdpEndpoint.Peer to = peer;
    if (to != null && !ended) {
      to.send(datagrams.seal(packet, (int) session.scheduler().clock().wallMillis()));
    }
  }

  @Override
  public void misframed(Payload packet, byte[] nonsense) {
    UdpEndpoint.Peer to = peer;
    if (to != null && !ended) {
      ByteBuffer datagram = datagrams.seal(packet, 0);
      datagram.putShort(2, (short) (packet.length() + 60_000));
      to.send(datagram);
    }
  }

  @Override
  public void nonsense(byte[] bytes) {
    UdpEndpoint.Peer to = peer;
    if (to != null && !ended) {
      to.send(ByteBuffer.wrap(bytes));
    }
  }

  @Override
  public void takeUp(JsonNode hello) {}

  @Override
  public void introduce(ObjectNode answer) {
    answer.put("version", 3).put("transport", "udp");
    answer
        .putObject("udp")
        .put("server", gateway.udpHost())
        .put("port", gateway.udpPort())
        .put("encryption", "aes-128-ctr")
        .put("key", key)
        .put("nonce", nonce);
  }

  /** Says goodbye, which is also how the known gateway answers the device's. */
  @Override
  public void close(int code, String reason) {
    if (ended) {
      return;
    }
    text(Json.object().put("type", "goodbye").put("session_id", session.id()).toString());
    ended = true;
    client.sessionEnded(this);
    client.scheduler().execute(session::closed);
  }

  @Override
  public void drop() {
    ended = true;
    client.drop();
  }
}
