package io.github.xiaozhisim.stress.arrivals;

/** Always the same: λ(t) = r, Λ(t) = r·t, Λ⁻¹(k) = k / r. */
public record Constant(double perSecond) implements Rate {

  public Constant {
    Rate.checked(perSecond);
  }

  @Override
  public double perSecond(double seconds) {
    return perSecond;
  }

  @Override
  public double count(double seconds) {
    return perSecond * seconds;
  }

  @Override
  public double secondsAt(double count) {
    return count / perSecond;
  }
}
