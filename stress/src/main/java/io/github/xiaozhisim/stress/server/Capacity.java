package io.github.xiaozhisim.stress.server;

import io.github.xiaozhisim.hal.Scheduler;
import java.util.ArrayDeque;

/**
 * The server's workers: at most so many turns are served at once, the rest wait first come, first served. One for the
 * whole server, whatever the number of event loops; safe for use by all of them.
 */
public final class Capacity {

  private final int workers;
  private final int longestQueue;
  private final ArrayDeque<Ticket> waiting = new ArrayDeque<>();
  private int busy;

  /**
   * @param workers 0 for as many as there are turns
   * @param longestQueue turns that may wait; the next one is turned away
   */
  Capacity(int workers, int longestQueue) {
    this.workers = workers;
    this.longestQueue = longestQueue;
  }

  /** A place at a worker, or in the queue for one. */
  final class Ticket {
    private final Scheduler scheduler;
    private final Runnable granted;
    private State state = State.WAITING;

    private Ticket(Scheduler scheduler, Runnable granted) {
      this.scheduler = scheduler;
      this.granted = granted;
    }

    /** Gives the worker, or the place in the queue, back. May be called more than once and from any thread. */
    void release() {
      synchronized (Capacity.this) {
        switch (state) {
          case WAITING -> waiting.remove(this);
          case AT_WORK -> {
            busy--;
            handOver();
          }
          case OVER, TURNED_AWAY -> {}
        }
        state = State.OVER;
      }
    }

    State state() {
      synchronized (Capacity.this) {
        return state;
      }
    }
  }

  /** Where a ticket stands. */
  enum State {
    WAITING,
    AT_WORK,
    TURNED_AWAY,
    OVER
  }

  /**
   * Asks for a worker. If one is free the ticket is {@link State#AT_WORK} at once and {@code granted} is not called; if
   * not, {@code granted} runs on {@code scheduler} when one has become free, even if the ticket was released meanwhile:
   * whoever asked must look whether it still wants it.
   */
  synchronized Ticket ask(Scheduler scheduler, Runnable granted) {
    Ticket ticket = new Ticket(scheduler, granted);
    if (workers == 0 || busy < workers) {
      busy++;
      ticket.state = State.AT_WORK;
    } else if (waiting.size() < longestQueue) {
      waiting.add(ticket);
    } else {
      ticket.state = State.TURNED_AWAY;
    }
    return ticket;
  }

  /** Turns being served now. */
  public synchronized int busy() {
    return busy;
  }

  /** Turns waiting for a worker now. */
  public synchronized int waiting() {
    return waiting.size();
  }

  private void handOver() {
    Ticket next = waiting.poll();
    if (next != null) {
      busy++;
      next.state = State.AT_WORK;
      next.scheduler.execute(next.granted);
    }
  }
}
