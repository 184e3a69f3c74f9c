package io.github.xiaozhisim.stress.fleet;

import io.github.xiaozhisim.stress.turn.Stage;

/**
 * How long a user's patience lasts, by stage, in nanoseconds.
 *
 * @param connectNanos TCP, TLS and upgrade together
 * @param helloNanos from the upgrade to the server's hello
 * @param sttNanos from the end of speech to the server's first reaction
 * @param answerNanos from stt to tts start; in turns without audio from sending the text
 * @param ttsNanos longest silence of the server within an answer
 */
public record Timeouts(long connectNanos, long helloNanos, long sttNanos, long answerNanos, long ttsNanos) {

  private static final long SECOND_NANOS = 1_000_000_000L;

  /** The device ends its own waits first and knows better why; this is for when it does not. */
  static final long SLACK_NANOS = 250_000_000L;

  public static Timeouts defaults() {
    return new Timeouts(
        10 * SECOND_NANOS, 10 * SECOND_NANOS, 5 * SECOND_NANOS, 30 * SECOND_NANOS, 60 * SECOND_NANOS);
  }

  /** From switching a device on until it must be ready. */
  long bootNanos() {
    return 3 * connectNanos;
  }

  /** What is wrong when a turn stays at a stage for longer than this. */
  public String complaint(Stage stage) {
    return switch (stage) {
      case CONNECT -> "no connection within " + inWords(connectNanos) + "; is the server there, and not overloaded?";
      case HELLO -> "connected, but no hello from the server within " + inWords(helloNanos);
      case STT -> "the server did not react within " + inWords(sttNanos) + " after the end of speech";
      case ANSWER -> "stt came, but no answer within " + inWords(answerNanos);
      case TTS -> "the answer stopped in the middle: nothing for " + inWords(ttsNanos) + " and no tts stop";
    };
  }

  static String inWords(long nanos) {
    return nanos % SECOND_NANOS == 0 ? nanos / SECOND_NANOS + " s" : nanos / 1_000_000 + " ms";
  }
}
