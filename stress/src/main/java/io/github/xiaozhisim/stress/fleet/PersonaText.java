package io.github.xiaozhisim.stress.fleet;

import io.github.xiaozhisim.device.ListeningMode;
import io.github.xiaozhisim.device.speech.Clip;
import io.github.xiaozhisim.device.speech.Corpus;
import io.github.xiaozhisim.device.speech.SpeechFile;
import io.github.xiaozhisim.device.speech.SpeechFormatException;
import io.github.xiaozhisim.stress.typed.Complaint;
import io.github.xiaozhisim.stress.typed.Nearest;
import io.github.xiaozhisim.stress.typed.Typed;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Personas as people write them: a name, and what is different from the usual user, {@code NAME: key=value; key=value}.
 *
 * <pre>
 * mode=auto|manual|realtime     who ends listening
 * think=1s..3s                  from the end of an answer to the next question; see {@link PauseText}
 * languages=zh,en               what is said, of the speech built in
 * clips=FILE,FILE               or of these files
 * text=…                        or typed instead, repeatable: one of them by chance
 * silent=yes                    stays connected and says nothing, but in waves
 * wake-word=…                   called to begin a conversation
 * interrupt=20%@1s..2s          so many answers, so long after their first sound; @text: as soon as there is text
 * turns=1..3                    of a conversation; then hangs up
 * apart=10s..20s                from one conversation to the next
 * </pre>
 */
public final class PersonaText {

  private static final List<String> KEYS =
      List.of("mode", "think", "languages", "clips", "text", "silent", "wake-word", "interrupt", "turns", "apart");

  private static final String FORM = "write NAME: key=value; key=value, as in hurried: think=500ms; interrupt=30%@1s";
  private static final String INTERRUPT = "write interrupt=20%@1s..2s, or interrupt=20%@text";
  private static final String TURNS = "write turns=3, or turns=1..3";

  private final String text;
  private final Persona usual;

  private PersonaText(String text, Persona usual) {
    this.text = text;
    this.usual = usual;
  }

  /**
   * Reads one.
   *
   * @param usual what it is like where nothing is said
   * @throws IllegalArgumentException with one sentence that names the column
   */
  public static Persona parse(String text, Persona usual) {
    return new PersonaText(text, usual).persona();
  }

  /** The name alone, for who wants to know which personas there are. */
  static String name(String text) {
    int colon = text.indexOf(':');
    return (colon < 0 ? text : text.substring(0, colon)).strip();
  }

  private Persona persona() {
    String name = name(text);
    if (!name.matches("[a-z][a-z0-9-]*") || !text.contains(":")) {
      throw wrong(0, "'" + name + "' is no name with a colon behind it, of small letters, digits and hyphens; " + FORM);
    }
    Persona persona = usual.named(name);
    List<String> typed = new ArrayList<>();
    int at = text.indexOf(':') + 1;
    while (at < text.length()) {
      int end = text.indexOf(';', at);
      int until = end < 0 ? text.length() : end;
      if (!text.substring(at, until).isBlank()) {
        persona = with(persona, at, until, typed);
      }
      at = until + 1;
    }
    boolean called = persona.wakeWord() != null;
    if (called && persona.mode() == ListeningMode.MANUAL) {
      throw wrong(0, "who holds a button need not call a wake word; leave out one of mode=manual and wake-word");
    }
    return persona;
  }

  private Persona with(Persona persona, int from, int until, List<String> typed) {
    int begin = from;
    while (Character.isWhitespace(text.charAt(begin))) {
      begin++;
    }
    int equals = text.indexOf('=', begin);
    if (equals < 0 || equals > until) {
      throw wrong(begin, "'" + text.substring(begin, until).strip() + "' has no value; " + FORM);
    }
    String key = text.substring(begin, equals).strip();
    String value = text.substring(equals + 1, until).strip();
    if (value.isEmpty()) {
      throw wrong(begin, key + " has no value; leave it out, or " + FORM);
    }
    int at = equals + 1;
    return switch (key) {
      case "mode" -> persona.withMode(mode(at, value));
      case "think" -> persona.withThink(read(at, value, PauseText::read));
      case "languages" -> persona.withWords(new Words.Spoken(languages(at, value)));
      case "clips" -> persona.withWords(new Words.Spoken(clips(at, value)));
      case "text" -> {
        typed.add(value);
        yield persona.withWords(new Words.Typed(typed));
      }
      case "silent" -> yes(at, value) ? persona.beingSilent() : persona;
      case "wake-word" -> persona.withWakeWord(value);
      case "interrupt" -> persona.withInterruption(read(at, value, PersonaText::interruption));
      case "turns" -> persona.withConversations(turns(at, value, persona.conversations()));
      case "apart" -> persona.withConversations(apart(persona.conversations(), read(at, value, PauseText::read)));
      default -> throw wrong(begin, "there is no '" + key + "'; " + Nearest.advice(key, KEYS));
    };
  }

  /** What reads a part of a text. */
  private interface Reader<T> {
    T read(Typed typed);
  }

  /** Columns of complaints count in the whole text. */
  private <T> T read(int at, String value, Reader<T> reader) {
    try {
      Typed typed = new Typed(value);
      T read = reader.read(typed);
      typed.expectEnd(FORM);
      return read;
    } catch (Complaint complaint) {
      throw wrong(at + complaint.column() - 1, complaint.sentence());
    }
  }

  private static Interruption interruption(Typed typed) {
    int column = typed.column();
    double percent = typed.number(INTERRUPT);
    typed.expect("%", INTERRUPT);
    typed.expect("@", INTERRUPT);
    if (!(percent > 0 && percent <= 100)) {
      throw typed.wrongAt(column, "a share of " + percent + " % cannot be; " + INTERRUPT);
    }
    if (typed.takesWord("text")) {
      return new Interruption(Interruption.Moment.FIRST_TEXT, new Span(0, 0), percent / 100);
    }
    return new Interruption(Interruption.Moment.FIRST_SOUND, PauseText.read(typed), percent / 100);
  }

  private ListeningMode mode(int at, String value) {
    for (ListeningMode mode : ListeningMode.values()) {
      if (mode.name().toLowerCase(Locale.ROOT).equals(value)) {
        return mode;
      }
    }
    throw wrong(at, "there is no mode '" + value + "'; there are auto, manual and realtime");
  }

  private List<Clip> languages(int at, String value) {
    List<Clip> clips = new ArrayList<>();
    for (String language : value.split(",", -1)) {
      List<Clip> some = Corpus.builtIn().utterances(language.strip());
      if (some.isEmpty()) {
        throw wrong(
            at, "no speech in '" + language.strip() + "' is built in; there are zh and en, others by clips=FILE");
      }
      clips.addAll(some);
    }
    return clips;
  }

  private List<Clip> clips(int at, String value) {
    List<Clip> clips = new ArrayList<>();
    for (String file : value.split(",", -1)) {
      try {
        clips.add(SpeechFile.load(Path.of(file.strip())));
      } catch (SpeechFormatException e) {
        throw wrong(at, String.valueOf(e.getMessage()));
      }
    }
    return clips;
  }

  private boolean yes(int at, String value) {
    if (!value.equals("yes") && !value.equals("no")) {
      throw wrong(at, "'" + value + "' is neither yes nor no");
    }
    return value.equals("yes");
  }

  private Conversations turns(int at, String value, Conversations before) {
    String[] ends = value.split("\\.\\.", -1);
    boolean numbers = ends.length <= 2 && List.of(ends).stream().allMatch(end -> end.strip().matches("[1-9]\\d{0,5}"));
    if (!numbers) {
      throw wrong(at, "'" + value + "' is no number of turns; " + TURNS);
    }
    int fewest = Integer.parseInt(ends[0].strip());
    int most = Integer.parseInt(ends[ends.length - 1].strip());
    if (most < fewest) {
      throw wrong(at, "'" + value + "' ends before it begins; " + TURNS);
    }
    return new Conversations(fewest, most, before.apart());
  }

  private static Conversations apart(Conversations before, Pause pause) {
    boolean endless = before.most() == 0;
    return new Conversations(endless ? 1 : before.fewest(), endless ? 1 : before.most(), pause);
  }

  private Complaint wrong(int at, String sentence) {
    return new Typed(text).wrongAt(at + 1, sentence);
  }

  /** Personas that everybody can name without defining them: what is different from the usual user. */
  static List<String> builtIn() {
    return List.of(
        "chat:",
        "idle: silent=yes",
        "barge-in: interrupt=100%@500ms..2s",
        "hasty: interrupt=100%@text",
        "brief: turns=1..3; apart=5s..20s",
        "caller: wake-word=你好小智; turns=1..3; apart=5s..20s");
  }
}
