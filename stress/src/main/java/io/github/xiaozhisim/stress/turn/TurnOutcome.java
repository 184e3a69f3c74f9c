package io.github.xiaozhisim.stress.turn;

import io.github.xiaozhisim.stress.measure.Outcome;

/** How a turn ended. The labels are part of the report's schema. */
public enum TurnOutcome implements Outcome {
  /** {@code tts start} and {@code tts stop} came, and everything between was played; stt and llm may be missing. */
  ANSWERED("answered", "answered", "已回答"),
  /** The user cut the answer short, as some users do, and the server fell silent. */
  INTERRUPTED("interrupted", "interrupted by the user", "被用户打断"),
  /** The server said that it recognised nothing (an {@code stt} with empty text). */
  NOTHING_HEARD("nothing-heard", "nothing recognised", "未识别到内容"),
  /** The connection, the upgrade or the hello was refused. */
  REFUSED("refused", "refused", "被拒绝"),
  /** The connection was accepted, and then the server said that this device may not come in. */
  NOT_AUTHENTICATED("not-authenticated", "not authenticated", "认证失败"),
  TIMED_OUT_CONNECT("timed-out-connect", "no connection in time", "连接超时"),
  TIMED_OUT_HELLO("timed-out-hello", "no server hello in time", "等待 hello 超时"),
  TIMED_OUT_STT("timed-out-stt", "no stt in time", "等待 stt 超时"),
  TIMED_OUT_ANSWER("timed-out-answer", "no answer in time", "等待回答超时"),
  TIMED_OUT_TTS("timed-out-tts", "the answer did not end in time", "回答未按时结束"),
  DROPPED_CONNECT("dropped-connect", "cut off while connecting", "连接时断开"),
  DROPPED_HELLO("dropped-hello", "cut off before the hello", "hello 之前断开"),
  DROPPED_STT("dropped-stt", "cut off before stt", "stt 之前断开"),
  DROPPED_ANSWER("dropped-answer", "cut off before the answer", "回答之前断开"),
  DROPPED_TTS("dropped-tts", "cut off during the answer", "回答期间断开"),
  /** The device crashed where the firmware would; strict fidelity only. */
  CRASHED("crashed", "the device crashed", "设备崩溃"),
  /** In an open model: no device was free, and too many conversations were waiting for one already. */
  NO_DEVICE("no-device", "no device was free", "没有空闲设备"),
  /** Cut short by the end of the run, by Ctrl-C, or on purpose by a wave. */
  ABORTED("aborted", "cut short by the end of the run", "因测试结束而中止");

  private final String label;
  private final String meaning;
  private final String chinese;

  TurnOutcome(String label, String meaning, String chinese) {
    this.label = label;
    this.meaning = meaning;
    this.chinese = chinese;
  }

  @Override
  public String label() {
    return label;
  }

  @Override
  public String meaning() {
    return meaning;
  }

  @Override
  public String chinese() {
    return chinese;
  }

  @Override
  public boolean isGood() {
    return this == ANSWERED || this == INTERRUPTED;
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
