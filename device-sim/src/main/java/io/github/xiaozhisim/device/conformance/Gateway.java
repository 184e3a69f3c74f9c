package io.github.xiaozhisim.device.conformance;

import io.github.xiaozhisim.device.conformance.Timeline.Kind;
import io.github.xiaozhisim.hal.Scheduler;
import io.github.xiaozhisim.hal.network.CloseReason;
import io.github.xiaozhisim.hal.network.MqttConnection;
import io.github.xiaozhisim.hal.network.MqttEndpoint;
import io.github.xiaozhisim.hal.network.MqttListener;
import io.github.xiaozhisim.hal.network.UdpEndpoint;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Queue;
import java.util.function.BiConsumer;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * The other side of a case over MQTT and UDP: a broker and gateway that does only what the case tells it. Left alone it
 * accepts every client and answers a hello with {@link #HELLO}. Its encryption is the platform's own CTR cipher, so
 * that it shares no code with the device's.
 */
public final class Gateway implements MqttEndpoint, UdpEndpoint {

  public static final String KEY = "00112233445566778899aabbccddeeff";
  public static final String NONCE = "01000000a1b2c3d40000000000000000";
  public static final String HELLO = hello("s1", 8884 + "", KEY, NONCE);
  public static final String TOPIC = "device-server";

  private final BiConsumer<Kind, String> seen;
  private final List<Connect> connects = new ArrayList<>();
  private final List<String> texts = new ArrayList<>();
  private final List<byte[]> datagrams = new ArrayList<>();
  private final Queue<Answer> answers = new ArrayDeque<>();
  private @Nullable String hello = HELLO;
  private @Nullable MqttConnection connection;
  private @Nullable Peer peer;

  Gateway(BiConsumer<Kind, String> seen) {
    this.seen = seen;
  }

  /** A server hello with these values; {@code portJson} as it stands in the JSON. */
  public static String hello(String sessionId, String portJson, String key, String nonce) {
    return "{\"type\":\"hello\",\"version\":3,\"transport\":\"udp\",\"session_id\":\"" + sessionId + "\","
        + "\"udp\":{\"server\":\"gateway.example\",\"port\":" + portJson + ",\"encryption\":\"aes-128-ctr\",\"key\":\""
        + key + "\",\"nonce\":\"" + nonce + "\"},"
        + "\"audio_params\":{\"format\":\"opus\",\"sample_rate\":24000,\"channels\":1,\"frame_duration\":60}}";
  }

  // ---- what it shall do --------------------------------------------------------------------------------------------

  /** What a hello is answered with; null: nothing. */
  public Gateway answersHelloWith(@Nullable String json) {
    hello = json;
    return this;
  }

  /** Lays out the answer to the next CONNECT; without one, it is accepted. */
  public Gateway answersConnect(Answer answer) {
    answers.add(answer);
    return this;
  }

  // ---- what it does now --------------------------------------------------------------------------------------------

  /** Pushes a message to the device, which has not subscribed to anything. */
  public void send(String text) {
    seen.accept(Kind.SERVER, "S> " + Notation.ofServer(text));
    MqttConnection to = connection;
    if (to == null || !to.publish("devices/p2p/02_00_00_00_00_01", text.getBytes(StandardCharsets.UTF_8))) {
      throw new CaseFailure("the case wants to push a message, but the device is not connected");
    }
  }

  /** The broker goes away. */
  public void drop() {
    seen.accept(Kind.SERVER, "S> broker closed TCP");
    MqttConnection to = connection;
    if (to != null) {
      to.drop();
    }
  }

  /** Sends a packet with this sequence number, encrypted with {@link #KEY}. */
  public void sendAudio(int sequence, byte[] packet) {
    sendDatagram(sealed(KEY, NONCE, sequence, 0, packet));
  }

  /** Sends these bytes to where the device's last datagram came from. */
  public void sendDatagram(byte[] datagram) {
    Peer to = peer;
    if (to == null) {
      throw new CaseFailure("the case wants to send a datagram, but none has come from the device");
    }
    seen.accept(Kind.AUDIO, "S> aud");
    to.send(ByteBuffer.wrap(datagram));
  }

  // ---- what it has seen --------------------------------------------------------------------------------------------

  /** Everybody who said CONNECT. */
  public List<Connect> connects() {
    return List.copyOf(connects);
  }

  /** Messages of the device, as sent. */
  public List<String> texts() {
    return List.copyOf(texts);
  }

  /** Datagrams of the device, as sent. */
  public List<byte[]> datagrams() {
    return List.copyOf(datagrams);
  }

  /** What one side of a session would send. */
  public static byte[] sealed(String key, String nonce, int sequence, int timestamp, byte[] packet) {
    ByteBuffer header = ByteBuffer.wrap(HexFormat.of().parseHex(nonce));
    header.putShort(2, (short) packet.length).putInt(8, timestamp).putInt(12, sequence);
    byte[] cipher = ctr(key, header.array(), packet);
    return ByteBuffer.allocate(16 + packet.length).put(header.array()).put(cipher).array();
  }

  /** The packet in a datagram. */
  public static byte[] opened(String key, byte[] datagram) {
    byte[] cipher = new byte[datagram.length - 16];
    System.arraycopy(datagram, 16, cipher, 0, cipher.length);
    byte[] header = new byte[16];
    System.arraycopy(datagram, 0, header, 0, 16);
    return ctr(key, header, cipher);
  }

  private static byte[] ctr(String key, byte[] header, byte[] data) {
    try {
      Cipher cipher = Cipher.getInstance("AES/CTR/NoPadding");
      cipher.init(
          Cipher.ENCRYPT_MODE,
          new SecretKeySpec(HexFormat.of().parseHex(key), "AES"),
          new IvParameterSpec(header));
      return cipher.doFinal(data);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has AES", e);
    }
  }

  @Override
  public Answer onConnect(Connect connect, String from, Scheduler scheduler) {
    connects.add(connect);
    seen.accept(Kind.DEVICE, "D> CONNECT");
    Answer next = answers.poll();
    return next == null ? new Answer.Accept(new Hearing()) : next;
  }

  @Override
  public void onDatagram(ByteBuffer datagram, Peer from) {
    byte[] copy = new byte[datagram.remaining()];
    datagram.get(datagram.position(), copy);
    datagrams.add(copy);
    peer = from;
    seen.accept(Kind.AUDIO, "D> aud");
  }

  /** One client's messages. */
  private final class Hearing implements MqttListener {
    @Override
    public void onOpen(MqttConnection opened) {
      connection = opened;
    }

    @Override
    public void onMessage(String topic, ByteBuffer payload) {
      String text = StandardCharsets.UTF_8.decode(payload.slice()).toString();
      texts.add(text);
      String shortly = Notation.ofDevice(text);
      seen.accept(Kind.DEVICE, "D> " + shortly + (topic.equals(TOPIC) ? "" : " to " + topic));
      if (shortly.equals("hello") && hello != null) {
        send(hello);
      }
    }

    @Override
    public void onClosed(CloseReason reason) {
      seen.accept(Kind.NOTE, "~ broker: " + reason.describe());
    }
  }
}
