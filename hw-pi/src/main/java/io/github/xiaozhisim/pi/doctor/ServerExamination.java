package io.github.xiaozhisim.pi.doctor;

import static io.github.xiaozhisim.pi.doctor.Finding.Area.SERVER;

import io.github.xiaozhisim.hal.Scheduler;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Waits for a {@link ServerVisit}, which lives on a thread of its own. */
public final class ServerExamination implements Examination {

  private final Scheduler scheduler;
  private final Supplier<ServerVisit> visit;

  /**
   * @param scheduler the visit's; not the caller's thread
   * @param visit makes it, on that thread
   */
  public ServerExamination(Scheduler scheduler, Supplier<ServerVisit> visit) {
    this.scheduler = scheduler;
    this.visit = visit;
  }

  @Override
  public Finding.Area area() {
    return SERVER;
  }

  @Override
  public void look(Consumer<Finding> findings) throws InterruptedException {
    CompletableFuture<Void> over = new CompletableFuture<>();
    scheduler.execute(
        () -> {
          try {
            visit.get().start(findings, () -> over.complete(null));
          } catch (Throwable e) { // whatever it is: nobody else would tell who waits
            over.completeExceptionally(e);
          }
        });
    try {
      over.get(); // a visit ends by itself
    } catch (ExecutionException e) {
      throw new IllegalStateException("the visit to the server could not begin", e.getCause());
    }
  }
}
