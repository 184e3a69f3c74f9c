package io.github.xiaozhisim.pi.sound;

import java.util.Arrays;

/**
 * Between mono samples of 16 bits and the bytes of a card: any number of channels, 8 to 32 bits, either order. One
 * for each line, as it remembers which channels are alive.
 */
final class PcmBytes {

  private final int channels;
  private final int width;
  private final boolean bigEndian;
  private final boolean signed;
  /** Channels on which something else than zeros has come: one of them may have no microphone behind it. */
  private final boolean[] alive;

  private int living;

  /**
   * @param bits a whole number of bytes, 8 to 32
   * @param signed whether zero is silence; else the middle of the range is
   */
  PcmBytes(int channels, int bits, boolean bigEndian, boolean signed) {
    this.channels = channels;
    this.width = bits / 8;
    this.bigEndian = bigEndian;
    this.signed = signed;
    this.alive = new boolean[channels];
  }

  /** Bytes of one sample of all channels. */
  int frameBytes() {
    return channels * width;
  }

  /** The mean of the channels that are alive, for each of the {@code frames} frames in {@code bytes}. */
  void toMono(byte[] bytes, int frames, short[] mono) {
    int at = 0;
    for (int i = 0; i < frames; i++) {
      int sum = 0;
      for (int channel = 0; channel < channels; channel++, at += width) {
        int sample = sample(bytes, at);
        if (sample != 0 && !alive[channel]) {
          alive[channel] = true;
          living++;
        }
        sum += sample; // silent channels add nothing
      }
      mono[i] = (short) (living > 1 ? sum / living : sum);
    }
  }

  /** The same sound on the first two channels, silence on all others. */
  void fromMono(short[] mono, int offset, int frames, byte[] bytes) {
    Arrays.fill(bytes, 0, frames * frameBytes(), (byte) 0);
    int at = 0;
    for (int i = 0; i < frames; i++) {
      for (int channel = 0; channel < channels; channel++, at += width) {
        put(bytes, at, channel < 2 ? mono[offset + i] : 0);
      }
    }
  }

  /** The two most significant bytes count. */
  private int sample(byte[] bytes, int at) {
    int high = bigEndian ? bytes[at] : bytes[at + width - 1];
    int low = width == 1 ? 0 : (bigEndian ? bytes[at + 1] : bytes[at + width - 2]) & 0xFF;
    int both = high << 8 | low;
    return signed ? both : (short) (both ^ 0x8000);
  }

  private void put(byte[] bytes, int at, int sample) {
    int value = signed ? sample : sample ^ 0x8000;
    bytes[bigEndian ? at : at + width - 1] = (byte) (value >> 8);
    if (width > 1) {
      bytes[bigEndian ? at + 1 : at + width - 2] = (byte) value;
    }
  }
}
