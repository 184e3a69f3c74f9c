package io.github.xiaozhisim.stress.cli;

import io.github.xiaozhisim.pi.sound.SoundSettings;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which sound card, and how: the options that all of {@code audio} share. */
final class AudioOptions {

  @Option(
      names = "--microphone",
      paramLabel = "CARD",
      description = "Its number or part of its name, as 'xiaozhi audio list' has it (default: the system's choice).")
  @Nullable String microphone;

  @Option(names = "--loudspeaker", paramLabel = "CARD", description = "The same for the loudspeaker.")
  @Nullable String loudspeaker;

  @Option(
      names = "--buffer",
      paramLabel = "MS",
      defaultValue = "" + SoundSettings.USUAL_MILLIS,
      description = {
        "How much sound the card holds, 20 to 1000 (default: ${DEFAULT-VALUE}). Less is interrupted sooner, more "
            + "survives",
        "  longer pauses of a busy machine."
      })
  int bufferMillis;
}
