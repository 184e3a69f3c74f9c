package io.github.xiaozhisim.stress.server;

import java.util.Locale;

/** The ways in which the server can be told to misbehave; most were met at real servers. */
public enum FaultKind {
  REFUSE("refuses the connection, the way --refusal says"),
  HTTP_200("answers the upgrade with an ordinary web page, status 200"),
  HTTP_401("answers the upgrade with status 401"),
  DROP("closes TCP instead of answering the upgrade"),
  IGNORE("never answers the upgrade"),
  CLOSE_AFTER_101("accepts the upgrade, then closes with code 1000 at once"),
  PLAIN_TEXT_CLOSE("accepts the upgrade, sends one line of plain text, closes with code 1000"),
  NO_HELLO("never answers the hello; in the toyai dialect, never sends auth"),
  LATE_HELLO("answers the hello late; in the toyai dialect, sends auth late", Argument.TIME, 2000),
  HELLO_TWICE("answers the hello twice; in the toyai dialect, sends auth twice"),
  NO_TRANSPORT("answers the hello without its transport, which crashes the firmware and so devices of strict fidelity"),
  GARBAGE("sends text that is no JSON and binary that is no Opus after the hello and before each answer"),
  WRONG_SESSION("puts another session_id into every message but the hello"),
  NO_STT("answers without ever saying what it understood"),
  NO_LLM("answers without ever sending llm"),
  EMPTY_STT("says that it recognised nothing, whatever it heard, and nothing more"),
  NO_ANSWER("says what it understood and then nothing"),
  /**
   * With the default head start the listener is five packets ahead, so a hole of up to four packets is jumped over
   * without a pause: n skipped packets are heard as a gap of (n - 4) frames, or of n frames with
   * {@code --head-start 1}.
   */
  SKIP_PACKETS(
      "leaves out packets in the middle of each answer; heard as a pause only beyond the head start",
      Argument.COUNT,
      3),
  STOP_MID_ANSWER("sends half of each answer, then neither packets nor tts stop"),
  CLOSE_MID_ANSWER("closes with code 1000 in the middle of each answer"),
  DROP_MID_ANSWER("closes TCP without a Close frame in the middle of each answer"),
  INTERRUPT_MID_ANSWER("in the toyai dialect, says interrupt in the middle of each answer; in the other, tts stop"),
  NO_TTS_STOP("sends the whole answer but no tts stop"),
  LATE_TTS_STOP("sends tts stop late", Argument.TIME, 2000),
  DUPLICATE_TTS_STOP("sends tts stop twice"),
  BURST("sends the first packets of each answer at once instead of the usual head start", Argument.COUNT, 60),
  /**
   * The listener hears what the head start does not cover: with the default of five packets 240 ms less than the pause.
   */
  STARVE("pauses in the middle of each answer; heard as a pause only beyond the head start", Argument.TIME, 300),
  JITTER("sends each packet late by a random time up to this", Argument.TIME, 20),
  OVERSIZE_LENGTH("puts a false length into one packet of each answer; without framing, 4000 random bytes");

  /** What stands behind the colon. */
  public enum Argument {
    NONE,
    COUNT,
    TIME
  }

  private final String meaning;
  private final Argument argument;
  private final int otherwise;

  FaultKind(String meaning) {
    this(meaning, Argument.NONE, 0);
  }

  FaultKind(String meaning, Argument argument, int otherwise) {
    this.meaning = meaning;
    this.argument = argument;
    this.otherwise = otherwise;
  }

  /** As written on the command line: {@code stop-mid-answer}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** What the server then does, as a clause without a subject. */
  public String meaning() {
    return meaning;
  }

  public Argument argument() {
    return argument;
  }

  /** The argument when none is written: packets or milliseconds. */
  public int defaultArgument() {
    return otherwise;
  }
}
