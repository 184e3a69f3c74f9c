package io.github.xiaozhisim.transport;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The ready frames of one tick of an event loop, which leave together when everything due in the tick has been worked
 * on. Hundreds of frames written back to back wake a server on the same machine, or the network card, once; written one
 * by one with the work of a device in between, each of them may. A tick is a millisecond, so nothing waits for long.
 *
 * <p>On the loop only. Bounded: when it is full it leaves at once.
 */
final class WriteBatch {

  static final int CAPACITY = 256;

  private final @Nullable WebSocketChannel[] channels = new WebSocketChannel[CAPACITY];
  private int size;
  private boolean open;

  /** From now on frames are gathered. */
  void open() {
    open = true;
  }

  /** Whether frames are gathered; if not they are to be written by whoever has them. */
  boolean isOpen() {
    return open;
  }

  /** {@code channel} has a frame to write. */
  void add(WebSocketChannel channel) {
    channels[size++] = channel;
    if (size == CAPACITY) {
      leave();
    }
  }

  /** Everything gathered leaves, and nothing is gathered any more. */
  void close() {
    open = false;
    leave();
  }

  private void leave() {
    int count = size;
    size = 0;
    for (int i = 0; i < count; i++) {
      WebSocketChannel channel = channels[i];
      if (channel != null) {
        channel.writeGathered();
      }
    }
    Arrays.fill(channels, 0, count, null);
  }
}
