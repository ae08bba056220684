extension Law {
  /// A share that rises from nothing to a ceiling over time.
  ///
  ///     share = ceiling * logistic(r * (t - t0))
  ///
  /// - Units: `r` per year; `t0` a date as a decimal year; `ceiling` in the unit of the share.
  /// - Valid when: the data pass the middle. Before it the curve is an exponential, and the ceiling is not known: hold it
  ///   with `--fix ceiling=1`.
  /// - Source: Griliches 1957; Fisher & Pry 1971, eq. 2, with ceiling 1. R: `SSlogis`.
  public static let logisticAdoption = Law(
    id: "logistic-adoption", purpose: .trend,
    summary: "a share that rises to a ceiling",
    formula: .catalogued("share = ceiling*logistic(r*(t - t0))"),
    coefficients: [
      Coefficient("ceiling", "share in the end", unit: "share", domain: .positive),
      Coefficient(
        "r", "rate of growth at the start", unit: "1/year", domain: .positive,
        region: .steepness(along: "t")),
      Coefficient("t0", "date at half of the ceiling", unit: "year", region: .within("t")),
    ],
    variables: [
      Variable("share", "share or count of adopters"),
      Variable("t", "a date, or a decimal year", unit: "years"),
    ],
    scale: .identity,
    derived: [
      .catalogued("years_10_to_90", "2*log(9)/r", "from a tenth to nine tenths of the ceiling", unit: "years"),
      .catalogued("doubling_time", "12*log(2)/r", "at the start", unit: "months"),
    ],
    source: "Griliches 1957, \"Hybrid Corn\"; Fisher & Pry 1971, eq. 2",
    example: "scaling fit adoption.csv --law logistic-adoption -c t=date")
}
