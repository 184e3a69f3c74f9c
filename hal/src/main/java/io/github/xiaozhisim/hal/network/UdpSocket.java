package io.github.xiaozhisim.hal.network;

import java.nio.ByteBuffer;

/**
 * A connected UDP socket: datagrams from elsewhere are not delivered. All methods on the owner's thread. Nothing tells
 * whether a datagram arrives.
 */
public interface UdpSocket {

  /** Longest datagram that is received whole; a longer one is cut. // firmware: the receive buffer has 1500 bytes */
  int MAX_DATAGRAM_BYTES = 1500;

  /** True from {@link UdpListener#onOpen} until closed. */
  boolean isOpen();

  /** Sends one datagram, copying it; false when not open or when it could not leave. */
  boolean send(ByteBuffer datagram);

  /** No callback follows. */
  void close();
}
