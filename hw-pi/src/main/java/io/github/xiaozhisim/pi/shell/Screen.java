package io.github.xiaozhisim.pi.shell;

import java.io.IOError;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jline.utils.AttributedString;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that writes to a console: lines one after the other, and how the device is whenever that has changed.
 * A terminal may stand still (Ctrl-S); then at most {@link #WAITING_LINES} wait, later ones of {@link #tell} are
 * counted and left out, and {@link #say} waits. Any thread.
 */
final class Screen implements AutoCloseable {

  static final int WAITING_LINES = 500;

  private static final Logger LOG = LoggerFactory.getLogger(Screen.class);

  private static final long LOOK_EVERY_MILLIS = 100;
  private static final long GOODBYE_SECONDS = 2;

  private final Console console;
  private final Supplier<AttributedString> status;
  private final BlockingQueue<Piece> waiting = new LinkedBlockingQueue<>(WAITING_LINES);
  private final AtomicInteger leftOut = new AtomicInteger();
  private final Thread thread;
  private volatile boolean closed;
  private volatile boolean dead;

  /** Something to be done in its turn: a line to show, or somebody to tell that all before has been shown. */
  private sealed interface Piece {
    record Line(AttributedString text) implements Piece {}

    record Mark(CountDownLatch reached) implements Piece {}
  }

  /** @param status how the device is, asked several times a second */
  Screen(Console console, Supplier<AttributedString> status) {
    this.console = console;
    this.status = status;
    this.thread = Thread.ofPlatform().name("shell-screen").daemon().start(this::write);
  }

  /** Shows what somebody has asked for; waits while the terminal stands still. */
  void say(AttributedString line) throws InterruptedException {
    put(new Piece.Line(line));
  }

  /** Whether the console cannot be written to any more, as a terminal whose window was closed. */
  boolean isDead() {
    return dead;
  }

  private void put(Piece piece) throws InterruptedException {
    while (!dead && !waiting.offer(piece, LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS)) {
      // it stands still; whoever asked for the line waits
    }
  }

  void say(String line) throws InterruptedException {
    say(Shown.line(line));
  }

  /** Shows what has happened; never waits. */
  void tell(AttributedString line) {
    if (!waiting.offer(new Piece.Line(line))) {
      leftOut.incrementAndGet();
    }
  }

  /** Waits until all that was said and told before has been shown. */
  void settle() throws InterruptedException {
    CountDownLatch reached = new CountDownLatch(1);
    put(new Piece.Mark(reached));
    while (!dead && !reached.await(LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS)) {
      // lines before it are still to be shown
    }
  }

  private void write() {
    AttributedString shown = AttributedString.EMPTY;
    try {
      while (!closed || !waiting.isEmpty()) {
        Piece piece = waiting.poll(LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS);
        switch (piece) {
          case Piece.Line line -> console.print(line.text());
          case Piece.Mark mark -> mark.reached().countDown();
          case null -> {
            AttributedString now = status.get();
            if (!now.equals(shown)) {
              shown = now;
              console.status(now);
            }
          }
        }
        int missing = waiting.isEmpty() ? leftOut.getAndSet(0) : 0;
        if (missing > 0) {
          console.print(Shown.line("(" + missing + " lines could not be shown in time and were left out)", Shown.ODD));
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // the shell is closed, and what waits is of no use any more
    } catch (RuntimeException | IOError e) {
      LOG.debug("the terminal is gone", e);
    } finally {
      dead = true;
    }
  }

  /** Shows what waits, and is done. */
  @Override
  public void close() {
    closed = true;
    try {
      if (!thread.join(Duration.ofSeconds(GOODBYE_SECONDS))) {
        thread.interrupt();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
