package io.github.xiaozhisim.stress.timeline;

import io.github.xiaozhisim.stress.measure.Count;
import io.github.xiaozhisim.stress.measure.Gauge;
import io.github.xiaozhisim.stress.measure.Measure;
import io.github.xiaozhisim.stress.measure.Measurements;
import io.github.xiaozhisim.stress.measure.Outcome;
import io.github.xiaozhisim.stress.measure.Reading;
import io.github.xiaozhisim.stress.measure.Recorder;
import io.github.xiaozhisim.stress.measure.Slice;
import io.github.xiaozhisim.stress.measure.State;
import io.github.xiaozhisim.stress.measure.Vocabulary;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A kind of work that is not turns of devices: what knows no work has to do with it just as well. One second a slice.
 */
public final class Requests {

  public static final long SECOND = 1_000_000_000L;

  public enum Wait implements Measure {
    FIRST_TOKEN("first_token_ms", "asked to first token", "请求到首个 token", Chart.HEADLINE),
    QUEUE("queue_ms", "waiting for a worker", "排队", Chart.STAGES),
    THINKING("thinking_ms", "working on it", "处理", Chart.STAGES),
    BOTH("both_ms", "queue and work", "排队与处理", Chart.NONE),
    LATENESS("lateness_ms", "our own lateness", "自身延迟", Chart.GENERATOR);

    private final String label;
    private final String meaning;
    private final String chinese;
    private final Chart chart;

    Wait(String label, String meaning, String chinese, Chart chart) {
      this.label = label;
      this.meaning = meaning;
      this.chinese = chinese;
      this.chart = chart;
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
    public Chart chart() {
      return chart;
    }

    @Override
    public @Nullable Measure whole() {
      return this == QUEUE || this == THINKING ? BOTH : null;
    }
  }

  public enum Tally implements Count {
    TOKENS,
    OPEN,
    HICCUPS;

    @Override
    public String label() {
      return switch (this) {
        case TOKENS -> "tokens";
        case OPEN -> "open";
        case HICCUPS -> "hiccups";
      };
    }

    @Override
    public boolean isLevel() {
      return this == OPEN;
    }

    @Override
    public Topic topic() {
      return this == HICCUPS ? Topic.QUALITY : Topic.WORK;
    }
  }

  public enum End implements Outcome {
    DONE,
    FAILED,
    CUT;

    @Override
    public String label() {
      return switch (this) {
        case DONE -> "done";
        case FAILED -> "failed";
        case CUT -> "cut";
      };
    }

    @Override
    public boolean isGood() {
      return this == DONE;
    }

    @Override
    public boolean isCut() {
      return this == CUT;
    }
  }

  public static final Vocabulary VOCABULARY =
      new Vocabulary(
          "requests",
          List.of(Wait.values()),
          List.of(Tally.values()),
          List.of(End.values()),
          List.of(new State("waiting", "waiting", "等待"), State.of("reading")));

  public static final Gauge MEMORY = new Gauge("memory_mib", "generator.memory", "MiB", "memory", "内存");
  public static final Gauge SERVER = new Gauge("server_cpu_percent", "server.cpu", "%", "CPU of the server", "服务器 CPU");

  private final Recorder recorder = new Recorder(VOCABULARY);
  private final Measurements measurements = new Measurements(VOCABULARY, List.of(recorder));
  private int seconds;

  /** Where the next slice gets its figures from. */
  public Recorder recorder() {
    return recorder;
  }

  /** A request that ended well after so many milliseconds for its first token. */
  public Requests answered(double millis) {
    recorder.record(Wait.FIRST_TOKEN, Math.round(millis * 1e6));
    recorder.ended(End.DONE);
    recorder.add(Tally.TOKENS, 10);
    return this;
  }

  /** What came since the last second. */
  public Slice second() {
    return measurements.collect(++seconds * SECOND);
  }

  /** Of the moment of the last {@link #second}. */
  public Reading reading(double memory) {
    return new Reading(seconds * SECOND, Map.of(MEMORY, memory));
  }
}
