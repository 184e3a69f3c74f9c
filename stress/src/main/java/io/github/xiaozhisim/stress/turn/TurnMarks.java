package io.github.xiaozhisim.stress.turn;

import io.github.xiaozhisim.device.ChannelFailure;
import io.github.xiaozhisim.device.protocol.ServerMessage;

/**
 * Notes on a turn what device, microphone and loudspeaker tell, whoever takes the turn: a user of a fleet or a person.
 * What is told has its moment here and nowhere else; what follows from it is decided by others. On the device's thread;
 * nothing is allocated, nothing kept.
 */
public final class TurnMarks {

  /** Timers tick coarsely. */
  private static final long TICK_NANOS = 5_000_000;

  private TurnMarks() {}

  public static void onChannelOpening(Turn turn, long nowNanos) {
    turn.mark(Mark.CONNECT_START, nowNanos);
  }

  public static void onConnected(Turn turn, long nowNanos) {
    turn.mark(Mark.CONNECTED, nowNanos);
  }

  public static void onChannelOpened(Turn turn, long nowNanos) {
    turn.mark(Mark.HELLO_DONE, nowNanos);
  }

  /**
   * @param speechMillis from there to the last voiced sample
   * @return when that will be said
   */
  public static long onSpeechStarted(Turn turn, long startedNanos, double speechMillis) {
    long lastVoicedNanos = startedNanos + Math.round(speechMillis * 1e6);
    turn.mark(Mark.SPEECH_START, startedNanos);
    turn.mark(Mark.LAST_VOICED, lastVoicedNanos);
    return lastVoicedNanos;
  }

  public static void onSpeechEnded(Turn turn, long lastVoicedNanos) {
    turn.moveMark(Mark.LAST_VOICED, lastVoicedNanos);
  }

  /** The words have been sent, in a turn without speech. */
  public static void onTyped(Turn turn, long nowNanos) {
    turn.mark(Mark.LAST_VOICED, nowNanos);
  }

  /** The device said that this was all; later than the answer it only follows the server's decision. */
  public static void onListenStop(Turn turn, long nowNanos) {
    if (!turn.has(Mark.TTS_START)) {
      turn.mark(Mark.LISTEN_STOP, nowNanos);
    }
  }

  /** @return false for a second one: some servers tell of their tools so */
  public static boolean onStt(Turn turn, ServerMessage.Stt stt, long nowNanos) {
    if (turn.has(Mark.STT)) {
      return false;
    }
    turn.mark(Mark.STT, nowNanos);
    turn.heard(stt.text());
    ServerMessage.EmulatedStages emulated = stt.emulated();
    if (emulated != null) {
      turn.emulatedStages(emulated.asrMillis(), emulated.heardMillis());
    }
    return true;
  }

  public static void onLlm(Turn turn, long nowNanos) {
    turn.mark(Mark.LLM, nowNanos);
  }

  public static void onSentence(Turn turn, long nowNanos) {
    turn.mark(Mark.SENTENCE, nowNanos);
  }

  public static void onTtsStart(Turn turn, long nowNanos) {
    turn.mark(Mark.TTS_START, nowNanos);
  }

  /** @return false where nothing was to be stopped: servers say so unasked, too */
  public static boolean onTtsStop(Turn turn, long nowNanos) {
    if (!turn.has(Mark.TTS_START) && !turn.has(Mark.INTERRUPTED)) {
      return false;
    }
    turn.mark(Mark.TTS_STOP, nowNanos);
    return true;
  }

  public static void onPlaybackDrained(Turn turn, long nowNanos) {
    turn.moveMark(Mark.DRAINED, nowNanos);
  }

  /** Whether nothing of the answer is still to be heard. */
  public static boolean allHeard(Turn turn) {
    return turn.packetsReceived() == 0
        || (turn.has(Mark.DRAINED) && turn.at(Mark.DRAINED) >= turn.at(Mark.LAST_PACKET));
  }

  /** Something sounds for the first time; before the answer it is one of the device's own sounds. */
  public static void onFirstSound(Turn turn, long nanos) {
    if (turn.has(Mark.TTS_START)) {
      turn.mark(Mark.FIRST_SOUND, nanos);
    }
  }

  /** A packet of the answer, or one that nobody will hear. */
  public static Packet onAudioReceived(Turn turn, int bytes, boolean accepted, long nowNanos) {
    if (accepted) {
      turn.packetReceived(bytes, nowNanos);
      return Packet.TAKEN;
    }
    if (turn.has(Mark.TTS_START) && !turn.has(Mark.TTS_STOP)) {
      turn.droppedFrame();
      return Packet.DROPPED;
    }
    turn.lateFrame();
    return Packet.LATE;
  }

  /** What became of a packet. */
  public enum Packet {
    TAKEN,
    /** The device had no room for it. */
    DROPPED,
    /** It came outside the answer. */
    LATE
  }

  /**
   * How a turn ends whose channel could not be opened or used.
   *
   * @param connectNanos how long the device waits for a connection
   */
  public static TurnOutcome outcomeOf(Turn turn, ChannelFailure failure, long connectNanos, long nowNanos) {
    return switch (failure.stage()) {
      case NO_SERVER, LOCAL, REFUSED -> TurnOutcome.REFUSED;
      case AUTHENTICATION -> TurnOutcome.NOT_AUTHENTICATED;
      case CONNECT, UPGRADE ->
          waited(turn, connectNanos, nowNanos) ? TurnOutcome.TIMED_OUT_CONNECT : TurnOutcome.REFUSED;
      case HELLO_TIMEOUT -> TurnOutcome.TIMED_OUT_HELLO;
      case SEND -> TurnOutcome.dropped(turn.stage());
    };
  }

  private static boolean waited(Turn turn, long connectNanos, long nowNanos) {
    return turn.has(Mark.CONNECT_START) && nowNanos - turn.at(Mark.CONNECT_START) >= connectNanos - TICK_NANOS;
  }
}
