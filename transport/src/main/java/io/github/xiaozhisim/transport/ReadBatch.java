package io.github.xiaozhisim.transport;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * What the connections of an event loop received in one look at its sockets, which is worked on when all of them have
 * been read. Reading is the kernel's code and working on it is ours; a processor that goes back and forth between the
 * two for each packet finds neither in its caches.
 *
 * <p>On the loop only. Bounded: when it is full it is worked on at once.
 */
final class ReadBatch {

  static final int CAPACITY = ReadBuffers.SHARED / 2;

  private final @Nullable WebSocketChannel[] channels = new WebSocketChannel[CAPACITY];
  private final @Nullable ByteBuf[] arrived = new ByteBuf[CAPACITY];
  private final EventLoopScheduler scheduler;
  private final Runnable drain = this::drain;
  private int size;
  private int done;
  private boolean scheduled;

  ReadBatch(EventLoopScheduler scheduler) {
    this.scheduler = scheduler;
  }

  /** {@code channel} has received {@code bytes}, which this releases in time. */
  void add(WebSocketChannel channel, ByteBuf bytes) {
    if (size == CAPACITY) {
      drain();
    }
    channels[size] = channel;
    arrived[size] = bytes;
    size++;
    if (!scheduled) {
      scheduled = true;
      scheduler.eventLoop().execute(drain);
    }
  }

  /** Works on everything received so far, in order. */
  void drain() {
    scheduled = false;
    while (done < size) {
      WebSocketChannel channel = channels[done];
      ByteBuf bytes = arrived[done];
      channels[done] = null;
      arrived[done] = null;
      done++;
      if (channel != null && bytes != null) {
        channel.decode(bytes);
      }
    }
    size = 0;
    done = 0;
  }
}
