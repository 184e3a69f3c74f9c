package io.github.xiaozhisim.stress.fleet;

import io.github.xiaozhisim.device.DeviceState;
import io.github.xiaozhisim.hal.Clock;
import io.github.xiaozhisim.stress.measure.ErrorTally;
import io.github.xiaozhisim.stress.turn.Journal;
import io.github.xiaozhisim.stress.turn.Mark;
import io.github.xiaozhisim.stress.turn.Turn;
import io.github.xiaozhisim.stress.turn.TurnCount;
import io.github.xiaozhisim.stress.turn.TurnMarks;
import io.github.xiaozhisim.stress.turn.TurnMeasure;
import io.github.xiaozhisim.stress.turn.TurnOutcome;
import io.github.xiaozhisim.stress.turn.TurnRecorder;
import org.jspecify.annotations.Nullable;

/**
 * One device's books: the turn that runs, and what goes to recorder, journal and error tally. Decides nothing. On the
 * device's thread; nothing is allocated for a frame.
 */
final class Ledger {

  private final int device;
  private final String board;
  private final Clock clock;
  private final TurnRecorder recorder;
  private final Journal journal;
  private final ErrorTally errors;

  private @Nullable Turn turn;
  private @Nullable AnswerTape tape;
  private int turns;
  private DeviceState state = DeviceState.UNKNOWN;
  private boolean everConnected;
  private long openedNanos = Turn.UNSET;

  Ledger(int device, String board, Clock clock, TurnRecorder recorder, Journal journal, ErrorTally errors) {
    this.device = device;
    this.board = board;
    this.clock = clock;
    this.recorder = recorder;
    this.journal = journal;
    this.errors = errors;
    recorder.enter(state);
  }

  /** Index of the device in its fleet. */
  int device() {
    return device;
  }

  /** The running turn, or null between turns. */
  @Nullable Turn turn() {
    return turn;
  }

  int turns() {
    return turns;
  }

  /** What the device's ear hears is on this tape from now on. */
  void tape(AnswerTape running) {
    tape = running;
  }

  Turn begin(long intendedNanos, long nowNanos, String utterance) {
    Turn fresh = new Turn(device, ++turns, intendedNanos, nowNanos, clock.wallMillis());
    fresh.utterance(utterance);
    fresh.board(board);
    turn = fresh;
    recorder.add(TurnCount.TURNS_STARTED, 1);
    return fresh;
  }

  void end(TurnOutcome outcome, String why, long nowNanos) {
    Turn ended = turn;
    if (ended == null) {
      return;
    }
    turn = null;
    ended.end(outcome, why, nowNanos);
    if (tape != null) {
      tape.end(ended);
    }
    recorder.finished(ended);
    journal.turn(ended);
    if (outcome.isCut()) {
      event(inWords(ended, outcome, why)); // on purpose, or by the end: nothing went wrong
    } else if (!why.isEmpty()) {
      error(why, inWords(ended, outcome, why));
    }
  }

  private static String inWords(Turn ended, TurnOutcome outcome, String why) {
    return outcome.label() + " in turn " + ended.number() + ": " + why;
  }

  void error(String message, String event) {
    errors.add(message);
    event(event);
  }

  void event(String what) {
    journal.event(clock.wallMillis(), device, what);
  }

  void count(TurnCount count) {
    recorder.add(count, 1);
  }

  void moved(DeviceState from, DeviceState to) {
    recorder.move(from, to);
    state = to;
  }

  /** The device is off. */
  void unplugged(long nowNanos) {
    channelGone(nowNanos);
    moved(state, DeviceState.UNKNOWN);
  }

  void left(long nowNanos) {
    channelGone(nowNanos);
    recorder.leave(state);
  }

  void ready(long sinceNanos, long nowNanos) {
    recorder.record(TurnMeasure.BOOT, nowNanos - sinceNanos);
  }

  /** Whether the device has a channel, as far as it was told. */
  boolean connected() {
    return openedNanos != Turn.UNSET;
  }

  void channelOpened(long nowNanos) {
    channelGone(nowNanos); // one that takes the place of another is not told of as closed
    openedNanos = nowNanos;
    recorder.add(TurnCount.CHANNELS_OPEN, 1);
    recorder.add(TurnCount.CHANNELS_OPENED, 1);
    if (!everConnected) {
      everConnected = true;
      recorder.add(TurnCount.DEVICES_CONNECTED, 1);
    }
    event("channel open");
  }

  void channelGone(long nowNanos) {
    if (openedNanos != Turn.UNSET) {
      recorder.add(TurnCount.TALKING_MILLIS, (nowNanos - openedNanos) / 1_000_000);
      recorder.add(TurnCount.CHANNELS_OPEN, -1);
      openedNanos = Turn.UNSET;
    }
  }

  void messageSent(int bytes) {
    recorder.add(TurnCount.BYTES_SENT, bytes);
    if (turn != null) {
      turn.messageSent(bytes);
    }
  }

  void messageReceived(int bytes) {
    recorder.add(TurnCount.BYTES_RECEIVED, bytes);
    if (turn != null) {
      turn.messageReceived(bytes);
    }
  }

  void audioSent(int bytes, long nowNanos) {
    recorder.add(TurnCount.PACKETS_SENT, 1);
    recorder.add(TurnCount.BYTES_SENT, bytes);
    if (turn != null) {
      turn.packetSent(bytes, nowNanos);
    }
  }

  void audioReceived(int bytes, boolean accepted, long nowNanos) {
    recorder.add(TurnCount.PACKETS_RECEIVED, 1);
    recorder.add(TurnCount.BYTES_RECEIVED, bytes);
    Turn now = turn;
    TurnMarks.Packet fate =
        now != null
            ? TurnMarks.onAudioReceived(now, bytes, accepted, nowNanos)
            : accepted ? TurnMarks.Packet.TAKEN : TurnMarks.Packet.LATE;
    switch (fate) {
      case TAKEN -> {}
      case DROPPED -> recorder.add(TurnCount.DROPPED_FRAMES, 1);
      case LATE -> recorder.add(TurnCount.LATE_FRAMES, 1);
    }
  }

  void frameLate(long lateNanos) {
    recorder.record(TurnMeasure.PACING_LATENESS, lateNanos);
  }

  /** The machine stalled, and the microphone's grid was moved. */
  void framesMoved(int frames) {
    recorder.add(TurnCount.FRAMES_MOVED, frames);
  }

  void firstSound(long nanos) {
    if (turn != null) {
      boolean first = turn.has(Mark.TTS_START) && !turn.has(Mark.FIRST_SOUND);
      TurnMarks.onFirstSound(turn, nanos);
      if (tape != null && first) {
        tape.begin();
      }
    }
  }

  /** Silence inside an answer; the device's own sounds have none that matters. */
  void gap(long fromNanos, long untilNanos) {
    if (turn != null && turn.has(Mark.FIRST_PACKET)) {
      recorder.add(TurnCount.GAPS, 1);
      recorder.gap(turn, untilNanos - fromNanos);
      turn.gap(untilNanos - fromNanos);
    }
  }

  /**
   * Sound was thrown away that the user should have heard; not counted between turns, where we hung up ourselves, nor
   * before an answer, where it was one of the device's own sounds.
   */
  void cutTail() {
    if (turn != null && turn.has(Mark.FIRST_PACKET)) {
      turn.cutTail();
      recorder.add(TurnCount.CUT_TAILS, 1);
    }
  }
}
