package io.github.xiaozhisim.pi.sound;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * For what is recorded while the whole machine keeps time. A machine that is busy with something else leaves holes
 * that are nobody's mistake: a trial that fails counts only when threads of this machine hardly had to wait for a
 * processor meanwhile.
 */
final class Undisturbed {

  private static final Path PRESSURE = Path.of("/proc/pressure/cpu");
  private static final Pattern WAITED_MICROS = Pattern.compile("some .*total=(\\d+)");
  private static final int TRIES = 12;

  /** In one trial of some seconds. */
  private static final long BEARABLE_MICROS = 100_000;

  private Undisturbed() {}

  /** Passes when {@code trial} does; fails when it fails on a quiet machine. */
  static void trial(Runnable trial) {
    for (int left = TRIES - 1; left >= 0; left--) {
      long before = waitedMicros();
      try {
        trial.run();
        return;
      } catch (AssertionError failure) {
        if (left == 0 || waitedMicros() - before < BEARABLE_MICROS) {
          throw failure;
        }
      }
    }
  }

  /** For how long some thread of the machine has waited for a processor; 0 where the system does not count that. */
  private static long waitedMicros() {
    try {
      Matcher matcher = WAITED_MICROS.matcher(Files.readString(PRESSURE));
      return matcher.find() ? Long.parseLong(matcher.group(1)) : 0;
    } catch (IOException e) {
      return 0;
    }
  }
}
