package io.github.xiaozhisim.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.ChannelConfig;
import io.netty.channel.DefaultMaxMessagesRecvByteBufAllocator;
import io.netty.util.concurrent.FastThreadLocal;

/**
 * Where connections read to: all of a loop into one buffer, because what was read is decoded before the next connection
 * has its turn. Whoever keeps the buffer for longer has retained it, and until it is given back the others read into
 * buffers of their own. So a connection needs no buffer, nor guesses how large the next one should be.
 */
final class ReadBuffers extends DefaultMaxMessagesRecvByteBufAllocator {

  static final ReadBuffers INSTANCE = new ReadBuffers();

  static final int SHARED_BYTES = 64 * 1024;
  static final int OWN_BYTES = 4 * 1024;

  private final FastThreadLocal<ByteBuf> shared =
      new FastThreadLocal<>() {
        @Override
        protected ByteBuf initialValue() {
          return UnpooledByteBufAllocator.DEFAULT.directBuffer(SHARED_BYTES, SHARED_BYTES);
        }

        @Override
        protected void onRemoval(ByteBuf buffer) {
          buffer.release();
        }
      };

  private ReadBuffers() {}

  @Override
  @SuppressWarnings("deprecation") // the interface's own
  public Handle newHandle() {
    return new SharingHandle();
  }

  private final class SharingHandle extends MaxMessageHandle {

    private boolean own;

    @Override
    public void reset(ChannelConfig config) {
      super.reset(config);
      own = false;
    }

    @Override
    public ByteBuf allocate(ByteBufAllocator allocator) {
      ByteBuf buffer = shared.get();
      if (buffer.refCnt() == 1) {
        return buffer.retain().clear();
      }
      own = true;
      return allocator.directBuffer(OWN_BYTES, OWN_BYTES);
    }

    @Override
    public int guess() {
      return own ? OWN_BYTES : SHARED_BYTES;
    }
  }
}
