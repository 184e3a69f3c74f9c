package io.github.xiaozhisim.hal.network;

import java.nio.ByteBuffer;

/** A connected UDP socket: datagrams from elsewhere are not delivered. */
public interface UdpSocket {

  /** Connects; datagrams arrive at {@code listener} on the device's thread, at most 1500 bytes each. */
  void connect(String host, int port, Listener listener);

  /** Sends one datagram; false when not connected or when it could not leave. */
  boolean send(ByteBuffer datagram);

  void close();

  /** Called on the device's thread. */
  interface Listener {
    /** {@code datagram} is valid only during the call. */
    void onDatagram(ByteBuffer datagram);

    void onFailed(OpenFailure failure);
  }
}
