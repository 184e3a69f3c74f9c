package io.github.xiaozhisim.transport;

import io.github.xiaozhisim.hal.Clock;
import io.github.xiaozhisim.hal.Scheduler;
import io.github.xiaozhisim.hal.Timer;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A Netty event loop as the thread that devices live on. There is one per loop; all its timers share a {@link
 * TickWheel}, which keeps at most one task in Netty's own queue however many timers are armed.
 *
 * <p>{@link #execute} may be called from any thread, everything else on the loop.
 */
public final class EventLoopScheduler implements Scheduler {

  private static final Logger log = LoggerFactory.getLogger(EventLoopScheduler.class);
  private static final ConcurrentMap<EventLoop, EventLoopScheduler> KNOWN = new ConcurrentHashMap<>();

  private final EventLoop loop;
  private final Clock clock;
  private final TickWheel wheel;
  private final Runnable turn = this::turn;
  private final FrameScratch scratch = new FrameScratch();
  private final WriteBatch batch = new WriteBatch();
  private final ReadBatch arrivals = new ReadBatch(this);

  private @Nullable Future<?> wake;
  private long wakeNanos;

  private volatile LongConsumer lag = nanos -> {};
  private volatile Consumer<Throwable> errors =
      thrown -> log.error("A task on {} failed", Thread.currentThread().getName(), thrown);

  private EventLoopScheduler(EventLoop loop, Clock clock) {
    this.loop = loop;
    this.clock = clock;
    this.wheel = new TickWheel(clock.nowNanos(), this::wakeAt, this::report);
  }

  /** The scheduler of this loop; always the same one. */
  public static EventLoopScheduler of(EventLoop loop) {
    EventLoopScheduler known = KNOWN.get(loop);
    return known != null ? known : KNOWN.computeIfAbsent(loop, EventLoopScheduler::create);
  }

  private static EventLoopScheduler create(EventLoop loop) {
    loop.terminationFuture().addListener(ended -> KNOWN.remove(loop));
    return new EventLoopScheduler(loop, SystemClock.INSTANCE);
  }

  @Override
  public Clock clock() {
    return clock;
  }

  @Override
  public void execute(Runnable task) {
    loop.execute(() -> run(task));
  }

  @Override
  public Timer timer(Runnable action) {
    return wheel.timer(action);
  }

  @Override
  public boolean inScheduler() {
    return loop.inEventLoop();
  }

  /** The loop behind this scheduler. */
  public EventLoop eventLoop() {
    return loop;
  }

  /**
   * Hears, on the loop, by how many nanoseconds each wake-up for timers came late: the loop's lag. It is called up to a
   * thousand times a second and must be quick. Any thread.
   */
  public void onLag(LongConsumer listener) {
    lag = listener;
  }

  /** Hears, on the loop, what a task, a timer or a listener threw; without one it is logged. Any thread. */
  public void onError(Consumer<Throwable> listener) {
    errors = listener;
  }

  /** Timers armed now. On the loop. */
  public int armedTimers() {
    return wheel.armedCount();
  }

  /** What leaves at the end of this tick. */
  WriteBatch batch() {
    return batch;
  }

  /** What was received and waits to be worked on. */
  ReadBatch arrivals() {
    return arrivals;
  }

  FrameScratch scratch() {
    return scratch;
  }

  /** Passes on what somebody's callback threw. */
  void report(Throwable thrown) {
    try {
      errors.accept(thrown);
    } catch (RuntimeException broken) {
      log.error("The error listener failed on", thrown);
      log.error("with", broken);
    }
  }

  private void run(Runnable task) {
    try {
      task.run();
    } catch (Throwable thrown) {
      report(thrown);
    }
  }

  private void wakeAt(long nanos) {
    Future<?> before = wake;
    if (before != null) {
      before.cancel(false);
    }
    wakeNanos = nanos;
    long delay = nanos - clock.nowNanos();
    if (delay <= 0) {
      wake = null;
      loop.execute(turn);
    } else {
      wake = loop.schedule(turn, delay, TimeUnit.NANOSECONDS);
    }
  }

  private void turn() {
    wake = null;
    long now = clock.nowNanos();
    if (now - wakeNanos >= 0) {
      lag.accept(now - wakeNanos);
    }
    batch.open();
    try {
      wheel.advance(now);
    } finally {
      batch.close();
    }
  }
}
