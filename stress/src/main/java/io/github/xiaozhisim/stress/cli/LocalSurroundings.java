package io.github.xiaozhisim.stress.cli;

import io.github.xiaozhisim.pi.doctor.Diagnosis;
import io.github.xiaozhisim.pi.doctor.Errand;
import io.github.xiaozhisim.pi.doctor.Finding;
import io.github.xiaozhisim.pi.session.SessionException;
import io.github.xiaozhisim.pi.shell.Surroundings;
import io.github.xiaozhisim.pi.sound.SoundCard;
import io.github.xiaozhisim.pi.sound.SoundCards;
import io.github.xiaozhisim.pi.sound.SoundException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** What a shell on this machine can look up besides its device. */
final class LocalSurroundings implements Surroundings {

  private final DeviceOptions options;
  private final boolean real;
  private final Map<String, String> environment;

  /** @param real whether the shell's own device lives on this machine's cards and pins */
  LocalSurroundings(DeviceOptions options, boolean real, Map<String, String> environment) {
    this.options = options;
    this.real = real;
    this.environment = environment;
  }

  /** The sound cards of this machine; those that the device uses are marked. */
  @Override
  public List<Item> devices() {
    SoundCards cards = SoundCards.ofThisMachine();
    List<SoundCard> used = new ArrayList<>();
    if (real) {
      microphone(cards).ifPresent(used::add);
      loudspeaker(cards).ifPresent(used::add);
    }
    return cards.list().stream().map(card -> item(card, used.contains(card))).toList();
  }

  private Optional<SoundCard> microphone(SoundCards cards) {
    try {
      return Optional.of(cards.microphone(options.microphone));
    } catch (SoundException e) {
      return Optional.empty(); // the device said so when it was switched on
    }
  }

  private Optional<SoundCard> loudspeaker(SoundCards cards) {
    try {
      return Optional.of(cards.loudspeaker(options.loudspeaker));
    } catch (SoundException e) {
      return Optional.empty();
    }
  }

  private static Item item(SoundCard card, boolean used) {
    String ways = card.captures() && card.plays() ? "hears and plays" : card.captures() ? "hears" : "plays";
    return new Item(card.number() + "  " + card.name(), ways + ", " + card.description(), used);
  }

  @Override
  public List<String> boards(String name) throws SessionException {
    return BoardText.inWords(name);
  }

  @Override
  public void doctor(Consumer<Finding> each) throws SessionException, InterruptedException {
    DoctorSetup.Manner manner = new DoctorSetup.Manner(Errand.USUAL_WORDS, false, real);
    try (DoctorSetup setup = new DoctorSetup(options, manner, environment)) {
      Diagnosis.make(setup.wallMillis(), setup.examinations(), each);
    } catch (CliFailure e) {
      throw new SessionException(String.valueOf(e.getMessage()));
    }
  }
}
