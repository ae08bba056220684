extension Law {
  /// A score that rises from a floor to a ceiling in the log of compute.
  ///
  ///     score = floor + (ceiling - floor) * logistic(slope * (log10(C) - midpoint))
  ///
  /// - Units: `floor` and `ceiling` in the unit of the score; `slope` per tenfold; `midpoint` is a log10 of C.
  /// - Valid when: scores reach near both ends. Otherwise hold one: `--fix floor=0.25` for a test with four choices.
  /// - Source: Ruan, Maddison & Hashimoto 2024, eq. 3, where a floor and a ceiling are held. R: `SSfpl`.
  public static let logisticScore = Law(
    id: "logistic-score", purpose: .score,
    summary: "floor to ceiling along log compute",
    formula: .catalogued("score = floor + (ceiling - floor)*logistic(slope*(log10(C) - midpoint))"),
    coefficients: [
      Coefficient("floor", "score of a model without skill", unit: "score"),
      Coefficient("ceiling", "score that no model passes", unit: "score"),
      Coefficient(
        "slope", "steepness at the middle", unit: "1/decade", domain: .positive, region: .logarithmic(0.5, 5)),
      Coefficient("midpoint", "log10 of C halfway up", unit: "decades of C", region: .withinDecades(of: "C")),
    ],
    variables: [
      Variable("score", "capability: a benchmark score"),
      Variable("C", "resource, for example training compute; positive"),
    ],
    scale: .identity,
    derived: [
      .catalogued("C_half", "10^midpoint", "C halfway up", unit: "unit of C"),
      .catalogued("steepest", "(ceiling - floor)*slope/4", "most gain for a tenfold of C", unit: "score per decade"),
    ],
    source: "Ruan, Maddison & Hashimoto 2024, \"Observational Scaling Laws\" (sigmoid of log compute, section 3)",
    example: "scaling fit @open-base-models --law logistic-score -c score=hellaswag --derive 'C = 6*params*tokens'"
      + " --fix floor=0.25")
}
