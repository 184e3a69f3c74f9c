package io.github.xiaozhisim.pi.session;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * A WAV file with two channels that are filled independently, each sample where it belongs in time. What lies further
 * back than {@link #OPEN_SECONDS} is in the file for good, and can be played whatever becomes of the program. One
 * thread.
 */
final class StereoFile implements AutoCloseable {

  static final int RATE_HZ = 24_000;

  /** How much later one side may come than the other. */
  static final int OPEN_SECONDS = 3;

  private static final int ROOM = (OPEN_SECONDS + 2) * RATE_HZ;
  private static final int HEADER_BYTES = 44;
  private static final int FRAME_BYTES = 4;
  private static final int SIDES = 2;

  private final FileChannel file;
  private final short[][] open = new short[SIDES][ROOM];
  private final ByteBuffer frames = ByteBuffer.allocate(RATE_HZ * FRAME_BYTES).order(ByteOrder.LITTLE_ENDIAN);
  private long written;
  /** As the header says. */
  private long lengthTold;
  private long end;

  /** @throws IOException also when there is such a file already */
  StereoFile(Path path) throws IOException {
    file = PrivateFile.create(path);
    writeHeader();
  }

  /** The first place where something can still be put. */
  long firstOpen() {
    return written;
  }

  /**
   * @param side 0 left, 1 right
   * @param at which sample of the file the first one is
   */
  void put(int side, short[] samples, int length, long at) throws IOException {
    int done = 0;
    while (done < length) {
      long place = at + done;
      int part = Math.min(length - done, RATE_HZ);
      makeRoom(place + part);
      for (int i = 0; i < part; i++) {
        if (place + i >= written) { // what comes too late is lost
          open[side][(int) ((place + i) % ROOM)] = samples[done + i];
        }
      }
      done += part;
      end = Math.max(end, at + done);
    }
    write(end - (long) OPEN_SECONDS * RATE_HZ);
  }

  /** Takes back what was put on one side from this place on, if it is still open. */
  void takeBack(int side, long from) {
    for (long place = Math.max(from, written); place < end; place++) {
      open[side][(int) (place % ROOM)] = 0;
    }
  }

  private void makeRoom(long until) throws IOException {
    write(until - ROOM);
  }

  private void write(long until) throws IOException {
    while (written < until) {
      int count = (int) Math.min(until - written, RATE_HZ);
      frames.clear();
      for (int i = 0; i < count; i++) {
        int place = (int) ((written + i) % ROOM);
        for (short[] side : open) {
          frames.putShort(side[place]);
          side[place] = 0;
        }
      }
      writeAll(frames.flip());
      written += count;
    }
    if (written - lengthTold >= RATE_HZ) {
      writeHeader();
    }
  }

  private void writeAll(ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      file.write(bytes);
    }
  }

  private void writeHeader() throws IOException {
    lengthTold = written;
    long bytes = Math.min(written * FRAME_BYTES, Integer.MAX_VALUE - HEADER_BYTES);
    ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    header.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt((int) bytes + HEADER_BYTES - 8);
    header.put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII)).putInt(16);
    header.putShort((short) 1).putShort((short) SIDES);
    header.putInt(RATE_HZ).putInt(RATE_HZ * FRAME_BYTES).putShort((short) FRAME_BYTES).putShort((short) 16);
    header.put("data".getBytes(StandardCharsets.US_ASCII)).putInt((int) bytes).flip();
    file.position(0);
    writeAll(header);
    file.position(HEADER_BYTES + written * FRAME_BYTES);
  }

  /** Writes what is still open, and how long it is. */
  @Override
  public void close() throws IOException {
    try (file) {
      write(end);
      writeHeader();
    }
    Arrays.fill(open, new short[0]);
  }
}
