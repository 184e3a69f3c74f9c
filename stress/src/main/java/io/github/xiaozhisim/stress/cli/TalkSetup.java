package io.github.xiaozhisim.stress.cli;

import io.github.xiaozhisim.device.board.BoardException;
import io.github.xiaozhisim.device.board.Boards;
import io.github.xiaozhisim.device.speech.Clip;
import io.github.xiaozhisim.device.speech.Corpus;
import io.github.xiaozhisim.device.speech.SpeechFile;
import io.github.xiaozhisim.device.speech.SpeechFormatException;
import io.github.xiaozhisim.device.virtual.Seeds;
import io.github.xiaozhisim.device.virtual.VirtualCamera;
import io.github.xiaozhisim.stress.fleet.BoardMix;
import io.github.xiaozhisim.stress.fleet.Cast;
import io.github.xiaozhisim.stress.fleet.Equipment;
import io.github.xiaozhisim.stress.fleet.Extent;
import io.github.xiaozhisim.stress.fleet.Persona;
import io.github.xiaozhisim.stress.fleet.Population;
import io.github.xiaozhisim.stress.fleet.RampUp;
import io.github.xiaozhisim.stress.fleet.Scenario;
import io.github.xiaozhisim.stress.fleet.Timeouts;
import io.github.xiaozhisim.stress.fleet.Words;
import io.github.xiaozhisim.stress.server.ServerBehaviour;
import io.github.xiaozhisim.stress.server.ServerBehaviour.Wire;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Turns {@link TalkOptions} into values: checks them and says in a sentence what cannot be. */
final class TalkSetup {

  static final int USUAL_DEVICES = 100;

  private final TalkOptions options;
  private final DialectSetup spelling;
  private final boolean builtInServer;

  /** For a server of this program's. */
  TalkSetup(TalkOptions options) throws CliFailure {
    this(options, Map.of(), true);
  }

  TalkSetup(TalkOptions options, Map<String, String> environment, boolean builtInServer) throws CliFailure {
    this.options = options;
    this.spelling = new DialectSetup(options.spelling, environment, builtInServer);
    this.builtInServer = builtInServer;
  }

  DialectSetup spelling() {
    return spelling;
  }

  void checkNumbers() throws CliFailure {
    if (options.turns != null && options.turns < 1) {
      throw CliFailure.usage("--turns " + options.turns + " is too few; leave it out for no limit");
    }
    if (options.framing < 1 || options.framing > 3) {
      throw CliFailure.usage("--framing " + options.framing + " does not exist; there are 1, 2 and 3");
    }
    if (options.framing != 1 && spelling.toyai()) {
      throw CliFailure.usage("--framing " + options.framing + " does not exist in the toyai dialect; leave it out");
    }
    if (options.wire == Wire.MQTT && spelling.toyai()) {
      throw CliFailure.usage("--wire mqtt does not exist in the toyai dialect; leave it out");
    }
    if (options.wire == Wire.MQTT && !builtInServer) {
      throw CliFailure.usage(
          "--wire mqtt is for the built-in server; a server of your own says in its OTA answer what it wants");
    }
    if (options.text != null && options.text.isBlank()) {
      throw CliFailure.usage("--text is empty; give it what the user says, or leave it out to speak");
    }
  }

  int devices(int usual) throws CliFailure {
    int devices = options.devices == null ? usual : options.devices;
    if (devices < 1) {
      throw CliFailure.usage("--devices " + devices + " is too few; a fleet needs at least one");
    }
    return devices;
  }

  Scenario scenario(
      Scenario.Target target,
      int devices,
      long durationNanos,
      List<Clip> utterances,
      @Nullable String token,
      Map<String, String> headers)
      throws CliFailure {
    Persona chatting =
        Persona.chatting(utterances, options.think)
            .withMode(options.mode)
            .withWords(options.text == null ? new Words.Spoken(utterances) : new Words.Typed(List.of(options.text)));
    PeopleSetup people = new PeopleSetup(options);
    Population population = people.population(chatting);
    Cast cast = population.cast(devices);
    return Scenario.of(target, devices, population)
        .withExtent(new Extent(durationNanos, options.turns == null ? 0 : options.turns, options.graceNanos))
        .withRampUp(rampUp(devices, target instanceof Scenario.Target.Ota ? 2 : 1))
        .withOpen(people.open(cast, devices))
        .withWaves(people.waves(cast, durationNanos))
        .withEquipment(equipment(devices, token, headers))
        .withTimeouts(
            new Timeouts(
                options.connectTimeoutNanos,
                spelling.patience(options.helloTimeoutNanos),
                options.sttTimeoutNanos,
                options.answerTimeoutNanos,
                options.ttsTimeoutNanos))
        .withSeeds(new Seeds(options.seed));
  }

  private Equipment equipment(int devices, @Nullable String token, Map<String, String> headers) throws CliFailure {
    return new Equipment(
        boards(devices),
        spelling.fidelity(),
        spelling.dialect(),
        spelling.endsSpeechInAuto(),
        options.framing,
        token,
        headers,
        Corpus.builtIn().silence(),
        options.ears);
  }

  private RampUp rampUp(int devices, int connects) throws CliFailure {
    double rate = options.connectRate == null ? 0 : options.connectRate;
    if (options.connectRate != null && !(rate > 0)) {
      throw CliFailure.usage(
          "--connect-rate is a number of connections a second, such as 500; leave it out for no limit");
    }
    if (options.rampNanos != null) {
      return new RampUp(devices, options.rampNanos, rate);
    }
    return rate > 0 ? RampUp.paced(devices, rate, connects) : RampUp.usual(devices);
  }

  private BoardMix boards(int devices) throws CliFailure {
    try {
      if (options.board != null && options.boards != null) {
        throw CliFailure.usage("--board and --boards exclude each other; a mix is given to --boards");
      }
      if (options.board != null) {
        return withPicture(BoardMix.of(Boards.find(options.board)));
      }
      return withPicture(options.boards == null ? BoardMix.usual() : BoardMix.parse(options.boards, devices));
    } catch (BoardException e) {
      throw CliFailure.usage(String.valueOf(e.getMessage()));
    }
  }

  private BoardMix withPicture(BoardMix boards) throws CliFailure {
    if (options.picture == null) {
      return boards;
    }
    try {
      byte[] jpeg = Files.readAllBytes(options.picture);
      if (!VirtualCamera.isJpeg(jpeg)) {
        throw CliFailure.usage("--picture " + options.picture + " is no JPEG; cameras see JPEGs only");
      }
      return boards.seeing(jpeg);
    } catch (IOException e) {
      throw CliFailure.usage("--picture " + options.picture + " cannot be read");
    } catch (IllegalStateException e) {
      throw CliFailure.usage(String.valueOf(e.getMessage()));
    }
  }

  List<Clip> utterances() throws CliFailure {
    if (options.speech.isEmpty()) {
      return Corpus.builtIn().utterances();
    }
    List<Clip> clips = new ArrayList<>();
    for (Path file : options.speech) {
      try {
        clips.add(SpeechFile.load(file));
      } catch (SpeechFormatException e) {
        throw CliFailure.usage(String.valueOf(e.getMessage()));
      }
    }
    return clips;
  }

  ServerBehaviour behaviour(ServerOptions builtIn) throws CliFailure {
    try {
      ServerBehaviour behaviour = spelling.instruct(builtIn.behaviour(options.seed));
      return behaviour.withOta(behaviour.ota().withFraming(options.framing).withWire(options.wire));
    } catch (IllegalArgumentException e) {
      throw CliFailure.usage(String.valueOf(e.getMessage()));
    }
  }

  Path reportFolder(long wallMillis) {
    if (options.report != null) {
      return options.report;
    }
    String stamp =
        DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT)
            .format(Instant.ofEpochMilli(wallMillis).atZone(ZoneId.systemDefault()));
    try {
      Files.createDirectories(options.reports);
    } catch (IOException e) {
      return options.reports.resolve(stamp); // who writes the report says why nothing can be made there
    }
    Path folder = options.reports.resolve(stamp);
    for (int i = 2; !takes(folder); i++) {
      folder = options.reports.resolve(stamp + "-" + i);
    }
    return folder;
  }

  /** Whether this is nobody else's, such as a run's that began in the same second. */
  private static boolean takes(Path folder) {
    try {
      Files.createDirectory(folder);
      return true;
    } catch (FileAlreadyExistsException e) {
      return false;
    } catch (IOException e) {
      return true; // the same
    }
  }
}
