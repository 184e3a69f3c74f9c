package io.github.xiaozhisim.stress.cli;

import io.github.xiaozhisim.device.ListeningMode;
import io.github.xiaozhisim.hal.BoardInfo.EchoCancellation;
import io.github.xiaozhisim.pi.sound.SoundSettings;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** One device that a person operates: options shared by the commands that have one. See {@link DeviceSetup}. */
final class DeviceOptions {

  @Mixin AccessOptions access = new AccessOptions();

  @Option(
      names = "--framing",
      paramLabel = "N",
      description = "Binary framing 1, 2 or 3; with --ota the answer decides (default: 1; 2 with --aec server).")
  @Nullable Integer framing;

  @Option(
      names = "--board",
      paramLabel = "BOARD",
      completionCandidates = BoardNames.class,
      description = "What the device is: a name that 'xiaozhi boards' lists, NAME@NETWORK, or a file.")
  @Nullable String board;

  @Option(
      names = "--mode",
      paramLabel = "MODE",
      description = "auto, manual or realtime (default: auto; realtime with --aec server or device).")
  @Nullable ListeningMode mode;

  @Option(
      names = "--aec",
      paramLabel = "WHO",
      defaultValue = "off",
      description = {
        "Who takes the loudspeaker's sound out of the microphone's, so that the device listens while it speaks: server",
        "  (it is sent time stamps), device (the sound card really does it), or off: one speaks at a time",
        "  (default: ${DEFAULT-VALUE})."
      })
  EchoCancellation aec = EchoCancellation.OFF;

  @Option(
      names = "--microphone",
      paramLabel = "CARD",
      description = "Its number or part of its name, as 'xiaozhi audio list' has it (default: the system's choice).")
  @Nullable String microphone;

  @Option(names = "--loudspeaker", paramLabel = "CARD", description = "The same for the loudspeaker.")
  @Nullable String loudspeaker;

  @Option(
      names = "--sound-buffer",
      paramLabel = "TIME",
      defaultValue = SoundSettings.USUAL_MILLIS + "ms",
      converter = TypedDurations.Nanos.class,
      description = {
        "What is asked of the cards as their buffer, 20ms to 1s: less answers sooner, more survives a machine that is "
            + "busy",
        "  with something else (default: ${DEFAULT-VALUE})."
      })
  long soundBufferNanos = SoundSettings.USUAL_MILLIS * 1_000_000L;

  @Option(names = "--no-pins", description = "Leave the board's keys and lights alone.")
  boolean noPins;

  @Option(
      names = "--hands-free",
      description = "A conversation begins when somebody speaks, without any key; not with --mode manual.")
  boolean handsFree;

  @Option(
      names = "--state",
      paramLabel = "DIR",
      description = {
        "Where the device keeps what survives a restart: who it is, volume, the server's answer (default:",
        "  $STATE_DIRECTORY, $XDG_STATE_HOME/xiaozhi or ~/.local/state/xiaozhi)."
      })
  @Nullable Path state;

  @Option(
      names = "--mac",
      paramLabel = "MAC",
      description =
          "The device's address, such as 02:00:00:12:34:56 (default: the one that the machine's network card had at the"
              + " first start).")
  @Nullable String mac;

  @Mixin DialectOptions spelling = new DialectOptions();
}
