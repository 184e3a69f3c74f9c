package io.github.xiaozhisim.stress.live;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Single keys typed at the terminal, without Enter and without showing them. Ctrl-C stays what it is. The terminal is
 * put back as it was by {@link #close}, and also when the process ends otherwise.
 */
public final class Keys implements AutoCloseable {

  private final String before;
  private final Thread restoring;

  private Keys(String before, IntConsumer onKey) {
    this.before = before;
    this.restoring = new Thread(() -> Tty.stty(before), "terminal");
    Runtime.getRuntime().addShutdownHook(restoring);
    Thread.ofPlatform().name("keys").daemon().start(() -> read(onKey));
  }

  /**
   * Begins to listen.
   *
   * @param onKey called on a thread of its own with each character
   * @return null where there is no terminal to listen to
   */
  public static @Nullable Keys listen(IntConsumer onKey) {
    String before = Tty.stty("-g");
    if (before.isEmpty()) {
      return null;
    }
    Tty.stty("-icanon", "-echo", "min", "1");
    return new Keys(before, onKey);
  }

  private static void read(IntConsumer onKey) {
    try (InputStream keyboard = new FileInputStream(Tty.DEVICE.toFile())) {
      for (int key = keyboard.read(); key >= 0; key = keyboard.read()) {
        onKey.accept(key);
      }
    } catch (IOException e) {
      return; // the terminal is gone: nobody types any more
    }
  }

  @Override
  public void close() {
    Tty.stty(before);
    try {
      Runtime.getRuntime().removeShutdownHook(restoring);
    } catch (IllegalStateException e) {
      return; // the process ends, and the hook does it as well
    }
  }
}
