package io.github.xiaozhisim.stress.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.xiaozhisim.hal.Clock;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Against a time server on this machine. Time passes only on the way: two milliseconds there, two back. */
@Timeout(30)
class NetworkTimeTest {

  private static final long WALL_MILLIS = 1_767_225_600_123L;
  private static final int PATIENCE_MILLIS = 2_000;

  private final AtomicLong nowNanos = new AtomicLong(5_000_000);
  private final AtomicInteger questions = new AtomicInteger();
  private volatile long aheadMillis;
  private volatile int leapAndMode = 0x24;
  private volatile int stratum = 2;
  private volatile boolean answers = true;
  private DatagramSocket server = socket();

  private final Clock clock =
      new Clock() {
        @Override
        public long nowNanos() {
          return nowNanos.get();
        }

        @Override
        public long wallMillis() {
          return WALL_MILLIS + nowNanos.get() / 1_000_000;
        }
      };

  private static DatagramSocket socket() {
    try {
      return new DatagramSocket(0, InetAddress.getLoopbackAddress());
    } catch (SocketException e) {
      throw new IllegalStateException(e);
    }
  }

  @BeforeEach
  void serve() {
    Thread.ofPlatform().daemon().start(this::serveAll);
  }

  @AfterEach
  void close() {
    server.close();
  }

  private void serveAll() {
    byte[] bytes = new byte[48];
    try {
      while (true) {
        DatagramPacket packet = new DatagramPacket(bytes, 48);
        server.receive(packet);
        questions.incrementAndGet();
        if (answers) {
          nowNanos.addAndGet(2_000_000);
          long seen = NetworkTime.stamp(clock.wallMillis() + aheadMillis);
          ByteBuffer buffer = ByteBuffer.wrap(bytes);
          buffer.put(0, (byte) leapAndMode).put(1, (byte) stratum);
          buffer.putLong(24, buffer.getLong(40)).putLong(32, seen).putLong(40, seen);
          nowNanos.addAndGet(2_000_000);
          server.send(packet);
        }
      }
    } catch (IOException e) {
      return; // closed
    }
  }

  private NetworkTime.Offset ask() throws IOException {
    return NetworkTime.ask((InetSocketAddress) server.getLocalSocketAddress(), clock, PATIENCE_MILLIS);
  }

  @Test
  void shouldTellByHowMuchAClockIsBehindOrAhead() throws IOException {
    aheadMillis = 2_345;
    assertThat(ask().millis()).isEqualTo(2_345);
    aheadMillis = -86_400_000;
    assertThat(ask().millis()).isEqualTo(-86_400_000);
  }

  @Test
  void shouldSayHowWrongThatMayBe() throws IOException {
    assertThat(ask().errorMillis()).as("half of 4 ms, and a millisecond").isCloseTo(3, within(0.001));
    assertThat(questions).hasValue(5);
  }

  @Test
  void shouldNotBelieveAServerThatDoesNotKnowTheTimeItself() {
    stratum = 0; // "kiss of death"
    assertThatThrownBy(this::ask)
        .hasMessageContaining("does not know the time itself")
        .hasMessageContaining("--clock-offset");
    stratum = 2;
    leapAndMode = 0xe4;
    assertThatThrownBy(this::ask).hasMessageContaining("does not know the time itself");
  }

  @Test
  void shouldSayThatNobodyAnswers() {
    answers = false;
    InetSocketAddress where = (InetSocketAddress) server.getLocalSocketAddress();
    assertThatThrownBy(() -> NetworkTime.ask(where, clock, 50)).hasMessageContaining("it does not answer");
    InetSocketAddress nowhere = InetSocketAddress.createUnresolved("no.such.host.invalid", 123);
    assertThatThrownBy(() -> NetworkTime.ask(nowhere, clock, 50))
        .hasMessage("the time server no.such.host.invalid cannot be found; is its name right?");
  }

  @Test
  void shouldReadStampsBeforeAndAfterTheyBeginAnewInTheYear2036() {
    for (long millis : new long[] {WALL_MILLIS, 2_085_978_495_999L, 2_085_978_496_000L, 4_000_000_000_000L}) {
      assertThat(NetworkTime.millis(NetworkTime.stamp(millis))).isCloseTo(millis, within(0.001));
    }
  }
}
