package io.github.xiaozhisim.device.audio;

import java.util.ArrayDeque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Sounds of the device's own that have not found room in the decode queue yet; whoever plays one waits until its last
 * packet has. // firmware: PlaySound, which blocks its caller
 *
 * <p>On the chip a server that sends alerts without end is held up by the task that plays them; here what is more than
 * {@value #CAPACITY} sounds is dropped and counted.
 */
final class SoundFeed {

  static final int CAPACITY = 8;

  private static final class Playing {
    private final Sound sound;
    private final Runnable queued;
    private int next;

    Playing(Sound sound, Runnable queued) {
      this.sound = sound;
      this.queued = queued;
    }
  }

  private @Nullable ArrayDeque<Playing> waiting;
  private int dropped;

  boolean isEmpty() {
    ArrayDeque<Playing> now = waiting;
    return now == null || now.isEmpty();
  }

  /** False, and counted, when too many wait already. */
  boolean add(Sound sound, Runnable queued) {
    ArrayDeque<Playing> now = waiting;
    if (now == null) {
      now = new ArrayDeque<>(2);
      waiting = now;
    }
    if (now.size() == CAPACITY) {
      dropped++;
      return false;
    }
    now.add(new Playing(sound, queued));
    return true;
  }

  long dropped() {
    return dropped;
  }

  /**
   * Fills {@code queue} as far as it has room.
   *
   * @return what is to be told that its sound is queued, or null; to be called again until it is null
   */
  @Nullable Runnable fill(DecodeQueue queue, boolean wantsBytes) {
    ArrayDeque<Playing> now = waiting;
    Playing first = now == null ? null : now.peek();
    if (now == null || first == null) {
      return null;
    }
    Sound sound = first.sound;
    int pair = DecoderFormat.OWN | DecoderFormat.pair(sound.rateHz(), Sound.FRAME_MILLIS);
    while (first.next < sound.packets().size()) {
      if (queue.isFull()) {
        return null;
      }
      byte[] packet = sound.packets().get(first.next++);
      queue.offer(wantsBytes ? packet : null, Sound.FRAME_MILLIS * 1_000, 0, pair);
    }
    now.remove();
    if (now.isEmpty()) {
      waiting = null;
    }
    return first.queued;
  }

  /** Forgets all sounds that wait; who waits for them to find room waits for nothing any more. */
  List<Runnable> drop() {
    ArrayDeque<Playing> now = waiting;
    waiting = null;
    return now == null ? List.of() : now.stream().map(playing -> playing.queued).toList();
  }
}
