package io.github.xiaozhisim.pi.board;

import io.github.xiaozhisim.device.speech.Clip;
import io.github.xiaozhisim.device.speech.Corpus;
import io.github.xiaozhisim.device.speech.SpeechFile;
import io.github.xiaozhisim.device.speech.SpeechFormatException;
import io.github.xiaozhisim.pi.session.SessionException;
import io.github.xiaozhisim.pi.session.Utterance;
import java.util.List;
import java.util.Locale;

/** Finds what a device is to be made to hear. Any thread; takes time. */
final class SpeechFinder {

  private static final int SHOWN = 6;

  private SpeechFinder() {}

  static Speech find(Utterance what) throws SessionException {
    return switch (what) {
      case Utterance.Recording(var file) -> {
        try {
          yield Speech.of(SpeechFile.load(file));
        } catch (SpeechFormatException e) {
          throw new SessionException(String.valueOf(e.getMessage()));
        }
      }
      case Utterance.BuiltIn(var words) -> Speech.of(builtIn(words));
    };
  }

  /** By its whole text or name; else the one sentence that has these words in it. */
  private static Clip builtIn(String words) throws SessionException {
    List<Clip> all = Corpus.builtIn().utterances();
    String wanted = plain(words);
    for (Clip clip : all) {
      if (plain(clip.transcript()).equals(wanted) || plain(clip.name()).equals(wanted)) {
        return clip;
      }
    }
    List<Clip> near =
        wanted.isEmpty() ? List.of() : all.stream().filter(clip -> plain(clip.transcript()).contains(wanted)).toList();
    if (near.size() == 1) {
      return near.getFirst();
    }
    List<Clip> shown = near.isEmpty() ? all : near;
    String names = String.join(", ", shown.stream().limit(SHOWN).map(clip -> "“" + clip.transcript() + "”").toList());
    throw new SessionException(
        near.isEmpty()
            ? "no speech that ships with the program says “" + words + "”; there are " + names
                + " and others; a file is taken, too, and 'text' sends any words without sound"
            : "“" + words + "” is in several sentences: " + names + "; give more of it");
  }

  private static String plain(String text) {
    return text.toLowerCase(Locale.ROOT).replaceAll("[\\p{P}\\p{Z}\\s]", "");
  }
}
