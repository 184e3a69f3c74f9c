package io.github.xiaozhisim.stress.cli;

import io.github.xiaozhisim.stress.arrivals.Load;

/**
 * A run in the hands of those who watch it: passes on what they want, and remembers whether one of them has ended it. Any
 * thread.
 */
final class Reins implements Load {

  private final Load run;
  private volatile boolean stopped;

  Reins(Load run) {
    this.run = run;
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

  /** Whether there is room for more. */
  boolean canAdd() {
    return !stopped && (run.model() == Model.OPEN || run.level() < run.most());
  }

  @Override
  public Model model() {
    return run.model();
  }

  @Override
  public void level(double level) {
    run.level(level);
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
    run.add(participants);
  }

  @Override
  public void pause() {
    run.pause();
  }

  @Override
  public void resume() {
    run.resume();
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
