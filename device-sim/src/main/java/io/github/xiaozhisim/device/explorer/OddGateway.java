package io.github.xiaozhisim.device.explorer;

import io.github.xiaozhisim.hal.Scheduler;
import io.github.xiaozhisim.hal.network.CloseReason;
import io.github.xiaozhisim.hal.network.MqttConnection;
import io.github.xiaozhisim.hal.network.MqttEndpoint;
import io.github.xiaozhisim.hal.network.MqttListener;
import io.github.xiaozhisim.hal.network.UdpEndpoint;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.SplittableRandom;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** A broker and its gateway for sound, which behave as badly as {@link OddServer} is told to. */
final class OddGateway implements MqttEndpoint, UdpEndpoint {

  private static final String KEY = "00112233445566778899aabbccddeeff";
  private static final String NONCE = "01000000a1b2c3d40000000000000000";

  static final String HELLO =
      "{\"type\":\"hello\",\"version\":3,\"transport\":\"udp\",\"session_id\":\"s1\","
          + "\"udp\":{\"server\":\"gateway.example\",\"port\":8884,\"encryption\":\"aes-128-ctr\",\"key\":\""
          + KEY
          + "\",\"nonce\":\""
          + NONCE
          + "\"},\"audio_params\":{\"format\":\"opus\",\"sample_rate\":24000,\"channels\":1,\"frame_duration\":60}}";

  private final OddServer manners;
  private final Scheduler scheduler;
  private @Nullable MqttConnection connection;
  private @Nullable Peer peer;
  private int sequence;
  private int packetsHeard;

  /** {@code manners}: the server whose manners this one has. */
  OddGateway(Scheduler scheduler, OddServer manners) {
    this.scheduler = scheduler;
    this.manners = manners;
  }

  int packetsHeard() {
    return packetsHeard;
  }

  boolean reachable() {
    MqttConnection to = connection;
    return to != null && to.isOpen();
  }

  void text(byte[] utf8) {
    MqttConnection to = connection;
    if (to != null && to.isOpen()) {
      to.publish("devices/p2p/02_00_00_00_00_01", utf8);
    }
  }

  void drop() {
    MqttConnection to = connection;
    if (to != null) {
      to.drop();
    }
  }

  /** The next packet of an answer. */
  void sound(byte[] packet) {
    send(sealed(++sequence, packet));
  }

  /** Any datagram but a good one, or a good one out of order. */
  byte[] badSound(SplittableRandom random) {
    byte[] datagram =
        switch (random.nextInt(6)) {
          case 0 -> new byte[random.nextInt(16)];
          case 1 -> Mutations.bytes(random, 1 + random.nextInt(300));
          case 2 -> sealed(random.nextInt(), World.PACKET);
          case 3 -> sealed(sequence, World.PACKET); // once more
          case 4 -> sealed(++sequence, Mutations.bytes(random, random.nextInt(1_400)));
          default -> Mutations.mutate(sealed(++sequence, World.PACKET), random);
        };
    byte[] fitting = datagram.length <= 1_500 ? datagram : java.util.Arrays.copyOf(datagram, 1_500);
    send(fitting);
    return fitting;
  }

  private void send(byte[] datagram) {
    Peer to = peer;
    if (to != null) {
      to.send(ByteBuffer.wrap(datagram));
    }
  }

  private static byte[] sealed(int number, byte[] packet) {
    ByteBuffer header = ByteBuffer.wrap(HexFormat.of().parseHex(NONCE));
    header.putShort(2, (short) packet.length).putInt(12, number);
    try {
      Cipher cipher = Cipher.getInstance("AES/CTR/NoPadding");
      cipher.init(
          Cipher.ENCRYPT_MODE,
          new SecretKeySpec(HexFormat.of().parseHex(KEY), "AES"),
          new IvParameterSpec(header.array()));
      return ByteBuffer.allocate(16 + packet.length).put(header.array()).put(cipher.doFinal(packet)).array();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has AES", e);
    }
  }

  @Override
  public Answer onConnect(Connect connect, String from, Scheduler own) {
    return switch (manners.upgrade) {
      case ACCEPT -> new Answer.Accept(new Session());
      case ACCEPT_AND_CLOSE, ACCEPT_AND_DROP -> new Answer.AcceptAndClose();
      case REFUSE -> new Answer.Refuse(5);
      case DROP -> new Answer.Drop();
      case IGNORE -> new Answer.Ignore();
    };
  }

  @Override
  public void onDatagram(ByteBuffer datagram, Peer from) {
    packetsHeard++;
    peer = from;
  }

  /** One client, as the broker hears it. */
  private final class Session implements MqttListener {
    @Override
    public void onOpen(MqttConnection opened) {
      connection = opened;
    }

    @Override
    public void onMessage(String topic, ByteBuffer payload) {
      String text = StandardCharsets.UTF_8.decode(payload).toString();
      if (text.contains("\"type\":\"hello\"")) {
        sequence = 0;
        answerHello();
      } else if (manners.behaves() && text.contains("\"type\":\"abort\"")) {
        text(Mutations.utf8(Sayings.TTS_STOP));
      }
    }

    private void answerHello() {
      switch (manners.hello) {
        case PROPER -> say(HELLO);
        case NONE -> {}
        case LATE -> scheduler.after(manners.chance.nextLong(15_000_000_000L), () -> say(HELLO));
        case TWICE -> {
          say(HELLO);
          say(HELLO);
        }
        case WRONG_TRANSPORT -> say(HELLO.replace("\"udp\",\"session", "\"websocket\",\"session"));
        case GARBAGE -> text(Mutations.mutate(Mutations.utf8(HELLO), manners.chance));
        case WITH_AN_ANSWER -> {
          say(HELLO);
          say(Sayings.TTS_START);
          say(Sayings.TTS_STOP);
        }
      }
    }

    private void say(String text) {
      text(Mutations.utf8(text));
    }

    @Override
    public void onClosed(CloseReason reason) {}
  }
}
