extension Law {
  /// A loss that falls to a floor as a power of compute.
  ///
  ///     loss = E + A * C^-alpha
  ///
  /// - Units: `E` and `A` in the unit of the loss; `alpha` none.
  /// - Valid when: the runs are alike but for `C`, for example all compute-optimal. The floor is known only as far as the
  ///   curve bends: over few decades `E` and `alpha` trade off.
  /// - Source: Henighan et al. 2020, eq. 1.1; `C` may be any one resource.
  public static let powerLawFloor = Law(
    id: "power-law-floor", purpose: .loss,
    summary: "loss that falls to a floor",
    formula: .catalogued("loss = E + A*C^-alpha"),
    coefficients: [
      Coefficient("E", "irreducible loss", unit: "unit of loss", domain: .positive),
      Coefficient("A", "reducible loss where C is 1", unit: "unit of loss", domain: .positive),
      Coefficient("alpha", "exponent of the reducible loss", domain: .positive),
    ],
    variables: [
      Variable("loss", "loss of the model; positive"),
      Variable("C", "resource: compute, parameters or tokens; positive"),
    ],
    run: .trainingRun,
    scale: .log,
    derived: [
      .catalogued("factor_per_decade", "10^-alpha", "reducible loss after a tenfold of C, over that before it")
    ],
    source: "Henighan et al. 2020, \"Scaling Laws for Autoregressive Generative Modeling\", eq. 1.1",
    example: "scaling fit @cerebras-gpt --law power-law-floor -c C=flops --scale identity")
}
