package io.github.xiaozhisim.device.audio;

import org.jspecify.annotations.Nullable;

/**
 * Packets that wait for the decoder: 40, counted in packets and not in time; when it is full the new one is dropped.
 * // firmware: audio_decode_queue_
 *
 * <p>The bytes are kept only where somebody will listen to them; a speaker that only keeps time is served with lengths.
 * A ring that comes with the first packet, small as long as they are played as they come, and goes when the device
 * rests ({@link #letGo}); in between it allocates nothing. Counts are ints: at 17 packets a second they last for years.
 */
final class DecodeQueue {

  static final int CAPACITY = 40;
  private static final int USUAL = 4;

  /** Of each packet its duration in microseconds, its time stamp in milliseconds and its format. */
  private static final int WIDTH = 3;

  private int @Nullable [] numbers;
  private byte @Nullable [] @Nullable [] packets;
  private int head;
  private int size;
  private int dropped;
  private int added;
  private int taken;
  private int forgotten;

  /** False, and counted, when there is no room. */
  boolean offer(byte @Nullable [] packet, int durationMicros, int timestampMillis, int format) {
    if (size == CAPACITY) {
      dropped++;
      return false;
    }
    int[] ring = numbers;
    if (ring == null || size == slots(ring)) {
      ring = grow();
    }
    int tail = Rings.wrapped(head + size, slots(ring));
    ring[tail * WIDTH] = durationMicros;
    ring[tail * WIDTH + 1] = timestampMillis;
    ring[tail * WIDTH + 2] = format;
    if (packet != null) {
      byte @Nullable [] @Nullable [] bytes = packets;
      if (bytes == null) {
        bytes = new byte[slots(ring)][];
        packets = bytes;
      }
      bytes[tail] = packet;
    }
    size++;
    added++;
    return true;
  }

  private static int slots(int[] ring) {
    return ring.length / WIDTH;
  }

  private int[] grow() {
    int slots = size == 0 ? USUAL : CAPACITY;
    int[] grown = Rings.grown(numbers, head * WIDTH, slots * WIDTH);
    if (packets != null) {
      packets = Rings.grown(packets, head, new byte[slots][]);
    }
    head = 0;
    numbers = grown;
    return grown;
  }

  boolean isEmpty() {
    return size == 0;
  }

  boolean isFull() {
    return size == CAPACITY;
  }

  int size() {
    return size;
  }

  byte @Nullable [] headPacket() {
    byte @Nullable [] @Nullable [] bytes = packets;
    return bytes == null ? null : bytes[head];
  }

  int headDurationMicros() {
    return headNumber(0);
  }

  int headTimestampMillis() {
    return headNumber(1);
  }

  /** Rate and frame length as {@link DecoderFormat#pair} has them. */
  int headFormat() {
    return headNumber(2);
  }

  private int headNumber(int which) {
    int[] ring = numbers;
    return ring == null ? 0 : ring[head * WIDTH + which];
  }

  /** The head goes to the decoder. */
  void remove() {
    if (size > 0) {
      discard();
      taken++;
    }
  }

  private void discard() {
    int[] ring = numbers;
    if (ring == null) {
      return;
    }
    byte @Nullable [] @Nullable [] bytes = packets;
    if (bytes != null) {
      bytes[head] = null;
    }
    size--;
    head = size == 0 ? 0 : Rings.wrapped(head + 1, slots(ring));
  }

  void clear() {
    forgotten += size;
    while (size > 0) {
      discard();
    }
  }

  /** Nothing will be added for a while: an empty queue gives its memory back. */
  void letGo() {
    if (size == 0) {
      numbers = null;
      packets = null;
    }
  }

  /** Where every packet has gone that got in, the device's own sounds included. */
  FrameAccount.Decoding account() {
    return new FrameAccount.Decoding(added, taken, forgotten, size);
  }

  long dropped() {
    return dropped;
  }
}
