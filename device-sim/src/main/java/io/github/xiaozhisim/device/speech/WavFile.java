package io.github.xiaozhisim.device.speech;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Reads a WAV file bit by bit, mixing its channels to mono: integers of 8, 16, 24 and 32 bits and floats of 32, any
 * rate, any number of channels, plain or "extensible" header. Not for several threads.
 */
public final class WavFile implements Closeable {

  private static final int FORMAT_INTEGER = 1;
  private static final int FORMAT_FLOAT = 3;
  private static final int FORMAT_EXTENSIBLE = 0xFFFE;

  /** Writers to a pipe do not know the length and write something like this. */
  private static final long UNKNOWN_LENGTH = 0x7FFF0000L;

  private static final int BLOCK_FRAMES = 4096;

  private final InputStream in;
  private final String name;
  private int format;
  private int channels;
  private int rateHz;
  private int sampleBytes;
  private long frames;
  private long framesLeft;
  private byte[] block = new byte[0];

  private WavFile(InputStream in, String name) {
    this.in = in;
    this.name = name;
  }

  /**
   * Opens a file and reads its header.
   *
   * @throws SpeechFormatException if it is no WAV file, one of a kind not taken, or damaged
   * @throws IOException if it cannot be read
   */
  public static WavFile open(Path file) throws SpeechFormatException, IOException {
    WavFile wav = new WavFile(new BufferedInputStream(Files.newInputStream(file), 1 << 16), file.toString());
    try {
      wav.readHeader(Files.size(file));
      return wav;
    } catch (EOFException e) {
      wav.close();
      throw new SpeechFormatException(file + " is cut off: it ends inside the WAV header; copy or record it again", e);
    } catch (SpeechFormatException | IOException | RuntimeException e) {
      wav.close();
      throw e;
    }
  }

  public int rateHz() {
    return rateHz;
  }

  public int channels() {
    return channels;
  }

  /** Samples of each channel. */
  public long frames() {
    return frames;
  }

  /**
   * Reads on, as 16-bit mono.
   *
   * @return how many samples were put into {@code mono} from index 0 on; 0 at the end
   */
  public int read(short[] mono) throws IOException {
    int count = (int) Math.min(framesLeft, Math.min(mono.length, BLOCK_FRAMES));
    int frameBytes = channels * sampleBytes;
    if (block.length < count * frameBytes) {
      block = new byte[BLOCK_FRAMES * frameBytes];
    }
    int got = in.readNBytes(block, 0, count * frameBytes) / frameBytes;
    framesLeft = got < count ? 0 : framesLeft - got;
    ByteBuffer samples = ByteBuffer.wrap(block).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < got; i++) {
      double sum = 0;
      for (int c = 0; c < channels; c++) {
        sum += sample(samples, (i * channels + c) * sampleBytes);
      }
      mono[i] = (short) Math.max(Short.MIN_VALUE, Math.min(Short.MAX_VALUE, Math.round(sum / channels)));
    }
    return got;
  }

  /** All that is left, for short files. */
  short[] readAll() throws IOException {
    short[] all = new short[Math.toIntExact(framesLeft)];
    short[] part = new short[BLOCK_FRAMES];
    int length = 0;
    for (int got = read(part); got > 0; got = read(part)) {
      System.arraycopy(part, 0, all, length, got);
      length += got;
    }
    return java.util.Arrays.copyOf(all, length);
  }

  /** One sample on the 16-bit scale. */
  private double sample(ByteBuffer samples, int at) {
    if (format == FORMAT_FLOAT) {
      float value = samples.getFloat(at);
      return Float.isNaN(value) ? 0 : Math.max(-1f, Math.min(1f, value)) * 32767.0;
    }
    return switch (sampleBytes) {
      case 1 -> ((samples.get(at) & 0xFF) - 128) * 256.0;
      case 2 -> samples.getShort(at);
      case 3 -> ((samples.get(at) & 0xFF) | ((samples.get(at + 1) & 0xFF) << 8) | (samples.get(at + 2) << 16)) / 256.0;
      default -> samples.getInt(at) / 65536.0;
    };
  }

  private void readHeader(long fileBytes) throws SpeechFormatException, IOException {
    ByteBuffer riff = bytes(12);
    if (riff.getInt(0) != tag("RIFF") || riff.getInt(8) != tag("WAVE")) {
      throw new SpeechFormatException(name + " is not a WAV file: it does not begin with RIFF and WAVE");
    }
    long at = 12;
    boolean formatKnown = false;
    while (at + 8 <= fileBytes) {
      ByteBuffer chunk = bytes(8);
      int tag = chunk.getInt(0);
      long length = chunk.getInt(4) & 0xFFFFFFFFL;
      at += 8;
      if (tag == tag("data")) {
        if (!formatKnown) {
          throw new SpeechFormatException(name + " is damaged: its samples come before any format");
        }
        startData(length, fileBytes - at);
        return;
      }
      if (tag == tag("fmt ")) {
        readFormat(bytes((int) Math.min(length, 64)), length);
        in.skipNBytes(Math.max(0, length - 64) + (length & 1));
        formatKnown = true;
      } else {
        in.skipNBytes(length + (length & 1));
      }
      at += length + (length & 1);
    }
    throw new SpeechFormatException(name + " is cut off: a WAV header without samples; copy or record it again");
  }

  private void readFormat(ByteBuffer chunk, long length) throws SpeechFormatException {
    if (length < 16) {
      throw new SpeechFormatException(name + " is damaged: its WAV format has " + length + " bytes, not 16 or more");
    }
    format = chunk.getShort(0) & 0xFFFF;
    channels = chunk.getShort(2) & 0xFFFF;
    rateHz = chunk.getInt(4);
    int bits = chunk.getShort(14) & 0xFFFF;
    if (format == FORMAT_EXTENSIBLE && length >= 40) {
      format = chunk.getShort(24) & 0xFFFF;
    }
    boolean taken = (format == FORMAT_INTEGER && (bits == 8 || bits == 16 || bits == 24 || bits == 32))
        || (format == FORMAT_FLOAT && bits == 32);
    if (!taken) {
      throw new SpeechFormatException(
          name
              + " is a WAV file holding "
              + formatName(format)
              + " of "
              + bits
              + " bits; WAV is taken with integers of 8, 16, 24 or 32 bits or floats of 32: "
              + SpeechFile.howToConvert(name));
    }
    if (channels < 1 || channels > 64 || rateHz < 1000 || rateHz > 768_000) {
      throw new SpeechFormatException(name + " is damaged: its WAV header says " + channels + " channels at "
          + (rateHz & 0xFFFFFFFFL) + " Hz");
    }
    sampleBytes = bits / 8;
    int frameBytes = chunk.getShort(12) & 0xFFFF;
    if (frameBytes != channels * sampleBytes) {
      throw new SpeechFormatException(name + " is damaged: its WAV header says " + frameBytes + " bytes for "
          + channels + " samples of " + bits + " bits");
    }
  }

  private void startData(long claimed, long there) throws SpeechFormatException {
    int frameBytes = channels * sampleBytes;
    if (claimed > there && claimed < UNKNOWN_LENGTH) {
      throw new SpeechFormatException(String.format(java.util.Locale.ROOT,
          "%s is cut off: its header says %.1f s of sound, but only %.1f s are there; copy or record it again",
          name, (double) claimed / frameBytes / rateHz, (double) there / frameBytes / rateHz));
    }
    frames = (claimed == 0 ? there : Math.min(claimed, there)) / frameBytes;
    framesLeft = frames;
  }

  private static String formatName(int format) {
    return switch (format) {
      case FORMAT_INTEGER -> "integers";
      case FORMAT_FLOAT -> "floats";
      case 2, 0x11 -> "ADPCM";
      case 6 -> "A-law";
      case 7 -> "µ-law";
      case 0x55 -> "MP3";
      default -> "format " + format;
    };
  }

  private ByteBuffer bytes(int count) throws IOException {
    byte[] bytes = in.readNBytes(count);
    if (bytes.length < count) {
      throw new EOFException();
    }
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static int tag(String four) {
    return four.charAt(0) | four.charAt(1) << 8 | four.charAt(2) << 16 | four.charAt(3) << 24;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
