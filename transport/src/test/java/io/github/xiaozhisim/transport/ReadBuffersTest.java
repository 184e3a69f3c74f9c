package io.github.xiaozhisim.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.RecvByteBufAllocator;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

@SuppressWarnings("deprecation") // Netty's own interface
class ReadBuffersTest {

  private static final ByteBufAllocator POOL = PooledByteBufAllocator.DEFAULT;

  private final RecvByteBufAllocator.Handle first = ReadBuffers.INSTANCE.newHandle();
  private final RecvByteBufAllocator.Handle second = ReadBuffers.INSTANCE.newHandle();

  @Test
  void shouldReadAllConnectionsOfAThreadIntoTheSameBuffers() {
    Set<ByteBuf> buffers = Collections.newSetFromMap(new IdentityHashMap<>());
    for (int i = 0; i < 10 * ReadBuffers.SHARED; i++) {
      ByteBuf buffer = (i % 2 == 0 ? first : second).allocate(POOL);
      assertThat(buffer.isReadable()).isFalse();
      assertThat(buffer.writableBytes()).isEqualTo(ReadBuffers.BYTES);
      buffer.writeInt(i);
      buffers.add(buffer);
      buffer.release();
    }
    assertThat(buffers).hasSize(ReadBuffers.SHARED);
  }

  @Test
  void shouldLeaveBuffersAloneThatSomebodyKeeps() {
    List<ByteBuf> kept = new ArrayList<>();
    for (int i = 0; i < 3 * ReadBuffers.SHARED; i++) {
      kept.add(first.allocate(POOL).writeInt(i));
    }
    for (int i = 0; i < kept.size(); i++) {
      assertThat(kept.get(i).readInt()).isEqualTo(i);
      kept.get(i).release();
    }
    ByteBuf again = second.allocate(POOL);
    assertThat(again.isReadable()).isFalse();
    again.release();
  }
}
