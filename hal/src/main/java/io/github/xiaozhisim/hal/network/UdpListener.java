package io.github.xiaozhisim.hal.network;

import java.nio.ByteBuffer;

/** Hears a {@link UdpSocket}, on its owner's thread. After {@link #onFailed} nothing follows. */
public interface UdpListener {

  /** The name has an address: datagrams can be sent. */
  default void onOpen(UdpSocket socket) {}

  /** There is no such address, or no socket to be had. */
  default void onFailed(OpenFailure failure) {}

  /** {@code datagram} is valid only during the call, at most {@link UdpSocket#MAX_DATAGRAM_BYTES} long. */
  void onDatagram(ByteBuffer datagram);
}
