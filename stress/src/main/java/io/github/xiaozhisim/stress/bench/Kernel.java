package io.github.xiaozhisim.stress.bench;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The few calls of the Linux kernel that a bare client and a bare server need, with nothing between. Addresses are IPv4
 * loopback, sockets never block. Results are the kernel's: -1 when it refuses. Any thread; what is shared is constant.
 */
final class Kernel {

  static final int READABLE = 1;
  static final int WRITABLE = 4;
  static final int BROKEN = 8 | 16;

  private static final int IPV4 = 2;
  private static final int STREAM_THAT_NEVER_BLOCKS = 1 | 0x800;
  private static final int NEVER_BLOCKS = 0x800;
  private static final int LEVEL_SOCKET = 1;
  private static final int LEVEL_TCP = 6;
  private static final int REUSE_ADDRESS = 2;
  private static final int NO_DELAY = 1;
  private static final int CONTROL_ADD = 1;
  private static final int CONTROL_DELETE = 2;
  private static final int CONTROL_CHANGE = 3;
  private static final int ADDRESS_BYTES = 16;
  private static final int LOOPBACK = 0x7F00_0001;

  private static final Linker LINKER = Linker.nativeLinker();
  private static final Linker.Option SHORT = Linker.Option.critical(false);
  private static final MethodHandle SOCKET = call("socket", JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT);
  private static final MethodHandle SET_OPTION =
      call("setsockopt", JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_LONG, JAVA_INT);
  private static final MethodHandle BIND = call("bind", JAVA_INT, JAVA_INT, JAVA_LONG, JAVA_INT);
  private static final MethodHandle LISTEN = call("listen", JAVA_INT, JAVA_INT, JAVA_INT);
  private static final MethodHandle NAME = call("getsockname", JAVA_INT, JAVA_INT, JAVA_LONG, JAVA_LONG);
  private static final MethodHandle ACCEPT = call("accept4", JAVA_INT, JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_INT);
  private static final MethodHandle CONNECT = call("connect", JAVA_INT, JAVA_INT, JAVA_LONG, JAVA_INT);
  private static final MethodHandle CLOSE = call("close", JAVA_INT, JAVA_INT);
  private static final MethodHandle EPOLL_CREATE = call("epoll_create1", JAVA_INT, JAVA_INT);
  private static final MethodHandle EPOLL_CONTROL =
      call("epoll_ctl", JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_LONG);
  private static final MethodHandle EPOLL_WAIT =
      call("epoll_wait", JAVA_INT, JAVA_INT, JAVA_LONG, JAVA_INT, JAVA_INT);
  private static final @Nullable MethodHandle EPOLL_WAIT_NANOS =
      optional("epoll_pwait2", JAVA_INT, JAVA_INT, JAVA_LONG, JAVA_INT, JAVA_LONG, JAVA_LONG);
  private static final MethodHandle READ = quick("read", JAVA_LONG, JAVA_INT, JAVA_LONG, JAVA_LONG);
  private static final MethodHandle WRITE = quick("write", JAVA_LONG, JAVA_INT, JAVA_LONG, JAVA_LONG);

  /** On x86 the kernel packs the event: 4 bytes of flags, 8 of data; elsewhere the data begin at 8. */
  private static final boolean PACKED =
      System.getProperty("os.arch", "").toLowerCase(Locale.ROOT).matches("amd64|x86_64");

  private static final int EVENT_BYTES = PACKED ? 12 : 16;
  private static final int EVENT_DATA_AT = PACKED ? 4 : 8;

  private Kernel() {}

  /** Whether these calls exist here. */
  static boolean isHere() {
    return System.getProperty("os.name", "").equals("Linux");
  }

  /** Events that one wait brings: flags, and the number that was given when the descriptor was watched. */
  static final class Events {
    private final int most;
    private final MemorySegment memory;
    private final MemorySegment scratch;
    private final MemorySegment timeout;
    private final int epoll;

    Events(int most) throws IOException {
      this.most = most;
      memory = Arena.global().allocate((long) most * EVENT_BYTES, 8);
      scratch = Arena.global().allocate(16, 8);
      timeout = Arena.global().allocate(16, 8);
      epoll = checked("epoll_create1", createEpoll());
    }

    void watch(int descriptor, int flags, int number) {
      control(CONTROL_ADD, descriptor, flags, number);
    }

    void change(int descriptor, int flags, int number) {
      control(CONTROL_CHANGE, descriptor, flags, number);
    }

    void forget(int descriptor) {
      control(CONTROL_DELETE, descriptor, 0, 0);
    }

    private void control(int what, int descriptor, int flags, int number) {
      scratch.set(JAVA_INT, 0, flags);
      scratch.set(JAVA_INT, EVENT_DATA_AT, number);
      try {
        int ignored = (int) EPOLL_CONTROL.invokeExact(epoll, what, descriptor, scratch.address());
      } catch (Throwable failure) {
        throw broken(failure);
      }
    }

    /** Waits at most so long; gives how many events there are. */
    int await(long nanos) {
      try {
        if (EPOLL_WAIT_NANOS != null) {
          timeout.set(JAVA_LONG, 0, nanos / 1_000_000_000);
          timeout.set(JAVA_LONG, 8, nanos % 1_000_000_000);
          return (int) EPOLL_WAIT_NANOS.invokeExact(epoll, memory.address(), most, timeout.address(), 0L);
        }
        return (int) EPOLL_WAIT.invokeExact(epoll, memory.address(), most, (int) ((nanos + 999_999) / 1_000_000));
      } catch (Throwable failure) {
        throw broken(failure);
      }
    }

    int flags(int event) {
      return memory.get(java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED, (long) event * EVENT_BYTES);
    }

    int number(int event) {
      return memory.get(
          java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED, (long) event * EVENT_BYTES + EVENT_DATA_AT);
    }
  }

  /** A socket that listens on loopback; port 0 for a free one. */
  static int listen(int port) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      int socket = checked("socket", socket());
      MemorySegment one = arena.allocateFrom(JAVA_INT, 1);
      int ignored = (int) SET_OPTION.invokeExact(socket, LEVEL_SOCKET, REUSE_ADDRESS, one.address(), 4);
      checked("bind to port " + port, (int) BIND.invokeExact(socket, address(arena, port).address(), ADDRESS_BYTES));
      checked("listen", (int) LISTEN.invokeExact(socket, 4096));
      return socket;
    } catch (IOException expected) {
      throw expected;
    } catch (Throwable failure) {
      throw broken(failure);
    }
  }

  static int port(int socket) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment name = arena.allocate(ADDRESS_BYTES, 8);
      MemorySegment length = arena.allocateFrom(JAVA_INT, ADDRESS_BYTES);
      checked("getsockname", (int) NAME.invokeExact(socket, name.address(), length.address()));
      return (name.get(JAVA_BYTE, 2) & 0xFF) << 8 | name.get(JAVA_BYTE, 3) & 0xFF;
    } catch (IOException expected) {
      throw expected;
    } catch (Throwable failure) {
      throw broken(failure);
    }
  }

  /** Begins to connect; the socket becomes writable when that is done. */
  static int connect(int port) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      int socket = checked("socket (is the limit of open files too low? see 'ulimit -n')", socket());
      noDelay(socket);
      int ignored = (int) CONNECT.invokeExact(socket, address(arena, port).address(), ADDRESS_BYTES);
      return socket;
    } catch (IOException expected) {
      throw expected;
    } catch (Throwable failure) {
      throw broken(failure);
    }
  }

  /** The next connection, or -1. */
  static int accept(int listening) {
    try {
      int socket = (int) ACCEPT.invokeExact(listening, 0L, 0L, NEVER_BLOCKS);
      if (socket >= 0) {
        noDelay(socket);
      }
      return socket;
    } catch (Throwable failure) {
      throw broken(failure);
    }
  }

  static int read(int descriptor, long address, int bytes) {
    try {
      return (int) (long) READ.invokeExact(descriptor, address, (long) bytes);
    } catch (Throwable failure) {
      throw broken(failure);
    }
  }

  static int write(int descriptor, long address, int bytes) {
    try {
      return (int) (long) WRITE.invokeExact(descriptor, address, (long) bytes);
    } catch (Throwable failure) {
      throw broken(failure);
    }
  }

  static void close(int descriptor) {
    try {
      int ignored = (int) CLOSE.invokeExact(descriptor);
    } catch (Throwable failure) {
      throw broken(failure);
    }
  }

  private static int socket() throws Throwable {
    return (int) SOCKET.invokeExact(IPV4, STREAM_THAT_NEVER_BLOCKS, 0);
  }

  private static int createEpoll() {
    try {
      return (int) EPOLL_CREATE.invokeExact(0);
    } catch (Throwable failure) {
      throw broken(failure);
    }
  }

  private static final MemorySegment ONE = Arena.global().allocateFrom(JAVA_INT, 1);

  private static void noDelay(int socket) throws Throwable {
    int ignored = (int) SET_OPTION.invokeExact(socket, LEVEL_TCP, NO_DELAY, ONE.address(), 4);
  }

  private static MemorySegment address(Arena arena, int port) {
    MemorySegment address = arena.allocate(ADDRESS_BYTES, 8);
    address.set(JAVA_SHORT, 0, (short) IPV4);
    address.set(JAVA_BYTE, 2, (byte) (port >> 8));
    address.set(JAVA_BYTE, 3, (byte) port);
    for (int i = 0; i < 4; i++) {
      address.set(JAVA_BYTE, 4 + i, (byte) (LOOPBACK >> 24 - 8 * i));
    }
    return address;
  }

  private static int checked(String what, int result) throws IOException {
    if (result < 0) {
      throw new IOException("the system refused: " + what);
    }
    return result;
  }

  private static MethodHandle call(String name, MemoryLayout result, MemoryLayout... arguments) {
    return LINKER.downcallHandle(
        LINKER.defaultLookup().findOrThrow(name), FunctionDescriptor.of(result, arguments));
  }

  /** Without the ceremony that lets the collector run meanwhile: for calls that never wait. */
  private static MethodHandle quick(String name, MemoryLayout result, MemoryLayout... arguments) {
    return LINKER.downcallHandle(
        LINKER.defaultLookup().findOrThrow(name), FunctionDescriptor.of(result, arguments), SHORT);
  }

  private static @Nullable MethodHandle optional(String name, MemoryLayout result, MemoryLayout... arguments) {
    return LINKER
        .defaultLookup()
        .find(name)
        .map(symbol -> LINKER.downcallHandle(symbol, FunctionDescriptor.of(result, arguments)))
        .orElse(null);
  }

  private static IllegalStateException broken(Throwable failure) {
    return new IllegalStateException("a call of the kernel failed", failure);
  }
}
