package io.github.xiaozhisim.pi.board;

import io.github.xiaozhisim.device.DeviceObserver;
import io.github.xiaozhisim.device.protocol.ServerMessage;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * Measures how quick the device itself is: from the last sample of a frame until the frame is on the wire, and from the
 * first packet of an answer until it sounds. Written on the device's thread, read on any; allocates nothing per packet.
 */
final class SpeedWatch implements DeviceObserver {

  /** Longer ones count as this. */
  private static final int LONGEST_MILLIS = 2_000;

  private final LongSupplier sentCapturedNanos;
  private final BooleanSupplier remembering;
  private final AtomicLongArray toWire = new AtomicLongArray(LONGEST_MILLIS + 1);
  private final AtomicLongArray toSound = new AtomicLongArray(LONGEST_MILLIS + 1);
  private boolean waitsForPacket;
  private long packetNanos;
  private boolean waitsForSound;
  private boolean sounded;
  private long soundNanos;

  /**
   * @param sentCapturedNanos when the last sample of the frame that was sent last was heard
   * @param remembering whether what is sent now was said a while ago, by intention
   */
  SpeedWatch(LongSupplier sentCapturedNanos, BooleanSupplier remembering) {
    this.sentCapturedNanos = sentCapturedNanos;
    this.remembering = remembering;
  }

  @Override
  public void onAudioSent(int bytes, long nowNanos) {
    if (!remembering.getAsBoolean()) {
      note(toWire, nowNanos - sentCapturedNanos.getAsLong());
    }
  }

  @Override
  public void onMessageReceived(ServerMessage message, int bytes, long nowNanos) {
    if (message instanceof ServerMessage.TtsStart) {
      waitsForPacket = true;
      waitsForSound = false;
      sounded = false;
    }
  }

  @Override
  public void onAudioReceived(int bytes, boolean accepted, long nowNanos) {
    if (accepted && waitsForPacket) {
      waitsForPacket = false;
      waitsForSound = !sounded;
      packetNanos = nowNanos;
      if (sounded) {
        note(toSound, soundNanos - nowNanos);
      }
    }
  }

  /** Something sounds for the first time after silence. */
  void onFirstSound(long nanos) {
    if (waitsForSound) {
      waitsForSound = false;
      note(toSound, nanos - packetNanos);
    } else if (waitsForPacket) {
      sounded = true; // a packet is played before anybody is told of it
      soundNanos = nanos;
    }
  }

  private static void note(AtomicLongArray counts, long nanos) {
    counts.incrementAndGet((int) Math.clamp(nanos / 1_000_000, 0, LONGEST_MILLIS));
  }

  /** The figures so far. */
  DeviceSpeed speed() {
    return new DeviceSpeed(figure(toWire), figure(toSound));
  }

  private static DeviceSpeed.Figure figure(AtomicLongArray counts) {
    long all = 0;
    for (int i = 0; i <= LONGEST_MILLIS; i++) {
      all += counts.get(i);
    }
    return new DeviceSpeed.Figure(
        all, percentile(counts, all, 0.5), percentile(counts, all, 0.95), percentile(counts, all, 1));
  }

  private static int percentile(AtomicLongArray counts, long all, double share) {
    long seen = 0;
    for (int i = 0; i <= LONGEST_MILLIS; i++) {
      seen += counts.get(i);
      if (all > 0 && seen >= Math.ceil(all * share)) {
        return i;
      }
    }
    return 0;
  }
}
