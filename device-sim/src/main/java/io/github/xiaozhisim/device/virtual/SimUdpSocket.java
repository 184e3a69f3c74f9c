package io.github.xiaozhisim.device.virtual;

import io.github.xiaozhisim.hal.Scheduler;
import io.github.xiaozhisim.hal.network.UdpEndpoint;
import io.github.xiaozhisim.hal.network.UdpListener;
import io.github.xiaozhisim.hal.network.UdpSocket;
import java.nio.ByteBuffer;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * A UDP socket in memory with the way to its server and back: two lines on which datagrams may be lost, overtake each
 * other and come twice.
 */
final class SimUdpSocket implements UdpSocket {

  private final String server;
  private final Line up;
  private final Line down;
  private final UdpListener listener;
  private boolean open;
  private boolean over;

  /** {@code server}: its address; {@code endpoint}: null where nobody hears. */
  SimUdpSocket(
      Scheduler scheduler,
      NetworkConditions conditions,
      SplittableRandom random,
      @Nullable UdpEndpoint endpoint,
      String server,
      UdpListener listener) {
    this.server = server;
    this.listener = listener;
    UdpEndpoint.Peer self = new Sender();
    this.up =
        Line.datagrams(
            scheduler,
            conditions.uplink(),
            random.split(),
            (kind, body) -> {
              if (endpoint != null && body instanceof byte[] bytes) {
                endpoint.onDatagram(ByteBuffer.wrap(bytes).asReadOnlyBuffer(), self);
              }
            });
    this.down =
        Line.datagrams(
            scheduler,
            conditions.downlink(),
            random.split(),
            (kind, body) -> {
              if (body instanceof byte[] bytes) {
                arrivedFrom(server, bytes);
              }
            });
    scheduler.execute(this::opened);
  }

  private void opened() {
    if (!over) {
      open = true;
      listener.onOpen(this);
    }
  }

  /** A datagram has reached the device's machine; a connected socket takes only those of its server. */
  void arrivedFrom(String sender, byte[] bytes) {
    if (open && sender.equals(server)) {
      listener.onDatagram(
          ByteBuffer.wrap(bytes, 0, Math.min(bytes.length, MAX_DATAGRAM_BYTES)).slice().asReadOnlyBuffer());
    }
  }

  /** Nothing gets through any more. */
  void cut() {
    up.stall();
    down.stall();
  }

  boolean isOver() {
    return over;
  }

  @Override
  public boolean isOpen() {
    return open;
  }

  @Override
  public boolean send(ByteBuffer datagram) {
    return open && put(up, datagram);
  }

  private static boolean put(Line line, ByteBuffer datagram) {
    byte[] bytes = new byte[datagram.remaining()];
    datagram.duplicate().get(bytes);
    return line.send(0, bytes, bytes.length);
  }

  @Override
  public void close() {
    over = true;
    open = false;
  }

  /** The socket as the server sees it. */
  private final class Sender implements UdpEndpoint.Peer {
    @Override
    public boolean send(ByteBuffer datagram) {
      return put(down, datagram);
    }

    @Override
    public String toString() {
      return "device";
    }
  }
}
