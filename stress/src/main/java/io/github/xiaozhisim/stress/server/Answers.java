package io.github.xiaozhisim.stress.server;

import io.github.xiaozhisim.device.speech.Clip;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** What the server can say. Never changes; for any thread. */
final class Answers {

  private final List<Clip> all;
  /** By the words of a question, the answer that belongs to it. */
  private final Map<String, Clip> fitting = new HashMap<>();

  /**
   * @param questions those whose name is an answer's name without {@code -answer} get that answer, as {@code en-time}
   *     and {@code en-answer-time}
   * @throws IllegalArgumentException without a single clip
   */
  Answers(List<Clip> clips, List<Clip> questions) {
    if (clips.isEmpty()) {
      throw new IllegalArgumentException("a server needs at least one clip to answer with");
    }
    all = List.copyOf(clips);
    for (Clip answer : all) {
      String name = answer.name().replace("-answer-", "-");
      questions.stream()
          .filter(question -> question.name().equals(name))
          .forEach(question -> fitting.put(question.transcript(), answer));
    }
  }

  /** The same answers, to these questions. */
  Answers to(List<Clip> questions) {
    return new Answers(all, questions);
  }

  /**
   * {@code sentences} clips in {@code language} where there are some, else in any; no clip twice in a row. The first
   * one fits the question where one does.
   */
  List<Clip> choose(String question, @Nullable String language, int sentences, RandomGenerator random) {
    List<Clip> from = in(language);
    List<Clip> chosen = new ArrayList<>(sentences);
    int by = random.nextInt(from.size());
    Clip fits = fitting.get(question);
    int at = fits != null && from.contains(fits) ? from.indexOf(fits) : by;
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
