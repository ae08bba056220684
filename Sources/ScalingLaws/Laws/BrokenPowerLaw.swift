extension Law {
  /// A power law that bends once, smoothly.
  ///
  ///     y = a + b * x^-c0 * (1 + (x/d1)^(1/f1))^(-c1*f1)
  ///
  /// Before the break the exponent is `c0`, after it `c0 + c1`; `f1` is the width of the bend in e-folds of x.
  ///
  /// - Units: `a` in the unit of y, `d1` in that of x; others none.
  /// - Valid when: there are several points on each side of the break and some within it. Where the bend is sharper than
  ///   the points are dense, `f1` ends at its lower bound.
  /// - Source: Caballero, Gupta, Rish & Krueger 2022, eq. 1, with one break; they fit on the log scale too.
  public static let brokenPowerLaw = Law(
    id: "broken-power-law", purpose: .loss,
    summary: "a power law that bends once",
    formula: .catalogued("y = a + b*x^-c0*(1 + (x/d1)^(1/f1))^(-c1*f1)"),
    coefficients: [
      Coefficient("a", "limit of y", unit: "unit of y", domain: .positive),
      Coefficient("b", "size of the power law, where x is 1", domain: .positive),
      Coefficient("c0", "exponent before the break"),
      Coefficient("c1", "change of the exponent at the break", region: .linear(-1, 1)),
      Coefficient("d1", "x at the break", unit: "unit of x", domain: .positive, region: .withinLogarithm(of: "x")),
      Coefficient("f1", "width of the bend", unit: "e-folds", domain: .bend, region: .logarithmic(0.1, 1)),
    ],
    variables: [
      Variable("y", "what falls, for example loss or error; positive"),
      Variable("x", "resource: compute, parameters or tokens; positive"),
    ],
    run: .trainingRun,
    scale: .log,
    derived: [.catalogued("c_after", "c0 + c1", "exponent after the break")],
    source: "Caballero et al. 2022, \"Broken Neural Scaling Laws\", eq. 1 with n = 1",
    example: "scaling fit runs.csv --law broken-power-law -c y=loss -c x=flops")

  /// A power law that bends twice, smoothly.
  ///
  ///     y = a + b * x^-c0 * (1 + (x/d1)^(1/f1))^(-c1*f1) * (1 + (x/(d1*r2))^(1/f2))^(-c2*f2)
  ///
  /// The second break is `r2 > 1` times as far as the first, so that the two cannot change places.
  ///
  /// - Units and validity: as `brokenPowerLaw`. Nine coefficients ask for tens of precise points.
  /// - Source: Caballero, Gupta, Rish & Krueger 2022, eq. 1, with two breaks.
  public static let twiceBrokenPowerLaw = Law(
    id: "broken-power-law-2", purpose: .loss,
    summary: "a power law that bends twice",
    formula: .catalogued(
      "y = a + b*x^-c0*(1 + (x/d1)^(1/f1))^(-c1*f1)*(1 + (x/(d1*r2))^(1/f2))^(-c2*f2)"),
    coefficients: [
      Coefficient("a", "limit of y", unit: "unit of y", domain: .positive),
      Coefficient("b", "size of the power law, where x is 1", domain: .positive),
      Coefficient("c0", "exponent before the breaks"),
      Coefficient("c1", "change of the exponent at the first break", region: .linear(-1, 1)),
      Coefficient(
        "d1", "x at the first break", unit: "unit of x", domain: .positive, region: .withinLogarithm(of: "x")),
      Coefficient("f1", "width of the first bend", unit: "e-folds", domain: .bend, region: .logarithmic(0.1, 1)),
      Coefficient("c2", "change of the exponent at the second break", region: .linear(-1, 1)),
      Coefficient(
        "r2", "second break over the first", domain: .between(1, .infinity), region: .ratio(of: "x")),
      Coefficient("f2", "width of the second bend", unit: "e-folds", domain: .bend, region: .logarithmic(0.1, 1)),
    ],
    variables: [
      Variable("y", "what falls, for example loss or error; positive"),
      Variable("x", "resource: compute, parameters or tokens; positive"),
    ],
    run: .trainingRun,
    scale: .log,
    derived: [
      .catalogued("d2", "d1*r2", "x at the second break", unit: "unit of x"),
      .catalogued("c_after", "c0 + c1 + c2", "exponent after both breaks"),
    ],
    source: "Caballero et al. 2022, \"Broken Neural Scaling Laws\", eq. 1 with n = 2",
    example: "scaling fit runs.csv --law broken-power-law-2 -c y=loss -c x=flops")
}

extension Domain {
  /// Width of a bend: below, `(x/d)^(1/f)` leaves the range of a double some decades from the break; above, the bend is
  /// wider than any data.
  fileprivate static let bend = Domain.between(0.03, 10)
}
