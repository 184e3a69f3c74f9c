package io.github.xiaozhisim.pi.shell;

import io.github.xiaozhisim.device.DeviceState;
import io.github.xiaozhisim.hal.Scheduler;
import io.github.xiaozhisim.pi.session.DeviceSession;
import io.github.xiaozhisim.pi.session.SessionEvent;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import org.jline.utils.AttributedString;
import org.jspecify.annotations.Nullable;

/**
 * A device in the hands of who types, or of a script. Takes over who listens to the session; closes nothing of what it
 * is given. One use; its methods return when the shell has ended, with the exit code of the process:
 *
 * <ul>
 *   <li>0: the end was reached, or {@code quit};
 *   <li>1: a line of a script was not carried out, or what it expected is not so;
 *   <li>2: a line is wrong in itself;
 *   <li>3: the device could not get to a server.
 * </ul>
 */
public final class Shell {

  /** A board boots in less, if the server is there. */
  private static final long READY_LIMIT_MILLIS = 30_000;

  private final DeviceSession session;
  private final Surroundings surroundings;
  private final Scheduler scheduler;
  private final Commands commands = new Commands();

  /** @param scheduler for what takes time, such as a key that is held; its clock is the session's */
  public Shell(DeviceSession session, Surroundings surroundings, Scheduler scheduler) {
    this.session = session;
    this.surroundings = surroundings;
    this.scheduler = scheduler;
  }

  /**
   * With a person at the terminal this process was started from.
   *
   * @param history where lines are kept for the next time; null: nowhere
   */
  public int interact(@Nullable Path history) throws IOException {
    TalkKey talk = new TalkKey(scheduler, this::press, session::release);
    try (TerminalConsole console = TerminalConsole.open(history, talk, commands)) {
      StatusLine status = new StatusLine(console.unicode());
      try (Screen screen =
          new Screen(console, () -> status.of(session.now(), talk.held(), session.name(), console.columns()))) {
        greet(screen); // before anybody listens to the device, so that nothing comes between its lines
        Desk desk = desk(console, screen);
        console.completeWith(new ShellCompleter(desk));
        return converse(console, desk);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return ShellFailure.failed("").exitCode();
      }
    }
  }

  /** A device that listens already needs no key to hear; letting it go says that this was all. */
  private void press() {
    if (session.now().state() != DeviceState.LISTENING) {
      session.press();
    }
  }

  private void greet(Screen screen) throws InterruptedException {
    screen.say(new Shown().add("xiaozhi shell", Shown.STRONG).add("  " + session.name()).done());
    String key = session.hasTalkKey() ? "Hold the space bar to talk, or type" : "Say and text take a turn";
    screen.say(Shown.line(key + ": help lists all commands, Tab completes.", Shown.FAINT));
  }

  /** Ctrl-C may come at any moment, and ends nothing but what it comes into. */
  int converse(Console console, Desk desk) {
    while (desk.exitCode() == null && !desk.screen().isDead()) {
      String line;
      try {
        desk.screen().settle();
        line = console.read();
      } catch (InterruptedException e) {
        interrupt(desk);
        continue;
      }
      if (line == null) {
        return 0;
      }
      try {
        carryOut(Order.parse(line), desk, false);
      } catch (ShellFailure failure) {
        if (!failure.wasTold()) {
          desk.screen().tell(Shown.line(failure.sentence(), Shown.BAD));
        }
      } catch (InterruptedException e) {
        desk.screen().tell(Shown.line("Not waited for any longer.", Shown.ODD));
      }
    }
    Integer code = desk.exitCode();
    return code == null ? 0 : code;
  }

  /** Ctrl-C at an empty line. */
  private void interrupt(Desk desk) {
    if (desk.now().state() == DeviceState.SPEAKING) {
      session.abort();
    } else {
      String how = "quit or Ctrl-D ends the shell; while the device speaks, Ctrl-C interrupts it.";
      desk.screen().tell(Shown.line(how, Shown.FAINT));
    }
  }

  /**
   * A script, all of which is looked at before any of it runs.
   *
   * @param err where mistakes and failures go, with the name of the script and the number of the line
   */
  public int run(Script script, PrintWriter out, PrintWriter err, boolean colours, boolean unicode) {
    List<String> mistakes = script.mistakes();
    if (!mistakes.isEmpty()) {
      mistakes.forEach(err::println);
      err.flush();
      return ShellFailure.mistake("").exitCode();
    }
    return lines(
        new Lines(script.name(), script.lines().iterator()::next, script.lines().size()), out, err, colours, unicode);
  }

  /** Lines from a pipe, carried out as they come; the first that fails is the last. */
  public int pipe(BufferedReader in, PrintWriter out, PrintWriter err, boolean colours, boolean unicode) {
    return lines(new Lines("standard input", in::readLine, Integer.MAX_VALUE), out, err, colours, unicode);
  }

  /** Where the lines of a run come from. */
  private record Lines(String name, Source source, int count) {
    interface Source {
      @Nullable String next() throws IOException;
    }
  }

  private int lines(Lines lines, PrintWriter out, PrintWriter err, boolean colours, boolean unicode) {
    PipeConsole console = new PipeConsole(out, colours, unicode);
    int at = 0;
    String mistake;
    int code;
    try (Screen screen = new Screen(console, () -> AttributedString.EMPTY)) {
      Desk desk = desk(console, screen);
      try {
        desk.awaitReady(READY_LIMIT_MILLIS);
        for (; at < lines.count() && desk.exitCode() == null; at++) {
          String line = lines.source().next();
          if (line == null) {
            break;
          }
          Order order = Order.parse(line);
          if (!order.isNothing()) {
            screen.say(Shown.line("> " + line.strip(), Shown.FAINT));
            carryOut(order, desk, true);
          }
        }
        Integer wanted = desk.exitCode();
        return wanted == null ? 0 : wanted;
      } catch (ShellFailure failure) {
        mistake = failure.sentence();
        code = failure.exitCode();
      } catch (IOException e) {
        mistake = "it cannot be read any further: " + e.getMessage();
        code = ShellFailure.failed("").exitCode();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return ShellFailure.failed("").exitCode();
    }
    err.println(lines.name() + ":" + (at + 1) + ": " + mistake);
    err.flush();
    return code;
  }

  private static void carryOut(Order order, Desk desk, boolean exactly) throws ShellFailure, InterruptedException {
    if (order.isNothing()) {
      return;
    }
    Command command = desk.commands().verify(order, exactly);
    if (command.group() == Command.Group.TALK) {
      desk.awaitReady(READY_LIMIT_MILLIS);
    }
    command.action().run(order, desk);
  }

  /** Puts the parts together, and listens to the session from now on. */
  Desk desk(Console console, Screen screen) {
    EventText events = new EventText(scheduler.clock().nowNanos(), console.unicode());
    Witness witness = new Witness(scheduler.clock());
    session.listener(
        event -> {
          tell(screen, events, event); // first: who waits for it goes on to write what comes after it
          witness.accept(event);
        });
    return new Desk(session, surroundings, screen, witness, events, commands, console, !console.interactive());
  }

  private static void tell(Screen screen, EventText events, SessionEvent event) {
    AttributedString line = events.of(event);
    if (line != null) {
      screen.tell(line);
    }
  }
}
