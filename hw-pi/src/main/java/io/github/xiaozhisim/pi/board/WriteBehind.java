package io.github.xiaozhisim.pi.board;

import io.github.xiaozhisim.device.virtual.FileSettings;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Writes settings while sound is played: storage may take its time (an SD card some 100 ms), and the device's thread
 * must not. The newest content is written, what lies between may be left out. Until {@link #begin} it writes at once,
 * so that a folder which cannot be written shows when the device is switched on. {@link #write} on the device's thread,
 * the rest on any.
 */
final class WriteBehind implements FileSettings.Store {

  private record Helped(Executor writer, Consumer<String> onProblem) {}

  private record Content(Path file, byte[] bytes) {}

  private final AtomicReference<@Nullable Content> waiting = new AtomicReference<>();
  private final AtomicBoolean due = new AtomicBoolean();
  private final Object writing = new Object();
  private volatile @Nullable Helped helped;

  /** The last attempt came to nothing. Guarded by {@link #writing}. */
  private boolean failing;

  /**
   * From now on {@code writer} writes.
   *
   * @param onProblem is told in a sentence, on a thread of {@code writer}'s, when something cannot be written; once,
   *     until it can be again
   */
  void begin(Executor writer, Consumer<String> onProblem) {
    helped = new Helped(writer, onProblem);
  }

  @Override
  public void write(Path file, byte[] content) {
    Helped to = helped;
    if (to == null) {
      FileSettings.replace(file, content);
      return;
    }
    waiting.set(new Content(file, content));
    if (due.compareAndSet(false, true)) {
      to.writer().execute(() -> writeWaiting(to));
    }
  }

  /** Writes what waits, if anything does; returns when it is in the file, or could not be written. */
  void flush() {
    Helped to = helped;
    if (to != null) {
      writeWaiting(to);
    }
  }

  private void writeWaiting(Helped to) {
    due.set(false);
    synchronized (writing) {
      Content newest = waiting.getAndSet(null);
      if (newest == null) {
        return;
      }
      try {
        FileSettings.replace(newest.file(), newest.bytes());
        failing = false;
      } catch (UncheckedIOException e) {
        waiting.compareAndSet(null, newest); // for the next time
        if (!failing) {
          failing = true;
          to.onProblem().accept(e.getMessage() + "; what changes is forgotten when the device is switched off");
        }
      }
    }
  }
}
