package io.github.xiaozhisim.transport;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Real time in tests: always a condition and a deadline. */
final class Waiting {

  private Waiting() {}

  static void until(BooleanSupplier done) {
    await()
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(2))
        .atMost(Duration.ofSeconds(10))
        .until(done::getAsBoolean);
  }

  /** Runs on the loop and gives back what came out. */
  static <T> T on(EventLoopScheduler scheduler, Supplier<T> action) {
    CompletableFuture<T> result = new CompletableFuture<>();
    scheduler.execute(
        () -> {
          try {
            result.complete(action.get());
          } catch (Throwable thrown) {
            result.completeExceptionally(thrown);
          }
        });
    return result.orTimeout(10, TimeUnit.SECONDS).join();
  }
}
