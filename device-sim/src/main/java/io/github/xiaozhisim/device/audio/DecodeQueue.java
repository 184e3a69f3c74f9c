package io.github.xiaozhisim.device.audio;

import org.jspecify.annotations.Nullable;

/**
 * Packets that wait for the decoder: 40, counted in packets and not in time; when it is full the new one is dropped.
 * // firmware: audio_decode_queue_
 *
 * <p>The bytes are kept only where somebody will listen to them; a speaker that only keeps time is served with lengths.
 * A ring that is allocated with the first packet.
 */
final class DecodeQueue {

  static final int CAPACITY = 40;

  private byte @Nullable [] @Nullable [] packets;
  private int @Nullable [] durationsMicros;
  private int @Nullable [] timestampsMillis;
  private int @Nullable [] formats;
  private int head;
  private int size;
  private long dropped;
  private long added;
  private long taken;
  private long forgotten;

  /** False, and counted, when there is no room. */
  boolean offer(byte @Nullable [] packet, int durationMicros, int timestampMillis, int format) {
    if (size == CAPACITY) {
      dropped++;
      return false;
    }
    int[] durations = durationsMicros;
    int[] times = timestampsMillis;
    int[] pairs = formats;
    if (durations == null || times == null || pairs == null) {
      durations = new int[CAPACITY];
      times = new int[CAPACITY];
      pairs = new int[CAPACITY];
      durationsMicros = durations;
      timestampsMillis = times;
      formats = pairs;
    }
    int tail = (head + size) % CAPACITY;
    durations[tail] = durationMicros;
    times[tail] = timestampMillis;
    pairs[tail] = format;
    if (packet != null) {
      byte @Nullable [] @Nullable [] ring = packets;
      if (ring == null) {
        ring = new byte[CAPACITY][];
        packets = ring;
      }
      ring[tail] = packet;
    }
    size++;
    added++;
    return true;
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
    byte @Nullable [] @Nullable [] ring = packets;
    return ring == null ? null : ring[head];
  }

  int headDurationMicros() {
    int[] durations = durationsMicros;
    return durations == null ? 0 : durations[head];
  }

  int headTimestampMillis() {
    int[] times = timestampsMillis;
    return times == null ? 0 : times[head];
  }

  /** Rate and frame length as {@link DecoderFormat#pair} has them. */
  int headFormat() {
    int[] pairs = formats;
    return pairs == null ? 0 : pairs[head];
  }

  /** The head goes to the decoder. */
  void remove() {
    if (size > 0) {
      discard();
      taken++;
    }
  }

  private void discard() {
    byte @Nullable [] @Nullable [] ring = packets;
    if (ring != null) {
      ring[head] = null;
    }
    head = (head + 1) % CAPACITY;
    size--;
  }

  void clear() {
    forgotten += size;
    while (size > 0) {
      discard();
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
