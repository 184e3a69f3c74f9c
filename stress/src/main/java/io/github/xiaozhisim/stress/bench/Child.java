package io.github.xiaozhisim.stress.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A program that was started to be measured. It ends with this one at the latest. One thread. */
class Child implements AutoCloseable {

  private static final int LINES_SHOWN = 5;
  private static final long END_SECONDS = 12;

  /** Options in the environment are for who types commands; a bench measures the same everywhere. */
  private static final String OPTIONS = "XIAOZHI_";

  private static final Set<String> OF_THE_LAUNCHER =
      Set.of("XIAOZHI_JAVA_OPTS", "XIAOZHI_NO_BUILD", "XIAOZHI_JDK_DIRS");

  private final String name;
  private final Process process;
  private final Path log;
  private final Thread reaper;

  /**
   * Starts it; what it says on its error output goes to {@code log}, its output too when {@code quiet}.
   *
   * @param name for people: {@code the fleet}
   */
  Child(String name, List<String> command, Map<String, String> environment, Path log, boolean quiet)
      throws BenchFailure {
    this.name = name;
    this.log = log;
    ProcessBuilder builder = new ProcessBuilder(command);
    builder
        .environment()
        .keySet()
        .removeIf(variable -> variable.startsWith(OPTIONS) && !OF_THE_LAUNCHER.contains(variable));
    builder.environment().putAll(environment);
    if (quiet) {
      builder.redirectErrorStream(true).redirectOutput(log.toFile());
    } else {
      builder.redirectError(log.toFile());
    }
    try {
      process = builder.start();
    } catch (IOException e) {
      throw new BenchFailure(name + " cannot be started: " + e.getMessage(), e);
    }
    reaper = new Thread(process::destroyForcibly, "reaper");
    Runtime.getRuntime().addShutdownHook(reaper);
  }

  ProcessHandle handle() {
    return process.toHandle();
  }

  boolean runs() {
    return process.isAlive();
  }

  Process process() {
    return process;
  }

  /** That it ended too early, with the last lines of what it said. */
  BenchFailure ended() {
    return new BenchFailure(name + " ended too early" + said());
  }

  String said() {
    try {
      List<String> lines = Files.readAllLines(log);
      List<String> last = lines.subList(Math.max(0, lines.size() - LINES_SHOWN), lines.size());
      return last.isEmpty() ? "; it said nothing" : "; it said: " + String.join(" / ", last);
    } catch (IOException | UncheckedIOException e) {
      return "";
    }
  }

  /** Asks it to end, waits, and ends it with force if need be. */
  void end(boolean gently) {
    try {
      process.getOutputStream().close(); // target and floor end with their input
    } catch (IOException e) {
      process.destroy();
    }
    try {
      if (gently) {
        process.destroy();
      }
      if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor(END_SECONDS, TimeUnit.SECONDS);
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    try {
      Runtime.getRuntime().removeShutdownHook(reaper);
    } catch (IllegalStateException e) {
      process.destroyForcibly(); // the hooks run already
    }
  }

  @Override
  public void close() {
    end(false);
  }

  /** The target server in a process of its own. */
  static final class Target extends Child {
    private static final long ANSWER_SECONDS = 20;

    private final BlockingQueue<String> lines = new ArrayBlockingQueue<>(16);
    private final Writer asks;
    private final int port;

    Target(List<String> command, Path log) throws BenchFailure, InterruptedException {
      super("the target server", command, Map.of(), log, false);
      asks = process().outputWriter(StandardCharsets.US_ASCII);
      Thread.ofPlatform().daemon().name("target's lines").start(() -> collect(process().inputReader(), lines));
      boolean ready = false;
      try {
        String first = line();
        if (!first.matches("port=[0-9]{1,5}")) {
          throw new BenchFailure("the target server did not say its port, but: " + first);
        }
        port = Integer.parseInt(first.substring("port=".length()));
        ready = true;
      } finally {
        if (!ready) { // nobody has it, so nobody else could end it
          process().destroyForcibly();
          close();
        }
      }
    }

    private static void collect(BufferedReader from, BlockingQueue<String> into) {
      try (from) {
        for (String line = from.readLine(); line != null; line = from.readLine()) {
          into.put(line);
        }
      } catch (IOException e) {
        into.offer("its output broke: " + e.getMessage());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    int port() {
      return port;
    }

    TargetFigures tell() throws BenchFailure, InterruptedException {
      return ask("tell");
    }

    TargetFigures reset() throws BenchFailure, InterruptedException {
      return ask("reset");
    }

    private TargetFigures ask(String what) throws BenchFailure, InterruptedException {
      try {
        asks.write(what + "\n");
        asks.flush();
      } catch (IOException e) {
        throw ended();
      }
      return TargetFigures.parse(line());
    }

    private String line() throws BenchFailure, InterruptedException {
      for (int i = 0; i < ANSWER_SECONDS; i++) {
        @Nullable String line = lines.poll(1, TimeUnit.SECONDS);
        if (line != null) {
          return line;
        }
        if (!runs()) {
          throw ended();
        }
      }
      throw new BenchFailure("the target server does not answer; is the machine overloaded?");
    }
  }
}
