package io.github.xiaozhisim.stress.fleet;

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

  public static Timeouts defaults() {
    long second = 1_000_000_000L;
    return new Timeouts(10 * second, 10 * second, 5 * second, 30 * second, 60 * second);
  }
}
