package io.github.xiaozhisim.pi.board;

import io.github.xiaozhisim.device.virtual.VirtualSpeaker;
import io.github.xiaozhisim.device.virtual.VirtualSpeaker.SpeakerListener;
import io.github.xiaozhisim.hal.Clock;
import io.github.xiaozhisim.hal.audio.PcmOutput;
import io.github.xiaozhisim.pi.session.Snapshot;
import io.github.xiaozhisim.pi.session.SoundTap;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A loudspeaker that tells what a listener hears: the first sound of an answer, holes in it, what was cut off, how
 * loud. When a sound begins is what the card says; the rest follows from how long it is. On the scheduler's thread,
 * {@link #dbfs} and {@link #volumePercent} on any; nothing is allocated per block.
 */
final class HeardOutput implements PcmOutput {

  private final PcmOutput card;
  private final Clock clock;
  private SpeakerListener heardBy = new SpeakerListener() {};
  private @Nullable SoundTap tap;
  private LongConsumer firstSound = nanos -> {};
  private boolean wanted;
  private boolean soon;
  private boolean everHeard;
  private boolean heardAnything;
  /** Handed over to a silent card, which has not said yet that it sounds. */
  private boolean beginning;
  private long expectedNanos;
  /** What the card took for it the last time. */
  private long usuallyNanos;
  /** Of the sound before the one that begins. */
  private long lastEndNanos;
  private long soundEndNanos;
  private volatile double dbfs = Snapshot.SILENCE;
  private volatile int volumePercent = 100;

  /** @param beginnings takes who is to be told when what was handed to the silent card begins to sound */
  HeardOutput(PcmOutput card, Clock clock, Consumer<LongConsumer> beginnings) {
    this.card = card;
    this.clock = clock;
    beginnings.accept(this::begins);
  }

  void heardBy(SpeakerListener someone) {
    heardBy = someone;
  }

  void tap(@Nullable SoundTap to) {
    tap = to;
  }

  double dbfs() {
    return dbfs;
  }

  /** How long ago the last sound ended; negative while something sounds, very long before the first. */
  long silentForNanos() {
    return everHeard ? clock.nowNanos() - soundEndNanos : Long.MAX_VALUE;
  }

  int volumePercent() {
    return volumePercent;
  }

  @Override
  public int rateHz() {
    return card.rateHz();
  }

  @Override
  public boolean hasRoom() {
    return card.hasRoom();
  }

  @Override
  public boolean drained() {
    return card.drained();
  }

  @Override
  public void listener(Listener to) {
    card.listener(
        new Listener() {
          @Override
          public void onRoom() {
            to.onRoom();
          }

          @Override
          public void onDrained() {
            dbfs = Snapshot.SILENCE;
            beginning = false;
            heardBy.onSilent(soundEndNanos);
            to.onDrained();
          }
        });
  }

  @Override
  public void play(short[] samples, int length) {
    if (card.drained()) {
      beginning = true;
      lastEndNanos = soundEndNanos;
      expectedNanos = clock.nowNanos() + usuallyNanos;
      soundEndNanos = expectedNanos;
    }
    long startNanos = soundEndNanos;
    soundEndNanos = startNanos + length * 1_000_000_000L / rateHz();
    everHeard = true;
    card.play(samples, length);
    dbfs = Level.dbfs(samples, 0, length, 1);
    SoundTap recording = tap;
    if (recording != null) {
      recording.speaker(samples, length, rateHz(), startNanos);
    }
  }

  private void begins(long nanos) {
    if (!beginning) {
      return;
    }
    beginning = false;
    soundEndNanos += nanos - expectedNanos;
    usuallyNanos = Math.max(0, usuallyNanos + nanos - expectedNanos);
    if (!heardAnything) {
      heardAnything = true;
      heardBy.onFirstSound(nanos);
      firstSound.accept(nanos);
    } else if (nanos - lastEndNanos >= VirtualSpeaker.AUDIBLE_GAP_NANOS) {
      heardBy.onGap(lastEndNanos, nanos);
    }
  }

  @Override
  public void flush() {
    long lostNanos = card.drained() ? 0 : soundEndNanos - clock.nowNanos();
    card.flush();
    SoundTap recording = tap;
    if (recording != null) {
      recording.speakerFlushed(clock.nowNanos());
    }
    heardAnything = false;
    beginning = false;
    soundEndNanos = Math.min(soundEndNanos, clock.nowNanos());
    dbfs = Snapshot.SILENCE;
    if (lostNanos > 0) {
      heardBy.onCut(lostNanos / 1_000);
    }
  }

  @Override
  public void volume(int percent) {
    volumePercent = percent;
    card.volume(percent);
  }

  @Override
  public boolean hasSwitch() {
    return card.hasSwitch();
  }

  @Override
  public boolean duplex() {
    return card.duplex();
  }

  @Override
  public void enabled(boolean on) {
    wanted = on;
    soon &= !on;
    card.enabled(wanted || soon);
  }

  /** Switches the card on before the device does, or no longer. */
  void prepare(boolean on) {
    soon = on;
    card.enabled(wanted || soon);
  }

  void onFirstSound(LongConsumer told) {
    firstSound = told;
  }
}
