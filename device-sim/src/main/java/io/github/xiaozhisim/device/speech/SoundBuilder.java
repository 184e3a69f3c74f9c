package io.github.xiaozhisim.device.speech;

import io.github.xiaozhisim.device.opus.OpusEncoder;
import io.github.xiaozhisim.device.signal.Resampler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * Makes the device's own sounds: computes the tones, trims spoken WAV files, encodes both and writes Ogg files. A tool
 * for whoever changes the sounds (see {@code src/sounds}); the program itself never runs it.
 */
public final class SoundBuilder {

  private static final int RATE_HZ = 16_000;
  private static final int LEAD_IN_MILLIS = 5;
  private static final double LOUDNESS = 9_000;

  /**
   * A note.
   *
   * @param startHz pitch at its beginning
   * @param endHz pitch at its end
   */
  private record Note(double startHz, double endHz, int millis) {}

  private final Path out;

  private SoundBuilder(Path out) {
    this.out = out;
  }

  /** Arguments: sounds.tsv, the folder with a WAV for each, the folder to write to. */
  public static void main(String[] args) throws IOException, SpeechFormatException {
    SoundBuilder builder = new SoundBuilder(Path.of(args[2]));
    builder.tones("popup", new Note(880, 1_320, 110));
    builder.tones("success", new Note(660, 660, 90), new Note(990, 990, 140));
    builder.tones("exclamation", new Note(520, 520, 120), new Note(390, 390, 170));
    builder.tones("vibration", new Note(140, 140, 230));
    builder.tones("low_battery", new Note(600, 600, 110), new Note(500, 500, 110), new Note(400, 400, 180));
    for (String line : Files.readAllLines(Path.of(args[0]))) {
      if (!line.startsWith("#") && !line.isBlank()) {
        String[] fields = line.split("\t", -1);
        builder.speech(fields[0], fields[1], Path.of(args[1], fields[0] + "-" + fields[1] + ".wav"), fields[4]);
      }
    }
  }

  private void tones(String name, Note... notes) throws IOException {
    int samples = 0;
    for (Note note : notes) {
      samples += RATE_HZ * note.millis() / 1000;
    }
    short[] pcm = new short[samples];
    int at = 0;
    for (Note note : notes) {
      int length = RATE_HZ * note.millis() / 1000;
      double phase = 0;
      for (int i = 0; i < length; i++) {
        double part = (double) i / length;
        phase += 2 * Math.PI * (note.startHz() + (note.endHz() - note.startHz()) * part) / RATE_HZ;
        pcm[at + i] = (short) (LOUDNESS * Math.sin(Math.PI * part) * Math.sin(phase));
      }
      at += length;
    }
    write("common", name, pcm, List.of());
  }

  private void speech(String language, String name, Path wav, String text) throws IOException, SpeechFormatException {
    try (WavFile file = WavFile.open(wav)) {
      short[] spoken = file.readAll();
      VoiceActivity.Voiced voiced = VoiceActivity.find(spoken, file.rateHz());
      if (!voiced.any()) {
        throw new IOException("nothing is spoken in " + wav);
      }
      int from = Math.max(0, voiced.first() - file.rateHz() * LEAD_IN_MILLIS / 1000);
      short[] trimmed = Arrays.copyOfRange(spoken, from, voiced.last() + 1);
      write(language, name, Resampler.resample(trimmed, file.rateHz(), RATE_HZ), List.of("TITLE=" + text));
    }
  }

  private void write(String folder, String name, short[] pcm, List<String> comments) throws IOException {
    OpusEncoder encoder = new OpusEncoder(RATE_HZ);
    int lookahead = encoder.lookaheadSamples();
    byte[] bytes = OggOpusFile.ofMono(RATE_HZ, lookahead, Clips.encode(pcm, encoder)).toBytes(comments);
    Files.createDirectories(out.resolve(folder));
    Files.write(out.resolve(folder).resolve(name + ".opus"), bytes);
  }
}
