package io.github.xiaozhisim.device.audio;

import io.github.xiaozhisim.hal.Payload;
import java.util.ArrayList;
import java.util.List;

/**
 * Up to 10 s of what the microphone hears, to be played back while Wi-Fi is set up. // firmware: audio_testing_queue_
 */
final class TestRecorder {

  /** firmware: AUDIO_TESTING_MAX_DURATION_MS / OPUS_FRAME_DURATION_MS */
  static final int CAPACITY = 10_000 / 60;

  private static final int RATE_HZ = 16_000;

  private final List<byte[]> packets = new ArrayList<>();

  /** False when this was the last that fits: recording has ended by itself. */
  boolean add(Payload packet) {
    packets.add(packet.bytes());
    return packets.size() < CAPACITY;
  }

  boolean isEmpty() {
    return packets.isEmpty();
  }

  /** What was recorded. */
  Sound recorded() {
    return new Sound("recording", RATE_HZ, packets);
  }
}
