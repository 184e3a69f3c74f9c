package io.github.xiaozhisim.device.speech;

import io.github.xiaozhisim.device.opus.OpusEncoder;
import io.github.xiaozhisim.hal.Payload;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * The speech that ships with the project: what users say, what servers answer, silence and the noise of a room. Made by
 * {@code src/corpus/make-corpus.sh}; loading it only unpacks packets, no codec runs. Immutable, any thread.
 *
 * <p>Utterances begin within about 20 ms, and end, as decoded, less than 10 ms before the end of their last packet: who
 * says one has stopped speaking when its last packet leaves. Silence and noise can be repeated without end.
 */
public final class Corpus {

  private static final String FOLDER = "corpus/";

  private final List<Clip> utterances;
  private final List<Clip> answers;
  private final Clip silence;
  private final Clip noise;

  private Corpus(List<Clip> utterances, List<Clip> answers, Clip silence, Clip noise) {
    this.utterances = utterances;
    this.answers = answers;
    this.silence = silence;
    this.noise = noise;
  }

  /** The one that ships with the project; loaded at the first call. Its packets are shared by all who call. */
  public static Corpus builtIn() {
    return BuiltIn.CORPUS;
  }

  /** What users say, 16 kHz, Chinese and English, 1 to 7 s. */
  public List<Clip> utterances() {
    return utterances;
  }

  /** The utterances in one language, {@code zh} or {@code en}; empty for others. */
  public List<Clip> utterances(String language) {
    return utterances.stream().filter(clip -> clip.language().equals(language)).toList();
  }

  /** What servers answer, 24 kHz, Chinese and English, 2 to 6 s. */
  public List<Clip> answers() {
    return answers;
  }

  /** The answers in one language; empty for others. */
  public List<Clip> answers(String language) {
    return answers.stream().filter(clip -> clip.language().equals(language)).toList();
  }

  /** Nobody speaks and nothing sounds: mostly packets of one byte, as discontinuous transmission makes them. 16 kHz. */
  public Clip silence() {
    return silence;
  }

  /** A quiet room, not voiced. 16 kHz. */
  public Clip noise() {
    return noise;
  }

  private static final class BuiltIn {
    static final Corpus CORPUS = load();
  }

  private static Corpus load() {
    try {
      CorpusIndex index = new JsonMapper().readValue(resource(CorpusIndex.FILE), CorpusIndex.class);
      return new Corpus(
          clips(index, CorpusIndex.Role.UTTERANCE),
          clips(index, CorpusIndex.Role.ANSWER),
          clips(index, CorpusIndex.Role.SILENCE).getFirst(),
          clips(index, CorpusIndex.Role.NOISE).getFirst());
    } catch (IOException | SpeechFormatException e) {
      throw new IllegalStateException("the speech built into the program is damaged: " + e.getMessage(), e);
    }
  }

  private static List<Clip> clips(CorpusIndex index, CorpusIndex.Role role) throws IOException, SpeechFormatException {
    List<Clip> clips = new java.util.ArrayList<>();
    for (CorpusIndex.Entry entry : index.clips()) {
      if (entry.role() == role) {
        List<Payload> packets = OggOpusFile.read(resource(entry.file()), entry.file()).packets().stream()
            .map(Payload::shared).toList();
        clips.add(new Clip(entry.name(), entry.transcript(), entry.language(), entry.rateHz(),
            OpusEncoder.FRAME_MILLIS, packets, entry.firstVoicedMillis(), entry.lastVoicedMillis()));
      }
    }
    return List.copyOf(clips);
  }

  private static byte[] resource(String file) throws IOException {
    try (@Nullable InputStream in = Corpus.class.getResourceAsStream(FOLDER + file)) {
      if (in == null) {
        throw new IOException(FOLDER + file + " is missing");
      }
      return in.readAllBytes();
    }
  }
}
