extension Law {
  /// A price that falls by the same share with each doubling of cumulative production.
  ///
  ///     price = p0 * Q^-b
  ///
  /// - Units: `p0` in the unit of the price, where `Q` is 1; `b` none.
  /// - Valid when: `Q` counts all production up to the row. Where production grows exponentially, this law and an
  ///   exponential trend cannot be told apart.
  /// - Source: Wright 1936; Nagy, Farmer, Bui & Trancik 2013, eq. 2. R: `lm(log(price) ~ log(Q))`.
  public static let wright = Law(
    id: "wright", purpose: .trend,
    summary: "a price that falls with what was produced",
    formula: .catalogued("price = p0*Q^-b"),
    coefficients: [
      Coefficient("p0", "price of the first unit", unit: "unit of price", domain: .positive),
      Coefficient("b", "experience exponent"),
    ],
    variables: [
      Variable("price", "price or cost; positive"),
      Variable("Q", "cumulative production; positive"),
    ],
    scale: .log,
    derived: [
      .catalogued("learning_rate", "100*(1 - 2^-b)", "decline with each doubling of production", unit: "%"),
      .catalogued("progress_ratio", "2^-b", "price after a doubling, over that before it"),
    ],
    source: "Wright 1936, \"Factors Affecting the Cost of Airplanes\"; Nagy et al. 2013, eq. 2",
    example: "scaling fit prices.csv --law wright -c Q=cumulative_units")
}
