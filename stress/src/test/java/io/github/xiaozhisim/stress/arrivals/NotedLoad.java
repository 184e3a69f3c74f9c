package io.github.xiaozhisim.stress.arrivals;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A load of participants that only writes down what is done to it, for tests. Any thread. */
public final class NotedLoad implements Load {

  /** Such as {@code add 5} or {@code stop: enough}. */
  public final List<String> done = new CopyOnWriteArrayList<>();

  private final double level;
  private final double most;
  private volatile boolean paused;

  /**
   * @param level how many take part, and go on doing so
   * @param most how many could
   */
  public NotedLoad(double level, double most) {
    this.level = level;
    this.most = most;
  }

  @Override
  public Model model() {
    return Model.CLOSED;
  }

  @Override
  public void level(double wanted) {
    done.add("level " + wanted);
  }

  @Override
  public double level() {
    return level;
  }

  @Override
  public double most() {
    return most;
  }

  @Override
  public void add(int participants) {
    done.add("add " + participants);
  }

  @Override
  public void pause() {
    done.add("pause");
    paused = true;
  }

  @Override
  public void resume() {
    done.add("resume");
    paused = false;
  }

  @Override
  public boolean isPaused() {
    return paused;
  }

  @Override
  public void stop(String why) {
    done.add("stop: " + why);
  }
}
