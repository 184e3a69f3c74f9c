package io.github.xiaozhisim.stress.turn;

import io.github.xiaozhisim.stress.measure.Outcome;

/** How a turn ended. The labels are part of the report's schema. */
public enum TurnOutcome implements Outcome {
  /** {@code tts start} and {@code tts stop} came, and everything between was played; stt and llm may be missing. */
  ANSWERED("answered"),
  /** The server said that it recognised nothing (an {@code stt} with empty text). */
  NOTHING_HEARD("nothing-heard"),
  /** The connection, the upgrade or the hello was refused. */
  REFUSED("refused"),
  /** The connection was accepted, and then the server said that this device may not come in. */
  NOT_AUTHENTICATED("not-authenticated"),
  TIMED_OUT_CONNECT("timed-out-connect"),
  TIMED_OUT_HELLO("timed-out-hello"),
  TIMED_OUT_STT("timed-out-stt"),
  TIMED_OUT_ANSWER("timed-out-answer"),
  TIMED_OUT_TTS("timed-out-tts"),
  DROPPED_CONNECT("dropped-connect"),
  DROPPED_HELLO("dropped-hello"),
  DROPPED_STT("dropped-stt"),
  DROPPED_ANSWER("dropped-answer"),
  DROPPED_TTS("dropped-tts"),
  /** The device crashed where the firmware would; strict fidelity only. */
  CRASHED("crashed"),
  /** Cut short by the end of the run or by an interruption. */
  ABORTED("aborted");

  private final String label;

  TurnOutcome(String label) {
    this.label = label;
  }

  @Override
  public String label() {
    return label;
  }

  @Override
  public boolean isGood() {
    return this == ANSWERED;
  }

  @Override
  public boolean isCut() {
    return this == ABORTED;
  }

  /** The server did not go on within the stage's limit. */
  public static TurnOutcome timedOut(Stage stage) {
    return switch (stage) {
      case CONNECT -> TIMED_OUT_CONNECT;
      case HELLO -> TIMED_OUT_HELLO;
      case STT -> TIMED_OUT_STT;
      case ANSWER -> TIMED_OUT_ANSWER;
      case TTS -> TIMED_OUT_TTS;
    };
  }

  /** The connection ended while the turn was in {@code stage}. */
  public static TurnOutcome dropped(Stage stage) {
    return switch (stage) {
      case CONNECT -> DROPPED_CONNECT;
      case HELLO -> DROPPED_HELLO;
      case STT -> DROPPED_STT;
      case ANSWER -> DROPPED_ANSWER;
      case TTS -> DROPPED_TTS;
    };
  }
}
