package io.github.xiaozhisim.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xiaozhisim.hal.Scheduler;
import io.github.xiaozhisim.hal.UdpContract;
import io.github.xiaozhisim.hal.network.Network;
import io.github.xiaozhisim.hal.network.OpenFailure;
import io.github.xiaozhisim.hal.network.UdpEndpoint;
import io.github.xiaozhisim.hal.network.UdpListener;
import io.github.xiaozhisim.hal.network.UdpSocket;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The contract over a real loopback port, and what only a real one can show. */
abstract class NettyUdpContract extends UdpContract {

  private NettyUdpPort port;

  abstract NettyTransport transport();

  @Override
  protected Network network() {
    return transport().networkFor(scheduler());
  }

  @Override
  protected Scheduler scheduler() {
    return transport().scheduler(0);
  }

  @Override
  protected int serve(UdpEndpoint endpoint) throws Exception {
    port = NettyUdpPort.bind(transport(), "127.0.0.1", 0, endpoint);
    return port.port();
  }

  @Override
  protected void runUntil(BooleanSupplier done) {
    Waiting.until(done);
  }

  @AfterEach
  void closePort() {
    if (port != null) {
      port.close();
    }
  }

  @Test
  void shouldNotHearDatagramsFromElsewhere() throws Exception {
    InetAddress loopback = InetAddress.getByName("127.0.0.1");
    AtomicReference<InetSocketAddress> device = new AtomicReference<>();
    List<Integer> heard = new CopyOnWriteArrayList<>();
    try (DatagramSocket server = new DatagramSocket(0, loopback);
        DatagramSocket stranger = new DatagramSocket(0, loopback)) {
      server.setSoTimeout(5_000);
      Listening listening = new Listening(heard);
      onScheduler(() -> network().openUdp("127.0.0.1", server.getLocalPort(), listening));
      DatagramPacket first = new DatagramPacket(new byte[10], 10);
      server.receive(first);
      device.set((InetSocketAddress) first.getSocketAddress());

      stranger.send(new DatagramPacket(new byte[] {66}, 1, device.get()));
      server.send(new DatagramPacket(new byte[] {1}, 1, device.get()));
      runUntil(() -> !heard.isEmpty());
      assertThat(heard).containsExactly(1);
    }
  }

  @Test
  void shouldTellThatANameHasNoAddress() {
    List<String> heard = new CopyOnWriteArrayList<>();
    UdpListener listener =
        new UdpListener() {
          @Override
          public void onFailed(OpenFailure failure) {
            heard.add(failure.kind().name());
          }

          @Override
          public void onDatagram(ByteBuffer datagram) {
            heard.add("datagram");
          }
        };
    onScheduler(
        () -> {
          network().openUdp("no-such-name.invalid", 8884, listener);
          network().openUdp("127.0.0.1", 0, listener);
        });
    runUntil(() -> heard.size() >= 2);
    assertThat(heard).containsExactlyInAnyOrder("UNKNOWN_HOST", "BAD_URL");
  }

  /** Says one word when it can, then listens. */
  private record Listening(List<Integer> heard) implements UdpListener {

    @Override
    public void onOpen(UdpSocket socket) {
      socket.send(ByteBuffer.wrap(new byte[] {7}));
    }

    @Override
    public void onDatagram(ByteBuffer datagram) {
      heard.add((int) datagram.get());
    }
  }
}
