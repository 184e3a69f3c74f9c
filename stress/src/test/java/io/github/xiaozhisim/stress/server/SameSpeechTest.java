package io.github.xiaozhisim.stress.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.xiaozhisim.device.opus.OpusDecoder;
import io.github.xiaozhisim.device.opus.OpusEncoder;
import io.github.xiaozhisim.device.signal.Resampler;
import io.github.xiaozhisim.device.speech.Clip;
import io.github.xiaozhisim.device.speech.Corpus;
import io.github.xiaozhisim.device.speech.OggOpusFile;
import io.github.xiaozhisim.device.speech.SpeechFile;
import io.github.xiaozhisim.device.virtual.SimScheduler;
import io.github.xiaozhisim.hal.Payload;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One sentence from files of every kind: the server hears it equally long. */
class SameSpeechTest {

  private static final double ONE_FRAME_MILLIS = 60;

  @TempDir private Path folder;

  @Test
  void shouldHearTheSameLengthFromWavOggOpusAndRawPackets() throws Exception {
    Clip sentence = Corpus.builtIn().utterances().getFirst();
    short[] pcm = decoded(sentence);
    List<byte[]> packets = sentence.packets().stream().map(Payload::bytes).toList();

    double fromWav = heardMillis(file("a.wav", wav48kStereo(pcm)));
    double fromOgg =
        heardMillis(
            file(
                "a.opus",
                OggOpusFile.ofMono(16_000, new OpusEncoder(16_000).lookaheadSamples(), packets).toBytes(List.of())));
    double fromLengths = heardMillis(file("a.p3", withLengths(packets)));
    double fromBareRun = heardMillis(file("a.raw", bare(packets)));

    double[] all = {fromWav, fromOgg, fromLengths, fromBareRun};
    Arrays.sort(all);
    assertThat(all[all.length - 1] - all[0]).isLessThanOrEqualTo(ONE_FRAME_MILLIS);
    assertThat(all[0]).isGreaterThan(500);
  }

  /** What an emulated server says that it heard when a device says the file. */
  private static double heardMillis(Path file) throws Exception {
    SimScheduler time = new SimScheduler();
    Caller caller = new Caller(Caller.server(ServerBehaviour.defaults(), time), time).greeted();
    caller.listen("manual");
    caller.say(SpeechFile.load(file));
    caller.stopListening();
    caller.until(30_000);
    return caller.first("stt").json().get("emulated").get("heard_ms").doubleValue();
  }

  private Path file(String name, byte[] bytes) throws Exception {
    return Files.write(folder.resolve(name), bytes);
  }

  private static short[] decoded(Clip clip) throws Exception {
    OpusDecoder decoder = new OpusDecoder(16_000);
    short[] packet = new short[decoder.maxSamples()];
    short[] all = new short[clip.packets().size() * 960];
    int length = 0;
    for (Payload payload : clip.packets()) {
      int samples = decoder.decode(payload.bytes(), packet);
      System.arraycopy(packet, 0, all, length, samples);
      length += samples;
    }
    return all;
  }

  private static byte[] wav48kStereo(short[] pcm16k) {
    short[] pcm = Resampler.resample(pcm16k, 16_000, 48_000);
    ByteBuffer wav = ByteBuffer.allocate(44 + pcm.length * 4).order(ByteOrder.LITTLE_ENDIAN);
    wav.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(36 + pcm.length * 4);
    wav.put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII)).putInt(16);
    wav.putShort((short) 1)
        .putShort((short) 2)
        .putInt(48_000)
        .putInt(48_000 * 4)
        .putShort((short) 4)
        .putShort((short) 16);
    wav.put("data".getBytes(StandardCharsets.US_ASCII)).putInt(pcm.length * 4);
    for (short sample : pcm) {
      wav.putShort(sample).putShort(sample);
    }
    return wav.array();
  }

  private static byte[] withLengths(List<byte[]> packets) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] packet : packets) {
      out.writeBytes(ByteBuffer.allocate(4).putInt(packet.length).array());
      out.writeBytes(packet);
    }
    return out.toByteArray();
  }

  private static byte[] bare(List<byte[]> packets) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    packets.forEach(out::writeBytes);
    return out.toByteArray();
  }
}
