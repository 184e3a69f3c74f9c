package io.github.xiaozhisim.stress.journal;

import io.github.xiaozhisim.stress.report.Csv;

/** Lines of {@code legacy.csv}, the columns of the older tester, so that its users' scripts go on working. */
final class LegacyCsv {

  static final String HEADER =
      "connection_id,connect_time,connect_status,send_time,stt_time,llm_time,tts_start_time,tts_duration,"
          + "total_response_time,message_size,response_size,complete,error_type,error_message\n";

  private final Csv csv = new Csv();

  String line(LegacyTurn turn) {
    return csv.number(turn.connection())
        .nanos(turn.connectNanos())
        .text(turn.status())
        .nanos(turn.sendNanos())
        .nanos(turn.sttNanos())
        .nanos(turn.llmNanos())
        .nanos(turn.ttsStartNanos())
        .nanos(turn.ttsNanos())
        .nanos(turn.totalNanos())
        .number(turn.sentBytes())
        .number(turn.receivedBytes())
        .text(turn.complete() ? "true" : "false")
        .text(turn.errorType())
        .text(turn.errorMessage())
        .take();
  }
}
