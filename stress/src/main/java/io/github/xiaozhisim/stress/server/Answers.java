package io.github.xiaozhisim.stress.server;

import io.github.xiaozhisim.device.speech.Clip;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** What the server can say. Never changes; for any thread. */
final class Answers {

  private final List<Clip> all;

  /**
   * @throws IllegalArgumentException without a single clip
   */
  Answers(List<Clip> clips) {
    if (clips.isEmpty()) {
      throw new IllegalArgumentException("a server needs at least one clip to answer with");
    }
    all = List.copyOf(clips);
  }

  /** {@code sentences} clips in {@code language} where there are some, else in any; no clip twice in a row. */
  List<Clip> choose(@Nullable String language, int sentences, RandomGenerator random) {
    List<Clip> from = in(language);
    List<Clip> chosen = new ArrayList<>(sentences);
    int at = random.nextInt(from.size());
    for (int i = 0; i < sentences; i++) {
      chosen.add(from.get((at + i) % from.size()));
    }
    return chosen;
  }

  /** The shortest clip: what a wake word is answered with. */
  List<Clip> greeting(@Nullable String language) {
    return in(language).stream().min(Comparator.comparingInt(Clip::durationMillis)).stream().toList();
  }

  /** Guesses from the letters whether a text is Chinese. */
  static String languageOf(String text) {
    boolean han = text.codePoints().anyMatch(c -> Character.UnicodeScript.of(c) == Character.UnicodeScript.HAN);
    return han ? "zh" : "en";
  }

  private List<Clip> in(@Nullable String language) {
    if (language == null || language.isEmpty()) {
      return all;
    }
    List<Clip> matching = all.stream().filter(clip -> clip.language().equals(language)).toList();
    return matching.isEmpty() ? all : matching;
  }
}
