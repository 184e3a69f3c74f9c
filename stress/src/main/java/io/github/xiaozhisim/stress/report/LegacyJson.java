package io.github.xiaozhisim.stress.report;

import io.github.xiaozhisim.stress.measure.Turn;
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
  private long total;
  private long successful;
  private long sumMicros;
  private long worstMicros;

  /** The next element, with what separates it from the one before. */
  String element(LegacyTurn turn) {
    ObjectNode node = JSON.createObjectNode();
    node.put("connection_id", turn.connection());
    millis(node, "connect_time", turn.connectNanos());
    node.put("connect_status", turn.status());
    millis(node, "send_time", turn.sendNanos());
    millis(node, "stt_time", turn.sttNanos());
    millis(node, "llm_time", turn.llmNanos());
    millis(node, "tts_start_time", turn.ttsStartNanos());
    millis(node, "tts_duration", turn.ttsNanos());
    millis(node, "total_response_time", turn.totalNanos());
    node.put("message_size", turn.sentBytes());
    node.put("response_size", turn.receivedBytes());
    node.put("complete", turn.complete());
    node.put("error_type", turn.errorType());
    node.put("error_message", turn.errorMessage());
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
    return (total++ == 0 ? "\n" : ",\n") + node;
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

  private static void millis(ObjectNode node, String name, long nanos) {
    if (nanos == Turn.UNSET) {
      node.putNull(name);
    } else {
      node.put(name, rounded(nanos / 1000.0));
    }
  }

  /** Microseconds as milliseconds with three decimals. */
  private static double rounded(double micros) {
    return Math.round(micros) / 1000.0;
  }
}
