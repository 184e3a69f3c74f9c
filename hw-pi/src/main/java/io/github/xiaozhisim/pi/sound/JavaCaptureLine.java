package io.github.xiaozhisim.pi.sound;

import javax.sound.sampled.TargetDataLine;

/** A microphone of javax.sound. It never waits inside, as it never asks for more than the card says it has. */
final class JavaCaptureLine implements CaptureLine {

  private final TargetDataLine line;
  private final String name;
  private final PcmBytes format;
  private byte[] bytes = new byte[0];

  /** {@code line} is open and started; {@code name} says whose it is. */
  JavaCaptureLine(TargetDataLine line, String name) {
    this.line = line;
    this.name = name;
    this.format = LineFormats.bytes(line.getFormat());
  }

  @Override
  public int rateHz() {
    return Math.round(line.getFormat().getSampleRate());
  }

  @Override
  public int available() {
    return line.isOpen() ? line.available() / format.frameBytes() : FAILED;
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
    int frames = line.read(bytes, 0, count) / format.frameBytes();
    format.toMono(bytes, frames, mono);
    return frames;
  }

  @Override
  public String describe() {
    return name + ", " + LineFormats.describe(line.getFormat());
  }

  @Override
  public void close() {
    line.close();
  }
}
