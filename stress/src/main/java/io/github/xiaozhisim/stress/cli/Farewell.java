package io.github.xiaozhisim.stress.cli;

/**
 * What is to be done also when a signal ends the program: a device is switched off orderly, a recording and a trace are
 * whole. From {@link #of} to {@link #close}.
 */
final class Farewell implements AutoCloseable {

  private final Thread hook;

  private Farewell(Thread hook) {
    this.hook = hook;
  }

  /** @param last on a thread of its own, while the rest of the program stands where it stood */
  static Farewell of(Runnable last) {
    Thread hook = new Thread(last, "farewell");
    Runtime.getRuntime().addShutdownHook(hook);
    return new Farewell(hook);
  }

  /** The program goes on, and does it by itself. */
  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      return; // it is being ended, and the hook is at work
    }
  }
}
