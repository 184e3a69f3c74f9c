package io.github.xiaozhisim.hal.network;

import java.nio.ByteBuffer;

/** The other side of the wire for UDP: what a server does with the datagrams at its port. */
public interface UdpEndpoint {

  /**
   * A datagram came in; called on the port's own thread, one at a time.
   *
   * @param datagram valid only during the call
   * @param from equal for equal addresses
   */
  void onDatagram(ByteBuffer datagram, Peer from);

  /** Where a datagram came from. Any thread. */
  interface Peer {

    /** Sends a datagram there from the endpoint's port, copying it; false when it could not leave. */
    boolean send(ByteBuffer datagram);

    /** The address, for people. */
    @Override
    String toString();
  }
}
