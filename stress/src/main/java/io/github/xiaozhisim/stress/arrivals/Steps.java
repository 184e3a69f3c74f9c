package io.github.xiaozhisim.stress.arrivals;

import java.util.List;

/**
 * One rate after the other; the last one goes on. Within step i, which begins at Tᵢ = Σ of the lengths before it:
 *
 * <pre>
 * λ(t) = rᵢ      Λ(t) = Λ(Tᵢ) + rᵢ·(t − Tᵢ)      Λ⁻¹(k) = Tᵢ + (k − Λ(Tᵢ)) / rᵢ
 * </pre>
 */
public record Steps(List<Step> steps) implements Rate {

  /** A rate, and for how long. */
  public record Step(double perSecond, double seconds) {
    public Step {
      Rate.checked(perSecond);
      Rate.checkedLength(seconds);
    }

    double count() {
      return perSecond * seconds;
    }
  }

  public Steps {
    steps = List.copyOf(steps);
    if (steps.isEmpty()) {
      throw new IllegalArgumentException("steps without a step");
    }
  }

  @Override
  public double perSecond(double at) {
    double begin = 0;
    for (Step step : steps) {
      begin += step.seconds();
      if (at < begin) {
        return step.perSecond();
      }
    }
    return steps.getLast().perSecond();
  }

  @Override
  public double count(double at) {
    double begin = 0;
    double count = 0;
    for (Step step : steps) {
      if (at < begin + step.seconds()) {
        return count + step.perSecond() * (at - begin);
      }
      begin += step.seconds();
      count += step.count();
    }
    return count + steps.getLast().perSecond() * (at - begin);
  }

  @Override
  public double secondsAt(double count) {
    double begin = 0;
    double missing = count;
    for (Step step : steps) {
      if (missing <= step.count()) {
        return begin + missing / step.perSecond();
      }
      begin += step.seconds();
      missing -= step.count();
    }
    return begin + missing / steps.getLast().perSecond();
  }
}
