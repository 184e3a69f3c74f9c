package io.github.xiaozhisim.device.virtual;

import io.github.xiaozhisim.hal.Scheduler;
import io.github.xiaozhisim.hal.Timer;
import io.github.xiaozhisim.hal.audio.OpusOutput;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A loudspeaker with a codec chip that "decodes": it plays packets for as long as each lasts and so knows exactly what
 * a listener would hear: the first sound of an answer, holes in it, and what was cut off. With an {@link Ear} it also
 * hands every packet to somebody who really listens.
 *
 * <p>As on the chip there is no buffering ahead: the first packet sounds at once, and when the next is not there in
 * time the listener hears a hole. It holds three packets: the one that sounds and two decoded ones. // firmware:
 * playback queue of 2
 */
public final class VirtualSpeaker implements OpusOutput {

  private static final int CAPACITY = 3;

  /**
   * A hole shorter than this is not called audible. Below it lies the punctuality of any sender and of the machine's
   * own timers; each such hole adds to the cushion against the next.
   */
  public static final long AUDIBLE_GAP_NANOS = 5_000_000;

  /** Hears what a listener would hear; on the device's thread. */
  public interface SpeakerListener {

    /** The first sound since the speaker was last told to forget. */
    default void onFirstSound(long nanos) {}

    /** Silence between two packets of one answer, long enough to be heard. */
    default void onGap(long fromNanos, long untilNanos) {}

    /** Sound that had been handed over was thrown away. */
    default void onCut(long lostMicros) {}

    /** The last packet so far has been heard to its end. */
    default void onSilent(long nanos) {}
  }

  /** Somebody who really listens. */
  public interface Ear {

    /** {@code packet} begins to sound at {@code startNanos}. */
    void hear(byte[] packet, long startNanos);

    /** Nothing sounds any more: a hole, or the end. */
    default void quiet() {}

    /** What follows belongs to another answer. */
    void forget();
  }

  private static final SpeakerListener UNHEARD = new SpeakerListener() {};

  private final Scheduler scheduler;
  private final @Nullable Ear ear;
  /** From the first sound until the speaker is told to forget: most are silent most of the time. */
  private @Nullable Timer timer;
  private int @Nullable [] durationsMicros;
  private byte @Nullable [] @Nullable [] packets;
  private int head;
  private int size;
  private long soundEndNanos;
  private boolean heardAnything;
  private SpeakerListener heardBy = UNHEARD;
  private @Nullable Listener listener;
  private int volumePercent = 100;
  private @Nullable Consumer<Boolean> amplifier;

  public VirtualSpeaker(Scheduler scheduler, @Nullable Ear ear) {
    this.scheduler = scheduler;
    this.ear = ear;
  }

  public VirtualSpeaker(Scheduler scheduler) {
    this(scheduler, null);
  }

  /** Who hears what a listener would hear. */
  public void heardBy(SpeakerListener someone) {
    heardBy = someone;
  }

  /** Gives it an amplifier that can be switched, and tells when it is. */
  public void withAmplifier(Consumer<Boolean> switched) {
    amplifier = switched;
  }

  @Override
  public boolean hasSwitch() {
    return amplifier != null;
  }

  @Override
  public void enabled(boolean on) {
    Consumer<Boolean> now = amplifier;
    if (now != null) {
      now.accept(on);
    }
  }

  @Override
  public boolean wantsBytes() {
    return ear != null;
  }

  @Override
  public boolean hasRoom() {
    return size < CAPACITY;
  }

  @Override
  public boolean drained() {
    return size == 0;
  }

  @Override
  public void listener(Listener to) {
    listener = to;
  }

  @Override
  public void volume(int percent) {
    volumePercent = percent;
  }

  public int volumePercent() {
    return volumePercent;
  }

  @Override
  public void play(byte @Nullable [] packet, int durationMicros) {
    if (size == CAPACITY) {
      throw new IllegalStateException("play called without room");
    }
    int tail = (head + size) % CAPACITY;
    int[] durations = durationsMicros;
    if (durations == null) {
      durations = new int[CAPACITY];
      durationsMicros = durations;
    }
    durations[tail] = durationMicros;
    if (packet != null) {
      byte @Nullable [] @Nullable [] ring = packets;
      if (ring == null) {
        ring = new byte[CAPACITY][];
        packets = ring;
      }
      ring[tail] = packet;
    }
    size++;
    if (size == 1) {
      long now = scheduler.clock().nowNanos();
      if (!heardAnything) {
        heardAnything = true;
        heardBy.onFirstSound(now);
      } else if (now - soundEndNanos >= AUDIBLE_GAP_NANOS) {
        heardBy.onGap(soundEndNanos, now);
      }
      sound(now);
    }
  }

  private void sound(long startNanos) {
    soundEndNanos = startNanos + durationMicros(head) * 1_000L;
    if (ear != null) {
      byte @Nullable [] @Nullable [] ring = packets;
      byte[] packet = ring == null ? null : ring[head];
      if (packet != null) {
        ear.hear(packet, startNanos);
      }
    }
    Timer end = timer;
    if (end == null) {
      end = scheduler.timer(this::packetHeard);
      timer = end;
    }
    end.arm(soundEndNanos);
  }

  private int durationMicros(int slot) {
    int[] durations = durationsMicros;
    return durations == null ? 0 : durations[slot];
  }

  /** The next sound may be long in coming. */
  private void fallSilent() {
    Timer end = timer;
    if (end != null) {
      end.cancel();
      timer = null;
    }
    durationsMicros = null;
    packets = null;
    size = 0;
    head = 0;
  }

  private void packetHeard() {
    head = (head + 1) % CAPACITY;
    size--;
    if (size > 0) {
      sound(soundEndNanos); // without a hole, however late this timer was
    }
    Listener to = listener;
    if (to != null) {
      to.onRoom();
    }
    if (size == 0) {
      if (ear != null) {
        ear.quiet();
      }
      heardBy.onSilent(soundEndNanos);
      if (to != null) {
        to.onDrained();
      }
    }
  }

  @Override
  public void flush() {
    long lostMicros = 0;
    if (size > 0) {
      lostMicros = (soundEndNanos - scheduler.clock().nowNanos()) / 1_000;
      for (int i = 1; i < size; i++) {
        lostMicros += durationMicros((head + i) % CAPACITY);
      }
    }
    fallSilent();
    heardAnything = false;
    if (ear != null) {
      ear.forget();
    }
    if (lostMicros > 0) {
      heardBy.onCut(lostMicros);
    }
  }
}
