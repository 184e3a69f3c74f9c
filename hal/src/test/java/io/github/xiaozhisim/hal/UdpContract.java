package io.github.xiaozhisim.hal;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xiaozhisim.hal.network.Network;
import io.github.xiaozhisim.hal.network.OpenFailure;
import io.github.xiaozhisim.hal.network.UdpEndpoint;
import io.github.xiaozhisim.hal.network.UdpListener;
import io.github.xiaozhisim.hal.network.UdpSocket;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/**
 * What every {@link Network} with UDP promises, together with its server's side. Optional: {@link Network#hasMqtt}.
 *
 * <p><b>Override</b> {@link #network}, and {@link #serve} to put a server's behaviour on a port. <b>A failure
 * means</b> a conversation through a gateway without sound.
 */
public abstract class UdpContract extends TimedContract {

  private final Ear ear = new Ear();
  private final List<byte[]> arrived = new CopyOnWriteArrayList<>();
  private final List<UdpEndpoint.Peer> peers = new CopyOnWriteArrayList<>();
  private volatile UdpSocket socket;

  protected abstract Network network();

  /** Puts the endpoint on the wire; gives the port of {@code localhost} at which the network reaches it. */
  protected abstract int serve(UdpEndpoint endpoint) throws Exception;

  private void open() throws Exception {
    int port =
        serve(
            (datagram, from) -> {
              arrived.add(copy(datagram));
              peers.add(from);
            });
    onScheduler(
        () -> {
          socket = network().openUdp("localhost", port, ear);
          ear.events.add("returned");
        });
    runUntil(ear.events::size, 2);
  }

  private void runUntil(java.util.function.IntSupplier count, int atLeast) {
    runUntil(() -> count.getAsInt() >= atLeast);
  }

  private void send(byte... datagram) {
    onScheduler(() -> assertThat(socket.send(ByteBuffer.wrap(datagram))).isTrue());
  }

  private static byte[] copy(ByteBuffer from) {
    byte[] bytes = new byte[from.remaining()];
    from.get(bytes);
    return bytes;
  }

  @Test
  @Promise(
      value = "datagrams reach the server whole, all from one address",
      mend = "Keep one socket for the whole call: servers know the device by its port.")
  void shouldCarryDatagramsToTheServerAndTellWhereTheyComeFrom() throws Exception {
    open();
    send((byte) 1, (byte) 2, (byte) 3);
    send(new byte[1_400]);
    runUntil(arrived::size, 2);
    assertThat(ear.events).containsExactly("returned", "open");
    assertThat(arrived.get(0)).containsExactly(1, 2, 3);
    assertThat(arrived.get(1)).hasSize(1_400);
    assertThat(peers.get(0)).isEqualTo(peers.get(1)).hasSameHashCodeAs(peers.get(1));
  }

  @Test
  @Promise(
      value = "answers come back whole",
      mend = "Hand up exactly the bytes of one datagram.")
  void shouldCarryAnswersBack() throws Exception {
    open();
    send((byte) 1);
    runUntil(arrived::size, 1);
    ByteBuffer answer = ByteBuffer.wrap(new byte[] {9, 8, 7, 6}, 1, 2);
    assertThat(peers.get(0).send(answer)).isTrue();
    assertThat(peers.get(0).send(ByteBuffer.allocate(300))).isTrue();
    runUntil(ear.datagrams::size, 2);
    assertThat(ear.datagrams.get(0)).containsExactly(8, 7);
    assertThat(ear.datagrams.get(1)).hasSize(300);
    assertThat(answer.remaining()).isEqualTo(2);
  }

  @Test
  @Promise(
      value = "a datagram longer than the buffer is cut, as on the chip",
      mend = "Receive into 1500 bytes; the rest is lost.")
  void shouldCutWhatIsLongerThanTheReceiveBuffer() throws Exception {
    open();
    send((byte) 1);
    runUntil(arrived::size, 1);
    peers.get(0).send(ByteBuffer.allocate(UdpSocket.MAX_DATAGRAM_BYTES + 100));
    runUntil(ear.datagrams::size, 1);
    assertThat(ear.datagrams.get(0)).hasSize(UdpSocket.MAX_DATAGRAM_BYTES);
  }

  @Test
  @Promise(
      value = "a closed socket sends and tells nothing",
      mend = "Look at the state in both directions; closing twice is no error.")
  void shouldSendAndHearNothingOnceClosed() throws Exception {
    open();
    send((byte) 1);
    runUntil(arrived::size, 1);
    onScheduler(
        () -> {
          socket.close();
          assertThat(socket.isOpen()).isFalse();
          assertThat(socket.send(ByteBuffer.allocate(1))).isFalse();
          socket.close();
        });
    peers.get(0).send(ByteBuffer.allocate(5));
    pass(50);
    assertThat(arrived).hasSize(1);
    assertThat(ear.datagrams).isEmpty();
    assertThat(ear.events).containsExactly("returned", "open");
  }

  @Test
  @Promise(
      value = "a socket that is closed before it is open tells nothing",
      mend = "Cancel the look-up of the name.")
  void shouldHearNothingWhenClosedBeforeItIsOpen() throws Exception {
    int port = serve((datagram, from) -> {});
    Ear other = new Ear();
    onScheduler(
        () -> {
          network().openUdp("localhost", port, ear).close();
          network().openUdp("localhost", port, other);
        });
    runUntil(other.events::size, 1);
    assertThat(ear.events).isEmpty();
  }

  /** Remembers what a socket told. */
  private static final class Ear implements UdpListener {
    private final List<String> events = new CopyOnWriteArrayList<>();
    private final List<byte[]> datagrams = new CopyOnWriteArrayList<>();

    @Override
    public void onOpen(UdpSocket opened) {
      assertThat(opened.isOpen()).isTrue();
      events.add("open");
    }

    @Override
    public void onFailed(OpenFailure failure) {
      events.add("failed:" + failure.kind());
    }

    @Override
    public void onDatagram(ByteBuffer datagram) {
      datagrams.add(copy(datagram));
    }
  }
}
