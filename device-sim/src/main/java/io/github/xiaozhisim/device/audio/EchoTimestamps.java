package io.github.xiaozhisim.device.audio;

import org.jspecify.annotations.Nullable;

/**
 * Time stamps of what has been heard, for a server that cancels the echo: each is queued when its sound reaches the
 * driver, and one is taken for each frame of the microphone. // firmware: timestamp_queue_
 */
final class EchoTimestamps {

  /** firmware: with more than this many waiting they no longer match what is heard */
  private static final int LIMIT = 3;

  private static final int HANDED_OVER = 8;

  private int @Nullable [] waiting;
  private int count;
  private final int[] handed = new int[HANDED_OVER];
  private int handedHead;
  private int handedCount;

  /** A packet was given to the speaker, which was {@code silent} before and so plays it at once. */
  void handedOver(int timestampMillis, boolean silent) {
    if (silent) {
      push(timestampMillis);
      handedCount = 0;
    } else if (handedCount < handed.length) {
      handed[(handedHead + handedCount++) % handed.length] = timestampMillis;
    }
  }

  /** The speaker has played one packet and begins with the next, if there is one. */
  void blockHeard() {
    if (handedCount > 0) {
      push(handed[handedHead]);
      handedHead = (handedHead + 1) % handed.length;
      handedCount--;
    }
  }

  private void push(int timestampMillis) {
    if (timestampMillis == 0) {
      return;
    }
    int[] ring = waiting;
    if (ring == null) {
      ring = new int[DecodeQueue.CAPACITY + 4];
      waiting = ring;
    }
    if (count < ring.length) {
      ring[count++] = timestampMillis;
    }
  }

  /** For one frame of the microphone; 0 when there is none to be trusted. */
  int next() {
    int[] ring = waiting;
    if (ring == null || count == 0) {
      return 0;
    }
    int before = count;
    int first = ring[0];
    System.arraycopy(ring, 1, ring, 0, count - 1);
    count--;
    return before <= LIMIT ? first : 0;
  }

  void clear() {
    count = 0;
    handedCount = 0;
  }
}
