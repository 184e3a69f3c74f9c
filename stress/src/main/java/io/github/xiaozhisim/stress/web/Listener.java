package io.github.xiaozhisim.stress.web;

import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * One browser that listens. Events wait for it in a queue of {@link #WAITING_EVENTS}; one that does not keep up is let
 * go rather than waited for or told only half: it comes back by itself and loads the whole. {@link #tell} and
 * {@link #finish} from any thread, neither waits; {@link #writeTo} on the connection's own thread.
 */
final class Listener {

  /** A minute of ticks. */
  static final int WAITING_EVENTS = 64;

  private static final long GOODBYE_SIGN_MILLIS = 100;

  private final BlockingQueue<Event> waiting = new ArrayBlockingQueue<>(WAITING_EVENTS);
  private volatile boolean letGo;
  private volatile boolean finished;

  /** False when it does not keep up, and is gone therefore. */
  boolean tell(Event event) {
    if (!letGo && !waiting.offer(event)) {
      letGo = true;
      waiting.clear();
      waiting.offer(Event.STILL_HERE); // wakes the writer, which sees that it is over
    }
    return !letGo;
  }

  /** Nothing will come any more. */
  void finish() {
    finished = true;
    waiting.offer(Event.STILL_HERE);
  }

  /**
   * Sends what comes until it is over; a sign of life after each silence of {@code silenceMillis}. A reader hangs up
   * when it has read the last event, and may ask for something else before it has: so the connection stays until then,
   * or for {@code goodbyeMillis}.
   *
   * @throws IOException when the reader has hung up, which shows only when something is sent
   */
  void writeTo(OutputStream out, long silenceMillis, long goodbyeMillis) throws IOException, InterruptedException {
    long leftMillis = goodbyeMillis;
    while (!letGo && leftMillis > 0) {
      Event event = waiting.poll(finished ? GOODBYE_SIGN_MILLIS : silenceMillis, TimeUnit.MILLISECONDS);
      if (event == null && finished) {
        leftMillis -= GOODBYE_SIGN_MILLIS;
      }
      out.write((event == null ? Event.STILL_HERE : event).bytes());
      if (waiting.isEmpty()) {
        out.flush();
      }
    }
  }
}
