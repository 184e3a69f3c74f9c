package io.github.xiaozhisim.pi.board;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SpeedWatchTest {

  private static final long MILLI = 1_000_000L;

  private long capturedNanos;
  private boolean remembering;
  private final SpeedWatch watch = new SpeedWatch(() -> capturedNanos, () -> remembering);

  @Test
  void shouldCountWhatAFrameWaitsBeforeItIsSent() {
    for (int frame = 1; frame <= 20; frame++) {
      capturedNanos = frame * 60 * MILLI;
      long waitedMillis = frame == 20 ? 700 : 3;
      watch.onAudioSent(100, capturedNanos + waitedMillis * MILLI);
    }

    assertThat(watch.speed().toWire()).isEqualTo(new DeviceSpeed.Figure(20, 3, 3, 700));
  }

  @Test
  void shouldNotCountWhatWasSaidBeforeTheDeviceListened() {
    capturedNanos = 1_000 * MILLI;
    remembering = true;
    watch.onAudioSent(100, 3_000 * MILLI);
    remembering = false;
    watch.onAudioSent(100, 1_005 * MILLI);

    assertThat(watch.speed().toWire()).isEqualTo(new DeviceSpeed.Figure(1, 5, 5, 5));
  }
}
