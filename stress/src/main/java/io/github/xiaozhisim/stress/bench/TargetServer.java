package io.github.xiaozhisim.stress.bench;

import io.github.xiaozhisim.hal.Clock;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * A server that does as little as one can: any path becomes a WebSocket, a hello gets a hello, audio is counted and
 * forgotten, and the end of a question gets the answer of the {@link StandardTurn}. It judges everybody's pacing alike,
 * see {@link Pacing}. One thread, the one that calls {@link #run}; frames are ready, and a message allocates nothing.
 * On loopback only; Linux only.
 */
public final class TargetServer implements Target {

  private static final int MOST_CONNECTIONS = 1 << 17;
  private static final int INPUT_BYTES = 1 << 16;
  private static final int LONGEST_REST = 1 << 16;
  private static final int SLOTS = 64;
  private static final int MOST_EVENTS = 1024;
  private static final long BUSY_WAIT_NANOS = 1_000_000;
  private static final long QUIET_WAIT_NANOS = 50_000_000;
  private static final int TEXT = 1;
  private static final int BINARY = 2;
  private static final int CLOSE = 8;
  private static final int PING = 9;
  private static final byte[] WORD_HELLO = "\"hello\"".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] WORD_STOP = "\"stop\"".getBytes(StandardCharsets.US_ASCII);

  private final Clock clock;
  private final int listening;
  private final int port;
  private final Kernel.Events events;
  private final MemorySegment input = Arena.global().allocate(INPUT_BYTES + LONGEST_REST, 8);
  private final @Nullable Connection[] connections = new Connection[MOST_CONNECTIONS];
  private final @Nullable Connection[] slots = new Connection[SLOTS];
  private final BlockingQueue<TargetFigures> asked = new ArrayBlockingQueue<>(1);
  private final Pacing pacing = new Pacing();
  private final ReadyFrames hello = ReadyFrames.serverTexts(StandardTurn.SERVER_HELLO);
  private final ReadyFrames answerBegins =
      ReadyFrames.serverTexts(StandardTurn.STT, StandardTurn.LLM, StandardTurn.TTS_START);
  private final ReadyFrames answerEnds = ReadyFrames.serverTexts(StandardTurn.TTS_STOP);
  private final ReadyFrames close = ReadyFrames.serverClose();
  private final ReadyFrames[] answer;

  private volatile Request request = Request.NONE;
  private long sinceNanos;
  private long tickMillis;
  private int speaking;
  private long open;
  private long accepted;
  private long closed;
  private long firstAcceptNanos;
  private long lastHelloNanos;
  private long frames;
  private long texts;
  private long turns;
  private long sent;
  private long refused;

  private enum Request {
    NONE,
    TELL,
    TELL_AND_RESET,
    END
  }

  private static final class Connection {
    final int socket;
    final Pacing.Arrivals arrivals = new Pacing.Arrivals();
    boolean upgraded;
    boolean ready;
    boolean gone;
    byte @Nullable [] rest;
    int packetsLeft;
    long dueMillis;
    @Nullable Connection next;

    Connection(int socket) {
      this.socket = socket;
    }
  }

  private TargetServer(Clock clock, int listening, int port) throws IOException {
    this.clock = clock;
    this.listening = listening;
    this.port = port;
    this.events = new Kernel.Events(MOST_EVENTS);
    List<byte[]> packets = StandardTurn.answer();
    this.answer = packets.stream().map(ReadyFrames::serverBinary).toArray(ReadyFrames[]::new);
  }

  /**
   * Begins to listen on loopback.
   *
   * @param port 0 for a free one
   */
  public static TargetServer listen(int port, Clock clock) throws IOException {
    int listening = Kernel.listen(port);
    return new TargetServer(clock, listening, Kernel.port(listening));
  }

  @Override
  public int port() {
    return port;
  }

  @Override
  public String figures(boolean reset) throws InterruptedException {
    request = reset ? Request.TELL_AND_RESET : Request.TELL;
    return asked.take().line();
  }

  @Override
  public void end() {
    request = Request.END;
  }

  @Override
  public void run() {
    events.watch(listening, Kernel.READABLE, listening);
    sinceNanos = clock.nowNanos();
    tickMillis = sinceNanos / 1_000_000;
    while (request != Request.END) {
      int count = events.await(speaking > 0 ? BUSY_WAIT_NANOS : QUIET_WAIT_NANOS);
      for (int i = 0; i < count; i++) {
        int socket = events.number(i);
        if (socket == listening) {
          acceptAll();
        } else {
          Connection connection = connections[socket];
          if (connection != null) {
            read(connection, (events.flags(i) & Kernel.BROKEN) != 0);
          }
        }
      }
      speak(clock.nowNanos() / 1_000_000);
      if (request != Request.NONE) {
        tell();
      }
    }
  }

  private void tell() {
    Request what = request;
    if (what == Request.END) {
      return;
    }
    request = Request.NONE;
    long nowNanos = clock.nowNanos();
    asked.add(
        new TargetFigures(
            (nowNanos - sinceNanos) / 1e9, open, accepted, closed,
            Math.max(0, (lastHelloNanos - firstAcceptNanos) / 1_000_000), frames, texts, turns, sent, refused,
            pacing.millis(50), pacing.millis(90), pacing.millis(99), pacing.millis(99.9), pacing.maxMillis()));
    if (what == Request.TELL_AND_RESET) {
      sinceNanos = nowNanos;
      accepted = 0;
      closed = 0;
      firstAcceptNanos = 0;
      lastHelloNanos = 0;
      frames = 0;
      texts = 0;
      turns = 0;
      sent = 0;
      refused = 0;
      pacing.reset();
      for (Connection connection : connections) {
        if (connection != null) {
          connection.arrivals.clear(); // a window judges only its own frames
        }
      }
    }
  }

  private void acceptAll() {
    for (int socket = Kernel.accept(listening); socket >= 0; socket = Kernel.accept(listening)) {
      if (socket >= MOST_CONNECTIONS) {
        Kernel.close(socket);
        continue;
      }
      if (accepted++ == 0) {
        firstAcceptNanos = clock.nowNanos();
      }
      connections[socket] = new Connection(socket);
      events.watch(socket, Kernel.READABLE, socket);
    }
  }

  private void read(Connection connection, boolean broken) {
    int had = 0;
    byte[] rest = connection.rest;
    if (rest != null) {
      had = rest.length;
      MemorySegment.copy(rest, 0, input, ValueLayout.JAVA_BYTE, 0, had);
    }
    int came = Kernel.read(connection.socket, input.address() + had, INPUT_BYTES);
    if (came <= 0) {
      if (came == 0 || broken) {
        drop(connection);
      }
      return;
    }
    long nowNanos = clock.nowNanos();
    int end = had + came;
    int at = 0;
    if (!connection.upgraded) {
      at = upgrade(connection, end);
    }
    while (connection.upgraded && !connection.gone) {
      int length = frame(connection, at, end, nowNanos);
      if (length == 0) {
        break;
      }
      at += length;
    }
    if (connection.gone || at == end) {
      connection.rest = null;
    } else if (end - at > LONGEST_REST) {
      drop(connection);
    } else {
      byte[] left = new byte[end - at];
      MemorySegment.copy(input, ValueLayout.JAVA_BYTE, at, left, 0, left.length);
      connection.rest = left;
    }
  }

  /** Takes one frame at {@code at}; gives its length, or 0 when it is not there completely. */
  private int frame(Connection connection, int at, int end, long nowNanos) {
    if (end - at < 2) {
      return 0;
    }
    int opcode = input.get(ValueLayout.JAVA_BYTE, at) & 0x0F;
    int second = input.get(ValueLayout.JAVA_BYTE, at + 1) & 0xFF;
    int length = second & 0x7F;
    int header = 2;
    if (length == 126) {
      if (end - at < 4) {
        return 0;
      }
      length =
          (input.get(ValueLayout.JAVA_BYTE, at + 2) & 0xFF) << 8 | input.get(ValueLayout.JAVA_BYTE, at + 3) & 0xFF;
      header = 4;
    } else if (length == 127 || (second & 0x80) == 0) {
      drop(connection); // longer than anything here, or not masked
      return 0;
    }
    header += 4;
    if (end - at < header + length) {
      return 0;
    }
    if (opcode == BINARY) {
      frames++;
      if (connection.arrivals.add(nowNanos)) {
        pacing.judge(connection.arrivals);
      }
    } else {
      byte[] payload = new byte[length];
      for (int i = 0; i < length; i++) {
        payload[i] =
            (byte)
                (input.get(ValueLayout.JAVA_BYTE, at + header + i)
                    ^ input.get(ValueLayout.JAVA_BYTE, at + header - 4 + (i & 3)));
      }
      message(connection, opcode, payload);
    }
    return header + length;
  }

  private void message(Connection connection, int opcode, byte[] payload) {
    switch (opcode) {
      case TEXT -> {
        texts++;
        if (!connection.ready && contains(payload, WORD_HELLO)) {
          connection.ready = true;
          open++;
          lastHelloNanos = clock.nowNanos();
          write(connection, hello);
        } else if (contains(payload, WORD_STOP) && connection.packetsLeft == 0) {
          pacing.judge(connection.arrivals);
          turns++;
          write(connection, answerBegins);
          connection.packetsLeft = answer.length + 1;
          speaking++;
          arm(connection, clock.nowNanos() / 1_000_000 + StandardTurn.PACKET_MILLIS);
        }
      }
      case PING -> {
        byte[] pong = Arrays.copyOf(new byte[] {(byte) 0x8A, (byte) payload.length}, payload.length + 2);
        System.arraycopy(payload, 0, pong, 2, payload.length);
        try (Arena arena = Arena.ofConfined()) {
          MemorySegment memory = arena.allocateFrom(ValueLayout.JAVA_BYTE, pong);
          Kernel.write(connection.socket, memory.address(), pong.length);
        }
      }
      case CLOSE -> {
        write(connection, close);
        drop(connection);
      }
      default -> texts++;
    }
  }

  /** Sends what is due; late ticks are made good one after the other. */
  private void speak(long nowMillis) {
    for (; tickMillis <= nowMillis; tickMillis++) {
      int slot = (int) (tickMillis % SLOTS);
      Connection connection = slots[slot];
      slots[slot] = null;
      while (connection != null) {
        Connection next = connection.next;
        if (connection.gone) {
          speaking--;
        } else if (connection.dueMillis > tickMillis) {
          connection.next = slots[slot];
          slots[slot] = connection;
        } else if (--connection.packetsLeft > 0) {
          sent++;
          write(connection, answer[answer.length - connection.packetsLeft]);
          arm(connection, connection.dueMillis + StandardTurn.PACKET_MILLIS);
        } else {
          speaking--;
          write(connection, answerEnds);
        }
        connection = next;
      }
    }
  }

  private void arm(Connection connection, long dueMillis) {
    int slot = (int) (dueMillis % SLOTS);
    connection.dueMillis = dueMillis;
    connection.next = slots[slot];
    slots[slot] = connection;
  }

  private void write(Connection connection, ReadyFrames what) {
    if (!what.writeTo(connection.socket)) {
      refused++;
    }
  }

  private void drop(Connection connection) {
    if (connection.gone) {
      return;
    }
    connection.gone = true;
    connections[connection.socket] = null;
    events.forget(connection.socket);
    Kernel.close(connection.socket);
    closed++;
    if (connection.ready) {
      open--;
    }
  }

  /** Answers the request when it is there completely; gives where the frames begin, else 0. */
  private int upgrade(Connection connection, int end) {
    byte[] bytes = new byte[end];
    MemorySegment.copy(input, ValueLayout.JAVA_BYTE, 0, bytes, 0, end);
    String head = new String(bytes, StandardCharsets.ISO_8859_1);
    int blank = head.indexOf("\r\n\r\n");
    if (blank < 0) {
      return 0;
    }
    byte[] response = TargetUpgrade.answer(head.substring(0, blank));
    if (response == null) {
      drop(connection);
      return 0;
    }
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment memory = arena.allocateFrom(ValueLayout.JAVA_BYTE, response);
      if (Kernel.write(connection.socket, memory.address(), response.length) != response.length) {
        refused++;
      }
    }
    connection.upgraded = true;
    return blank + 4;
  }

  private static boolean contains(byte[] text, byte[] word) {
    for (int i = 0; i <= text.length - word.length; i++) {
      if (text[i] == word[0] && Arrays.equals(text, i, i + word.length, word, 0, word.length)) {
        return true;
      }
    }
    return false;
  }
}
