package io.github.xiaozhisim.pi.board;

import io.github.xiaozhisim.device.virtual.VirtualMicrophone.SpeechListener;
import io.github.xiaozhisim.hal.Clock;
import io.github.xiaozhisim.hal.audio.AudioInput;
import io.github.xiaozhisim.hal.audio.AudioOutput;
import io.github.xiaozhisim.hal.audio.PcmInput;
import io.github.xiaozhisim.hal.audio.PcmOutput;
import io.github.xiaozhisim.pi.session.SoundTap;
import io.github.xiaozhisim.pi.session.TurnWatch;
import io.github.xiaozhisim.pi.sound.SoundCounters;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** A person at a real microphone and loudspeaker, and what is said by hand beside. On the device's thread. */
final class CardVoice implements Voice {

  /** Somebody begins or stops to speak. */
  interface Talking {
    void onVoiceChanged(boolean voice, long sinceNanos);
  }

  /** What a room and two sound cards need to fall silent. */
  private static final long ECHO_NANOS = 500_000_000L;

  /** The cards behind it. */
  interface Cards {

    SoundCounters microphone();

    SoundCounters loudspeaker();

    /** Gives them back, and all else that a session holds of its machine. */
    void close();
  }

  private final MixedInput microphone;
  private final HeardOutput speaker;
  private final Cards cards;
  private TurnWatch watch = TurnWatch.NONE;
  private Talking talking = (voice, sinceNanos) -> {};
  private @Nullable String deaf;
  private @Nullable String mute;
  private long voicedFromNanos;
  private long voicedUntilNanos;
  private boolean remembered;

  /**
   * @param beginnings takes who is to be told when what was handed to the silent loudspeaker begins to sound
   */
  CardVoice(PcmInput input, PcmOutput output, Clock clock, Consumer<LongConsumer> beginnings, Cards cards) {
    this.microphone =
        new MixedInput(
            input,
            clock,
            new VoiceGate.Listener() {
              @Override
              public void onVoiceChanged(boolean voice, long sinceNanos) {
                voicedFromNanos = voice ? sinceNanos : voicedFromNanos;
                talking.onVoiceChanged(voice, sinceNanos);
              }

              @Override
              public void onVoice(long fromNanos, long untilNanos) {
                voicedUntilNanos = untilNanos;
                watch.onVoice(fromNanos, untilNanos);
              }
            });
    this.speaker = new HeardOutput(output, clock, beginnings);
    this.cards = cards;
  }

  /** Who is told when somebody speaks. */
  void talking(Talking someone) {
    talking = someone;
  }

  /** Nothing has sounded for so long that what is in the microphone is the room and not the loudspeaker. */
  boolean quietSpeaker() {
    return speaker.silentForNanos() > ECHO_NANOS;
  }

  /** What has been heard since then is heard by the device, too, when it begins to listen. */
  void remember(long sinceNanos) {
    microphone.remember(sinceNanos);
    remembered = true;
  }

  @Override
  public void onListening() {
    if (remembered) {
      remembered = false;
      watch.onVoice(voicedFromNanos, voicedUntilNanos);
    }
  }

  @Override
  public boolean remembering() {
    return microphone.remembering();
  }

  /** Hears the room also while the device does not listen. */
  void alwaysOpen(boolean on) {
    microphone.alwaysOpen(on);
  }

  @Override
  public AudioInput input() {
    return microphone;
  }

  @Override
  public AudioOutput output() {
    return speaker;
  }

  @Override
  public void heardBy(TurnWatch someone) {
    watch = someone;
    speaker.heardBy(someone);
  }

  /** Opening a card takes some tenths of a second, in which a first word would be lost. */
  @Override
  public void prepare(boolean soon) {
    microphone.prepare(soon);
    speaker.prepare(soon);
  }

  @Override
  public void tap(@Nullable SoundTap to) {
    microphone.tap(to);
    speaker.tap(to);
  }

  @Override
  public void onFirstSound(LongConsumer told) {
    speaker.onFirstSound(told);
  }

  /** The microphone's card is missing, for this reason, or there again. */
  void deaf(@Nullable String why) {
    deaf = why;
  }

  @Override
  public @Nullable String deaf() {
    return deaf;
  }

  /** The same of the loudspeaker's. */
  void mute(@Nullable String why) {
    mute = why;
  }

  @Override
  public @Nullable String mute() {
    return mute;
  }

  @Override
  public void say(Speech speech, SpeechListener listener) {
    microphone.say(speech, listener);
  }

  @Override
  public void hush() {
    microphone.hush();
  }

  @Override
  public double microphoneDbfs() {
    return microphone.dbfs();
  }

  @Override
  public double speakerDbfs() {
    return speaker.dbfs();
  }

  @Override
  public SoundCounters microphoneCounters() {
    return cards.microphone();
  }

  @Override
  public SoundCounters loudspeakerCounters() {
    return cards.loudspeaker();
  }

  @Override
  public int volumePercent() {
    return speaker.volumePercent();
  }

  @Override
  public void switchOff() {
    microphone.alwaysOpen(false);
  }

  @Override
  public void close() {
    cards.close();
  }
}
