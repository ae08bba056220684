extension Law {
  /// A loss that leaves its level without learning, falls as a power of a resource, and bends into a floor.
  ///
  ///     (loss - E) / (E0 - loss)^alpha = beta * x^-c
  ///
  /// The loss stands on both sides, and is solved for: with `beta = K^c * (E0 - E)^(1 - alpha)`,
  ///
  ///     loss = E + (E0 - E) * logistic(bend(c * log(K/x), alpha))
  ///
  /// Far above `K` the loss falls as `E + (E0 - E) * (x/K)^-c`; far below it stays near `E0`, which it leaves as
  /// `(x/K)^(c/alpha)`. With `alpha = 1` it is a logistic curve in `log(x)`; a large `E0`, never reached, makes it a power law
  /// with a floor.
  ///
  /// - Units: `E`, `E0` in the unit of the loss; `K` in the unit of `x`; `c` and `alpha` none.
  /// - Valid when: some runs are near `E0`; otherwise hold it at the loss of a guess: `--fix E0=…,alpha=1`.
  /// - Source: Alabdulmohsin, Neyshabur & Zhai 2022, the estimator M4. They minimise the squared difference of the logarithms of
  ///   both sides, which weighs runs near `E` or `E0` heavily; here the residual is that of the loss itself.
  public static let m4 = Law(
    id: "m4", purpose: .loss,
    summary: "from no skill to a floor, implicit in loss",
    formula: .catalogued("loss = E + (E0 - E)*logistic(bend(c*log(K/x), alpha))"),
    coefficients: [
      Coefficient("E", "irreducible loss", unit: "unit of loss", domain: .positive),
      Coefficient("E0", "loss without learning", unit: "unit of loss", domain: .positive),
      Coefficient("c", "exponent of the reducible loss", domain: .positive, region: .logarithmic(0.05, 2)),
      Coefficient(
        "K", "x from which the loss falls", unit: "unit of x", domain: .positive,
        region: .withinLogarithm(of: "x")),
      Coefficient("alpha", "how sharply the fall begins", domain: .positive, region: .logarithmic(0.2, 5)),
    ],
    variables: [
      Variable("loss", "loss or error of the model; positive"),
      Variable("x", "resource: examples, tokens, parameters or compute; positive"),
    ],
    run: .trainingRun,
    scale: .log,
    derived: [
      .catalogued("beta", "K^c*(E0 - E)^(1 - alpha)", "factor of the implicit form, as the source has it"),
      .catalogued("factor_per_decade", "10^-c", "reducible loss after a tenfold of x far above K, over that before it"),
    ],
    source: "Alabdulmohsin, Neyshabur & Zhai 2022, \"Revisiting Neural Scaling Laws in Language and Vision\", M4:"
      + " (loss - E)/(E0 - loss)^alpha = beta*x^-c, solved for the loss by bend(u, alpha), the v with"
      + " v + (alpha - 1)*log(1 + exp(v)) = u",
    example: "scaling fit runs.csv --law m4 -c x=examples -c loss=error --fix E0=1")
}
