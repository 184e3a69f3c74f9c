package io.github.xiaozhisim.stress.cli;

import io.github.xiaozhisim.device.virtual.Seeds;
import io.github.xiaozhisim.stress.arrivals.Schedule;
import io.github.xiaozhisim.stress.arrivals.ScheduleText;
import io.github.xiaozhisim.stress.arrivals.Spacing;
import io.github.xiaozhisim.stress.fleet.Cast;
import io.github.xiaozhisim.stress.fleet.OpenModel;
import io.github.xiaozhisim.stress.fleet.Persona;
import io.github.xiaozhisim.stress.fleet.Population;
import io.github.xiaozhisim.stress.fleet.PopulationText;
import io.github.xiaozhisim.stress.fleet.Wave;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Turns {@link PeopleOptions} into values: checks them and says in a sentence what cannot be. */
final class PeopleSetup {

  private final PeopleOptions options;
  private final TalkOptions talk;

  PeopleSetup(TalkOptions talk) {
    this.options = talk.people;
    this.talk = talk;
  }

  /** {@code usual}: the user whom all others are like where nothing else is said. */
  Population population(Persona usual) throws CliFailure {
    if (options.population == null) {
      if (!options.personas.isEmpty()) {
        throw CliFailure.usage("--persona says what users are like; say with --population how many there are of each");
      }
      return Population.talking(usual, talk.talking);
    }
    if (talk.talking != 1) {
      throw CliFailure.usage(
          "--talking and --population exclude each other; the silent ones are 'idle' in a population");
    }
    try {
      return PopulationText.parse(options.population, options.personas, usual);
    } catch (IllegalArgumentException e) {
      throw CliFailure.usage("--population: " + e.getMessage());
    }
  }

  /** When conversations come; null where users begin their next turn after the last. */
  @Nullable OpenModel open(Cast cast, int devices) throws CliFailure {
    String text = options.arrivals;
    if (text == null) {
      return null;
    }
    if (talk.turns != null) {
      throw CliFailure.usage("--turns is for devices whose users talk by themselves; with --arrivals say --duration");
    }
    if (cast.silent() == devices) {
      throw CliFailure.usage("--arrivals needs devices that talk, and all of them are silent");
    }
    if (options.mayWait < 0) {
      throw CliFailure.usage("--may-wait " + options.mayWait + " is fewer than nobody; 0 lets nobody wait");
    }
    try {
      Schedule schedule = ScheduleText.parse(text, new Seeds(talk.seed).number("arrivals", 0));
      Spacing spacing = text.strip().startsWith("poisson") ? Spacing.POISSON : Spacing.REGULAR;
      return new OpenModel(schedule, spacing, options.mayWait);
    } catch (IllegalArgumentException e) {
      throw CliFailure.usage("--arrivals: " + e.getMessage());
    }
  }

  List<Wave> waves(Cast cast, long durationNanos) throws CliFailure {
    if (cast.silent() == 0 && !talk.waves.isEmpty()) {
      throw CliFailure.usage("--wave is for silent devices, and all devices talk; add --talking 0%, or a larger share");
    }
    if (cast.silent() > 0 && durationNanos == 0) {
      throw CliFailure.usage("silent devices stay until the run is over; say with --duration how long that is");
    }
    List<Wave> all = new ArrayList<>(talk.waves);
    all.addAll(options.storms);
    all.addAll(options.powerCuts);
    for (Wave wave : all) {
      if (durationNanos > 0 && wave.atNanos() >= durationNanos) {
        String option =
            switch (wave.kind()) {
              case SPEAK -> "--wave";
              case CUT -> "--storm";
              case POWER -> "--power-cut";
            };
        throw CliFailure.usage(
            option
                + " at "
                + wave.atNanos() / 1_000_000_000
                + " s comes after the end of the run; make --duration longer than that");
      }
    }
    return all;
  }
}
