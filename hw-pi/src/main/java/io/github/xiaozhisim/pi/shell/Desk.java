package io.github.xiaozhisim.pi.shell;

import io.github.xiaozhisim.device.DeviceState;
import io.github.xiaozhisim.pi.session.DeviceSession;
import io.github.xiaozhisim.pi.session.SessionException;
import io.github.xiaozhisim.pi.session.Snapshot;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What a command has at hand: the device, somewhere to write, what has happened so far, and how to wait for what it
 * starts. On the thread that reads.
 */
final class Desk {

  private final DeviceSession session;
  private final Surroundings surroundings;
  private final Screen screen;
  private final Witness witness;
  private final EventText events;
  private final Commands commands;
  private final Console console;
  private final boolean patient;
  private @Nullable Integer exitCode;

  /** @param patient whether a line waits until what it starts is over, as in a script */
  Desk(
      DeviceSession session,
      Surroundings surroundings,
      Screen screen,
      Witness witness,
      EventText events,
      Commands commands,
      Console console,
      boolean patient) {
    this.session = session;
    this.surroundings = surroundings;
    this.screen = screen;
    this.witness = witness;
    this.events = events;
    this.commands = commands;
    this.console = console;
    this.patient = patient;
  }

  DeviceSession session() {
    return session;
  }

  Snapshot now() {
    return session.now();
  }

  Surroundings surroundings() {
    return surroundings;
  }

  Screen screen() {
    return screen;
  }

  Witness witness() {
    return witness;
  }

  EventText events() {
    return events;
  }

  Commands commands() {
    return commands;
  }

  int columns() {
    return console.columns();
  }

  boolean unicode() {
    return console.unicode();
  }

  boolean waits(Order order) {
    return patient && !order.goesOn();
  }

  /** The shell ends after this line. */
  void quit(int code) {
    exitCode = code;
  }

  /** Null as long as it goes on. */
  @Nullable Integer exitCode() {
    return exitCode;
  }

  /** Waits until the device is so. */
  boolean await(Predicate<Snapshot> so, long limitMillis) throws InterruptedException {
    return witness.await(() -> so.test(session.now()), limitMillis);
  }

  /** Waits until the device is so, or something goes wrong, which fails with that. */
  void awaitOrFail(Predicate<Snapshot> so, long limitMillis, String otherwise)
      throws ShellFailure, InterruptedException {
    int before = witness.problems();
    BooleanSupplier over = () -> so.test(session.now()) || witness.problems() > before;
    witness.await(over, limitMillis);
    if (!so.test(session.now())) {
      throw ShellFailure.failed(witness.problems() > before ? witness.lastProblem(otherwise) : otherwise);
    }
  }

  /** Waits until the device has booted; not for one that is gone, which each wish tells by itself. */
  void awaitReady(long limitMillis) throws ShellFailure, InterruptedException {
    if (!await(now -> now.gone() || hasBooted(now.state()), limitMillis)) {
      throw ShellFailure.unreachable(
          witness.lastProblem("the device is still " + now().stateName() + " after " + Figure.millis(limitMillis)));
    }
  }

  static boolean hasBooted(DeviceState state) {
    return switch (state) {
      case UNKNOWN, STARTING, ACTIVATING, UPGRADING, WIFI_CONFIGURING -> false;
      case IDLE, CONNECTING, LISTENING, SPEAKING, AUDIO_TESTING, FATAL_ERROR -> true;
    };
  }

  /** Waits for something the session does. */
  <T> T result(CompletionStage<T> stage, long limitMillis, String otherwise) throws ShellFailure, InterruptedException {
    try {
      return stage.toCompletableFuture().get(limitMillis, TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw ShellFailure.failed(reason(e));
    } catch (TimeoutException e) {
      throw ShellFailure.failed(otherwise);
    }
  }

  /** The sentence of what failed in a stage. */
  static String reason(Throwable failure) {
    Throwable at = failure;
    while (at.getCause() != null && !(at instanceof SessionException)) {
      at = at.getCause();
    }
    return at.getMessage() == null ? at.toString() : at.getMessage();
  }
}
