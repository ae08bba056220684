extension Law {
  /// A quantity that falls as a power of one resource.
  ///
  ///     y = A * x^-alpha
  ///
  /// Fitted on the log scale, where it is a straight line. The laws of Kaplan et al. in one variable, L(N), L(D) and
  /// L(C), have this form as `(Xc / x)^alpha`: their scale is the derived quantity `Xc`. A negative `alpha` is growth.
  ///
  /// - Units: `A` in the unit of y; `alpha` none.
  /// - Valid when: y and x are positive and no floor is near; see `powerLawFloor`.
  /// - Source: Kaplan et al. 2020, eq. 1.1 to 1.3. R: `lm(log(y) ~ log(x))`.
  public static let powerLaw = Law(
    id: "power-law", purpose: .loss,
    summary: "falls as a power of one resource",
    formula: .catalogued("y = A*x^-alpha"),
    coefficients: [
      Coefficient("A", "value where x is 1", unit: "unit of y", domain: .positive),
      Coefficient("alpha", "exponent; negative where y grows"),
    ],
    variables: [
      Variable("y", "what falls, for example loss; positive"),
      Variable("x", "resource: parameters, tokens or compute; positive"),
    ],
    run: .trainingRun,
    scale: .log,
    derived: [
      .catalogued("factor_per_decade", "10^-alpha", "y after a tenfold of x, over y before it"),
      .catalogued("Xc", "A^(1/alpha)", "x at which y would be 1", unit: "unit of x"),
    ],
    source: "Kaplan et al. 2020, \"Scaling Laws for Neural Language Models\", eq. 1.1 to 1.3",
    example: "scaling fit @cerebras-gpt --law power-law -c y=loss -c x=flops")
}
