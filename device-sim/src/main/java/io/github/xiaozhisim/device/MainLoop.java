package io.github.xiaozhisim.device;

import io.github.xiaozhisim.hal.Scheduler;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * The firmware's main loop on a scheduler: event bits that coalesce, and a queue of closures, handled in passes. One
 * pass reads the bits raised so far, handles them in the order of {@link DeviceEvent}, then runs the closures if some
 * were queued before it began; what is raised or queued meanwhile waits for the next pass. So what an event of a pass
 * queues comes behind the change of state that the same event makes: the user sees that it is connecting before the
 * loop stands still for it. // firmware: that closures wait is a bit as well, MAIN_EVENT_SCHEDULE
 *
 * <p>The firmware's loop blocks while it opens a channel or runs a slow tool. Here the closure that would block calls
 * {@link #block} and returns; no pass runs until {@link #resume}, so that events collapse and messages queue up just as
 * they do on the chip. After that, the rest of the interrupted pass goes on first.
 */
final class MainLoop {

  /** What an event means. */
  interface Handler {

    void handle(DeviceEvent event);
  }

  private final Scheduler scheduler;
  private final Handler handler;
  private int bits;
  private int passBits;
  private boolean scheduled;
  private boolean passClosures;
  private @Nullable ArrayDeque<Runnable> closures;
  /** How many of the first closures belong to the present pass. */
  private int batch;
  private boolean passQueued;
  private boolean running;
  private boolean blocked;
  private boolean stopped;

  MainLoop(Scheduler scheduler, Handler handler) {
    this.scheduler = scheduler;
    this.handler = handler;
  }

  /** Raises an event; it is handled in a later pass. */
  void raise(DeviceEvent event) {
    bits |= event.bit();
    wake();
  }

  /**
   * Raises an event and handles it at once, unless a pass is running or the loop is blocked. For callers that are the
   * last thing their scheduler task does (a packet is ready, a message has arrived): what arrived is then handled
   * before the next arrival is looked at, so that order on the wire is order in the device.
   */
  void raiseNow(DeviceEvent event) {
    bits |= event.bit();
    runNow();
  }

  /** As {@link #raiseNow}, for a closure. */
  void scheduleNow(Runnable closure) {
    enqueue(closure);
    runNow();
  }

  /** Queues a closure for a later pass. // firmware: Schedule */
  void schedule(Runnable closure) {
    enqueue(closure);
    wake();
  }

  private void enqueue(Runnable closure) {
    ArrayDeque<Runnable> queue = closures;
    if (queue == null) {
      queue = new ArrayDeque<>(2);
      closures = queue;
    }
    queue.add(closure);
    scheduled = true;
  }

  private void runNow() {
    while (!running && !blocked && !stopped && hasWork()) {
      pass();
    }
  }

  /** Called by what would block the firmware's loop, a closure or an event; {@link #resume} must follow. */
  void block() {
    blocked = true;
  }

  boolean blocked() {
    return blocked;
  }

  /** The blocking call has ended: {@code rest} is what the closure does after it. */
  void resume(Runnable rest) {
    if (stopped) {
      return;
    }
    blocked = false;
    running = true;
    try {
      rest.run();
      runPass();
    } finally {
      running = false;
    }
    runNow();
  }

  void stop() {
    stopped = true;
    bits = 0;
    passBits = 0;
    scheduled = false;
    closures = null;
    batch = 0;
  }

  /** Nothing happens any more: the device is off. */
  boolean stopped() {
    return stopped;
  }

  private boolean hasWork() {
    return bits != 0 || scheduled;
  }

  private void wake() {
    if (!passQueued && !running && !blocked && !stopped) {
      passQueued = true;
      scheduler.execute(this::queuedPass);
    }
  }

  private void queuedPass() {
    passQueued = false;
    runNow();
  }

  private void pass() {
    running = true;
    try {
      passBits = bits;
      bits = 0;
      passClosures = scheduled;
      scheduled = false;
      runPass();
    } finally {
      running = false;
    }
  }

  /** What is left of the present pass. */
  private void runPass() {
    while (passBits != 0 && !blocked && !stopped) {
      int bit = Integer.lowestOneBit(passBits);
      passBits &= ~bit;
      handler.handle(DeviceEvent.IN_ORDER[Integer.numberOfTrailingZeros(bit)]);
    }
    if (blocked || stopped) {
      return;
    }
    // firmware: the whole queue is taken; closures added while these run wait for the next pass
    if (passClosures) {
      passClosures = false;
      batch = closures == null ? 0 : closures.size();
    }
    runBatch();
  }

  private void runBatch() {
    while (batch > 0 && !blocked && !stopped) {
      batch--;
      ArrayDeque<Runnable> queue = closures;
      Runnable next = queue == null ? null : queue.poll();
      if (next != null) {
        next.run();
      }
    }
  }
}
