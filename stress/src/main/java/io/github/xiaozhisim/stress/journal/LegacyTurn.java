package io.github.xiaozhisim.stress.journal;

import io.github.xiaozhisim.stress.turn.Mark;
import io.github.xiaozhisim.stress.turn.Turn;
import io.github.xiaozhisim.stress.turn.TurnOutcome;
import java.util.Objects;

/**
 * One turn as the older tester measured it: durations in nanoseconds, {@link Turn#UNSET} where there is none. {@code
 * sttNanos} and {@code totalNanos} count from the first audio frame sent, which hides the length of the utterance in
 * them; {@code turns.csv} does better.
 *
 * @param connection the device's number, from 1
 * @param connectNanos from asking for the connection to its upgrade
 * @param connected whether the device got as far as talking
 * @param sendNanos from the first audio frame to the last
 * @param sttNanos from the first audio frame, or the text, to the first stt
 * @param llmNanos from stt to llm, or to the first sentence of servers that send no llm
 * @param ttsStartNanos from llm, or stt where there is none, to tts start
 * @param ttsNanos from tts start to tts stop
 * @param totalNanos from the first audio frame, or the text, to tts stop
 * @param complete stt, llm, tts start and tts stop were all seen
 * @param errorType the outcome's label, empty when answered
 */
record LegacyTurn(
    long connection,
    long connectNanos,
    boolean connected,
    long sendNanos,
    long sttNanos,
    long llmNanos,
    long ttsStartNanos,
    long ttsNanos,
    long totalNanos,
    long sentBytes,
    long receivedBytes,
    boolean complete,
    String errorType,
    String errorMessage) {

  static LegacyTurn of(Turn turn) {
    TurnOutcome outcome = Objects.requireNonNull(turn.outcome());
    Mark sent = turn.has(Mark.FIRST_SENT) ? Mark.FIRST_SENT : Mark.LAST_VOICED;
    Mark model = turn.has(Mark.LLM) ? Mark.LLM : Mark.SENTENCE;
    Mark beforeTts = turn.has(Mark.LLM) && turn.at(Mark.LLM) <= turn.at(Mark.TTS_START) ? Mark.LLM : Mark.STT;
    boolean shutOut = turn.has(Mark.CONNECT_START) && !turn.has(Mark.HELLO_DONE);
    return new LegacyTurn(
        turn.device() + 1L,
        between(turn, Mark.CONNECT_START, Mark.CONNECTED),
        !shutOut && outcome != TurnOutcome.REFUSED,
        between(turn, sent, Mark.LAST_SENT),
        between(turn, sent, Mark.STT),
        between(turn, Mark.STT, model),
        between(turn, beforeTts, Mark.TTS_START),
        between(turn, Mark.TTS_START, Mark.TTS_STOP),
        between(turn, sent, Mark.TTS_STOP),
        turn.bytesSent(),
        turn.bytesReceived(),
        turn.has(Mark.STT) && turn.has(model) && turn.has(Mark.TTS_START) && turn.has(Mark.TTS_STOP),
        outcome.isGood() ? "" : outcome.label(),
        turn.error());
  }

  /** {@code success} or {@code failed}. */
  String status() {
    return connected ? "success" : "failed";
  }

  private static long between(Turn turn, Mark from, Mark until) {
    boolean both = turn.has(from) && turn.has(until) && turn.at(until) >= turn.at(from);
    return both ? turn.at(until) - turn.at(from) : Turn.UNSET;
  }
}
