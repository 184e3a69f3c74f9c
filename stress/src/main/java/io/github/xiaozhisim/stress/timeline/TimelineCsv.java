package io.github.xiaozhisim.stress.timeline;

import io.github.xiaozhisim.stress.measure.Count;
import io.github.xiaozhisim.stress.measure.Gauge;
import io.github.xiaozhisim.stress.measure.Outcome;
import io.github.xiaozhisim.stress.measure.Reading;
import io.github.xiaozhisim.stress.measure.Slice;
import io.github.xiaozhisim.stress.measure.Vocabulary;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Writes {@code timeline.csv}: for each slice its times in seconds, what was counted and ended in it, how many were in
 * each state at its end, and what the gauges showed. When a gauge comes that was not there before, another header
 * follows.
 */
final class TimelineCsv implements AutoCloseable {

  static final String NAME = "timeline.csv";
  static final String FROM = "from_s";
  static final String UNTIL = "until_s";
  static final String COUNT = "count.";
  static final String OUTCOME = "outcome.";
  static final String STATE = "state.";
  static final String GAUGE = "gauge.";

  private final BufferedWriter out;
  private final Vocabulary vocabulary;
  private List<Gauge> gauges = List.of();

  TimelineCsv(OutputStream to, Vocabulary vocabulary) throws IOException {
    this.vocabulary = vocabulary;
    this.out = new BufferedWriter(new OutputStreamWriter(to, StandardCharsets.UTF_8));
    header(List.of());
  }

  /** The gauges of the lines that follow. */
  void header(Collection<Gauge> known) throws IOException {
    gauges = List.copyOf(known);
    List<String> columns = new ArrayList<>(List.of(FROM, UNTIL));
    vocabulary.counts().stream().map(Count::label).forEach(label -> columns.add(COUNT + label));
    vocabulary.outcomes().stream().map(Outcome::label).forEach(label -> columns.add(OUTCOME + label));
    vocabulary.states().forEach(state -> columns.add(STATE + state.label()));
    gauges.forEach(gauge -> columns.add(GAUGE + gauge.label()));
    out.write(String.join(",", columns) + "\n");
    out.flush();
  }

  /** Writes a line, and hands it to the system. */
  void add(Slice slice, @Nullable Reading reading) throws IOException {
    StringBuilder line = new StringBuilder(256);
    line.append(seconds(slice.fromNanos())).append(',').append(seconds(slice.untilNanos()));
    slice.counts().forEach(count -> line.append(',').append(count));
    slice.outcomes().forEach(outcome -> line.append(',').append(outcome));
    slice.states().forEach(state -> line.append(',').append(state));
    for (Gauge gauge : gauges) {
      Double value = reading == null ? null : reading.values().get(gauge);
      line.append(',').append(value == null ? "" : number(value));
    }
    out.write(line.append('\n').toString());
    out.flush();
  }

  private static String seconds(long nanos) {
    return String.format(Locale.ROOT, "%.3f", nanos / 1e9);
  }

  private static String number(double value) {
    if (value == Math.rint(value) && Math.abs(value) < 1e15) {
      return Long.toString((long) value);
    }
    return Math.abs(value) < 1e9 ? Double.toString(Math.round(value * 1e6) / 1e6) : Double.toString(value);
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
