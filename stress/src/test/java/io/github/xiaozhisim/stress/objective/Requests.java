package io.github.xiaozhisim.stress.objective;

import io.github.xiaozhisim.stress.measure.Count;
import io.github.xiaozhisim.stress.measure.Measure;
import io.github.xiaozhisim.stress.measure.Measurements;
import io.github.xiaozhisim.stress.measure.Outcome;
import io.github.xiaozhisim.stress.measure.Recorder;
import io.github.xiaozhisim.stress.measure.Slice;
import io.github.xiaozhisim.stress.measure.State;
import io.github.xiaozhisim.stress.measure.Vocabulary;
import java.util.List;
import java.util.Locale;

/** Another kind of work than turns, for tests: requests, told of second by second. */
public final class Requests {

  /** What is measured. */
  public enum Took implements Measure {
    FIRST_TOKEN,
    STALL;

    @Override
    public String label() {
      return name().toLowerCase(Locale.ROOT) + "_ms";
    }

    @Override
    public String meaning() {
      return name();
    }

    @Override
    public String chinese() {
      return name();
    }

    @Override
    public Chart chart() {
      return Chart.HEADLINE;
    }

    @Override
    public boolean isOptional() {
      return this == STALL;
    }
  }

  /** What is counted. */
  public enum Counted implements Count {
    RETRIES,
    OPEN;

    @Override
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }

    @Override
    public boolean isLevel() {
      return this == OPEN;
    }
  }

  /** How they end. */
  public enum End implements Outcome {
    DONE,
    TIMED_OUT,
    CUT;

    @Override
    public String label() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
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
          "requests", List.of(Took.values()), List.of(Counted.values()), List.of(End.values()), State.all("busy"));

  private final Recorder recorder = new Recorder(VOCABULARY);
  private final Measurements measurements = new Measurements(VOCABULARY, List.of(recorder));
  private long nanos;

  /** Requests that were done, each with its time to the first token. */
  public Requests done(int many, double millis) {
    for (int i = 0; i < many; i++) {
      recorder.ended(End.DONE);
      recorder.record(Took.FIRST_TOKEN, Math.round(millis * 1e6));
    }
    return this;
  }

  public Requests ended(int many, End end) {
    for (int i = 0; i < many; i++) {
      recorder.ended(end);
    }
    return this;
  }

  public Requests took(Took measure, double millis) {
    recorder.record(measure, Math.round(millis * 1e6));
    return this;
  }

  public Requests counted(int many) {
    recorder.add(Counted.RETRIES, many);
    return this;
  }

  /** All of that as one slice of so many seconds. */
  public Slice over(double seconds) {
    nanos += Math.round(seconds * 1e9);
    return measurements.collect(nanos);
  }
}
