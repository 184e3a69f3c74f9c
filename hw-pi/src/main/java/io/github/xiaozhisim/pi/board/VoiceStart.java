package io.github.xiaozhisim.pi.board;

import io.github.xiaozhisim.device.ChannelFailure;
import io.github.xiaozhisim.device.DeviceObserver;

/**
 * When a voice in the room may begin a conversation. While the server is away it may not do so at every word: each
 * attempt sounds an alarm and writes a line, all night where a radio plays. So after a connection that failed it waits,
 * twice as long each time; a key works at any time. On the device's thread.
 */
final class VoiceStart implements DeviceObserver {

  private static final long FIRST_PAUSE_NANOS = 10_000_000_000L;
  private static final long LONGEST_PAUSE_NANOS = 320_000_000_000L;

  private long pauseNanos;
  private long failedNanos;

  boolean may(long nowNanos) {
    return pauseNanos == 0 || nowNanos - failedNanos >= pauseNanos;
  }

  @Override
  public void onChannelFailed(ChannelFailure failure, long nowNanos) {
    pauseNanos = pauseNanos == 0 ? FIRST_PAUSE_NANOS : Math.min(2 * pauseNanos, LONGEST_PAUSE_NANOS);
    failedNanos = nowNanos;
  }

  @Override
  public void onChannelOpened(long nowNanos) {
    pauseNanos = 0;
  }
}
