package io.github.xiaozhisim.device.audio;

import io.github.jaredmdobson.concentus.OpusApplication;
import io.github.jaredmdobson.concentus.OpusEncoder;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** Packets that the device itself never makes: other lengths, two channels, two frames in one. */
final class RawOpus {

  private RawOpus() {}

  static byte[] encode(short[] interleaved, int rateHz, int channels, int millis) throws Exception {
    OpusEncoder encoder = new OpusEncoder(rateHz, channels, OpusApplication.OPUS_APPLICATION_AUDIO);
    byte[] out = new byte[4_000];
    int length = encoder.encode(interleaved, 0, rateHz / 1000 * millis, out, 0, out.length);
    return Arrays.copyOf(out, length);
  }

  /** Two packets of one frame and the same kind as one packet of two frames. */
  static byte[] join(byte[] first, byte[] second) {
    int length = first.length - 1;
    ByteBuffer out = ByteBuffer.allocate(first.length + second.length + 1);
    out.put((byte) (first[0] | 2));
    if (length < 252) {
      out.put((byte) length);
    } else {
      out.put((byte) (252 + (length & 3))).put((byte) ((length - 252 - (length & 3)) / 4));
    }
    out.put(first, 1, length).put(second, 1, second.length - 1);
    return Arrays.copyOf(out.array(), out.position());
  }
}
