package io.github.xiaozhisim.pi.board;

import io.github.xiaozhisim.device.opus.OpusDecodeException;
import io.github.xiaozhisim.device.opus.OpusDecoder;
import io.github.xiaozhisim.device.virtual.VirtualSpeaker;
import io.github.xiaozhisim.pi.session.Snapshot;
import io.github.xiaozhisim.pi.session.SoundTap;
import org.jspecify.annotations.Nullable;

/** Hears how loud a virtual loudspeaker is. On the device's thread, {@link #dbfs} on any. */
final class LevelEar implements VirtualSpeaker.Ear {

  private static final int RATE_HZ = 24_000;

  private final OpusDecoder decoder = new OpusDecoder(RATE_HZ);
  private final short[] samples = new short[decoder.maxSamples()];
  private @Nullable SoundTap tap;
  private volatile double dbfs = Snapshot.SILENCE;

  void tap(@Nullable SoundTap to) {
    tap = to;
  }

  /** Of the packet that sounds now. */
  double dbfs() {
    return dbfs;
  }

  @Override
  public void hear(byte[] packet, long startNanos) {
    try {
      int length = decoder.decode(packet, samples);
      dbfs = Level.dbfs(samples, 0, length, 1);
      SoundTap recording = tap;
      if (recording != null) {
        recording.speaker(samples, length, RATE_HZ, startNanos);
      }
    } catch (OpusDecodeException e) {
      dbfs = Snapshot.SILENCE; // as it sounds; the device counts it
    }
  }

  @Override
  public void quiet() {
    dbfs = Snapshot.SILENCE;
  }

  @Override
  public void forget() {
    decoder.reset();
    dbfs = Snapshot.SILENCE;
  }
}
