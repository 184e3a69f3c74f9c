package io.github.xiaozhisim.device.channel;

import io.github.xiaozhisim.device.protocol.UdpSession;
import io.github.xiaozhisim.hal.Payload;
import io.github.xiaozhisim.hal.network.Network;
import io.github.xiaozhisim.hal.network.OpenFailure;
import io.github.xiaozhisim.hal.network.UdpListener;
import io.github.xiaozhisim.hal.network.UdpSocket;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The sound of a session over UDP: one socket at a time, which keeps its address while keys may change.
 * // firmware: udp_
 */
final class UdpAudio {

  /** Who is told. */
  interface Events {

    /** Datagrams can be sent. */
    void onSocketOpen();

    /** There will be no socket; the old one, if any, is gone. */
    void onSocketFailed(OpenFailure failure);

    /** A datagram that breaks a rule, accepted or not. */
    void onOddDatagram(AudioDatagrams.Verdict verdict, int bytes);

    /** One Opus packet, valid only during the call. */
    void onPacket(ByteBuffer packet, int timestampMillis, int bytes);
  }

  private final Network network;
  private final Events events;
  private final AudioDatagrams datagrams = new AudioDatagrams();
  private @Nullable Socket socket;

  UdpAudio(Network network, Events events) {
    this.network = network;
    this.events = events;
  }

  /** New keys, and sequences from the beginning; an open socket stays. */
  void agree(UdpSession session) {
    datagrams.begin(session.key(), session.nonce());
  }

  /** A socket to the session's address replaces what there was; nothing is called back from inside. */
  void open(UdpSession session) {
    close();
    Socket fresh = new Socket();
    socket = fresh;
    fresh.udp = network.openUdp(session.server(), session.port(), fresh);
  }

  /** There is a socket, whether or not it could be opened. // firmware: udp_ != nullptr */
  boolean exists() {
    return socket != null;
  }

  void close() {
    Socket now = socket;
    socket = null;
    if (now != null && now.udp != null) {
      now.udp.close();
    }
  }

  /** The bytes that left, or -1. */
  int send(Payload packet, int timestampMillis) {
    Socket now = socket;
    if (now == null || now.udp == null || !now.udp.isOpen()) {
      return -1;
    }
    ByteBuffer datagram = datagrams.seal(packet, timestampMillis);
    int bytes = datagram.remaining();
    return now.udp.send(datagram) ? bytes : -1;
  }

  /** One socket; it is heard only while it is the current one. */
  private final class Socket implements UdpListener {
    private @Nullable UdpSocket udp;

    private boolean stale() {
      return socket != this;
    }

    @Override
    public void onOpen(UdpSocket open) {
      if (!stale()) {
        udp = open;
        events.onSocketOpen();
      }
    }

    @Override
    public void onFailed(OpenFailure failure) {
      if (!stale()) {
        events.onSocketFailed(failure);
      }
    }

    @Override
    public void onDatagram(ByteBuffer datagram) {
      if (stale()) {
        return;
      }
      int bytes = datagram.remaining();
      AudioDatagrams.Verdict verdict = datagrams.open(datagram);
      if (verdict != AudioDatagrams.Verdict.NONE) {
        events.onOddDatagram(verdict, bytes);
      }
      if (verdict.accepted()) {
        events.onPacket(datagrams.packet(), datagrams.timestampMillis(), bytes);
      }
    }
  }
}
