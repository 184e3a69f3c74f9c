package io.github.xiaozhisim.device.virtual;

import io.github.xiaozhisim.hal.Scheduler;
import io.github.xiaozhisim.hal.ui.Camera;
import java.util.function.Consumer;

/**
 * A camera that always sees the same picture: one that is handed in, or a small built-in one. It takes as long as a
 * sensor does. // firmware: frames are taken and thrown away until the exposure fits, then one is kept
 */
public final class VirtualCamera implements Camera {

  private static final long EXPOSURE_NANOS = 200_000_000;
  private static final int JPEG_FIRST = 0xFF;
  private static final int JPEG_SECOND = 0xD8;

  private final Scheduler scheduler;
  private final byte[] jpeg;

  /** A camera that sees the built-in picture. */
  public VirtualCamera(Scheduler scheduler) {
    this(scheduler, TestCard.JPEG);
  }

  /** @param jpeg what it sees; shared, not copied */
  public VirtualCamera(Scheduler scheduler, byte[] jpeg) {
    if (!isJpeg(jpeg)) {
      throw new IllegalArgumentException("a camera's picture must be a JPEG");
    }
    this.scheduler = scheduler;
    this.jpeg = jpeg;
  }

  /** Whether bytes begin as a JPEG does. */
  public static boolean isJpeg(byte[] bytes) {
    return bytes.length > 2 && (bytes[0] & 0xFF) == JPEG_FIRST && (bytes[1] & 0xFF) == JPEG_SECOND;
  }

  @Override
  public void capture(Consumer<byte[]> sink, Consumer<String> failure) {
    scheduler.after(EXPOSURE_NANOS, () -> sink.accept(jpeg));
  }
}
