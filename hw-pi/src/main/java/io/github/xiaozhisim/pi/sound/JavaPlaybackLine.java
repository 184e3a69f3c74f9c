package io.github.xiaozhisim.pi.sound;

import javax.sound.sampled.SourceDataLine;
import org.jspecify.annotations.Nullable;

/**
 * A loudspeaker of javax.sound. It never writes more than the card says it has room for, and so does not wait inside;
 * from a driver that then takes less than it said it is freed by a {@link CallWatch}.
 */
final class JavaPlaybackLine implements PlaybackLine {

  private final SourceDataLine line;
  private final String name;
  private final @Nullable CardVolume control;
  private final PcmBytes format;
  private final int capacity;
  private final CallWatch watch;
  private byte[] bytes = new byte[0];

  /** {@code line} is open; {@code name} says whose it is; {@code watch} ends with it. */
  JavaPlaybackLine(SourceDataLine line, String name, @Nullable CardVolume control, CallWatch watch) {
    this.line = line;
    this.name = name;
    this.control = control;
    this.format = LineFormats.bytes(line.getFormat());
    this.capacity = line.getBufferSize() / format.frameBytes();
    this.watch = watch;
  }

  @Override
  public int rateHz() {
    return Math.round(line.getFormat().getSampleRate());
  }

  @Override
  public int capacity() {
    return capacity;
  }

  @Override
  public int room() {
    return line.isOpen() && !watch.givenUp() ? line.available() / format.frameBytes() : FAILED;
  }

  @Override
  public void start() {
    line.start();
  }

  @Override
  public int write(short[] mono, int offset, int length) {
    int frames = Math.min(length, room());
    if (frames <= 0) {
      return frames;
    }
    int count = frames * format.frameBytes();
    if (bytes.length < count) {
      bytes = new byte[count];
    }
    format.fromMono(mono, offset, frames, bytes);
    int written;
    watch.begins();
    try {
      written = line.write(bytes, 0, count);
    } finally {
      watch.ends();
    }
    return watch.givenUp() ? FAILED : written / format.frameBytes();
  }

  @Override
  public void stop() {
    line.stop();
    line.flush();
  }

  @Override
  public boolean volume(int percent) {
    return control != null && control.set(percent);
  }

  @Override
  public String describe() {
    return name + ", " + LineFormats.describe(line.getFormat());
  }

  @Override
  public void close() {
    watch.close();
    line.close(); // without draining: a broken card would never end
    if (control != null) {
      control.close();
    }
  }
}
