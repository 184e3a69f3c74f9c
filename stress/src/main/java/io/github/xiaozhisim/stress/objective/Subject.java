package io.github.xiaozhisim.stress.objective;

import io.github.xiaozhisim.stress.measure.Count;
import io.github.xiaozhisim.stress.measure.Measure;
import io.github.xiaozhisim.stress.measure.Outcome;
import java.util.List;

/** What an objective looks at: how a value is made from slices. Immutable. */
public sealed interface Subject {

  /** Of the value, for people: {@code ms}, {@code %}, {@code /s}, {@code /min} or empty. */
  String unit();

  /** What of a sum stands for this subject; NaN where there is nothing. */
  double value(Sum sum);

  /** Whether there is enough to judge a stretch of a run by: one piece of work more or less must not decide. */
  boolean isEnough(Sum sum, double limit);

  /** One of a distribution of durations. */
  enum Statistic {
    PERCENTILE,
    MEAN,
    MIN,
    MAX
  }

  /** Of durations, in milliseconds; {@code percent} is of the percentile and else without meaning. */
  record OfDurations(Measure measure, Statistic statistic, double percent) implements Subject {
    @Override
    public String unit() {
      return "ms";
    }

    @Override
    public double value(Sum sum) {
      if (sum.durations().getTotalCount() == 0) {
        return measure.isOptional() && sum.lengthNanos() > 0 ? 0 : Double.NaN;
      }
      double micros =
          switch (statistic) {
            case PERCENTILE -> Math.min(sum.durations().getValueAtPercentile(percent), sum.durations().getMaxValue());
            case MEAN -> sum.durations().getMean();
            case MIN -> sum.durations().getMinValue();
            case MAX -> sum.durations().getMaxValue();
          };
      return micros / 1_000;
    }

    /** As many as it takes for one of them to lie beyond the percentile. */
    @Override
    public boolean isEnough(Sum sum, double limit) {
      if (measure.isOptional()) {
        return true;
      }
      double needed = statistic == Statistic.PERCENTILE ? Math.min(1e4, 100 / (100 - percent)) : 1;
      return sum.durations().getTotalCount() >= Math.ceil(needed - 1e-9);
    }
  }

  /**
   * How many of the pieces of work that ended did so in one of these ways, in percent; those cut short are not counted.
   */
  record Share(List<Outcome> of) implements Subject {
    public Share {
      of = List.copyOf(of);
    }

    @Override
    public String unit() {
      return "%";
    }

    @Override
    public double value(Sum sum) {
      return sum.whole() == 0 ? Double.NaN : 100.0 * sum.part() / sum.whole();
    }

    /** As many as it takes for one of them to weigh no more than the limit allows. */
    @Override
    public boolean isEnough(Sum sum, double limit) {
      double allowed = Math.min(limit, 100 - limit);
      return sum.whole() >= (allowed > 0 ? Math.ceil(100 / allowed - 1e-9) : 1);
    }
  }

  /** What an amount is divided by. */
  enum Per {
    /** Nothing: all of it. */
    TOTAL(""),
    SECOND("/s"),
    MINUTE("/min");

    private final String unit;

    Per(String unit) {
      this.unit = unit;
    }

    double of(long amount, long nanos) {
      return switch (this) {
        case TOTAL -> amount;
        case SECOND -> amount / (nanos / 1e9);
        case MINUTE -> amount / (nanos / 60e9);
      };
    }
  }

  /** A number of things that happened. */
  sealed interface Amount extends Subject {
    Per per();

    @Override
    default String unit() {
      return per().unit;
    }

    @Override
    default double value(Sum sum) {
      return sum.lengthNanos() == 0 ? Double.NaN : per().of(sum.part(), sum.lengthNanos());
    }

    @Override
    default boolean isEnough(Sum sum, double limit) {
      return true;
    }
  }

  /** Of one count. */
  record OfCount(Count count, Per per) implements Amount {}

  /** Of work that ended in one of these ways. */
  record Ended(List<Outcome> of, Per per) implements Amount {
    public Ended {
      of = List.copyOf(of);
    }
  }
}
