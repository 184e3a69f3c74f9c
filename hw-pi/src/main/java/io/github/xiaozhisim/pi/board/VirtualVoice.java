package io.github.xiaozhisim.pi.board;

import io.github.xiaozhisim.device.speech.Clip;
import io.github.xiaozhisim.device.speech.Clips;
import io.github.xiaozhisim.device.speech.Corpus;
import io.github.xiaozhisim.device.speech.SpeechFile;
import io.github.xiaozhisim.device.virtual.VirtualMicrophone;
import io.github.xiaozhisim.device.virtual.VirtualMicrophone.SpeechListener;
import io.github.xiaozhisim.device.virtual.VirtualSpeaker;
import io.github.xiaozhisim.hal.Clock;
import io.github.xiaozhisim.hal.Scheduler;
import io.github.xiaozhisim.hal.audio.AudioInput;
import io.github.xiaozhisim.hal.audio.AudioOutput;
import io.github.xiaozhisim.pi.session.Snapshot;
import io.github.xiaozhisim.pi.session.SoundTap;
import io.github.xiaozhisim.pi.session.TurnWatch;
import org.jspecify.annotations.Nullable;

/**
 * A person at a virtual board: the microphone hears a silent room and what it is made to hear, packet by packet as it
 * was encoded, so that an emulated server knows the sentences; the loudspeaker plays in time, and an ear tells how
 * loud.
 */
final class VirtualVoice implements Voice {

  private final Clock clock;
  private final int packetMillis;
  private final VirtualMicrophone microphone;
  private final VirtualSpeaker speaker;
  private final LevelEar ear = new LevelEar();
  private volatile @Nullable Saying saying;
  private @Nullable SoundTap tap;

  /** What is being said since when. */
  private record Saying(Speech speech, long startNanos) {}

  /** @param packetMillis length of the packets that the board's codec makes */
  VirtualVoice(Scheduler scheduler, int packetMillis) {
    Clip silence = Corpus.builtIn().silence();
    this.clock = scheduler.clock();
    this.packetMillis = packetMillis;
    this.microphone = new VirtualMicrophone(scheduler, ofBoard(silence));
    this.speaker = new VirtualSpeaker(scheduler, ear);
  }

  private Clip ofBoard(Clip clip) {
    return clip.frameMillis() == packetMillis ? clip : Clips.byChip(clip, packetMillis);
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
  public void heardBy(TurnWatch watch) {
    speaker.heardBy(watch);
  }

  @Override
  public void say(Speech speech, SpeechListener listener) {
    microphone.say(
        ofBoard(speech.clip()),
        new SpeechListener() {
          @Override
          public void onSpeechStarted(long nanos) {
            saying = new Saying(speech, nanos);
            SoundTap recording = tap;
            if (recording != null) {
              short[] samples = speech.samples();
              recording.microphone(samples, samples.length, SpeechFile.RATE_HZ, nanos + samples.length * 62_500L);
            }
            listener.onSpeechStarted(nanos);
          }

          @Override
          public void onSpeechEnded(long lastVoicedNanos, long endNanos) {
            saying = null;
            listener.onSpeechEnded(lastVoicedNanos, endNanos);
          }
        });
  }

  @Override
  public void tap(@Nullable SoundTap to) {
    tap = to;
    ear.tap(to);
  }

  @Override
  public void hush() {
    saying = null;
    microphone.hush();
  }

  @Override
  public double microphoneDbfs() {
    Saying now = saying;
    if (now == null) {
      return Snapshot.SILENCE;
    }
    int perTenth = 1_600;
    short[] samples = now.speech().samples();
    long at = (clock.nowNanos() - now.startNanos()) * 16 / 1_000_000;
    int from = (int) Math.clamp(at - perTenth, 0, samples.length);
    return Level.dbfs(samples, from, Math.min(perTenth, samples.length - from), 1);
  }

  @Override
  public double speakerDbfs() {
    return ear.dbfs();
  }

  @Override
  public int volumePercent() {
    return speaker.volumePercent();
  }
}
