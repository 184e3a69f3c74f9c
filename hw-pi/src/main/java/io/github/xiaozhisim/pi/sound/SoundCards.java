package io.github.xiaozhisim.pi.sound;

import io.github.xiaozhisim.pi.sound.SoundCard.Direction;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which sound cards there are, and which of them somebody means. Any thread; listing asks the system and may take a
 * tenth of a second.
 */
public final class SoundCards {

  private final Lines lines;

  SoundCards(Lines lines) {
    this.lines = lines;
  }

  /** Those of this machine. */
  public static SoundCards ofThisMachine() {
    return new SoundCards(new JavaSound());
  }

  /**
   * All that capture or play. A card that was plugged in a moment ago is among them; one that was exchanged for another
   * may show up only after both were seen missing.
   */
  public List<SoundCard> list() {
    return lines.cards();
  }

  /**
   * A card with a microphone.
   *
   * @param wish its number or a part of its name, in either case; null for the system's choice
   * @throws SoundException when there is none, with those that there are
   */
  public SoundCard microphone(@Nullable String wish) throws SoundException {
    return choose(list(), wish, Direction.CAPTURE);
  }

  /** A card with a loudspeaker; as {@link #microphone}. */
  public SoundCard loudspeaker(@Nullable String wish) throws SoundException {
    return choose(list(), wish, Direction.PLAYBACK);
  }

  /**
   * Whether there are cards, and none of them offers anything: another program had them when this one first looked, and
   * Java keeps what it saw then. Only a new start of this program finds them. A screen that is not connected offers
   * nothing either, and no new start helps: neither that nor the system's choice counts as a card here.
   */
  public boolean hidden() {
    List<SoundCard> cards = list();
    return cards.stream().anyMatch(card -> !card.name().startsWith("default") && !isScreen(card))
        && cards.stream().noneMatch(card -> card.captures() || card.plays());
  }

  private static boolean isScreen(SoundCard card) {
    return (card.name() + card.description()).toLowerCase(Locale.ROOT).contains("hdmi");
  }

  Lines lines() {
    return lines;
  }

  /** The card that is meant by {@code wish}. */
  static SoundCard choose(List<SoundCard> cards, @Nullable String wish, Direction direction) throws SoundException {
    List<SoundCard> able = cards.stream().filter(card -> card.can(direction)).toList();
    List<SoundCard> taken = cards.stream().filter(card -> !card.captures() && !card.plays()).toList();
    if (able.isEmpty() && !taken.isEmpty()) {
      throw new SoundException(
          "the sound card "
              + names(taken)
              + " is there and offers nothing: most likely another"
              + " program had it when this one first looked ('fuser -v /dev/snd/*' shows which); end that one, then "
              + "start this"
              + " one again");
    }
    if (able.isEmpty()) {
      throw new SoundException("no sound card with a " + direction.part + " is there: connect one, and see that this"
          + " user may use it (sudo usermod -aG audio $USER, then log in again)");
    }
    if (wish == null || wish.isBlank()) {
      return able.getFirst();
    }
    String wanted = wish.strip().toLowerCase(Locale.ROOT);
    Optional<SoundCard> named =
        able.stream().filter(card -> card.name().toLowerCase(Locale.ROOT).equals(wanted)).findFirst()
            .or(() -> cards.stream().filter(card -> String.valueOf(card.number()).equals(wanted)).findFirst())
            .or(() -> able.stream().filter(card -> card.name().toLowerCase(Locale.ROOT).contains(wanted)).findFirst())
            .or(() -> able.stream().filter(card -> described(card, wanted)).findFirst());
    SoundCard card = named.orElseThrow(
        () -> new SoundException("no " + direction.part + " is called '" + wish + "'; there is " + names(able)));
    if (!card.can(direction)) {
      throw new SoundException("card " + card.number() + ", " + card.name() + ", has no " + direction.part
          + "; there is " + names(able));
    }
    return card;
  }

  private static boolean described(SoundCard card, String wanted) {
    return card.description().toLowerCase(Locale.ROOT).contains(wanted);
  }

  private static String names(List<SoundCard> cards) {
    return cards.stream().map(card -> card.number() + ", " + card.name()).collect(Collectors.joining("; "));
  }
}
