package io.github.xiaozhisim.pi.board;

import io.github.xiaozhisim.device.signal.Resampler;
import io.github.xiaozhisim.device.speech.SpeechFile;
import io.github.xiaozhisim.device.virtual.VirtualMicrophone.SpeechListener;
import io.github.xiaozhisim.hal.Clock;
import io.github.xiaozhisim.hal.audio.PcmInput;
import io.github.xiaozhisim.pi.session.Snapshot;
import io.github.xiaozhisim.pi.session.SoundTap;
import org.jspecify.annotations.Nullable;

/**
 * A microphone into which things can be said by hand: while something is said, the room is not heard. It can stay open
 * for somebody else while the device does not listen, and tells how loud it is and whether somebody speaks. Everything
 * on the scheduler's thread but {@link #dbfs}; nothing is allocated per block.
 */
final class MixedInput implements PcmInput, PcmInput.Sink {

  /** A remembered sound that was asked for longer ago belongs to nobody. */
  private static final long FORGOTTEN_NANOS = 10_000_000_000L;

  private final PcmInput card;
  private final Clock clock;
  private final VoiceGate gate;
  private @Nullable Sink device;
  private @Nullable SoundTap tap;
  private boolean alwaysOpen;
  private boolean open;
  private boolean wanted;
  private boolean soon;
  private short[] saying = new short[0];
  private int said;
  private @Nullable Speech speech;
  private @Nullable SpeechListener listener;
  private long speechStartNanos;
  private short[] mixed = new short[0];
  private @Nullable SoundMemory memory;
  private long rememberedSinceNanos;
  private boolean remembers;
  private volatile double dbfs = Snapshot.SILENCE;

  MixedInput(PcmInput card, Clock clock, VoiceGate.Listener voice) {
    this.card = card;
    this.clock = clock;
    this.gate = new VoiceGate(card.rateHz(), voice);
  }

  /** Level of the last block; any thread. */
  double dbfs() {
    return dbfs;
  }

  /** Also hears while the device does not. */
  void alwaysOpen(boolean on) {
    alwaysOpen = on;
    memory = on && card.channels() == 1 ? new SoundMemory(card.rateHz()) : null;
    openOrClose();
  }

  /**
   * What has been heard since then, two and a half seconds at most, comes first when the device begins to listen,
   * faster than it was said: the firmware does so with what was said before a wake word. Only while
   * {@link #alwaysOpen}.
   */
  void remember(long sinceNanos) {
    rememberedSinceNanos = sinceNanos;
    remembers = memory != null;
  }

  /** Whether what the device hears now has been said before. */
  boolean remembering() {
    SoundMemory kept = memory;
    return kept != null && kept.replays();
  }

  void tap(@Nullable SoundTap to) {
    tap = to;
  }

  void say(Speech what, SpeechListener heardBy) {
    short[] samples = what.samples();
    saying =
        card.rateHz() == SpeechFile.RATE_HZ
            ? samples
            : Resampler.resample(samples, SpeechFile.RATE_HZ, card.rateHz());
    said = 0;
    speech = what;
    listener = heardBy;
  }

  void hush() {
    speech = null;
    listener = null;
  }

  @Override
  public int rateHz() {
    return card.rateHz();
  }

  @Override
  public int channels() {
    return card.channels();
  }

  @Override
  public boolean hasSwitch() {
    return card.hasSwitch();
  }

  @Override
  public void enabled(boolean on) {
    wanted = on;
    soon &= !on;
    apply();
  }

  /** Switches the card on before the device does, or no longer. */
  void prepare(boolean on) {
    soon = on;
    apply();
  }

  private void apply() {
    card.enabled(wanted || soon || alwaysOpen);
  }

  @Override
  public void start(Sink to) {
    device = to;
    SoundMemory kept = memory;
    if (kept != null && remembers && clock.nowNanos() - rememberedSinceNanos < FORGOTTEN_NANOS) {
      kept.replayFrom(rememberedSinceNanos);
    }
    remembers = false;
    openOrClose();
  }

  @Override
  public void stop() {
    device = null;
    SoundMemory kept = memory;
    if (kept != null) {
      kept.stop();
    }
    hush();
    openOrClose();
  }

  private void openOrClose() {
    boolean needed = alwaysOpen || device != null;
    if (needed && !open) {
      open = true;
      apply();
      card.start(this);
    } else if (!needed && open) {
      open = false;
      card.stop();
      apply();
      dbfs = Snapshot.SILENCE;
      gate.silence(clock.nowNanos());
    }
  }

  @Override
  public void onSamples(short[] samples, int length, long capturedNanos) {
    short[] heard = samples;
    if (speech != null && device != null) {
      heard = mix(samples, length, capturedNanos);
    }
    dbfs = Level.dbfs(heard, 0, length, channels());
    gate.hear(heard, length, channels(), capturedNanos);
    SoundTap recording = tap;
    if (recording != null && channels() == 1) {
      recording.microphone(heard, length, rateHz(), capturedNanos);
    }
    SoundMemory kept = memory;
    if (kept != null) {
      kept.add(heard, length, capturedNanos);
    }
    Sink to = device;
    if (to != null && (kept == null || !kept.replay(to, clock.nowNanos()))) {
      to.onSamples(heard, length, capturedNanos);
    }
    endIfAllIsSaid();
  }

  private short[] mix(short[] samples, int length, long capturedNanos) {
    if (mixed.length < length) {
      mixed = new short[length];
    }
    System.arraycopy(samples, 0, mixed, 0, length);
    if (said == 0) {
      speechStartNanos = capturedNanos - nanos(length / channels());
      SpeechListener told = listener;
      if (told != null) {
        told.onSpeechStarted(speechStartNanos);
      }
    }
    for (int i = 0; i < length; i += channels()) {
      mixed[i] = said < saying.length ? saying[said++] : 0;
    }
    return mixed;
  }

  private void endIfAllIsSaid() {
    Speech over = speech;
    SpeechListener told = listener;
    if (over != null && said >= saying.length) {
      hush();
      if (told != null) {
        long voiced = speechStartNanos + Math.round(over.speechMillis() * 1e6);
        told.onSpeechEnded(voiced, speechStartNanos + nanos(saying.length));
      }
    }
  }

  private long nanos(int frames) {
    return frames * 1_000_000_000L / rateHz();
  }
}
