package io.github.xiaozhisim.stress.cli;

import io.github.xiaozhisim.device.DeviceConfig;
import io.github.xiaozhisim.device.ListeningMode;
import io.github.xiaozhisim.device.board.BoardDefinition;
import io.github.xiaozhisim.device.board.BoardException;
import io.github.xiaozhisim.device.board.Boards;
import io.github.xiaozhisim.device.virtual.MemorySettings;
import io.github.xiaozhisim.hal.BoardInfo.EchoCancellation;
import io.github.xiaozhisim.hal.Identity;
import io.github.xiaozhisim.hal.Settings;
import io.github.xiaozhisim.pi.board.DeviceFolder;
import io.github.xiaozhisim.pi.board.ThisMachine;
import io.github.xiaozhisim.pi.sound.SoundSettings;
import io.github.xiaozhisim.stress.operate.OperatedDevice;
import io.github.xiaozhisim.stress.server.ServerBehaviour;
import io.github.xiaozhisim.transport.SystemClock;
import io.github.xiaozhisim.transport.TlsSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Turns {@link DeviceOptions} into a device that lives: checks them, finds out who it is, switches it on. */
final class DeviceSetup {

  /** A person waits: a server that comes late is asked again soon. */
  private static final int BOOT_RETRY_MILLIS = 2_000;

  /** The framing whose packets carry time stamps. // firmware: BinaryProtocol2 */
  private static final int TIME_STAMPS = 2;

  private static final String PASSING_MAC = "02:00:00:00:00:01";
  private static final String PASSING_CLIENT = "5d1f6d3c-8a41-4f0e-9c55-2b7e3f1a9d04";

  private final DeviceOptions options;
  private final Map<String, String> environment;
  private final DialectSetup spelling;

  DeviceSetup(DeviceOptions options, Map<String, String> environment) throws CliFailure {
    this.options = options;
    this.environment = environment;
    this.spelling = new DialectSetup(options.spelling, environment, builtIn());
  }

  /** Whether the device talks to a server of this program's. */
  boolean builtIn() {
    return options.access.namesNone();
  }

  /** Whether something was said that only a device with a sound card of this machine can do. */
  boolean wantsSoundCard() {
    return options.microphone != null || options.loudspeaker != null || options.handsFree;
  }

  /**
   * Switches the device on.
   *
   * @param real on this machine's sound card and pins; else on a virtual board
   * @param builtIn how the built-in server behaves
   */
  OperatedDevice open(boolean real, ServerOptions builtIn) throws CliFailure {
    check();
    ServerBehaviour behaviour = behaviour(builtIn);
    BoardDefinition kind = board(real);
    boolean passing = !real && builtIn() && options.state == null; // nobody will know it again
    DeviceFolder folder = passing ? null : folder(real);
    Settings settings = folder == null ? new MemorySettings() : folder.settings();
    try {
      tellServer(settings);
    } catch (UncheckedIOException e) {
      throw CliFailure.usage(String.valueOf(e.getMessage()));
    }
    OperatedDevice.Wish wish =
        new OperatedDevice.Wish(
            kind,
            identity(folder, real),
            settings,
            folder,
            config(),
            !builtIn(),
            behaviour,
            options.access.tls());
    try {
      return real
          ? OperatedDevice.real(
              wish,
              sound(options.microphone),
              sound(options.loudspeaker),
              !options.noPins,
              options.handsFree)
          : OperatedDevice.virtual(wish);
    } catch (IOException e) {
      throw CliFailure.usage(String.valueOf(e.getMessage()));
    }
  }

  /**
   * What a device of this machine would be and do, while it is switched off.
   *
   * @param token for the server named by hand
   */
  record Plan(BoardDefinition kind, DeviceConfig config, @Nullable String token, TlsSettings tls) {}

  /** The same checks as before switching on, and nothing is opened. */
  Plan plan() throws CliFailure {
    check();
    return new Plan(board(true), config(), options.access.token(), options.access.tls());
  }

  /** Who this machine's device is towards servers; until it is closed, no other program is. */
  record Claimed(Identity identity, @Nullable DeviceFolder toRelease) implements AutoCloseable {
    @Override
    public void close() {
      if (toRelease != null) {
        toRelease.release();
      }
    }
  }

  /**
   * Is this machine's device for a while; makes it known to the folder when it is new.
   *
   * @throws CliFailure with a sentence, when the folder cannot be used, or another program is the device
   */
  Claimed claimThisMachine() throws CliFailure {
    DeviceFolder folder = unclaimed(true);
    boolean only = claim(folder); // what this program has anyway, it keeps
    return new Claimed(identity(folder, true), only ? folder : null);
  }

  private ServerBehaviour behaviour(ServerOptions builtIn) throws CliFailure {
    try {
      return spelling.instruct(builtIn.behaviour(1));
    } catch (IllegalArgumentException e) {
      throw CliFailure.usage(String.valueOf(e.getMessage()));
    }
  }

  private SoundSettings sound(@Nullable String card) throws CliFailure {
    try {
      return SoundSettings.of(card)
          .withBufferMillis((int) Math.min(Integer.MAX_VALUE, options.soundBufferNanos / 1_000_000));
    } catch (IllegalArgumentException e) {
      throw CliFailure.usage("--sound-buffer: " + e.getMessage());
    }
  }

  private void check() throws CliFailure {
    options.access.check();
    int framing = framing();
    if (framing < 1 || framing > 3) {
      throw CliFailure.usage("--framing is 1, 2 or 3, not " + framing);
    }
    if (options.aec == EchoCancellation.SERVER && framing != TIME_STAMPS) {
      throw CliFailure.usage(
          "--aec server needs time stamps, which only --framing "
              + TIME_STAMPS
              + " carries; leave out --framing "
              + framing);
    }
    if (options.aec != EchoCancellation.OFF && options.mode == ListeningMode.MANUAL) {
      throw CliFailure.usage("--aec is for a device that listens while it speaks; in --mode manual it never does");
    }
    if (options.handsFree) {
      refuseManual("--hands-free");
    }
  }

  /** The framing that a server named by hand is talked to with. */
  int framing() {
    Integer given = options.framing;
    return given != null ? given : options.aec == EchoCancellation.SERVER ? TIME_STAMPS : 1;
  }

  /** For what begins to listen by itself: there is nobody who could let a key go. */
  void refuseManual(String option) throws CliFailure {
    if (options.mode == ListeningMode.MANUAL) {
      throw CliFailure.usage(
          option + " and --mode manual exclude each other: nobody would end what begins without a key");
    }
  }

  private BoardDefinition board(boolean real) throws CliFailure {
    try {
      return real
          ? ThisMachine.HERE.board(options.board)
          : Boards.find(options.board != null ? options.board : Boards.DEFAULT);
    } catch (BoardException e) {
      throw CliFailure.usage("--board: " + e.getMessage());
    }
  }

  /** What --state names, or the usual folder; a virtual device is somebody else than this machine. */
  private DeviceFolder folder(boolean real) throws CliFailure {
    DeviceFolder folder = unclaimed(real);
    claim(folder);
    return folder;
  }

  private DeviceFolder unclaimed(boolean real) throws CliFailure {
    Path usual = DeviceFolder.usual(environment);
    Path where = options.state != null ? options.state : real ? usual : usual.resolve("virtual");
    try {
      return DeviceFolder.at(where);
    } catch (UncheckedIOException e) {
      throw CliFailure.usage(String.valueOf(e.getMessage()));
    }
  }

  private static boolean claim(DeviceFolder folder) throws CliFailure {
    try {
      return folder.claim();
    } catch (UncheckedIOException e) {
      throw CliFailure.usage(String.valueOf(e.getMessage()));
    }
  }

  private Identity identity(@Nullable DeviceFolder folder, boolean real) throws CliFailure {
    try {
      return folder == null
          ? new Identity(options.mac == null ? PASSING_MAC : options.mac, PASSING_CLIENT, null)
          : folder.identity(options.mac, real ? ThisMachine.HERE : ThisMachine.NONE, SystemClock.INSTANCE);
    } catch (IllegalArgumentException e) {
      throw CliFailure.usage("--mac: " + e.getMessage());
    } catch (UncheckedIOException e) {
      throw CliFailure.usage(String.valueOf(e.getMessage()));
    }
  }

  /** A server given by hand is kept where the device keeps the one that OTA names. */
  private void tellServer(Settings settings) throws CliFailure {
    String given = options.access.token();
    URI server = options.access.server;
    if (server != null) {
      settings.putString("websocket", "url", server.toString());
      settings.putInt("websocket", "version", framing());
      if (given == null) {
        settings.remove("websocket", "token");
      } else {
        settings.putString("websocket", "token", given);
      }
    }
  }

  private DeviceConfig config() throws CliFailure {
    ListeningMode usual = options.aec == EchoCancellation.OFF ? ListeningMode.AUTO : ListeningMode.REALTIME;
    return DeviceConfig.defaults()
        .withDialect(spelling.dialect())
        .withFidelity(spelling.fidelity())
        .withOtaUrl(options.access.ota)
        .withDefaultMode(options.mode == null ? usual : options.mode)
        .withServerEchoCancellation(options.aec == EchoCancellation.SERVER)
        .withBootRetryMillis(BOOT_RETRY_MILLIS)
        .withKeepsAskingAtBoot(true)
        .withOrderlyClose(spelling.fidelity() == io.github.xiaozhisim.device.Fidelity.ROBUST)
        .withExtraHeaders(headers());
  }

  private Map<String, String> headers() throws CliFailure {
    Map<String, String> headers = new LinkedHashMap<>(options.access.headers());
    String given = options.access.token();
    if (given != null && options.access.server == null) { // the boot answer replaces the settings
      headers.putIfAbsent("Authorization", given.contains(" ") ? given : "Bearer " + given);
    }
    return headers;
  }
}
