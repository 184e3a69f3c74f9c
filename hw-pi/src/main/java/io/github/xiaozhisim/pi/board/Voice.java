package io.github.xiaozhisim.pi.board;

import io.github.xiaozhisim.device.virtual.VirtualMicrophone.SpeechListener;
import io.github.xiaozhisim.device.virtual.VirtualSpeaker.SpeakerListener;
import io.github.xiaozhisim.hal.audio.AudioInput;
import io.github.xiaozhisim.hal.audio.AudioOutput;
import io.github.xiaozhisim.pi.session.SoundTap;
import io.github.xiaozhisim.pi.session.TurnWatch;
import io.github.xiaozhisim.pi.sound.SoundCounters;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A board's microphone and loudspeaker with a person at them: what is said into the one, by mouth or by hand, and what
 * is heard of the other. On the device's thread, except where it says otherwise.
 */
interface Voice {

  AudioInput input();

  AudioOutput output();

  /** Who hears of the voice in the microphone and of what sounds; set once, before the device starts. */
  void heardBy(TurnWatch watch);

  /** Says this from now on, while the microphone captures; replaces what is being said. */
  void say(Speech speech, SpeechListener listener);

  /** Stops saying; the listener hears no more of it. */
  void hush();

  /** The device is about to listen: what takes time to open is opened now; or it was, and will not. */
  default void prepare(boolean soon) {}

  /** The device has begun to listen: what was said before and is heard only now is told. */
  default void onListening() {}

  /** Both sides are told to this one, too; null for nobody. */
  void tap(@Nullable SoundTap to);

  /** Also told when something sounds after silence. */
  default void onFirstSound(LongConsumer told) {}

  /** Whether the device hears now what was said before it listened. */
  default boolean remembering() {
    return false;
  }

  /** Why nothing can be heard, in a sentence for people; null where there is a microphone that works. */
  default @Nullable String deaf() {
    return null;
  }

  /** Why nothing that is played can be heard, likewise. */
  default @Nullable String mute() {
    return null;
  }

  /** Level of the last tenth of a second in dBFS; any thread. */
  double microphoneDbfs();

  /** The same of what sounds. */
  double speakerDbfs();

  /** What went wrong on the way from a microphone's card, where there is one; any thread. */
  default SoundCounters microphoneCounters() {
    return SoundCounters.NONE;
  }

  /** The same on the way to a loudspeaker's. */
  default SoundCounters loudspeakerCounters() {
    return SoundCounters.NONE;
  }

  /** Loudness as it was last set, 0 to 100; any thread. */
  int volumePercent();

  /** The device is off for good. */
  default void switchOff() {}

  /** Gives back what was taken of the machine, after {@link #switchOff}; any thread, may take seconds. */
  default void close() {}
}
