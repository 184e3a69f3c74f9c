package io.github.xiaozhisim.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.DefaultMaxMessagesRecvByteBufAllocator;
import io.netty.util.concurrent.FastThreadLocal;
import org.jspecify.annotations.Nullable;

/**
 * Where connections and datagram sockets read to: all of a loop into the same few buffers, because what was read is
 * worked on before the next look at the sockets. Whoever keeps a buffer for longer has retained it, and it is passed
 * over until it is given back; when all of them are kept, there are others from the pool. So a connection needs no
 * buffer, nor guesses how large the next one should be.
 */
final class ReadBuffers extends DefaultMaxMessagesRecvByteBufAllocator {

  static final ReadBuffers INSTANCE = new ReadBuffers();

  /** How many a loop has; a power of two. */
  static final int SHARED = 128;

  static final int BYTES = 4 * 1024;

  private final FastThreadLocal<Ring> rings =
      new FastThreadLocal<>() {
        @Override
        protected Ring initialValue() {
          return new Ring();
        }

        @Override
        protected void onRemoval(Ring ring) {
          ring.release();
        }
      };

  private ReadBuffers() {}

  @Override
  @SuppressWarnings("deprecation") // the interface's own
  public Handle newHandle() {
    return new SharingHandle();
  }

  private final class SharingHandle extends MaxMessageHandle {

    @Override
    public ByteBuf allocate(ByteBufAllocator allocator) {
      ByteBuf free = rings.get().free();
      return free != null ? free : allocator.directBuffer(BYTES, BYTES);
    }

    @Override
    public int guess() {
      return BYTES;
    }
  }

  /** Made one by one, as far as they are needed. */
  private static final class Ring {

    /** How many kept ones are passed over before the pool is asked. */
    private static final int TRIES = 4;

    private final @Nullable ByteBuf[] buffers = new ByteBuf[SHARED];
    private int next;

    /** One that nobody keeps, the least lately used first. */
    @Nullable ByteBuf free() {
      for (int i = 0; i < TRIES; i++) {
        int at = (next + i) & (SHARED - 1);
        ByteBuf buffer = buffers[at];
        if (buffer == null) {
          buffer = UnpooledByteBufAllocator.DEFAULT.directBuffer(BYTES, BYTES);
          buffers[at] = buffer;
        }
        if (buffer.refCnt() == 1) {
          next = at + 1;
          return buffer.retain().clear();
        }
      }
      next += TRIES;
      return null;
    }

    void release() {
      for (ByteBuf buffer : buffers) {
        if (buffer != null) {
          buffer.release();
        }
      }
    }
  }
}
