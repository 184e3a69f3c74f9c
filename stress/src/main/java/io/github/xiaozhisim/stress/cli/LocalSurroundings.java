package io.github.xiaozhisim.stress.cli;

import io.github.xiaozhisim.pi.doctor.Diagnosis;
import io.github.xiaozhisim.pi.doctor.Errand;
import io.github.xiaozhisim.pi.doctor.Finding;
import io.github.xiaozhisim.pi.session.SessionException;
import io.github.xiaozhisim.pi.shell.Surroundings;
import io.github.xiaozhisim.pi.sound.SoundCard;
import io.github.xiaozhisim.pi.sound.SoundCards;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

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

  /** The sound cards, those first that were asked for. */
  @Override
  public List<Item> devices() {
    return SoundCards.ofThisMachine().list().stream().map(this::item).toList();
  }

  private Item item(SoundCard card) {
    String ways = card.captures() && card.plays() ? "hears and plays" : card.captures() ? "hears" : "plays";
    boolean chosen = isMeant(card, options.microphone) || isMeant(card, options.loudspeaker);
    return new Item(card.number() + "  " + card.name(), ways + ", " + card.description(), chosen);
  }

  private static boolean isMeant(SoundCard card, @Nullable String wish) {
    return wish != null && (wish.equals(String.valueOf(card.number())) || card.name().contains(wish));
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
