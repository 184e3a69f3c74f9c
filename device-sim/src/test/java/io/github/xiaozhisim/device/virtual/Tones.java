package io.github.xiaozhisim.device.virtual;

import io.github.xiaozhisim.device.opus.OpusEncoder;
import java.util.ArrayList;
import java.util.List;

/** Sounds for tests that can be reckoned with. */
public final class Tones {

  private Tones() {}

  /** A sine wave. */
  public static short[] sine(int rateHz, int millis, double frequencyHz, double amplitude) {
    short[] pcm = new short[rateHz / 1000 * millis];
    for (int i = 0; i < pcm.length; i++) {
      pcm[i] = (short) Math.round(amplitude * Math.sin(2 * Math.PI * frequencyHz * i / rateHz));
    }
    return pcm;
  }

  public static short[] join(short[]... parts) {
    int length = 0;
    for (short[] part : parts) {
      length += part.length;
    }
    short[] all = new short[length];
    int at = 0;
    for (short[] part : parts) {
      System.arraycopy(part, 0, all, at, part.length);
      at += part.length;
    }
    return all;
  }

  /** Whole frames of 60 ms; what does not fill one is left out. */
  public static List<byte[]> encode(short[] pcm, int rateHz) {
    OpusEncoder encoder = new OpusEncoder(rateHz);
    List<byte[]> packets = new ArrayList<>();
    for (int at = 0; at + encoder.frameSamples() <= pcm.length; at += encoder.frameSamples()) {
      packets.add(encoder.encode(pcm, at, encoder.frameSamples()));
    }
    return packets;
  }

  public static double rms(short[] pcm, int from, int until) {
    double sum = 0;
    for (int i = from; i < until; i++) {
      sum += (double) pcm[i] * pcm[i];
    }
    return Math.sqrt(sum / (until - from));
  }
}
