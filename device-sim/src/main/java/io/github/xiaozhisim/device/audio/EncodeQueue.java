package io.github.xiaozhisim.device.audio;

import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/** Frames that wait for the encoder: 2; when it is full the oldest is dropped. // firmware: audio_encode_queue_ */
final class EncodeQueue {

  static final int CAPACITY = 2;

  private final ArrayDeque<short[]> frames = new ArrayDeque<>(CAPACITY);
  private long dropped;

  void add(short[] frame) {
    if (frames.size() == CAPACITY) {
      frames.poll();
      dropped++;
    }
    frames.add(frame);
  }

  short @Nullable [] poll() {
    return frames.poll();
  }

  void clear() {
    frames.clear();
  }

  long dropped() {
    return dropped;
  }
}
