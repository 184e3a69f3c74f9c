package io.github.xiaozhisim.stress.arrivals;

/** How evenly work comes at a rate: at Λ⁻¹ of which numbers. */
public enum Spacing {
  /** The k-th at Λ⁻¹(k): at a constant rate the same time between all. */
  REGULAR,
  /**
   * The k-th at Λ⁻¹(E₁ + … + Eₖ) with independent Eᵢ = −ln(1 − Uᵢ), exponential with mean 1: a Poisson process of rate
   * λ(t), as of many people who know nothing of each other.
   */
  POISSON
}
