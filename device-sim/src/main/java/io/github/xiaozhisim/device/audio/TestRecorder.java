package io.github.xiaozhisim.device.audio;

import io.github.xiaozhisim.hal.Payload;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Up to 10 s of what the microphone hears, to be played back while Wi-Fi is set up. // firmware: audio_testing_queue_ */
final class TestRecorder {

  /** firmware: AUDIO_TESTING_MAX_DURATION_MS / OPUS_FRAME_DURATION_MS */
  static final int CAPACITY = 10_000 / 60;

  private static final int RATE_HZ = 16_000;

  private @Nullable List<byte[]> packets;

  void start() {
    packets = new ArrayList<>();
  }

  boolean recording() {
    return packets != null;
  }

  /** False when this was the last that fits: recording has ended by itself. */
  boolean add(Payload packet) {
    List<byte[]> now = packets;
    if (now == null) {
      return false;
    }
    now.add(packet.bytes());
    return now.size() < CAPACITY;
  }

  /** What was recorded; empty again. */
  Sound take() {
    List<byte[]> now = packets;
    packets = null;
    return new Sound("recording", RATE_HZ, now == null ? List.of() : now);
  }
}
