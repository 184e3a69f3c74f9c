package io.github.xiaozhisim.stress.report;

import io.github.xiaozhisim.stress.measure.Mark;
import io.github.xiaozhisim.stress.measure.Outcome;
import io.github.xiaozhisim.stress.measure.Turn;
import java.util.Objects;

/**
 * Lines of {@code legacy.csv}: the columns and meanings of the older tester, so that its users' scripts go on working.
 * One line a turn; {@code connection_id} is the device's number. Times are durations in milliseconds: {@code
 * stt_time} and {@code total_response_time} count from the first audio frame sent, which hides the length of the
 * utterance in them; {@code turns.csv} does better.
 */
final class LegacyCsv {

  static final String HEADER =
      "connection_id,connect_time,connect_status,send_time,stt_time,llm_time,tts_start_time,tts_duration,"
          + "total_response_time,message_size,response_size,complete,error_type,error_message\n";

  private final Csv csv = new Csv();

  String line(Turn turn) {
    Outcome outcome = Objects.requireNonNull(turn.outcome());
    // A turn without audio counts from the moment its text was sent.
    Mark sent = turn.has(Mark.FIRST_SENT) ? Mark.FIRST_SENT : Mark.LAST_VOICED;
    Mark answer = turn.has(Mark.LLM) ? Mark.LLM : Mark.SENTENCE;
    Mark beforeTts = turn.has(Mark.LLM) && turn.at(Mark.LLM) <= turn.at(Mark.TTS_START) ? Mark.LLM : Mark.STT;
    boolean refused = turn.has(Mark.CONNECT_START) && !turn.has(Mark.HELLO_DONE);
    boolean complete =
        turn.has(Mark.STT) && turn.has(answer) && turn.has(Mark.TTS_START) && turn.has(Mark.TTS_STOP);
    return csv.number(turn.device() + 1L)
        .nanos(between(turn, Mark.CONNECT_START, Mark.CONNECTED))
        .text(refused || outcome == Outcome.REFUSED ? "failed" : "success")
        .nanos(between(turn, sent, Mark.LAST_SENT))
        .nanos(between(turn, sent, Mark.STT))
        .nanos(between(turn, Mark.STT, answer))
        .nanos(between(turn, beforeTts, Mark.TTS_START))
        .nanos(between(turn, Mark.TTS_START, Mark.TTS_STOP))
        .nanos(between(turn, sent, Mark.TTS_STOP))
        .number(turn.bytesSent())
        .number(turn.bytesReceived())
        .text(complete ? "true" : "false")
        .text(outcome == Outcome.ANSWERED ? "" : outcome.label())
        .text(turn.error())
        .take();
  }

  private static long between(Turn turn, Mark from, Mark until) {
    boolean both = turn.has(from) && turn.has(until) && turn.at(until) >= turn.at(from);
    return both ? turn.at(until) - turn.at(from) : Turn.UNSET;
  }
}
