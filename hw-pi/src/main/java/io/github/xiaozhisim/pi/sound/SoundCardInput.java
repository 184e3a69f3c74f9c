package io.github.xiaozhisim.pi.sound;

import io.github.xiaozhisim.hal.Scheduler;
import io.github.xiaozhisim.hal.audio.PcmInput;

/**
 * A microphone on a sound card of this machine: {@value #RATE_HZ} Hz, mono, whatever the card has. Blocks are 10 to
 * 20 ms long and never older than 200 ms.
 *
 * <p>While there is no card it delivers silence, in time; the listener is told, and the card is looked for once a
 * second. The card is open while the input is {@link #enabled} or started.
 *
 * <p><b>Thread.</b> The scheduler's, but for {@link #level}, {@link #muted} and {@link #counters}.
 */
public final class SoundCardInput implements PcmInput, AutoCloseable {

  /** What devices send, so that nothing has to be converted twice. */
  public static final int RATE_HZ = 16_000;

  private final CaptureFeed feed;
  private final CapturePump pump;
  private final Beat beat;
  private final CardWorker worker;
  private final CardCounts counts = new CardCounts();
  private final SoundLevel level = new SoundLevel(RATE_HZ);

  /**
   * A microphone that is off at first; the card is not touched before it is used.
   *
   * @param listener told on the scheduler when the card goes and comes
   */
  public static SoundCardInput open(
      Scheduler scheduler, SoundCards cards, SoundSettings settings, SoundCardListener listener) {
    CardWorker worker = new DoorThread("microphone-door");
    return new SoundCardInput(
        scheduler, cards.lines(), settings, listener, worker, new CardThread("microphone", scheduler.clock()));
  }

  SoundCardInput(
      Scheduler scheduler,
      Lines lines,
      SoundSettings settings,
      SoundCardListener listener,
      CardWorker worker,
      Beat beat) {
    this.worker = worker;
    this.beat = beat;
    this.feed = new CaptureFeed(scheduler, RATE_HZ, counts);
    LineKeeper<CaptureLine> keeper =
        new LineKeeper<>(
            () -> lines.openCapture(settings.card(), RATE_HZ, settings.bufferMillis()),
            worker,
            new ToldOnScheduler("microphone", scheduler, listener),
            counts);
    this.pump = new CapturePump(RATE_HZ, feed, keeper, scheduler.clock(), counts, level);
    beat.start(pump);
  }

  @Override
  public int rateHz() {
    return RATE_HZ;
  }

  @Override
  public int channels() {
    return 1;
  }

  @Override
  public void start(Sink to) {
    feed.start(to);
    beat.wake();
  }

  @Override
  public void stop() {
    feed.stop();
    beat.wake();
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

  /** Hands on silence instead of what is heard, while {@code deaf}; the level still shows what is heard. Any thread. */
  public void muted(boolean deaf) {
    pump.muted(deaf);
  }

  /** How loud it is now, in dBFS; any thread. */
  public double level() {
    return level.dbfs();
  }

  /** What went wrong so far; any thread. */
  public SoundCounters counters() {
    return counts.now();
  }

  /** Gives the card back, for good; waits a second at most. */
  @Override
  public void close() {
    feed.stop();
    pump.on(false);
    beat.stop(pump::end);
    worker.close();
  }
}
