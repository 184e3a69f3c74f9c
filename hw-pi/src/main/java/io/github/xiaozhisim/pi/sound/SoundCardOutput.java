package io.github.xiaozhisim.pi.sound;

import io.github.xiaozhisim.hal.Scheduler;
import io.github.xiaozhisim.hal.audio.PcmOutput;
import java.util.function.LongConsumer;

/**
 * A loudspeaker on a sound card of this machine. It takes {@value PlaybackFeed#AHEAD_MILLIS} ms of sound ahead; the
 * card itself is kept only a little ahead of what is heard ({@link SoundSettings#bufferMillis}), and that is what
 * still sounds after a {@link #flush}.
 *
 * <p>While there is no card, sound is played to nobody, in time, so that the device lives; the listener is told, and
 * the card is looked for once a second. The card is open while the output is {@link #enabled} and until what was
 * handed over has been heard.
 *
 * <p><b>Thread.</b> The scheduler's, but for {@link #level}, {@link #latencyNanos} and {@link #counters}.
 */
public final class SoundCardOutput implements PcmOutput, AutoCloseable {

  private final int rateHz;
  private final PlaybackFeed feed;
  private final PlaybackPump pump;
  private final Beat beat;
  private final CardWorker worker;
  private final CardCounts counts = new CardCounts();
  private final SoundLevel level;

  /**
   * A loudspeaker that is off at first; the card is not touched before it is used.
   *
   * @param rateHz of the samples that are handed over; converted where the card has no such rate
   * @param listener told on the scheduler when the card goes and comes
   */
  public static SoundCardOutput open(
      Scheduler scheduler, int rateHz, SoundCards cards, SoundSettings settings, SoundCardListener listener) {
    CardWorker worker = new DoorThread("loudspeaker-door");
    return new SoundCardOutput(
        scheduler, rateHz, cards.lines(), settings, listener, worker, new CardThread("loudspeaker", scheduler.clock()));
  }

  SoundCardOutput(
      Scheduler scheduler,
      int rateHz,
      Lines lines,
      SoundSettings settings,
      SoundCardListener listener,
      CardWorker worker,
      Beat beat) {
    this.rateHz = rateHz;
    this.worker = worker;
    this.beat = beat;
    this.feed = new PlaybackFeed(scheduler, rateHz);
    this.level = new SoundLevel(rateHz);
    LineKeeper<PlaybackLine> keeper =
        new LineKeeper<>(
            () -> lines.openPlayback(settings.card(), rateHz, settings.bufferMillis()),
            worker,
            new ToldOnScheduler("loudspeaker", scheduler, listener),
            counts);
    this.pump = new PlaybackPump(rateHz, feed, keeper, scheduler.clock(), counts, level);
    beat.start(pump);
  }

  @Override
  public int rateHz() {
    return rateHz;
  }

  @Override
  public void listener(Listener to) {
    feed.listener(to);
  }

  /**
   * Who is told, on the scheduler, when what was handed over to a silent loudspeaker begins to be heard: the moment, by
   * the card's own count of what it has played. Before {@code onDrained} of that sound, and not at all where it is
   * thrown away before. What lies behind the card, a sound server's sink or a loudspeaker by radio, does not show in
   * it.
   */
  public void beginnings(LongConsumer told) {
    feed.beginnings(told);
  }

  @Override
  public boolean hasRoom() {
    return feed.hasRoom();
  }

  @Override
  public boolean drained() {
    return feed.drained();
  }

  @Override
  public void play(short[] samples, int length) {
    if (!feed.hasRoom()) {
      throw new IllegalStateException("play called without room");
    }
    feed.add(samples, length);
    beat.wake();
  }

  @Override
  public void flush() {
    feed.flush();
    beat.wake();
  }

  @Override
  public void volume(int percent) {
    pump.volume(percent);
  }

  @Override
  public boolean hasSwitch() {
    return true;
  }

  @Override
  public void enabled(boolean on) {
    pump.on(on);
    beat.wake();
  }

  /** How loud it is now, in dBFS; any thread. */
  public double level() {
    return level.dbfs();
  }

  /** After how long a block that is handed over now will begin to sound; any thread. */
  public long latencyNanos() {
    return feed.unheardNanos();
  }

  /** What went wrong so far; any thread. */
  public SoundCounters counters() {
    return counts.now();
  }

  /** Gives the card back, for good; waits a second at most. */
  @Override
  public void close() {
    pump.on(false);
    feed.flush();
    beat.stop(pump::end);
    worker.close();
  }
}
