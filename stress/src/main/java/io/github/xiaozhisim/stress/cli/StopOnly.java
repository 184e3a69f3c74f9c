package io.github.xiaozhisim.stress.cli;

import io.github.xiaozhisim.stress.arrivals.Load;
import io.github.xiaozhisim.stress.fleet.Fleet;

/** A fleet that can be stopped, and whose size is fixed. */
record StopOnly(Fleet fleet, int devices) implements Load {

  @Override
  public Model model() {
    return Model.CLOSED;
  }

  @Override
  public void level(double level) {
    throw new UnsupportedOperationException("the size of this run is fixed");
  }

  @Override
  public double level() {
    return devices;
  }

  @Override
  public double most() {
    return devices;
  }

  @Override
  public void add(int participants) {
    throw new UnsupportedOperationException("the size of this run is fixed");
  }

  @Override
  public void pause() {
    throw new UnsupportedOperationException("this run cannot be paused");
  }

  @Override
  public void resume() {
    throw new UnsupportedOperationException("this run cannot be paused");
  }

  @Override
  public boolean isPaused() {
    return false;
  }

  @Override
  public void stop(String why) {
    fleet.stop(why);
  }
}
