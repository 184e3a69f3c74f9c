package io.github.xiaozhisim.device.audio;

import io.github.xiaozhisim.hal.Payload;
import org.jspecify.annotations.Nullable;

/**
 * Packets that wait for the network: 40 (2.4 s); when it is full the oldest is dropped, so that a network that comes
 * back gets the newest speech. // firmware: audio_send_queue_
 *
 * <p>A ring that is allocated with the first packet and allocates nothing after that.
 */
public final class SendQueue {

  public static final int CAPACITY = 40;

  private @Nullable Payload @Nullable [] packets;
  private int @Nullable [] timestampsMillis;
  private int head;
  private int size;
  private long added;
  private long sent;
  private long overflowed;
  private long unsendable;
  private long forgotten;

  void add(Payload packet, int timestampMillis) {
    @Nullable Payload[] ring = packets;
    int[] times = timestampsMillis;
    if (ring == null || times == null) {
      ring = new Payload[CAPACITY];
      times = new int[CAPACITY];
      packets = ring;
      timestampsMillis = times;
    }
    added++;
    if (size == CAPACITY) {
      discard();
      overflowed++;
    }
    int tail = (head + size) % CAPACITY;
    ring[tail] = packet;
    times[tail] = timestampMillis;
    size++;
  }

  /** The oldest packet, or null when there is none. */
  public @Nullable Payload peek() {
    @Nullable Payload[] ring = packets;
    return ring == null || size == 0 ? null : ring[head];
  }

  /** Time stamp of {@link #peek}. */
  public int peekTimestampMillis() {
    int[] times = timestampsMillis;
    return times == null || size == 0 ? 0 : times[head];
  }

  /** The oldest packet has been sent. */
  public void remove() {
    if (size > 0) {
      discard();
      sent++;
    }
  }

  private void discard() {
    @Nullable Payload[] ring = packets;
    if (ring == null || size == 0) {
      return;
    }
    ring[head] = null;
    head = (head + 1) % CAPACITY;
    size--;
  }

  /** Forgets everything that waits; {@code failed} counts it as dropped. */
  public void clear(boolean failed) {
    if (failed) {
      unsendable += size;
    } else {
      forgotten += size;
    }
    while (size > 0) {
      discard();
    }
  }

  public int size() {
    return size;
  }

  /** Packets lost since the start: pushed out by newer ones, or thrown away after a failed send. */
  public long dropped() {
    return overflowed + unsendable;
  }

  /** Where every packet has gone. */
  public FrameAccount.Uplink account() {
    return new FrameAccount.Uplink(added, sent, overflowed, unsendable, forgotten, size);
  }
}
