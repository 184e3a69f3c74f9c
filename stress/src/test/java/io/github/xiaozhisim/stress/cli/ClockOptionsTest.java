package io.github.xiaozhisim.stress.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.xiaozhisim.transport.SystemClock;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What {@code --clock-server} finds out from a time server that answers as RFC 5905 says, over a real port. */
@Timeout(30)
class ClockOptionsTest {

  /** What a busy machine may do to a round trip over loopback. */
  private static final long TOLERANCE_MILLIS = 500;

  private final ClockOptions options = new ClockOptions();

  @Test
  void shouldFindOutByHowMuchThisMachinesClockIsOff() throws Exception {
    try (TimeServer server = new TimeServer(Duration.ofHours(1).plusSeconds(1))) {
      options.server = "127.0.0.1:" + server.port();
      ClockOptions.Known known = options.find(SystemClock.INSTANCE);
      assertThat(known.offsetMillis()).isCloseTo(3_601_000, within(TOLERANCE_MILLIS));
      assertThat(known.sentence()).matches("Clock: behind by 360\\d{4} ms \\(± \\d+ ms\\) by 127\\.0\\.0\\.1:\\d+\\R");
    }
  }

  @Test
  void shouldFindItOutOfAServerWhoseYearsHaveBegunAnew() throws Exception {
    Duration untilThen = Duration.between(Instant.now(), Instant.parse("2040-01-01T00:00:00Z"));
    try (TimeServer server = new TimeServer(untilThen)) {
      options.server = "127.0.0.1:" + server.port();
      assertThat(options.find(SystemClock.INSTANCE).offsetMillis())
          .isCloseTo(untilThen.toMillis(), within(TOLERANCE_MILLIS));
    }
  }

  @Test
  void shouldSayThatAClockIsAhead() throws Exception {
    try (TimeServer server = new TimeServer(Duration.ofSeconds(-10))) {
      options.server = "127.0.0.1:" + server.port();
      ClockOptions.Known known = options.find(SystemClock.INSTANCE);
      assertThat(known.offsetMillis()).isCloseTo(-10_000, within(TOLERANCE_MILLIS));
      assertThat(known.sentence()).startsWith("Clock: ahead by ");
    }
  }

  /** Answers clients of versions 3 and 4 and nobody else; its clock differs from this machine's. */
  private static final class TimeServer implements AutoCloseable {
    private static final int BYTES = 48;
    private static final int CLIENT = 3;
    private static final byte SERVER = 4;
    private static final Instant YEAR_1900 = Instant.parse("1900-01-01T00:00:00Z");

    private final DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
    private final Duration ahead;

    TimeServer(Duration ahead) throws IOException {
      this.ahead = ahead;
      Thread.ofPlatform().daemon().start(this::serve);
    }

    int port() {
      return socket.getLocalPort();
    }

    private void serve() {
      byte[] bytes = new byte[BYTES];
      try {
        while (true) {
          DatagramPacket packet = new DatagramPacket(bytes, BYTES);
          socket.receive(packet);
          long received = stamp();
          int version = bytes[0] >> 3 & 7;
          if (packet.getLength() == BYTES && (bytes[0] & 7) == CLIENT && (version == 3 || version == 4)) {
            answer(ByteBuffer.wrap(bytes), version, received);
            socket.send(packet);
          }
        }
      } catch (IOException e) {
        return; // closed
      }
    }

    private void answer(ByteBuffer packet, int version, long received) {
      long asked = packet.getLong(40);
      packet.put(0, (byte) (version << 3 | SERVER)).put(1, (byte) 2).put(2, (byte) 6).put(3, (byte) -20);
      packet.putInt(4, 0x100).putInt(8, 0x200).putInt(12, 0x7f000001); // a server of the second rank
      packet.putLong(16, received).putLong(24, asked).putLong(32, received).putLong(40, stamp());
    }

    /** Seconds since 1900, of which there is room for 32 bits, and as many bits of a second. */
    private long stamp() {
      Duration since1900 = Duration.between(YEAR_1900, Instant.now().plus(ahead));
      return since1900.getSeconds() << 32 | ((long) since1900.getNano() << 32) / 1_000_000_000L;
    }

    @Override
    public void close() {
      socket.close();
    }
  }
}
