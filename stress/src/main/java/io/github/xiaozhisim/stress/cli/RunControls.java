package io.github.xiaozhisim.stress.cli;

import io.github.xiaozhisim.stress.arrivals.Load;

/**
 * A run in the hands of those who watch it: passes on what they want, and remembers whether one of them has ended it.
 * Any thread.
 */
final class RunControls implements Load {

  private final Load run;
  private final boolean held;
  private volatile boolean stopped;

  /** @param held somebody else turns the run up and down: those who watch may only stop it */
  RunControls(Load run, boolean held) {
    this.run = run;
    this.held = held;
  }

  /** What those who watch want to do to it. */
  private Load free() {
    if (held) {
      throw new UnsupportedOperationException("this run decides itself how much runs; all you can do is to stop it");
    }
    return run;
  }

  /** Whether somebody who watched has ended the run. */
  boolean stopped() {
    return stopped;
  }

  /** {@code running}, {@code paused} or {@code stopping}. */
  String condition() {
    if (stopped) {
      return "stopping";
    }
    return run.isPaused() ? "paused" : "running";
  }

  /** Whether those who watch may do more than to stop it. */
  boolean isFree() {
    return !held;
  }

  /** Whether there is room for more. */
  boolean canAdd() {
    return !stopped && !held && (run.model() == Model.OPEN || run.level() < run.most());
  }

  @Override
  public Model model() {
    return run.model();
  }

  @Override
  public void level(double level) {
    free().level(level);
  }

  @Override
  public double level() {
    return run.level();
  }

  @Override
  public double most() {
    return run.most();
  }

  @Override
  public void add(int participants) {
    free().add(participants);
  }

  @Override
  public void pause() {
    free().pause();
  }

  @Override
  public void resume() {
    free().resume();
  }

  @Override
  public void giveUpWaiting() {
    free().giveUpWaiting();
  }

  @Override
  public boolean isPaused() {
    return run.isPaused();
  }

  @Override
  public void stop(String why) {
    stopped = true;
    run.stop(why);
  }
}
