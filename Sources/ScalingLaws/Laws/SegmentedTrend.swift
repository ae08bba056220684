extension Law {
  /// A straight line in time that changes its slope once.
  ///
  ///     y = level + slope * (t - tau) + change * max(t - tau, 0)
  ///
  /// The lines meet at the break. For a quantity that grows by factors, take its logarithm: `--derive "y = log10(x)"`.
  ///
  /// - Units: `level` in the unit of y; `slope` and `change` per year; `tau` a date as a decimal year.
  /// - Valid when: there are several points on each side. The break keeps three rows or a tenth of them on each, at three
  ///   different dates or more, as `SegmentedSeries` does; one that ends there is reported as on a bound. The sum of squares has
  ///   a corner at every date in the data; where the best break lies on one, it is found among them, and its standard error is
  ///   that of the smooth pieces beside it.
  /// - Source: Hudson 1966; Muggeo 2003, eq. 1. R: `segmented::segmented`.
  public static let segmentedTrend = Law(
    id: "segmented-trend", purpose: .trend,
    summary: "a line that changes its slope once",
    formula: .catalogued("y = level + slope*(t - tau) + change*max(t - tau, 0)"),
    coefficients: [
      Coefficient("level", "y at the break", unit: "unit of y"),
      Coefficient("slope", "slope before the break", unit: "per year"),
      Coefficient("change", "slope after the break less that before it", unit: "per year"),
      Coefficient("tau", "date of the break", unit: "year", region: .corner(in: "t")),
    ],
    variables: [
      Variable("y", "what grows, often a logarithm"),
      Variable("t", "a date, or a decimal year", unit: "years"),
    ],
    scale: .identity,
    derived: [.catalogued("slope_after", "slope + change", "slope after the break", unit: "per year")],
    source: "Muggeo 2003, \"Estimating regression models with unknown break-points\", eq. 1",
    example: "scaling fit @transistors --law segmented-trend -c t=year --derive 'y = log10(transistors_thousands)'")
}
