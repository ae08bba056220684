extension Law {
  /// A price that falls by the same factor every year.
  ///
  ///     price = p0 * exp(-k * t)
  ///
  /// Fitted on the log scale, where it is a straight line; `t` counts in years from the first row, so `p0` is the
  /// price on a date that is in the data. A negative `k` is growth.
  ///
  /// - Units: `k` per year; `p0` in the unit of the price.
  /// - Valid when: all prices are positive and the rate does not change over the period.
  /// - Source: G. Moore 1965 for the form; Nagy, Farmer, Bui & Trancik 2013, eq. 1. R: `lm(log(price) ~ t)`.
  public static let exponentialTrend = Law(
    id: "exponential-trend",
    purpose: .trend,
    summary: "changes by a constant factor per year",
    formula: .catalogued("price = p0 * exp(-k * t)"),
    coefficients: [
      Coefficient("p0", "price at the first date", domain: .positive),
      Coefficient("k", "rate of decline; negative where the quantity grows", unit: "1/year"),
    ],
    variables: [
      Variable("price", "what falls (or grows); positive"),
      Variable("t", "a date, or a decimal year", unit: "years", countsFromFirst: true),
    ],
    scale: .log,
    derived: [
      .catalogued("factor_per_year", "exp(k)", "times lower after a year", unit: "x per year"),
      .catalogued("halving_time", "12*log(2)/k", "time in which it halves; negative where it grows", unit: "months"),
      .catalogued("doubling_time", "-12*log(2)/k", "time in which it doubles; negative where it falls", unit: "months"),
      .catalogued("percent_per_year", "100*(1 - exp(-k))", "decline in a year", unit: "%"),
    ],
    source: "Nagy, Farmer, Bui & Trancik 2013, \"Statistical Basis for Predicting Technological Progress\", eq. 1",
    example: "scaling fit @transistors --law exponential-trend -c price=transistors_thousands -c t=year")
}
