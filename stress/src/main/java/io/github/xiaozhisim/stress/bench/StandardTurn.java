package io.github.xiaozhisim.stress.bench;

import io.github.xiaozhisim.device.opus.OpusDecodeException;
import io.github.xiaozhisim.device.opus.OpusDecoder;
import io.github.xiaozhisim.device.opus.OpusEncoder;
import io.github.xiaozhisim.device.speech.Clip;
import io.github.xiaozhisim.device.speech.Corpus;
import io.github.xiaozhisim.hal.Payload;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The turn that everything here is measured with, whoever plays it: listen start, {@value #QUESTION_PACKETS} packets of
 * {@value #QUESTION_BYTES} bytes 60 ms apart, listen stop; then stt, llm, tts start, {@value #ANSWER_PACKETS} packets
 * of {@value #ANSWER_BYTES} bytes 60 ms apart, tts stop; and the next at once. The packets are speech, filled to their
 * size with the padding that Opus has for that, so that ears can hear them. Any thread.
 */
final class StandardTurn {

  static final int QUESTION_PACKETS = 50;
  static final int QUESTION_BYTES = 60;
  static final int ANSWER_PACKETS = 20;
  static final int ANSWER_BYTES = 120;
  static final int PACKET_MILLIS = 60;
  static final long PACKET_NANOS = PACKET_MILLIS * 1_000_000L;

  /** Packets of a question and an answer, and the answer's way to the device: about as long as a turn takes. */
  static final int CYCLES = QUESTION_PACKETS + ANSWER_PACKETS + 1;

  static final String HELLO =
      "{\"type\":\"hello\",\"version\":1,\"transport\":\"websocket\",\"audio_params\":{\"format\":\"opus\","
          + "\"sample_rate\":16000,\"channels\":1,\"frame_duration\":60}}";
  static final String LISTEN =
      "{\"type\":\"listen\",\"mode\":\"manual\",\"state\":\"start\",\"session_id\":\"s-0001\"}";
  static final String STOP = "{\"type\":\"listen\",\"state\":\"stop\",\"session_id\":\"s-0001\"}";
  static final String SERVER_HELLO =
      "{\"type\":\"hello\",\"transport\":\"websocket\",\"session_id\":\"s-0001\",\"audio_params\":{\"format\":\"opus\","
          + "\"sample_rate\":24000,\"channels\":1,\"frame_duration\":60}}";
  static final String STT = "{\"type\":\"stt\",\"text\":\"hello there\",\"session_id\":\"s-0001\"}";
  static final String LLM = "{\"type\":\"llm\",\"text\":\"ok\",\"emotion\":\"happy\",\"session_id\":\"s-0001\"}";
  static final String TTS_START = "{\"type\":\"tts\",\"state\":\"start\",\"session_id\":\"s-0001\"}";
  static final String TTS_STOP = "{\"type\":\"tts\",\"state\":\"stop\",\"session_id\":\"s-0001\"}";

  private static final int RATE_HZ = 16_000;
  private static final int LEAST_BITS_PER_SECOND = 6_000;
  private static final int SEVERAL_FRAMES = 3;
  private static final int ONE_FRAME_AND_PADDING = 0x41;
  private static final int PADDING_HEADER = 2;

  private StandardTurn() {}

  /** What a device says. */
  static List<byte[]> question() {
    return packets(Corpus.builtIn().utterances(), QUESTION_PACKETS, QUESTION_BYTES);
  }

  /** What a server answers. */
  static List<byte[]> answer() {
    return packets(Corpus.builtIn().answers(), ANSWER_PACKETS, ANSWER_BYTES);
  }

  /** The packets as a file that {@code fleet --speech} reads: each after its length in 16 bits, big-endian. */
  static byte[] file(List<byte[]> packets) {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    for (byte[] packet : packets) {
      file.write(packet.length >> 8);
      file.write(packet.length);
      file.writeBytes(packet);
    }
    return file.toByteArray();
  }

  private static List<byte[]> packets(List<Clip> clips, int count, int bytes) {
    short[] speech = speech(clips, count);
    int bits = Math.max(LEAST_BITS_PER_SECOND, (bytes - PADDING_HEADER) * 8 * 1000 / PACKET_MILLIS * 3 / 4);
    OpusEncoder encoder = new OpusEncoder(RATE_HZ, bits);
    List<byte[]> packets = new ArrayList<>();
    int samples = encoder.frameSamples();
    byte[] last = {};
    for (int i = 0; packets.size() < count; i++) {
      byte[] packet = encoder.encode(speech, i % (speech.length / samples) * samples, samples);
      // A loud moment may take more than its share: say the moment before again.
      last = packet.length + PADDING_HEADER <= bytes && (packet[0] & 3) == 0 ? packet : last;
      if (last.length > 0) {
        packets.add(padded(last, bytes));
      }
    }
    return packets;
  }

  private static short[] speech(List<Clip> clips, int packets) {
    OpusDecoder decoder = new OpusDecoder(RATE_HZ);
    short[] frame = new short[decoder.maxSamples()];
    short[] speech = new short[packets * RATE_HZ / 1000 * PACKET_MILLIS];
    int length = 0;
    try {
      for (int i = 0; length < speech.length; i = (i + 1) % clips.size()) {
        for (Payload packet : clips.get(i).packets()) {
          int samples = Math.min(decoder.decode(packet.bytes(), frame), speech.length - length);
          System.arraycopy(frame, 0, speech, length, samples);
          length += samples;
        }
      }
    } catch (OpusDecodeException e) {
      throw new IllegalStateException("the speech built into the program is damaged", e);
    }
    return speech;
  }

  /** A packet of one frame, made longer by bytes that decoders skip (RFC 6716, 3.2.5). */
  static byte[] padded(byte[] packet, int bytes) {
    if (packet.length == bytes) {
      return packet;
    }
    int padding = bytes - packet.length - PADDING_HEADER;
    byte[] longer =
        Arrays.copyOf(new byte[] {(byte) (packet[0] | SEVERAL_FRAMES), ONE_FRAME_AND_PADDING, (byte) padding}, bytes);
    System.arraycopy(packet, 1, longer, 3, packet.length - 1);
    return longer;
  }
}
