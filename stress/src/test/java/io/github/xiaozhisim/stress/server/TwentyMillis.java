package io.github.xiaozhisim.stress.server;

import io.github.jaredmdobson.concentus.OpusApplication;
import io.github.jaredmdobson.concentus.OpusEncoder;
import io.github.jaredmdobson.concentus.OpusException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Packets as some clients send them: 20 ms each, where every device sends 60 ms. */
final class TwentyMillis {

  private TwentyMillis() {}

  static List<byte[]> encode(short[] pcm) {
    try {
      OpusEncoder encoder = new OpusEncoder(16_000, 1, OpusApplication.OPUS_APPLICATION_VOIP);
      byte[] buffer = new byte[1500];
      List<byte[]> packets = new ArrayList<>();
      for (int at = 0; at + 320 <= pcm.length; at += 320) {
        int length = encoder.encode(pcm, at, 320, buffer, 0, buffer.length);
        packets.add(Arrays.copyOf(buffer, length));
      }
      return packets;
    } catch (OpusException e) {
      throw new AssertionError(e);
    }
  }
}
