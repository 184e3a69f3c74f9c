package io.github.xiaozhisim.transport.impaired;

import io.github.xiaozhisim.hal.network.Network;
import io.github.xiaozhisim.hal.network.OpenFailure;
import io.github.xiaozhisim.hal.network.UdpListener;
import io.github.xiaozhisim.hal.network.UdpSocket;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** A UDP socket over an impaired network: datagrams come late, twice, in another order, or not at all. */
final class ImpairedUdp implements UdpSocket, UdpListener {

  private final UdpListener listener;
  private final Line up;
  private final Line down;
  private @Nullable UdpSocket inner;
  private boolean open;
  private boolean over;

  ImpairedUdp(UdpListener listener, Line up, Line down) {
    this.listener = listener;
    this.up = up;
    this.down = down;
  }

  void start(Network to, String host, int port) {
    inner = to.openUdp(host, port, this);
  }

  @Override
  public void onOpen(UdpSocket socket) {
    open = true;
    listener.onOpen(this);
  }

  @Override
  public void onFailed(OpenFailure failure) {
    over = true;
    listener.onFailed(failure);
  }

  @Override
  public void onDatagram(ByteBuffer datagram) {
    byte[] copy = ImpairedWebSocket.copy(datagram);
    down.send(
        copy.length,
        () -> {
          if (!over) {
            listener.onDatagram(ByteBuffer.wrap(copy));
          }
        });
  }

  @Override
  public boolean isOpen() {
    return open;
  }

  @Override
  public boolean send(ByteBuffer datagram) {
    UdpSocket socket = inner;
    if (!open || socket == null) {
      return false;
    }
    byte[] copy = ImpairedWebSocket.copy(datagram.duplicate());
    return up.send(copy.length, () -> socket.send(ByteBuffer.wrap(copy)));
  }

  @Override
  public void close() {
    over = true;
    open = false;
    up.clear();
    down.clear();
    if (inner != null) {
      inner.close();
    }
  }
}
