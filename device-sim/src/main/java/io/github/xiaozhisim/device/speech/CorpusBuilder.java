package io.github.xiaozhisim.device.speech;

import io.github.xiaozhisim.device.opus.OpusEncoder;
import io.github.xiaozhisim.device.signal.Resampler;
import io.github.xiaozhisim.device.speech.CorpusIndex.Role;
import io.github.xiaozhisim.hal.Payload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Makes the corpus: trims spoken WAV files, fits them to whole frames, encodes them and writes Ogg files and the index.
 * A tool for whoever changes the corpus (see {@code src/corpus}); the program itself never runs it.
 */
public final class CorpusBuilder {

  private static final int ANSWER_RATE_HZ = 24_000;
  private static final int ANSWER_BITS_PER_SECOND = 24_000;
  private static final double END_WITHIN_MILLIS = 5;
  private static final int MAX_TAIL_CUT_MILLIS = 60;
  private static final double MAX_TEMPO_CHANGE = 0.03;
  private static final int LEAD_IN_MILLIS = 5;
  private static final int PAD_MILLIS = 10;
  private static final int LOOP_FRAMES = 70;
  private static final long NOISE_SEED = 20_260;
  private static final double NOISE_RMS = 40;

  private final Path out;
  private final List<CorpusIndex.Entry> entries = new ArrayList<>();

  private CorpusBuilder(Path out) {
    this.out = out;
  }

  /** Arguments: sentences.tsv, the folder with a WAV for each, the folder to write to. */
  public static void main(String[] args) throws IOException, SpeechFormatException {
    CorpusBuilder builder = new CorpusBuilder(Path.of(args[2]));
    for (String line : Files.readAllLines(Path.of(args[0]))) {
      if (!line.startsWith("#") && !line.isBlank()) {
        String[] fields = line.split("\t", -1);
        builder.addSpeech(Path.of(args[1], fields[0] + ".wav"), fields[0],
            fields[1].equals("answer") ? Role.ANSWER : Role.UTTERANCE, fields[2], fields[5]);
      }
    }
    builder.addQuiet("silence", Role.SILENCE, new short[(LOOP_FRAMES + 60) * 960]);
    builder.addQuiet("noise", Role.NOISE, roomNoise((LOOP_FRAMES + 60) * 960));
    Files.write(builder.out.resolve(CorpusIndex.FILE), JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT)
        .build().writeValueAsBytes(new CorpusIndex(CorpusIndex.SCHEMA, builder.entries)));
  }

  private void addSpeech(Path wav, String name, Role role, String language, String transcript)
      throws IOException, SpeechFormatException {
    int rateHz = role == Role.ANSWER ? ANSWER_RATE_HZ : SpeechFile.RATE_HZ;
    int bitrate = role == Role.ANSWER ? ANSWER_BITS_PER_SECOND : OpusEncoder.AUTOMATIC_BITRATE;
    int wavRateHz;
    short[] spoken;
    try (WavFile file = WavFile.open(wav)) {
      wavRateHz = file.rateHz();
      spoken = trim(file.readAll(), wavRateHz);
    }
    Clip best = null;
    for (int mostPadMillis : new int[] {PAD_MILLIS, OpusEncoder.FRAME_MILLIS}) {
      for (int cutMillis = 0; cutMillis <= MAX_TAIL_CUT_MILLIS && best == null; cutMillis += 5) {
        // The speech is played a little faster or slower, so that it fills whole frames. Where the codec swallows the
        // faint end of a word, that is cut off; what the tempo could not do, the beginning is moved for.
        short[] cut = Arrays.copyOf(spoken, spoken.length - wavRateHz * cutMillis / 1000);
        short[] fitted = fit(cut, wavRateHz, rateHz);
        for (int padMillis = 0; padMillis < mostPadMillis && best == null; padMillis++) {
          Clip clip = encode(name, transcript, language, pad(fitted, rateHz * padMillis / 1000), rateHz, bitrate);
          if (clip.voiced() && clip.durationMillis() - clip.lastVoicedMillis() <= END_WITHIN_MILLIS) {
            best = clip;
          }
        }
      }
    }
    if (best == null) {
      throw new IOException(name + " cannot be made to end with a frame: change its text or tempo");
    }
    write(best, role);
  }

  /** From just before the first to the last voiced sample. */
  private static short[] trim(short[] pcm, int rateHz) throws IOException {
    VoiceActivity.Voiced voiced = VoiceActivity.find(pcm, rateHz);
    if (!voiced.any()) {
      throw new IOException("nothing is spoken");
    }
    int from = Math.max(0, voiced.first() - rateHz * LEAD_IN_MILLIS / 1000);
    return Arrays.copyOfRange(pcm, from, voiced.last() + 1);
  }

  /** To {@code rateHz}, with the tempo changed by a few percent at most so that whole frames are filled. */
  private static short[] fit(short[] pcm, int wavRateHz, int rateHz) {
    OpusEncoder encoder = new OpusEncoder(rateHz);
    double exact = (double) pcm.length * rateHz / wavRateHz + encoder.lookaheadSamples();
    long frames = Math.max(1, Math.round(exact / encoder.frameSamples()));
    double wanted = frames * (double) encoder.frameSamples() - encoder.lookaheadSamples();
    double tempo = (exact - encoder.lookaheadSamples()) / wanted;
    double bounded = Math.max(1 - MAX_TEMPO_CHANGE, Math.min(1 + MAX_TEMPO_CHANGE, tempo));
    short[] fitted = Resampler.resample(pcm, (int) Math.round(wavRateHz * bounded), rateHz);
    return fitted.length > wanted && bounded == tempo ? Arrays.copyOf(fitted, (int) wanted) : fitted;
  }

  private static short[] pad(short[] pcm, int samples) {
    short[] padded = new short[pcm.length + samples];
    System.arraycopy(pcm, 0, padded, samples, pcm.length);
    return padded;
  }

  private static Clip encode(String name, String transcript, String language, short[] pcm, int rateHz, int bitrate) {
    List<byte[]> packets = Clips.encode(pcm, new OpusEncoder(rateHz, bitrate));
    return Clips.ofPackets(name, transcript, language, rateHz, packets);
  }

  /** The last packets of a long encoding, where the encoder has settled; they can be repeated. */
  private void addQuiet(String name, Role role, short[] pcm) throws IOException {
    List<byte[]> packets = Clips.encode(pcm, new OpusEncoder(SpeechFile.RATE_HZ));
    int until = packets.size() - 1;
    Clip clip = Clips.ofPackets(name, "", "", SpeechFile.RATE_HZ, packets.subList(until - LOOP_FRAMES, until));
    if (clip.voiced()) {
      throw new IOException(name + " is voiced");
    }
    write(clip, role);
  }

  /** Falls with the frequency, as the noise of rooms does; about 58 dB below full scale. */
  private static short[] roomNoise(int samples) {
    Random random = new Random(NOISE_SEED);
    double[] noise = new double[samples];
    double low = 0;
    double energy = 0;
    for (int i = 0; i < samples; i++) {
      double white = random.nextGaussian();
      low = 0.9 * low + white;
      noise[i] = low + 0.3 * white;
      energy += noise[i] * noise[i];
    }
    double factor = NOISE_RMS / Math.sqrt(energy / samples);
    short[] pcm = new short[samples];
    for (int i = 0; i < samples; i++) {
      pcm[i] = (short) Math.round(noise[i] * factor);
    }
    return pcm;
  }

  private void write(Clip clip, Role role) throws IOException {
    String file = clip.name() + ".opus";
    List<byte[]> packets = clip.packets().stream().map(Payload::bytes).toList();
    int lookahead = new OpusEncoder(clip.sampleRateHz()).lookaheadSamples();
    byte[] bytes = OggOpusFile.ofMono(clip.sampleRateHz(), lookahead, packets)
        .toBytes(clip.transcript().isEmpty() ? List.of() : List.of("TITLE=" + clip.transcript()));
    Files.write(out.resolve(file), bytes);
    entries.add(new CorpusIndex.Entry(clip.name(), role, clip.language(), clip.transcript(), clip.sampleRateHz(),
        clip.frameMillis(), clip.firstVoicedMillis(), clip.lastVoicedMillis(), file));
    System.out.printf("%-20s %6d bytes, %5d ms, voiced from %.0f to %.0f ms%n",
        clip.name(), bytes.length, clip.durationMillis(), clip.firstVoicedMillis(), clip.lastVoicedMillis());
  }
}
