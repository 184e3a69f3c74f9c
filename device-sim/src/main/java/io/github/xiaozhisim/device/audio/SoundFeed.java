package io.github.xiaozhisim.device.audio;

import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * Sounds of the device's own that have not found room in the decode queue yet; whoever plays one waits until its last
 * packet has. // firmware: PlaySound, which blocks its caller
 */
final class SoundFeed {

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

  boolean isEmpty() {
    ArrayDeque<Playing> now = waiting;
    return now == null || now.isEmpty();
  }

  void add(Sound sound, Runnable queued) {
    ArrayDeque<Playing> now = waiting;
    if (now == null) {
      now = new ArrayDeque<>(2);
      waiting = now;
    }
    now.add(new Playing(sound, queued));
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
    return first.queued;
  }

  void clear() {
    waiting = null;
  }
}
