package io.github.xiaozhisim.device.speech;

import io.github.xiaozhisim.device.opus.OpusDecodeException;
import io.github.xiaozhisim.device.opus.OpusEncoder;
import io.github.xiaozhisim.device.opus.OpusPacket;
import io.github.xiaozhisim.device.signal.Resampler;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * Speech from the user's own files, made ready for the fleet: 60 ms Opus packets, 16 kHz mono. Taken are WAV of any
 * rate and number of channels, Ogg Opus, and raw Opus packets ({@link OpusPacketFile}). Packets that a device could
 * have sent (60 ms, mono, no more than wideband) are forwarded as they are; all else is decoded, mixed, resampled and
 * encoded once. A file {@code NAME.txt} beside {@code NAME.wav} holds what is said.
 */
public final class SpeechFile {

  /** Rate of a device's uplink. */
  public static final int RATE_HZ = 16_000;

  private static final int MAX_SECONDS = 600;
  private static final long MAX_OPUS_BYTES = 64L << 20;
  private static final long MAX_TRANSCRIPT_BYTES = 10_000;
  private static final int FRAME_MICROS = OpusEncoder.FRAME_MILLIS * 1000;

  private SpeechFile() {}

  /**
   * Loads one file. Costs codec time: do it once, before the run, and share the clip.
   *
   * @throws SpeechFormatException with one sentence for the user: unreadable, empty, cut off, damaged, too long, or of
   *     a kind that is not taken
   */
  public static Clip load(Path file) throws SpeechFormatException {
    if (!Files.exists(file)) {
      throw new SpeechFormatException(file + " does not exist: check the path of the speech file");
    }
    if (Files.isDirectory(file)) {
      throw new SpeechFormatException(file + " is a folder: name the speech files in it");
    }
    try {
      if (Files.size(file) == 0) {
        throw new SpeechFormatException(file + " is empty: record or copy it again");
      }
      String transcript = transcript(file);
      FileKind kind = FileKind.of(head(file));
      return switch (kind) {
        case WAV -> Clips.ofPcm(name(file), transcript, "", readWav(file), RATE_HZ);
        case OGG_OPUS -> ofOgg(file, transcript);
        case UNKNOWN -> ofRaw(file, transcript);
        default -> throw new SpeechFormatException(
            file + " is " + kind.description() + "; " + formatsTaken() + ": " + howToConvert(file.toString()));
      };
    } catch (IOException e) {
      throw new SpeechFormatException(file + " cannot be read (" + reason(e) + "): check that the file is there and"
          + " may be read", e);
    }
  }

  static String formatsTaken() {
    return "speech is taken as WAV, Ogg Opus or raw Opus packets";
  }

  /** The end of a sentence: how to make a file that is taken. */
  static String howToConvert(String file) {
    int dot = file.lastIndexOf('.');
    String base = dot > Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\')) ? file.substring(0, dot) : file;
    String out = base + (file.endsWith(".wav") ? "-pcm.wav" : ".wav");
    return "convert it, for example with: ffmpeg -i " + file + " -ac 1 -ar 16000 -c:a pcm_s16le " + out;
  }

  private static short[] readWav(Path file) throws SpeechFormatException, IOException {
    try (WavFile wav = WavFile.open(file)) {
      if (wav.frames() == 0) {
        throw new SpeechFormatException(file + " is a WAV file without sound: record it again");
      }
      checkLength(file, wav.frames() / wav.rateHz());
      Resampler resampler = new Resampler(wav.rateHz(), RATE_HZ);
      short[] block = new short[4096];
      short[] pcm = new short[(int) (wav.frames() * RATE_HZ / wav.rateHz()) + resampler.maxOutput(block.length)
          + resampler.maxTail()];
      int length = 0;
      for (int got = wav.read(block); got > 0; got = wav.read(block)) {
        length += resampler.process(block, 0, got, pcm, length);
      }
      length += resampler.finish(pcm, length);
      return Arrays.copyOf(pcm, length);
    }
  }

  private static Clip ofOgg(Path file, String transcript) throws SpeechFormatException, IOException {
    OggOpusFile ogg = OggOpusFile.read(readOpus(file), file.toString());
    if (ogg.gainDb() == 0 && forwardable(ogg.packets())) {
      checkLength(file, ogg.packets().size() * OpusEncoder.FRAME_MILLIS / 1000);
      return clip(file, transcript, ogg.packets());
    }
    checkLength(file, ogg.length48k() / 48_000);
    short[] pcm = decode(file, ogg.packets());
    int from = Math.min(pcm.length, ogg.preSkip48k() / 3);
    short[] heard = Arrays.copyOfRange(pcm, from, Math.min(pcm.length, from + (int) (ogg.length48k() / 3)));
    if (ogg.gainDb() != 0) {
      double factor = Math.pow(10, ogg.gainDb() / 20);
      for (int i = 0; i < heard.length; i++) {
        heard[i] = (short) Math.max(Short.MIN_VALUE, Math.min(Short.MAX_VALUE, Math.round(heard[i] * factor)));
      }
    }
    return Clips.ofPcm(name(file), transcript, "", heard, RATE_HZ);
  }

  private static Clip ofRaw(Path file, String transcript) throws SpeechFormatException, IOException {
    List<byte[]> packets = OpusPacketFile.read(readOpus(file), file.toString()).packets();
    long micros = 0;
    for (byte[] packet : packets) {
      micros += OpusPacket.durationMicros(packet);
    }
    checkLength(file, micros / 1_000_000);
    if (forwardable(packets)) {
      return clip(file, transcript, packets);
    }
    return Clips.ofPcm(name(file), transcript, "", decode(file, packets), RATE_HZ);
  }

  private static Clip clip(Path file, String transcript, List<byte[]> packets) throws SpeechFormatException {
    try {
      return Clips.ofPackets(name(file), transcript, "", RATE_HZ, packets);
    } catch (IllegalArgumentException e) {
      throw undecodable(file, e);
    }
  }

  private static short[] decode(Path file, List<byte[]> packets) throws SpeechFormatException {
    try {
      return Clips.decode(packets, RATE_HZ);
    } catch (OpusDecodeException e) {
      throw undecodable(file, e);
    }
  }

  private static SpeechFormatException undecodable(Path file, Exception cause) {
    return new SpeechFormatException(file + " is damaged: it looks like Opus, but cannot be decoded ("
        + cause.getMessage() + ")", cause);
  }

  /** Whether a device could have sent all of these: 60 ms, mono, at most wideband. */
  private static boolean forwardable(List<byte[]> packets) {
    for (byte[] packet : packets) {
      if (OpusPacket.durationMicros(packet) != FRAME_MICROS
          || OpusPacket.channels(packet[0]) != 1
          || OpusPacket.bandwidth(packet[0]).compareTo(OpusPacket.Bandwidth.WB) > 0) {
        return false;
      }
    }
    return true;
  }

  private static void checkLength(Path file, long seconds) throws SpeechFormatException {
    if (seconds > MAX_SECONDS) {
      throw new SpeechFormatException(file + " lasts " + seconds / 60 + " min; speech of up to " + MAX_SECONDS / 60
          + " min is taken: cut out what a user would say in one turn");
    }
  }

  private static byte[] readOpus(Path file) throws SpeechFormatException, IOException {
    long size = Files.size(file);
    if (size > MAX_OPUS_BYTES) {
      throw new SpeechFormatException(
          file
              + " is too large ("
              + (size >> 20)
              + " MB); ten minutes of Opus need less than "
              + (MAX_OPUS_BYTES >> 20)
              + " MB: if it is not Opus, "
              + howToConvert(file.toString()));
    }
    return Files.readAllBytes(file);
  }

  private static byte[] head(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return in.readNBytes(64);
    }
  }

  private static String name(Path file) {
    String name = String.valueOf(file.getFileName());
    int dot = name.lastIndexOf('.');
    return dot > 0 ? name.substring(0, dot) : name;
  }

  private static String transcript(Path file) throws SpeechFormatException {
    Path text = file.resolveSibling(name(file) + ".txt");
    try {
      if (text.equals(file) || !Files.isRegularFile(text)) {
        return "";
      }
      if (Files.size(text) > MAX_TRANSCRIPT_BYTES) {
        throw new SpeechFormatException(text + " is too long for a transcript (" + Files.size(text)
            + " bytes): it should hold just what " + file.getFileName() + " says");
      }
      return Files.readString(text).replace("\uFEFF", "").strip().replaceAll("\\s+", " ");
    } catch (IOException e) {
      throw new SpeechFormatException(text + " cannot be read as the transcript of " + file.getFileName() + " ("
          + reason(e) + "): it must be UTF-8 text", e);
    }
  }

  private static String reason(IOException e) {
    return switch (e) {
      case java.nio.file.AccessDeniedException _ -> "no permission";
      case java.nio.charset.CharacterCodingException _ -> "not UTF-8";
      default -> String.valueOf(e.getMessage());
    };
  }
}
