package io.github.xiaozhisim.device.audio;

import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/** Frames that wait for the encoder: 2; when it is full the oldest is dropped. // firmware: audio_encode_queue_ */
final class EncodeQueue {

  static final int CAPACITY = 2;

  /** A frame of the microphone and the time at which its last sample was heard. */
  record Frame(short[] samples, long capturedNanos) {}

  private final ArrayDeque<Frame> frames = new ArrayDeque<>(CAPACITY);
  private long dropped;

  void add(short[] samples, long capturedNanos) {
    if (frames.size() == CAPACITY) {
      frames.poll();
      dropped++;
    }
    frames.add(new Frame(samples, capturedNanos));
  }

  @Nullable Frame poll() {
    return frames.poll();
  }

  void clear() {
    frames.clear();
  }

  long dropped() {
    return dropped;
  }
}
