package io.github.xiaozhisim.pi.doctor;

import io.github.xiaozhisim.hal.Scheduler;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

/** Waits for a {@link ServerVisit}, which lives on a thread of its own. */
public final class ServerExamination implements Examination {

  private final Scheduler scheduler;
  private final ServerVisit visit;

  /** @param scheduler the visit's; not the caller's thread */
  public ServerExamination(Scheduler scheduler, ServerVisit visit) {
    this.scheduler = scheduler;
    this.visit = visit;
  }

  @Override
  public void look(Consumer<Finding> findings) throws InterruptedException {
    CountDownLatch over = new CountDownLatch(1);
    scheduler.execute(() -> visit.start(findings, over::countDown));
    over.await(); // a visit ends by itself
  }
}
