package io.github.xiaozhisim.pi.board;

import io.github.xiaozhisim.device.Device;
import io.github.xiaozhisim.device.ReplaceableObserver;
import io.github.xiaozhisim.device.trace.ChromeTrace;
import io.github.xiaozhisim.hal.Scheduler;
import io.github.xiaozhisim.pi.session.PrivateFile;
import io.github.xiaozhisim.pi.session.SessionException;
import java.io.IOException;
import java.io.Writer;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Traces of one device, one after the other, while it lives. The device's thread only notes what happens; the file is
 * made when a trace begins and filled when it ends, by the thread that asks for it.
 */
final class Tracing {

  private static final Logger LOG = LoggerFactory.getLogger(Tracing.class);

  /** Some 20 minutes of talking, and little enough for a small heap. */
  private static final int MOST_EVENTS = 100_000;

  private static final long PATIENCE_SECONDS = 5;

  private final String name;
  private final Scheduler scheduler;
  private final ReplaceableObserver observer;
  private final AtomicReference<@Nullable Begun> running = new AtomicReference<>();

  private record Begun(Path file, Writer out, ChromeTrace trace) {}

  /** @param observer is told all that happens to the device */
  Tracing(String name, Scheduler scheduler, ReplaceableObserver observer) {
    this.name = name;
    this.scheduler = scheduler;
    this.observer = observer;
  }

  /**
   * Begins a trace in place of an earlier one, which is written.
   *
   * @param file a file that is not there yet; null only ends the earlier one
   * @return how many events of the earlier one found no room
   * @throws SessionException with a sentence, when a file cannot be made or written
   */
  long trace(Device device, @Nullable Path file) throws SessionException {
    Begun begun = file == null ? null : begin(file);
    Begun before = running.getAndSet(begun);
    if (begun == null && before == null) {
      throw new SessionException("nothing is traced; 'trace FILE.json' begins it");
    }
    try {
      onDevice(() -> change(device, before, begun));
    } catch (SessionException e) {
      running.compareAndSet(begun, before); // the device has not noticed
      discard(begun);
      throw e;
    }
    if (before == null) {
      return 0;
    }
    try (Writer out = before.out()) {
      ChromeTrace.write(List.of(before.trace()), out);
    } catch (IOException e) {
      throw new SessionException("the trace in " + before.file() + " is not whole: " + e.getMessage());
    }
    return before.trace().missing();
  }

  private void change(Device device, @Nullable Begun before, @Nullable Begun begun) {
    if (running.get() == begun) { // else it was given up
      long nowNanos = scheduler.clock().nowNanos();
      if (before != null) {
        before.trace().finish(nowNanos);
      }
      if (begun != null) {
        begun.trace().of(device, nowNanos);
      }
      observer.replace(begun == null ? null : begun.trace());
    }
  }

  private static void discard(@Nullable Begun begun) {
    if (begun == null) {
      return;
    }
    try {
      begun.out().close();
      Files.delete(begun.file());
    } catch (IOException e) {
      LOG.debug("an empty trace stays behind: {}", begun.file(), e);
    }
  }

  /** Whether there is something to end. */
  boolean running() {
    return running.get() != null;
  }

  private Begun begin(Path file) throws SessionException {
    try {
      Writer out = Channels.newWriter(PrivateFile.create(file), StandardCharsets.UTF_8);
      return new Begun(file, out, new ChromeTrace(1, name, MOST_EVENTS, scheduler.clock().nowNanos()));
    } catch (IOException e) {
      throw new SessionException(file + " cannot be written (" + e.getMessage() + "); name another file");
    }
  }

  private void onDevice(Runnable what) throws SessionException {
    if (scheduler.inScheduler()) {
      what.run();
      return;
    }
    CountDownLatch done = new CountDownLatch(1);
    scheduler.execute(
        () -> {
          what.run();
          done.countDown();
        });
    try {
      if (!done.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        throw new SessionException("the device's thread has not answered within " + PATIENCE_SECONDS + " s");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SessionException("interrupted");
    }
  }
}
