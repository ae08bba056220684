extension Law {
  /// A quantity that grows by the same percentage with each percent that its price falls.
  ///
  ///     quantity = q0 * price^elasticity
  ///
  /// Fitted on the log scale, where it is a straight line. Spending is `price * quantity`, which goes as
  /// `price^(1 + elasticity)`: below an elasticity of -1 the total spent rises as the price falls (Jevons 1865).
  ///
  /// - Units: `q0` in the unit of the quantity, where the price is 1; `elasticity` none, negative where use grows as price falls.
  /// - Valid when: the price moves for reasons of supply. Where time moves both, the slope is that of two trends and no
  ///   elasticity of demand.
  /// - Source: Marshall 1890, book III, chapter 4, for the elasticity. R: `lm(log(quantity) ~ log(price))`.
  public static let elasticity = Law(
    id: "elasticity", purpose: .trend,
    summary: "use that grows as price falls",
    formula: .catalogued("quantity = q0*price^elasticity"),
    coefficients: [
      Coefficient("q0", "quantity at a price of 1", unit: "unit of quantity", domain: .positive),
      Coefficient("elasticity", "percent of quantity for one percent of price"),
    ],
    variables: [
      Variable("quantity", "what is used or sold; positive"),
      Variable("price", "price of one unit; positive"),
    ],
    scale: .log,
    derived: [
      .catalogued(
        "spending", "1 + elasticity", "percent of spending for one percent of price; below 0 it rises as price falls"),
      .catalogued("use_at_half_price", "100*(2^-elasticity - 1)", "more quantity when the price halves", unit: "%"),
      .catalogued(
        "spending_at_half_price", "100*(2^-(1 + elasticity) - 1)", "more spending when the price halves", unit: "%"),
    ],
    source: "Marshall 1890, \"Principles of Economics\", book III, chapter 4 (constant elasticity)",
    example: "scaling fit usage.csv --law elasticity -c quantity=tokens -c price=usd_per_million_tokens")
}
