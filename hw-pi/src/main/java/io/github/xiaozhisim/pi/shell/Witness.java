package io.github.xiaozhisim.pi.shell;

import io.github.xiaozhisim.hal.Clock;
import io.github.xiaozhisim.pi.session.SessionEvent;
import io.github.xiaozhisim.pi.session.TurnAccount;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Remembers of all that happens to a device what commands ask for, and wakes up who waits for it. Told on a thread of
 * the session, asked on the thread that reads; keeps at most {@link #KEPT_CALLS} calls of tools.
 */
final class Witness implements Consumer<SessionEvent> {

  static final int KEPT_CALLS = 100;
  private static final int KEPT_TURNS = 20;

  /** The message with which a turn as text begins. */
  private static final String TEXT_SENT = "listen text";

  /** What shows in a state alone is looked for that often. */
  private static final long LOOK_EVERY_MILLIS = 50;

  private final Clock clock;
  private final Deque<SessionEvent.ToolCalled> calls = new ArrayDeque<>();
  private final Deque<TurnAccount> turns = new ArrayDeque<>();
  private @Nullable String problem;
  private String understood = "";
  private final StringBuilder answer = new StringBuilder();
  private int failedCalls;
  private int turnsEnded;
  private int problems;
  private int textsSent;
  private int turnsEndedBeforeText;

  Witness(Clock clock) {
    this.clock = clock;
  }

  @Override
  public synchronized void accept(SessionEvent event) {
    switch (event) {
      case SessionEvent.ToolCalled call -> {
        if (calls.size() == KEPT_CALLS) {
          calls.removeFirst();
        }
        calls.addLast(call);
        failedCalls += call.failed() ? 1 : 0;
      }
      case SessionEvent.Understood what -> {
        understood = what.text();
        answer.setLength(0);
      }
      case SessionEvent.Spoken sentence -> answer.append(sentence.text()).append(' ');
      case SessionEvent.TurnEnded end -> {
        if (turns.size() == KEPT_TURNS) {
          turns.removeFirst();
        }
        turns.addLast(end.turn());
        turnsEnded++;
      }
      case SessionEvent.Problem what -> {
        problem = what.text();
        problems++;
      }
      case SessionEvent.Sent sent -> {
        if (sent.kind().equals(TEXT_SENT)) {
          textsSent++;
          turnsEndedBeforeText = turnsEnded;
        }
      }
      case SessionEvent.StateChanged _,
          SessionEvent.Received _,
          SessionEvent.Emotion _,
          SessionEvent.Notice _,
          SessionEvent.Recovered _ -> {}
    }
    notifyAll();
  }

  /** Waits until {@code condition} holds, at most so long; true when it does. */
  boolean await(BooleanSupplier condition, long limitMillis) throws InterruptedException {
    long endNanos = clock.nowNanos() + limitMillis * 1_000_000;
    while (!condition.getAsBoolean()) {
      long leftMillis = (endNanos - clock.nowNanos()) / 1_000_000;
      if (leftMillis <= 0) {
        return condition.getAsBoolean();
      }
      synchronized (this) {
        wait(Math.min(leftMillis, LOOK_EVERY_MILLIS));
      }
    }
    return true;
  }

  synchronized int turnsEnded() {
    return turnsEnded;
  }

  /** How many turns as text have gone to the server. */
  synchronized int textsSent() {
    return textsSent;
  }

  /** How many turns had ended when the last of them went. */
  synchronized int turnsEndedBeforeText() {
    return turnsEndedBeforeText;
  }

  synchronized int problems() {
    return problems;
  }

  /** The last thing that went wrong, or this where nothing did. */
  synchronized String lastProblem(String none) {
    String last = problem;
    return last == null ? none : last;
  }

  synchronized @Nullable TurnAccount lastTurn() {
    return turns.peekLast();
  }

  /** Those that ended after so many others, the oldest first. */
  synchronized List<TurnAccount> turns(int after) {
    return turns.stream().skip(Math.max(0, turns.size() - (turnsEnded - after))).toList();
  }

  /** What the server understood last. */
  synchronized String understood() {
    return understood;
  }

  /** What it said to that. */
  synchronized String answer() {
    return answer.toString().strip();
  }

  /** How many calls of tools have failed. */
  synchronized int failedCalls() {
    return failedCalls;
  }

  /** The last ones, the oldest first. */
  synchronized List<SessionEvent.ToolCalled> calls() {
    return new ArrayList<>(calls);
  }
}
