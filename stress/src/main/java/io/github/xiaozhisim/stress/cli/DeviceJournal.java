package io.github.xiaozhisim.stress.cli;

import io.github.xiaozhisim.device.DeviceState;
import io.github.xiaozhisim.hal.Clock;
import io.github.xiaozhisim.pi.session.PlainText;
import io.github.xiaozhisim.pi.session.SessionEvent;
import io.github.xiaozhisim.pi.session.TurnAccount;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * Says in lines what happens to a device: for a terminal with the time, for the system's journal with a priority, since
 * the journal has the time itself. Any thread; a thread of its own writes.
 */
final class DeviceJournal implements Consumer<SessionEvent>, AutoCloseable {

  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);
  private static final String NOTICE = "<5>";
  private static final String INFO = "<6>";
  private static final String WARNING = "<4>";

  /** Lines that may wait while nobody reads; then the oldest goes, and how many went is said. */
  private static final int MOST_LINES = 1_000;

  private static final long LAST_WORDS_MILLIS = 2_000;

  private final PrintWriter out;
  private final boolean systemd;
  private final boolean words;
  private final BlockingDeque<String> lines = new LinkedBlockingDeque<>(MOST_LINES);
  private final AtomicLong lost = new AtomicLong();
  private final Thread writer = Thread.ofPlatform().daemon().name("journal").unstarted(this::write);
  private volatile boolean ending;
  private final Clock clock;

  /**
   * @param systemd whether standard output is the system's journal
   * @param words whether what people and servers say is written down, too
   */
  DeviceJournal(PrintWriter out, boolean systemd, boolean words, Clock clock) {
    this.words = words;
    this.out = out;
    this.systemd = systemd;
    this.clock = clock;
    writer.start();
  }

  /** A line that is not about an event. */
  void say(String text) {
    line(NOTICE, text);
  }

  /** Also does this when the device can talk for the first time. */
  Consumer<SessionEvent> andThenOnce(Runnable ready) {
    return new Consumer<>() {
      private boolean done;

      @Override
      public void accept(SessionEvent event) {
        DeviceJournal.this.accept(event);
        if (!done && event instanceof SessionEvent.StateChanged(var at, var from, var to) && to == DeviceState.IDLE) {
          done = true;
          ready.run();
        }
      }
    };
  }

  @Override
  public void accept(SessionEvent event) {
    switch (event) {
      case SessionEvent.StateChanged(var at, var from, var to) -> line(INFO, "state: " + to.logName());
      case SessionEvent.Understood(var at, var text) -> line(INFO, words ? "heard: " + text : "heard something");
      case SessionEvent.Spoken(var at, var text) -> line(INFO, words ? "says: " + text : "says a sentence");
      case SessionEvent.Notice(var at, var text) -> line(NOTICE, text);
      case SessionEvent.ToolCalled call ->
          line(
              INFO,
              "tool "
                  + call.tool()
                  + (words ? " " + call.arguments() : "")
                  + (call.failed() ? ": failed, " + call.result() : words ? ": " + call.result() : ""));
      case SessionEvent.TurnEnded(var at, var turn) -> line(turn.good() ? INFO : WARNING, inWords(turn));
      case SessionEvent.Problem(var at, var text) -> line(WARNING, "problem: " + text);
      case SessionEvent.Recovered(var at, var text) -> line(NOTICE, text);
      case SessionEvent.Sent _, SessionEvent.Received _, SessionEvent.Emotion _ -> {}
    }
  }

  private static String inWords(TurnAccount turn) {
    StringBuilder text = new StringBuilder("turn " + turn.number() + " " + turn.outcome());
    if (!Double.isNaN(turn.firstSoundMillis())) {
      text.append(String.format(Locale.ROOT, ", first sound after %.0f ms", turn.firstSoundMillis()));
    }
    if (turn.gaps() > 0) {
      text.append(", ").append(turn.gaps()).append(turn.gaps() == 1 ? " gap" : " gaps");
    }
    if (!turn.good()) {
      turn.notes().forEach(note -> text.append("; ").append(note));
    }
    return text.toString();
  }

  /** Only queues: a reader that does not read must not stop a device. */
  private void line(String priority, String text) {
    String one = PlainText.of(text);
    String stamped =
        systemd
            ? priority + one
            : TIME.format(Instant.ofEpochMilli(clock.wallMillis()).atZone(ZoneId.systemDefault())) + "  " + one;
    while (!lines.offer(stamped)) {
      if (lines.poll() != null) {
        lost.incrementAndGet();
      }
    }
  }

  private void write() {
    try {
      while (!ending || !lines.isEmpty()) {
        String line = lines.poll(100, TimeUnit.MILLISECONDS);
        long missing = lost.getAndSet(0);
        if (missing > 0) {
          out.println((systemd ? WARNING : "") + missing + " lines are missing here: nobody read them in time");
        }
        if (line != null) {
          out.println(line);
        }
        if (lines.isEmpty()) {
          out.flush();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Writes what waits, for two seconds at most. */
  @Override
  public void close() {
    ending = true;
    try {
      writer.join(LAST_WORDS_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
