package io.github.xiaozhisim.stress.bench;

import io.github.xiaozhisim.hal.Clock;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The floor: devices that are nothing but their wire. It plays the {@link StandardTurn} with frames made once, on one
 * thread, the one that calls {@link #run}, with a phase ring (all devices share one period of 60 ms, so "who is next"
 * is an index) and a tick of 1 ms. It has no states but five, no statistics, and looks into no message further than it
 * must. What it costs is what this machine's kernel takes for the same bytes; a fleet cannot be cheaper. Linux only.
 */
public final class FloorClient {

  private static final int INPUT_BYTES = 1 << 16;
  private static final int MOST_EVENTS = 1024;
  private static final long TICK_NANOS = 1_000_000;
  private static final int TEXT = 1;
  private static final byte[] WORD_STOP = "\"stop\"".getBytes(StandardCharsets.US_ASCII);

  private static final byte CONNECTING = 0;
  private static final byte UPGRADING = 1;
  private static final byte GREETING = 2;
  private static final byte READY = 3;
  private static final byte TALKING = 4;
  private static final byte WAITING = 5;
  private static final byte GONE = 6;

  private final Clock clock;
  private final int port;
  private final int devices;
  private final int connectsPerSecond;
  private final Kernel.Events events = new Kernel.Events(MOST_EVENTS);
  private final MemorySegment input = Arena.global().allocate(INPUT_BYTES, 8);
  private final int[] sockets;
  private final byte[] states;
  private final byte[] packetsLeft;
  private final int[] bytesToSkip;
  private final ReadyFrames upgrade;
  private final ReadyFrames hello = ReadyFrames.clientText(StandardTurn.HELLO);
  private final ReadyFrames listen = ReadyFrames.clientText(StandardTurn.LISTEN);
  private final ReadyFrames stop = ReadyFrames.clientText(StandardTurn.STOP);
  private final ReadyFrames[] question;

  private volatile boolean ended;
  private int connected;
  private int position;
  private long cycle;

  /**
   * @param port of the target server, on loopback
   * @param connectsPerSecond how fast to open
   */
  public FloorClient(int port, int devices, int connectsPerSecond, Clock clock) throws IOException {
    this.clock = clock;
    this.port = port;
    this.devices = devices;
    this.connectsPerSecond = connectsPerSecond;
    sockets = new int[devices];
    states = new byte[devices];
    packetsLeft = new byte[devices];
    bytesToSkip = new int[devices];
    List<byte[]> packets = StandardTurn.question();
    question = packets.stream().map(ReadyFrames::clientBinary).toArray(ReadyFrames[]::new);
    upgrade =
        ReadyFrames.of(
            ("GET /xiaozhi/v1/ HTTP/1.1\r\nHost: 127.0.0.1:"
                    + port
                    + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                    + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n"
                    + "Authorization: Bearer floor\r\nProtocol-Version: 1\r\nDevice-Id: 02:00:00:00:00:00\r\n"
                    + "Client-Id: 00000000-0000-4000-8000-000000000000\r\n\r\n")
                .getBytes(StandardCharsets.ISO_8859_1));
  }

  /** Makes {@link #run} return. Any thread. */
  public void end() {
    ended = true;
  }

  /**
   * Connects, and plays turns until {@link #end}.
   *
   * @throws IOException when the system refuses a socket; a sentence
   */
  public void run() throws IOException {
    long beginNanos = clock.nowNanos();
    int made = 0;
    while (made < devices && !ended) {
      long passed = clock.nowNanos() - beginNanos;
      while (made < devices && made * 1_000_000_000L / connectsPerSecond <= passed) {
        sockets[made] = Kernel.connect(port);
        events.watch(sockets[made], Kernel.WRITABLE, made);
        made++;
      }
      take(events.await(TICK_NANOS));
    }
    while (connected < devices && !ended) {
      take(events.await(TICK_NANOS));
    }
    long epochNanos = clock.nowNanos();
    while (!ended) {
      long nowNanos = clock.nowNanos();
      long dueNanos = dueNanos(epochNanos);
      while (dueNanos <= nowNanos) {
        fire(position);
        if (++position == devices) {
          position = 0;
          cycle++;
        }
        dueNanos = dueNanos(epochNanos);
      }
      long wakeNanos = epochNanos + ((dueNanos - epochNanos + TICK_NANOS - 1) / TICK_NANOS) * TICK_NANOS;
      take(events.await(Math.max(0, wakeNanos - clock.nowNanos())));
    }
    for (int device = 0; device < made; device++) {
      if (states[device] != GONE) {
        lose(device);
      }
    }
  }

  private long dueNanos(long epochNanos) {
    return epochNanos + cycle * StandardTurn.PACKET_NANOS + position * StandardTurn.PACKET_NANOS / devices;
  }

  private void fire(int device) {
    byte state = states[device];
    // The first turns begin spread over the length of a turn, or all would be silent at the same time.
    if (state == READY && cycle >= device % StandardTurn.CYCLES) {
      listen.writeTo(sockets[device]);
      packetsLeft[device] = (byte) question.length;
      state = TALKING;
      states[device] = TALKING;
    }
    if (state != TALKING) {
      return;
    }
    question[question.length - packetsLeft[device]].writeTo(sockets[device]);
    if (--packetsLeft[device] == 0) {
      stop.writeTo(sockets[device]);
      states[device] = WAITING;
    }
  }

  private void take(int count) {
    for (int i = 0; i < count; i++) {
      int device = events.number(i);
      if (states[device] == CONNECTING) {
        opened(device, (events.flags(i) & Kernel.BROKEN) != 0);
      } else if (states[device] != GONE) {
        read(device, (events.flags(i) & Kernel.BROKEN) != 0);
      }
    }
  }

  private void opened(int device, boolean broken) {
    if (broken || !upgrade.writeTo(sockets[device])) {
      lose(device);
      return;
    }
    states[device] = UPGRADING;
    events.change(sockets[device], Kernel.READABLE, device);
  }

  private void read(int device, boolean broken) {
    int end = Kernel.read(sockets[device], input.address(), INPUT_BYTES);
    if (end <= 0) {
      if (end == 0 || broken) {
        lose(device);
      }
      return;
    }
    int at = 0;
    if (states[device] == UPGRADING) {
      // The answer comes whole and alone: nothing follows before the hello.
      at = end;
      hello.writeTo(sockets[device]);
      states[device] = GREETING;
    }
    int skip = Math.min(bytesToSkip[device], end - at);
    bytesToSkip[device] -= skip;
    at += skip;
    while (end - at >= 2) {
      int opcode = input.get(ValueLayout.JAVA_BYTE, at) & 0x0F;
      int length = input.get(ValueLayout.JAVA_BYTE, at + 1) & 0x7F;
      int header = 2;
      if (length == 126 && end - at >= 4) {
        length =
            (input.get(ValueLayout.JAVA_BYTE, at + 2) & 0xFF) << 8 | input.get(ValueLayout.JAVA_BYTE, at + 3) & 0xFF;
        header = 4;
      }
      if (opcode == TEXT && end - at >= header + length) {
        text(device, at + header, length);
      }
      at += header + length;
    }
    bytesToSkip[device] += Math.max(0, at - end);
  }

  private void text(int device, int at, int length) {
    if (states[device] == GREETING) {
      states[device] = READY;
      connected++;
    } else if (states[device] == WAITING && saysStop(at, at + length)) {
      states[device] = READY;
    }
  }

  private boolean saysStop(int from, int to) {
    for (int i = from; i <= to - WORD_STOP.length; i++) {
      int same = 0;
      while (same < WORD_STOP.length && input.get(ValueLayout.JAVA_BYTE, i + same) == WORD_STOP[same]) {
        same++;
      }
      if (same == WORD_STOP.length) {
        return true;
      }
    }
    return false;
  }

  private void lose(int device) {
    states[device] = GONE;
    events.forget(sockets[device]);
    Kernel.close(sockets[device]);
  }
}
