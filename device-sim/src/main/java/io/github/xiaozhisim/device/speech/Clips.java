package io.github.xiaozhisim.device.speech;

import io.github.xiaozhisim.device.opus.ChipEncoder;
import io.github.xiaozhisim.device.opus.OpusDecodeException;
import io.github.xiaozhisim.device.opus.OpusDecoder;
import io.github.xiaozhisim.device.opus.OpusEncoder;
import io.github.xiaozhisim.hal.Payload;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Makes clips of samples or packets. Where speech begins and ends is always found in what a decoder makes of the
 * packets, so it is in the time of the server that hears them: it includes the codec's delay of 6.5 ms and whatever the
 * codec smears.
 */
public final class Clips {

  private Clips() {}

  /**
   * Encodes mono samples as a device would (see {@link OpusEncoder}). The end is filled with silence to a whole frame,
   * after room for the codec's delay, so that nothing of the sound is lost.
   *
   * @param rateHz rate of the samples, one that Opus has
   */
  public static Clip ofPcm(String name, String transcript, String language, short[] pcm, int rateHz) {
    return ofPackets(name, transcript, language, rateHz, encode(pcm, new OpusEncoder(rateHz)));
  }

  /** A clip of 60 ms packets as they are; decodes them to find the speech. */
  public static Clip ofPackets(String name, String transcript, String language, int rateHz, List<byte[]> packets) {
    VoiceActivity.Voiced voiced;
    try {
      voiced = VoiceActivity.find(decode(packets, rateHz), rateHz);
    } catch (OpusDecodeException e) {
      throw new IllegalArgumentException("packets that are not Opus: " + e.getMessage(), e);
    }
    List<Payload> payloads = packets.stream().map(Payload::shared).toList();
    return new Clip(name, transcript, language, rateHz, OpusEncoder.FRAME_MILLIS, payloads,
        voiced.firstMillis(), voiced.lastMillis());
  }

  /**
   * The same sound as a codec chip sends it that encodes by itself, in packets of another length.
   *
   * @param packetMillis a multiple of 10
   */
  public static Clip byChip(Clip clip, int packetMillis) {
    ChipEncoder encoder = new ChipEncoder(packetMillis);
    try {
      short[] pcm = decode(clip.packets().stream().map(Payload::bytes).toList(), encoder.rateHz());
      int samples = encoder.packetSamples();
      List<byte[]> packets = new ArrayList<>();
      short[] padded = Arrays.copyOf(pcm, (pcm.length + samples - 1) / samples * samples);
      for (int i = 0; i < padded.length; i += samples) {
        packets.add(encoder.encode(padded, i));
      }
      VoiceActivity.Voiced voiced = VoiceActivity.find(decode(packets, encoder.rateHz()), encoder.rateHz());
      List<Payload> payloads = packets.stream().map(Payload::shared).toList();
      return new Clip(
          clip.name(), clip.transcript(), clip.language(), encoder.rateHz(), packetMillis, payloads,
          voiced.firstMillis(), voiced.lastMillis());
    } catch (OpusDecodeException e) {
      throw new IllegalArgumentException("packets that are not Opus: " + e.getMessage(), e);
    }
  }

  /** What a listener hears of a clip, mono at {@code rateHz}, one that Opus has. Costs codec time. */
  public static short[] samples(Clip clip, int rateHz) {
    try {
      return decode(clip.packets().stream().map(Payload::bytes).toList(), rateHz);
    } catch (OpusDecodeException e) {
      throw new IllegalArgumentException("packets that are not Opus: " + e.getMessage(), e);
    }
  }

  /** Encodes samples to whole frames, as {@link #ofPcm} does. */
  static List<byte[]> encode(short[] pcm, OpusEncoder encoder) {
    int frame = encoder.frameSamples();
    int frames = (pcm.length + encoder.lookaheadSamples() + frame - 1) / frame;
    short[] padded = Arrays.copyOf(pcm, frames * frame);
    List<byte[]> packets = new ArrayList<>(frames);
    for (int i = 0; i < frames; i++) {
      packets.add(encoder.encode(padded, i * frame, frame));
    }
    return packets;
  }

  /** What a server hears of the packets, at {@code rateHz}. */
  static short[] decode(List<byte[]> packets, int rateHz) throws OpusDecodeException {
    OpusDecoder decoder = new OpusDecoder(rateHz);
    short[] frame = new short[decoder.maxSamples()];
    short[] pcm = new short[packets.size() * rateHz / 1000 * OpusEncoder.FRAME_MILLIS];
    int length = 0;
    for (byte[] packet : packets) {
      int samples = decoder.decode(packet, frame);
      if (length + samples > pcm.length) {
        pcm = Arrays.copyOf(pcm, Math.max(pcm.length * 2, length + samples));
      }
      System.arraycopy(frame, 0, pcm, length, samples);
      length += samples;
    }
    return Arrays.copyOf(pcm, length);
  }
}
