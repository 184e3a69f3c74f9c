package io.github.xiaozhisim.stress.journal;

import io.github.xiaozhisim.stress.report.RunResult;
import io.github.xiaozhisim.stress.turn.Turn;
import java.time.Instant;
import org.HdrHistogram.Histogram;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code legacy.json}, the older tester's report: {@code connections} with the columns of {@code legacy.csv}, written
 * while the run lasts, then {@code test_info} and {@code summary}. One connection there is one turn here. Used by the
 * thread that writes the report.
 */
final class LegacyJson {

  static final String HEAD = "{\"connections\":[";

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final long LONGEST_MICROS = 3_600_000_000L;

  private final Histogram responses = new Histogram(LONGEST_MICROS, 3);
  private final StringBuilder line = new StringBuilder(512);
  private long total;
  private long successful;
  private long sumMicros;
  private long worstMicros;

  /** The next element, with what separates it from the one before. */
  String element(LegacyTurn turn) {
    line.setLength(0);
    line.append(total++ == 0 ? "\n{" : ",\n{");
    line.append("\"connection_id\":").append(turn.connection());
    millis("connect_time", turn.connectNanos());
    line.append(",\"connect_status\":\"").append(turn.status()).append('"');
    millis("send_time", turn.sendNanos());
    millis("stt_time", turn.sttNanos());
    millis("llm_time", turn.llmNanos());
    millis("tts_start_time", turn.ttsStartNanos());
    millis("tts_duration", turn.ttsNanos());
    millis("total_response_time", turn.totalNanos());
    line.append(",\"message_size\":").append(turn.sentBytes());
    line.append(",\"response_size\":").append(turn.receivedBytes());
    line.append(",\"complete\":").append(turn.complete());
    line.append(",\"error_type\":\"").append(turn.errorType()).append('"');
    String message = turn.errorMessage();
    line.append(",\"error_message\":")
        .append(message.isEmpty() ? "\"\"" : JSON.writeValueAsString(message))
        .append('}');
    boolean well = turn.errorType().isEmpty();
    if (well) {
      successful++;
      if (turn.totalNanos() != Turn.UNSET) {
        long micros = Math.min(LONGEST_MICROS, turn.totalNanos() / 1_000);
        responses.recordValue(micros);
        sumMicros += micros;
        worstMicros = Math.max(worstMicros, micros);
      }
    }
    return line.toString();
  }

  /** What follows the last element. */
  String tail(RunResult run) {
    ObjectNode info = JSON.createObjectNode();
    info.put("start_time", Instant.ofEpochMilli(run.startedWallMillis()).toString());
    info.put("duration", run.durationMillis() / 1000.0);
    info.put("concurrent_connections", run.devices().requested());
    info.put("target", String.valueOf(run.environment().getOrDefault("target", "")));
    info.put("seed", run.seed());
    ObjectNode summary = JSON.createObjectNode();
    summary.put("total_connections", total);
    summary.put("successful_connections", successful);
    summary.put("failed_connections", total - successful);
    boolean any = responses.getTotalCount() > 0;
    summary.put("avg_response_time", any ? rounded((double) sumMicros / responses.getTotalCount()) : 0);
    summary.put("p95_response_time", any ? percentile(95) : 0);
    summary.put("p99_response_time", any ? percentile(99) : 0);
    summary.put("qps", run.durationMillis() > 0 ? rounded(total * 1_000_000.0 / run.durationMillis()) : 0);
    return "\n],\n\"test_info\":" + info + ",\n\"summary\":" + summary + "}\n";
  }

  private double percentile(double percent) {
    return rounded(Math.min(responses.getValueAtPercentile(percent), worstMicros));
  }

  private void millis(String name, long nanos) {
    line.append(",\"").append(name).append("\":");
    if (nanos == Turn.UNSET) {
      line.append("null");
    } else {
      line.append(rounded(nanos / 1000.0));
    }
  }

  /** Microseconds as milliseconds with three decimals. */
  private static double rounded(double micros) {
    return Math.round(micros) / 1000.0;
  }
}
