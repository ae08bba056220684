extension Law {
  /// A score that approaches a ceiling as a power of a resource: Hill's curve.
  ///
  ///     score = floor + (ceiling - floor) / (1 + (C/C50)^-h)
  ///
  /// The same curve as `logisticScore` with `C50 = 10^midpoint`, `h = slope / log(10)`, in the unit of the resource.
  ///
  /// - Units: `C50` in the unit of C; `h` none.
  /// - Valid when: as `logisticScore`.
  /// - Source: A. V. Hill 1910. R: `drc::LL.4`.
  public static let logLogistic = Law(
    id: "log-logistic", purpose: .score,
    summary: "the same curve with its half-way compute",
    formula: .catalogued("score = floor + (ceiling - floor)/(1 + (C/C50)^-h)"),
    coefficients: [
      Coefficient("floor", "score of a model without skill", unit: "score"),
      Coefficient("ceiling", "score that no model passes", unit: "score"),
      Coefficient("C50", "C halfway up", unit: "unit of C", domain: .positive, region: .withinLogarithm(of: "C")),
      Coefficient("h", "Hill slope", domain: .positive, region: .logarithmic(0.2, 2)),
    ],
    variables: [
      Variable("score", "capability: a benchmark score"),
      Variable("C", "resource, for example training compute; positive"),
    ],
    scale: .identity,
    derived: [
      .catalogued("decades_10_to_90", "2*log10(9)/h", "from a tenth to nine tenths of the way", unit: "decades of C")
    ],
    source: "A. V. Hill 1910; the four-parameter log-logistic of dose-response work",
    example: "scaling fit @open-base-models --law log-logistic -c score=hellaswag --derive 'C = 6*params*tokens'"
      + " --fix floor=0.25")
}
