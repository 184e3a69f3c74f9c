package io.github.xiaozhisim.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.RecvByteBufAllocator;
import org.junit.jupiter.api.Test;

@SuppressWarnings("deprecation") // Netty's own interface
class ReadBuffersTest {

  private static final ByteBufAllocator POOL = PooledByteBufAllocator.DEFAULT;

  private final RecvByteBufAllocator.Handle first = ReadBuffers.INSTANCE.newHandle();
  private final RecvByteBufAllocator.Handle second = ReadBuffers.INSTANCE.newHandle();

  @Test
  void shouldReadAllConnectionsOfAThreadIntoTheSameBuffer() {
    ByteBuf one = first.allocate(POOL);
    one.writeInt(42);
    one.release();
    ByteBuf other = second.allocate(POOL);
    assertThat(other).isSameAs(one);
    assertThat(other.isReadable()).isFalse();
    assertThat(other.writableBytes()).isEqualTo(ReadBuffers.SHARED_BYTES);
    other.release();
  }

  @Test
  void shouldLeaveABufferAloneThatSomebodyKeeps() {
    ByteBuf kept = first.allocate(POOL);
    kept.writeInt(42);
    ByteBuf other = second.allocate(POOL);
    assertThat(other).isNotSameAs(kept);
    other.writeInt(43);
    assertThat(kept.readInt()).isEqualTo(42);
    other.release();
    kept.release();
  }
}
