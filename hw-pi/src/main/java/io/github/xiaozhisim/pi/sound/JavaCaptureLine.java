package io.github.xiaozhisim.pi.sound;

import javax.sound.sampled.TargetDataLine;

/**
 * A microphone of javax.sound. It never asks for more than the card says it has, and so does not wait inside; from a
 * driver that then gives less than it said it is freed by a {@link CallWatch}.
 */
final class JavaCaptureLine implements CaptureLine {

  private final TargetDataLine line;
  private final String name;
  private final PcmBytes format;
  private final CallWatch watch;
  private byte[] bytes = new byte[0];

  /** {@code line} is open and started; {@code name} says whose it is; {@code watch} ends with it. */
  JavaCaptureLine(TargetDataLine line, String name, CallWatch watch) {
    this.line = line;
    this.name = name;
    this.format = LineFormats.bytes(line.getFormat());
    this.watch = watch;
  }

  @Override
  public int rateHz() {
    return Math.round(line.getFormat().getSampleRate());
  }

  @Override
  public int available() {
    return line.isOpen() && !watch.givenUp() ? line.available() / format.frameBytes() : FAILED;
  }

  @Override
  public int read(short[] mono, int most) {
    if (!line.isOpen()) {
      return FAILED;
    }
    int count = most * format.frameBytes();
    if (bytes.length < count) {
      bytes = new byte[count];
    }
    int frames;
    watch.begins();
    try {
      frames = line.read(bytes, 0, count) / format.frameBytes();
    } finally {
      watch.ends();
    }
    if (watch.givenUp()) {
      return FAILED;
    }
    format.toMono(bytes, frames, mono);
    return frames;
  }

  @Override
  public String describe() {
    return name + ", " + LineFormats.describe(line.getFormat());
  }

  @Override
  public void close() {
    watch.close();
    line.close();
  }
}
