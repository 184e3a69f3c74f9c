package io.github.xiaozhisim.pi.doctor;

import static io.github.xiaozhisim.pi.doctor.Finding.Area.SOUND;

import io.github.xiaozhisim.hal.Clock;
import io.github.xiaozhisim.hal.Scheduler;
import io.github.xiaozhisim.pi.doctor.Finding.Grade;
import io.github.xiaozhisim.pi.sound.CardTrial;
import io.github.xiaozhisim.pi.sound.RoundTrip;
import io.github.xiaozhisim.pi.sound.SoundBench;
import io.github.xiaozhisim.pi.sound.SoundCard;
import io.github.xiaozhisim.pi.sound.SoundCards;
import io.github.xiaozhisim.pi.sound.SoundException;
import io.github.xiaozhisim.pi.sound.SoundLevel;
import io.github.xiaozhisim.pi.sound.SoundSettings;
import java.lang.foreign.Arena;
import java.lang.foreign.SymbolLookup;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Sound cards: that there are some, at which rates they open, that the microphone hears and the loudspeaker plays. */
public final class SoundExamination implements Examination {

  /** As quiet as no room is: the microphone is muted, or there is none. */
  private static final double MUTE_DBFS = -85;

  private static final double LOUD_DBFS = -6;

  /** Buffers on both sides come to some 200 ms; more than this is heard as slowness. */
  private static final double LATE_MILLIS = 400;

  /** A trial takes a second or two, a round trip four; a card that hangs takes for ever. */
  private static final int PATIENCE_SECONDS = 15;

  /** What is asked of the cards. */
  public interface Cards {

    List<SoundCard> list() throws SoundException, InterruptedException;

    CardTrial.Outcome microphone(@Nullable String wish) throws SoundException, InterruptedException;

    CardTrial.Outcome loudspeaker(@Nullable String wish) throws SoundException, InterruptedException;

    /** Plays chirps and looks for them in what is heard. */
    RoundTrip.Result roundTrip(@Nullable String microphone, @Nullable String loudspeaker)
        throws SoundException, InterruptedException;
  }

  /** The cards of this machine. {@code scheduler} is not the caller's thread. */
  public static Cards ofThisMachine(Scheduler scheduler) {
    Clock clock = scheduler.clock();
    Patience patience = new Patience(PATIENCE_SECONDS);
    return new Cards() {
      @Override
      public List<SoundCard> list() throws SoundException, InterruptedException {
        return patience.await("the sound system", SoundCards.ofThisMachine()::list);
      }

      @Override
      public CardTrial.Outcome microphone(@Nullable String wish) throws SoundException, InterruptedException {
        return patience.await("the microphone", () -> CardTrial.ofThisMachine(clock).microphone(wish));
      }

      @Override
      public CardTrial.Outcome loudspeaker(@Nullable String wish) throws SoundException, InterruptedException {
        return patience.await("the loudspeaker", () -> CardTrial.ofThisMachine(clock).loudspeaker(wish));
      }

      @Override
      public RoundTrip.Result roundTrip(@Nullable String microphone, @Nullable String loudspeaker)
          throws SoundException, InterruptedException {
        return patience.await(
            "the sound card",
            () -> {
              try (SoundBench bench =
                  new SoundBench(
                      scheduler,
                      SoundCards.ofThisMachine(),
                      SoundSettings.of(microphone),
                      SoundSettings.of(loudspeaker))) {
                return bench.roundTrip().toCompletableFuture().get();
              }
            });
      }
    };
  }

  private final MachineFiles files;
  private final Cards cards;
  private final @Nullable String microphone;
  private final @Nullable String loudspeaker;
  private final boolean aloud;

  /**
   * @param microphone number or a part of the name, or null for the system's choice
   * @param loudspeaker the same
   * @param aloud whether something may be played that can be heard
   */
  public SoundExamination(
      MachineFiles files, Cards cards, @Nullable String microphone, @Nullable String loudspeaker, boolean aloud) {
    this.files = files;
    this.cards = cards;
    this.microphone = microphone;
    this.loudspeaker = loudspeaker;
    this.aloud = aloud;
  }

  @Override
  public Finding.Area area() {
    return SOUND;
  }

  @Override
  public void look(Consumer<Finding> findings) throws InterruptedException {
    List<SoundCard> all;
    try {
      all = cards.list();
    } catch (SoundException e) {
      findings.accept(Finding.error(SOUND, "cards", sentence(e), mend(e)));
      return;
    }
    findings.accept(
        all.isEmpty()
            ? noCards()
            : Finding.ok(
                SOUND,
                "cards",
                all.stream().map(card -> card.number() + " " + card.name().strip()).collect(Collectors.joining(", "))));
    if (!all.isEmpty()) {
      Finding hearing = microphone();
      Finding playing = loudspeaker();
      findings.accept(hearing);
      findings.accept(playing);
      if (aloud && hearing.grade() != Grade.ERROR && playing.grade() != Grade.ERROR) {
        findings.accept(roundTrip());
      }
    }
  }

  private Finding roundTrip() throws InterruptedException {
    RoundTrip.Result result;
    try {
      result = cards.roundTrip(microphone, loudspeaker);
    } catch (SoundException e) {
      return Finding.error(SOUND, "round trip", sentence(e), mend(e));
    }
    if (!result.heard()) {
      return Finding.skipped(
          SOUND,
          "round trip",
          "of " + result.chirps() + " chirps the microphone heard " + result.millis().size()
              + ": how long sound takes can be told when it hears the loudspeaker, through the air or a cable");
    }
    String took =
        String.format(
            Locale.ROOT,
            "sound takes %.0f ms through loudspeaker and microphone, within %.0f ms",
            result.median(),
            result.spread());
    return result.median() > LATE_MILLIS
        ? Finding.warning(
            SOUND, "round trip", took + ": late", "use the card itself and not a sound server's: xiaozhi audio list")
        : Finding.ok(SOUND, "round trip", took);
  }

  /** The reason is one of the three layers: Java's library, the kernel's driver, or the rights. */
  private Finding noCards() {
    if (!hasAlsaLibrary()) {
      return Finding.error(
          SOUND,
          "cards",
          "Java finds no sound card, because the library libasound.so.2 is missing",
          "sudo apt-get install libasound2t64 (bookworm: libasound2)");
    }
    List<String> kernel = files.lines("proc/asound/cards");
    if (kernel.isEmpty() || kernel.getFirst().contains("no soundcards")) {
      return Finding.error(
          SOUND,
          "cards",
          "there is no sound card",
          "plug in a USB one, or name the HAT in /boot/firmware/config.txt (dtoverlay=…) and start again: "
              + "hw-pi/docs/raspberry-pi.md");
    }
    return Finding.error(
        SOUND,
        "cards",
        "the system has a sound card, but Java finds none: " + kernel.getFirst().strip(),
        "sudo usermod -aG audio $USER, then log in again; arecord -l and aplay -l should list it");
  }

  private static boolean hasAlsaLibrary() {
    if (!System.getProperty("os.name", "").equals("Linux")) {
      return true;
    }
    try (Arena arena = Arena.ofConfined()) {
      SymbolLookup.libraryLookup("libasound.so.2", arena);
      return true;
    } catch (IllegalArgumentException missing) {
      return false;
    }
  }

  private Finding microphone() throws InterruptedException {
    String subject = "microphone";
    try {
      CardTrial.Outcome heard = cards.microphone(microphone);
      String what = heard.line().strip() + rates(heard.ratesHz());
      if (!heard.moved()) {
        return Finding.error(
            SOUND, subject, what + ", gives no samples", "plug it in again; arecord -d 3 /tmp/x.wav should last 3 s");
      }
      String level = String.format(Locale.ROOT, ", hears %.0f dBFS", heard.dbfs());
      if (heard.dbfs() <= SoundLevel.SILENCE_DBFS) {
        return Finding.warning(
            SOUND, subject, what + ", gives nothing but zeros", "alsamixer, F4: is it muted, and is it the right one?");
      }
      if (heard.dbfs() < MUTE_DBFS) {
        return Finding.warning(
            SOUND, subject, what + level + ": next to nothing", "alsamixer, F4: raise the capture level");
      }
      return heard.dbfs() > LOUD_DBFS
          ? Finding.warning(SOUND, subject, what + level + ": too loud", "alsamixer, F4: lower the capture level")
          : Finding.ok(SOUND, subject, what + level + " after " + heard.firstMillis() + " ms");
    } catch (SoundException e) {
      return Finding.error(SOUND, subject, sentence(e), mend(e));
    }
  }

  private Finding loudspeaker() throws InterruptedException {
    String subject = "loudspeaker";
    try {
      CardTrial.Outcome played = cards.loudspeaker(loudspeaker);
      String what = played.line().strip() + rates(played.ratesHz());
      return played.moved()
          ? Finding.ok(SOUND, subject, what + ", plays")
          : Finding.error(
              SOUND,
              subject,
              what + ", takes sound but does not play it",
              "plug it in again; speaker-test -t wav -l 1");
    } catch (SoundException e) {
      return Finding.error(SOUND, subject, sentence(e), mend(e));
    }
  }

  private static String rates(List<Integer> ratesHz) {
    return ratesHz.isEmpty()
        ? ""
        : ", opens at " + ratesHz.stream().map(String::valueOf).collect(Collectors.joining(", ")) + " Hz";
  }

  private static String sentence(SoundException e) {
    String whole = String.valueOf(e.getMessage());
    int mend = whole.indexOf(": ");
    return mend < 0 ? whole : whole.substring(0, mend);
  }

  /** What its sentence says behind the colon. */
  private static String mend(SoundException e) {
    String whole = String.valueOf(e.getMessage());
    int mend = whole.indexOf(": ");
    return mend < 0 ? "xiaozhi audio list shows the cards there are" : whole.substring(mend + 2);
  }
}
