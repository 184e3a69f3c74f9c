package io.github.xiaozhisim.pi.sound;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The lines of the sound cards of a machine: {@link JavaSound}, or what a test makes up. May block; any thread. */
interface Lines {

  /** The cards that are there now. */
  List<SoundCard> cards();

  /**
   * Opens a microphone.
   *
   * @param card number or part of the name; null for the system's choice
   * @param rateHz wanted; the line may have another
   * @throws SoundException when there is none, or another program has it
   */
  CaptureLine openCapture(@Nullable String card, int rateHz, int bufferMillis) throws SoundException;

  /** Opens a loudspeaker; as {@link #openCapture}. */
  PlaybackLine openPlayback(@Nullable String card, int rateHz, int bufferMillis) throws SoundException;
}
