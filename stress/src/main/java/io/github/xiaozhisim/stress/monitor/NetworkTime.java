package io.github.xiaozhisim.stress.monitor;

import io.github.xiaozhisim.hal.Clock;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Asks a time server (SNTP, RFC 4330) by how much this machine's clock is off, so that what several machines recorded
 * can be laid on one axis. Nothing is set. Blocks for some round trips; any thread.
 */
public final class NetworkTime {

  public static final int USUAL_PORT = 123;

  private static final int QUESTIONS = 5;
  private static final int MESSAGE_BYTES = 48;
  private static final int VERSION_4_CLIENT = 0x23;
  private static final int SERVER_MODE = 4;
  private static final int ORIGINATE = 24;
  private static final int RECEIVED = 32;
  private static final int TRANSMITTED = 40;

  /** Its years begin in 1900. */
  private static final long SECONDS_TO_1970 = 2_208_988_800L;

  private static final long ERA_SECONDS = 1L << 32;

  private NetworkTime() {}

  /**
   * How a clock stands.
   *
   * @param millis what has to be added to this machine's clock
   * @param errorMillis how wrong that may be: half of the quickest round trip, and the clock's resolution
   */
  public record Offset(long millis, double errorMillis) {}

  /**
   * Asks a few times, and believes the quickest answer.
   *
   * @param timeoutMillis how long to wait for each
   * @throws IOException with a sentence for people when no usable answer comes
   */
  public static Offset ask(InetSocketAddress server, Clock clock, int timeoutMillis) throws IOException {
    String name = server.getHostString() + (server.getPort() == USUAL_PORT ? "" : ":" + server.getPort());
    if (server.isUnresolved()) {
      throw new IOException("the time server " + name + " cannot be found; is its name right?");
    }
    Offset best = null;
    String refusal = "it does not answer";
    try (DatagramSocket socket = new DatagramSocket()) {
      socket.connect(server);
      socket.setSoTimeout(timeoutMillis);
      for (int i = 0; i < QUESTIONS && (best != null || i < 2); i++) {
        try {
          Offset told = question(socket, clock);
          if (told == null) {
            refusal = "it does not know the time itself";
          } else if (best == null || told.errorMillis() < best.errorMillis()) {
            best = told;
          }
        } catch (SocketTimeoutException e) {
          continue; // a datagram may be lost
        }
      }
    } catch (IOException e) {
      throw new IOException("the time server " + name + " cannot be asked: " + e.getMessage(), e);
    }
    if (best == null) {
      throw new IOException(
          "the time server " + name + " is of no use: " + refusal + "; take another one, or give --clock-offset");
    }
    return best;
  }

  /** One round trip; null when the server says that it should not be believed. */
  private static @Nullable Offset question(DatagramSocket socket, Clock clock) throws IOException {
    ByteBuffer question = ByteBuffer.allocate(MESSAGE_BYTES).put(0, (byte) VERSION_4_CLIENT);
    long sentNanos = clock.nowNanos();
    long sentMillis = clock.wallMillis();
    long stamp = stamp(sentMillis);
    question.putLong(TRANSMITTED, stamp);
    socket.send(new DatagramPacket(question.array(), MESSAGE_BYTES));
    ByteBuffer answer = ByteBuffer.allocate(MESSAGE_BYTES);
    DatagramPacket packet = new DatagramPacket(answer.array(), MESSAGE_BYTES);
    do {
      socket.receive(packet);
    } while (packet.getLength() < MESSAGE_BYTES || answer.getLong(ORIGINATE) != stamp); // of an earlier question
    double tripMillis = (clock.nowNanos() - sentNanos) / 1e6;
    int stratum = answer.get(1);
    boolean alarm = (answer.get(0) >> 6 & 3) == 3;
    boolean knows = !alarm && stratum >= 1 && stratum <= 15 && answer.getLong(TRANSMITTED) != 0;
    if ((answer.get(0) & 7) != SERVER_MODE || !knows) {
      return null;
    }
    double there = millis(answer.getLong(RECEIVED)) - sentMillis;
    double back = millis(answer.getLong(TRANSMITTED)) - (sentMillis + tripMillis);
    return new Offset(Math.round((there + back) / 2), tripMillis / 2 + 1);
  }

  /** Seconds since 1900 with 32 bits of fraction. */
  static long stamp(long wallMillis) {
    long seconds = Math.floorDiv(wallMillis, 1_000) + SECONDS_TO_1970;
    long fraction = ((long) Math.floorMod(wallMillis, 1_000) << 32) / 1_000;
    return seconds << 32 | fraction;
  }

  /** Milliseconds since 1970; stamps began anew in 2036, when their first bit is 0. */
  static double millis(long stamp) {
    long seconds = stamp >>> 32;
    long era = seconds < 1L << 31 ? ERA_SECONDS : 0;
    return (seconds + era - SECONDS_TO_1970) * 1e3 + (stamp & 0xffff_ffffL) * 1e3 / ERA_SECONDS;
  }
}
