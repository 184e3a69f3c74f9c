package io.github.xiaozhisim.device.audio;

import io.github.xiaozhisim.hal.Payload;
import org.jspecify.annotations.Nullable;

/**
 * Packets that wait for the network: 40 (2.4 s); when it is full the oldest is dropped, so that a network that comes
 * back gets the newest speech. // firmware: audio_send_queue_
 *
 * <p>A ring that comes with the first packet, small as long as the network keeps up, and goes when the device rests
 * ({@link #letGo}); in between it allocates nothing. Counts are ints: at 17 packets a second they last for years.
 */
public final class SendQueue {

  public static final int CAPACITY = 40;
  private static final int USUAL = 4;

  private @Nullable Payload @Nullable [] packets;
  private int @Nullable [] timestampsMillis;
  private long @Nullable [] capturedNanos;
  private long sentCapturedNanos;
  private int head;
  private int size;
  private int added;
  private int sent;
  private int overflowed;
  private int unsendable;
  private int forgotten;

  /** @param capturedAtNanos when the packet's last sample was heard */
  void add(Payload packet, int timestampMillis, long capturedAtNanos) {
    @Nullable Payload[] ring = packets;
    int[] times = timestampsMillis;
    long[] captured = capturedNanos;
    if (ring == null || times == null || captured == null || (size == ring.length && size < CAPACITY)) {
      int slots = size == 0 ? USUAL : CAPACITY;
      ring = Rings.grown(ring, head, new Payload[slots]);
      times = Rings.grown(times, head, slots);
      captured = Rings.grown(captured, head, new long[slots]);
      head = 0;
      packets = ring;
      timestampsMillis = times;
      capturedNanos = captured;
    }
    added++;
    if (size == CAPACITY) {
      discard();
      overflowed++;
    }
    int tail = Rings.wrapped(head + size, ring.length);
    ring[tail] = packet;
    times[tail] = timestampMillis;
    captured[tail] = capturedAtNanos;
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
    long[] captured = capturedNanos;
    if (size > 0 && captured != null) {
      sentCapturedNanos = captured[head];
      discard();
      sent++;
    }
  }

  /** When the last sample of the packet that was sent last was heard; 0 before the first. */
  public long sentCapturedNanos() {
    return sentCapturedNanos;
  }

  private void discard() {
    @Nullable Payload[] ring = packets;
    if (ring == null || size == 0) {
      return;
    }
    ring[head] = null;
    size--;
    head = size == 0 ? 0 : Rings.wrapped(head + 1, ring.length);
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

  /** Nothing will be added for a while: an empty queue gives its memory back. */
  void letGo() {
    if (size == 0) {
      packets = null;
      timestampsMillis = null;
      capturedNanos = null;
    }
  }

  public int size() {
    return size;
  }

  /** Packets lost since the start: pushed out by newer ones, or thrown away after a failed send. */
  public long dropped() {
    return (long) overflowed + unsendable;
  }

  /** Where every packet has gone. */
  public FrameAccount.Uplink account() {
    return new FrameAccount.Uplink(added, sent, overflowed, unsendable, forgotten, size);
  }
}
