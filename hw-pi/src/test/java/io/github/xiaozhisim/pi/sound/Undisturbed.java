package io.github.xiaozhisim.pi.sound;

/**
 * For what is measured while the whole machine keeps time: a machine that is busy with something else leaves holes that are
 * nobody's mistake, but no mistake goes away by being tried again.
 */
final class Undisturbed {

  private static final int TRIES = 6;

  private Undisturbed() {}

  /** Passes when {@code trial} passes once. */
  static void atLeastOnce(Runnable trial) {
    for (int left = TRIES - 1; left >= 0; left--) {
      try {
        trial.run();
        return;
      } catch (AssertionError disturbed) {
        if (left == 0) {
          throw disturbed;
        }
      }
    }
  }
}
