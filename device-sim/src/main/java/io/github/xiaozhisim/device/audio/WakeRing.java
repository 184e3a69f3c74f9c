package io.github.xiaozhisim.device.audio;

import io.github.xiaozhisim.device.opus.OpusEncoder;
import io.github.xiaozhisim.hal.Payload;
import java.util.ArrayList;
import java.util.List;

/**
 * The last 2 s before a wake word, as samples at 16 kHz; encoded when the word has been heard. // firmware:
 * wake_word_pcm_, EncodeWakeWordData
 */
final class WakeRing {

  static final int MAX_PACKETS = 33;

  private static final int SAMPLES = 32_000;
  private static final int RATE_HZ = 16_000;

  private final short[] ring = new short[SAMPLES];
  private int end;
  private int size;

  void add(short[] samples, int length) {
    for (int i = 0; i < length; i++) {
      ring[end] = samples[i];
      end = (end + 1) % SAMPLES;
    }
    size = Math.min(SAMPLES, size + length);
  }

  /** Whole frames from the oldest sample on; empty afterwards. */
  List<Payload> encode() {
    OpusEncoder encoder = new OpusEncoder(RATE_HZ);
    int frame = encoder.frameSamples();
    int frames = Math.min(MAX_PACKETS, size / frame);
    short[] samples = new short[frame];
    List<Payload> packets = new ArrayList<>(frames);
    int at = Math.floorMod(end - size, SAMPLES);
    for (int i = 0; i < frames; i++) {
      for (int j = 0; j < frame; j++) {
        samples[j] = ring[at];
        at = (at + 1) % SAMPLES;
      }
      packets.add(Payload.once(encoder.encode(samples, 0, frame)));
    }
    size = 0;
    return packets;
  }
}
