package io.github.xiaozhisim.pi.board;

import io.github.xiaozhisim.device.virtual.VirtualSpeaker;
import io.github.xiaozhisim.device.virtual.VirtualSpeaker.SpeakerListener;
import io.github.xiaozhisim.hal.Clock;
import io.github.xiaozhisim.hal.audio.PcmOutput;
import io.github.xiaozhisim.pi.session.Snapshot;
import io.github.xiaozhisim.pi.session.SoundTap;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A loudspeaker that tells what a listener hears: the first sound of an answer, holes in it, what was cut off, how loud. The
 * times are those at which the sound leaves the card. On the scheduler's thread, {@link #dbfs} and {@link #volumePercent} on
 * any; nothing is allocated per block.
 */
final class HeardOutput implements PcmOutput {

  private final PcmOutput card;
  private final Clock clock;
  private final LongSupplier latencyNanos;
  private SpeakerListener heardBy = new SpeakerListener() {};
  private @Nullable SoundTap tap;
  private LongConsumer firstSound = nanos -> {};
  private boolean wanted;
  private boolean soon;
  private boolean everHeard;
  private boolean heardAnything;
  private long soundEndNanos;
  private volatile double dbfs = Snapshot.SILENCE;
  private volatile int volumePercent = 100;

  /** @param latencyNanos how long a block handed to a silent card takes until it begins to sound */
  HeardOutput(PcmOutput card, Clock clock, LongSupplier latencyNanos) {
    this.card = card;
    this.clock = clock;
    this.latencyNanos = latencyNanos;
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
            heardBy.onSilent(soundEndNanos);
            to.onDrained();
          }
        });
  }

  @Override
  public void play(short[] samples, int length) {
    boolean silent = card.drained();
    long startNanos = silent ? clock.nowNanos() + latencyNanos.getAsLong() : soundEndNanos;
    card.play(samples, length);
    everHeard = true;
    if (!heardAnything) {
      heardAnything = true;
      heardBy.onFirstSound(startNanos);
      firstSound.accept(startNanos);
    } else if (startNanos - soundEndNanos >= VirtualSpeaker.AUDIBLE_GAP_NANOS) {
      heardBy.onGap(soundEndNanos, startNanos);
    }
    soundEndNanos = startNanos + length * 1_000_000_000L / rateHz();
    dbfs = Level.dbfs(samples, 0, length, 1);
    SoundTap recording = tap;
    if (recording != null) {
      recording.speaker(samples, length, rateHz(), startNanos);
    }
  }

  @Override
  public void flush() {
    long lostNanos = card.drained() ? 0 : soundEndNanos - clock.nowNanos();
    card.flush();
    heardAnything = false;
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
