package io.github.xiaozhisim.stress.server;

import io.github.xiaozhisim.device.speech.Clip;
import io.github.xiaozhisim.hal.Payload;
import io.github.xiaozhisim.hal.Timer;
import java.util.List;

/**
 * One answer on its way: packets on an absolute grid, the first few at once. With a head start of H packets, packet i
 * is due {@code max(0, i - (H - 1))} frames after the beginning; each deadline is made from the beginning and never
 * from "now", so lateness does not add up. A listener that plays from the first packet on is then always H - 1 to H
 * packets behind what was sent, and has heard everything one answer's length after the beginning, which is when the
 * tail begins that ends in {@code tts stop}.
 *
 * <p>Faults that change the sending live here; what a listener hears of them is said at {@link FaultKind}.
 */
final class PacedAnswer {

  /** Hears what becomes of an answer. */
  interface Listener {
    /** The last packet that will be sent has been sent. */
    void onLastPacket();

    /** The answer is over; {@code complete} is false when it was told to break off. */
    void onOver(boolean complete);
  }

  private final Session session;
  private final List<Clip> clips;
  private final Faults faults;
  private final int headStart;
  private final long tailNanos;
  private final Listener listener;
  private final Timer timer;

  private final int total;
  private final int middle;
  private long beginNanos;
  private long frameNanos;

  private int next;
  private int clip;
  private int inClip;
  private boolean stopping;
  private boolean ended;

  PacedAnswer(Session session, List<Clip> clips, ServerBehaviour.Answering how, Listener listener) {
    this.session = session;
    this.clips = clips;
    this.faults = session.faults();
    this.headStart = faults.has(FaultKind.BURST) ? faults.argument(FaultKind.BURST) : how.headStart();
    this.tailNanos = how.tailMillis() * 1_000_000L;
    this.listener = listener;
    this.timer = session.scheduler().timer(this::onTimer);
    int packets = 0;
    for (Clip each : clips) {
      packets += each.packets().size();
    }
    this.total = packets;
    this.middle = packets / 2;
  }

  /**
   * Sends the first packets and goes on by itself. {@code dueNanos} is where the grid begins, now or shortly before.
   */
  void begin(long dueNanos) {
    beginNanos = dueNanos;
    frameNanos = clips.isEmpty() ? 0 : clips.getFirst().frameMillis() * 1_000_000L;
    onTimer();
  }

  /** Sends nothing more. The listener hears nothing either. */
  void cancel() {
    ended = true;
    timer.cancel();
  }

  private void onTimer() {
    if (stopping) {
      end(true);
      return;
    }
    while (!ended && next < total) {
      if (next == middle && breaksOff()) {
        return;
      }
      long due = dueNanos(next);
      if (due > session.now()) {
        timer.arm(due);
        return;
      }
      sendNext(due);
    }
    if (!ended) {
      stopping = true;
      listener.onLastPacket();
      timer.arm(done(total * frameNanos + pauseNanos(total) + tailNanos));
    }
  }

  /** When packet {@code index} should leave. */
  private long dueNanos(int index) {
    long due = done(Math.max(0, index - (headStart - 1)) * frameNanos + pauseNanos(index));
    return faults.has(FaultKind.JITTER)
        ? due + session.chance().jitterNanos(index, faults.argument(FaultKind.JITTER))
        : due;
  }

  /** When so much of the answer's time has passed in which the server did not stand still. */
  private long done(long nanos) {
    return session.progress().doneNanos(beginNanos, nanos);
  }

  private long pauseNanos(int index) {
    return index < middle ? 0 : faults.argument(FaultKind.STARVE) * 1_000_000L;
  }

  private void sendNext(long dueNanos) {
    int index = next++;
    Clip current = clips.get(clip);
    if (inClip == 0) {
      session.out().text(session.out().messages().tts("sentence_start", current.transcript()));
    }
    Payload packet = current.packets().get(inClip);
    if (index >= middle && index < middle + faults.argument(FaultKind.SKIP_PACKETS)) {
      // it is left out, and its time passes all the same
    } else if (index == middle && faults.has(FaultKind.OVERSIZE_LENGTH)) {
      session.out().falseLength(packet);
    } else {
      session.out().packet(packet, dueNanos);
    }
    if (++inClip == current.packets().size()) {
      clip++;
      inClip = 0;
      if (session.out().messages().endsSentences()) {
        session.out().text(session.out().messages().tts("sentence_end", current.transcript()));
      }
    }
  }

  private boolean breaksOff() {
    if (faults.has(FaultKind.STOP_MID_ANSWER)) {
      listener.onLastPacket();
      end(false);
    } else if (faults.has(FaultKind.CLOSE_MID_ANSWER)) {
      end(false);
      session.out().close(1000, "");
    } else if (faults.has(FaultKind.INTERRUPT_MID_ANSWER)) {
      listener.onLastPacket();
      session.out().text(session.out().messages().interrupt());
      end(false);
    } else if (faults.has(FaultKind.DROP_MID_ANSWER)) {
      end(false);
      session.drop();
    }
    return ended;
  }

  private void end(boolean complete) {
    if (!ended) {
      cancel();
      listener.onOver(complete);
    }
  }
}
