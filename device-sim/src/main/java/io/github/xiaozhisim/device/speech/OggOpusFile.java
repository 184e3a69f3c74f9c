package io.github.xiaozhisim.device.speech;

import io.github.xiaozhisim.device.opus.OpusPacket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * An Ogg Opus file (RFC 7845), read or to be written. Times in it count at 48 kHz, whatever the rate of the sound.
 *
 * @param channels 1 or 2
 * @param preSkip48k samples at 48 kHz that a player throws away at the start: the codec's delay
 * @param inputRateHz rate of what was encoded, for information; 0 if unknown
 * @param gainDb what a player amplifies by
 * @param packets in order, not to be written to
 * @param length48k samples at 48 kHz to be heard, after the pre-skip
 */
public record OggOpusFile(
    int channels, int preSkip48k, int inputRateHz, double gainDb, List<byte[]> packets, long length48k) {

  private static final byte[] HEAD = "OpusHead".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] TAGS = "OpusTags".getBytes(StandardCharsets.US_ASCII);
  private static final String VENDOR = "xiaozhi-simulator";

  public OggOpusFile {
    packets = List.copyOf(packets);
  }

  /** A mono file of packets as our encoder makes them, to be written. */
  public static OggOpusFile ofMono(int rateHz, int lookaheadSamples, List<byte[]> packets) {
    int preSkip = lookaheadSamples * (48_000 / rateHz);
    return new OggOpusFile(1, preSkip, rateHz, 0, packets, Math.max(0, duration48k(packets) - preSkip));
  }

  /**
   * Reads a file.
   *
   * @param name for messages
   * @throws SpeechFormatException if it is not Ogg Opus, damaged, cut off, or has more than two channels
   */
  public static OggOpusFile read(byte[] file, String name) throws SpeechFormatException {
    OggPages.Stream stream = OggPages.read(file, name);
    byte[] head = stream.packets().isEmpty() ? new byte[0] : stream.packets().getFirst();
    if (!startsWith(head, HEAD) || head.length < 19) {
      throw new SpeechFormatException(name + " is an Ogg file without Opus in it: " + SpeechFile.howToConvert(name));
    }
    int channels = head[9];
    if ((head[8] & 0xF0) != 0 || head[18] != 0 || channels < 1 || channels > 2) {
      throw new SpeechFormatException(name + " is an Ogg Opus file of version " + head[8] + " with " + channels
          + " channels; one or two are taken: " + SpeechFile.howToConvert(name));
    }
    if (stream.packets().size() < 3 || !startsWith(stream.packets().get(1), TAGS)) {
      throw new SpeechFormatException(name + " is cut off: an Ogg Opus file without sound; copy or record it again");
    }
    List<byte[]> packets = stream.packets().subList(2, stream.packets().size());
    for (int i = 0; i < packets.size(); i++) {
      if (!OpusPacket.isValid(packets.get(i))) {
        throw new SpeechFormatException(name + " is damaged: packet " + i + " of " + packets.size() + " is not Opus");
      }
    }
    int preSkip = (head[10] & 0xFF) | ((head[11] & 0xFF) << 8);
    double gain = (short) ((head[16] & 0xFF) | (head[17] << 8)) / 256.0;
    long there = Math.max(0, duration48k(packets) - preSkip);
    // A recording cut out of a longer one starts with a high position; then only the packets tell the length.
    long told = stream.granule() - preSkip;
    long length = told > 0 && told <= there ? told : there;
    return new OggOpusFile(channels, preSkip, OggPages.int32(head, 12), gain, packets, length);
  }

  /** The file's bytes; the same every time. {@code comments} as {@code TITLE=...}. */
  public byte[] toBytes(List<String> comments) {
    byte[] head = new byte[19];
    System.arraycopy(HEAD, 0, head, 0, HEAD.length);
    head[8] = 1;
    head[9] = (byte) channels;
    head[10] = (byte) preSkip48k;
    head[11] = (byte) (preSkip48k >> 8);
    OggPages.putInt32(head, 12, inputRateHz);
    int gain = (int) Math.round(gainDb * 256);
    head[16] = (byte) gain;
    head[17] = (byte) (gain >> 8);

    List<byte[]> all = new ArrayList<>(packets.size() + 2);
    all.add(head);
    all.add(tags(comments));
    all.addAll(packets);
    long[] granules = new long[all.size()];
    long position = 0;
    for (int i = 2; i < granules.length; i++) {
      position += duration48k(all.subList(i, i + 1));
      granules[i] = Math.min(position, preSkip48k + length48k);
    }
    int serial = 0x1D0_5EED ^ packets.size() << 8 ^ (int) length48k;
    return OggPages.write(serial, all, 2, granules);
  }

  private static byte[] tags(List<String> comments) {
    List<byte[]> texts = new ArrayList<>();
    texts.add(VENDOR.getBytes(StandardCharsets.UTF_8));
    int length = TAGS.length + 8 + texts.getFirst().length;
    for (String comment : comments) {
      texts.add(comment.getBytes(StandardCharsets.UTF_8));
      length += 4 + texts.getLast().length;
    }
    byte[] packet = new byte[length];
    System.arraycopy(TAGS, 0, packet, 0, TAGS.length);
    int at = TAGS.length;
    for (int i = 0; i < texts.size(); i++) {
      byte[] text = texts.get(i);
      OggPages.putInt32(packet, at, text.length);
      System.arraycopy(text, 0, packet, at + 4, text.length);
      at += 4 + text.length;
      if (i == 0) {
        OggPages.putInt32(packet, at, comments.size());
        at += 4;
      }
    }
    return packet;
  }

  private static long duration48k(List<byte[]> packets) {
    long micros = 0;
    for (byte[] packet : packets) {
      micros += OpusPacket.durationMicros(packet);
    }
    return micros * 48 / 1000;
  }

  private static boolean startsWith(byte[] bytes, byte[] start) {
    return bytes.length >= start.length
        && java.util.Arrays.equals(bytes, 0, start.length, start, 0, start.length);
  }
}
