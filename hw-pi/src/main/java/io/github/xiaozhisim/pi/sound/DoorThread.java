package io.github.xiaozhisim.pi.sound;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/**
 * A thread that opens and closes lines, one after the other: both may hang in a broken card, which then costs this
 * thread and nothing else.
 */
final class DoorThread implements CardWorker {

  private static final long PATIENCE_MILLIS = 500;

  private final ExecutorService thread;

  DoorThread(String name) {
    thread = Executors.newSingleThreadExecutor(Thread.ofPlatform().name(name).daemon().factory());
  }

  @Override
  public void execute(Runnable task) {
    try {
      thread.execute(task);
    } catch (RejectedExecutionException _) {
      task.run(); // closed meanwhile: what is left to do is to close a line
    }
  }

  @Override
  public void close() {
    thread.shutdown();
    try {
      if (!thread.awaitTermination(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)) {
        thread.shutdownNow();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
