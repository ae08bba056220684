extension Law {
  /// A loss whose terms for parameters and tokens are coupled.
  ///
  ///     loss = E + ((A * N^-alpha)^(1/g) + (B * D^-beta)^(1/g))^g
  ///
  /// The reducible loss is a mean of the two terms: `g = 1` adds them, which is `chinchilla`; `g` towards 0 takes the
  /// larger; `E = 0` and `g = beta` is `kaplanJoint`. With plenty of tokens it is `A * N^-alpha`, with plenty of
  /// parameters `B * D^-beta`, so that the coefficients mean what they do there, and the compute-optimal exponents are
  /// the same.
  ///
  /// - Units: as `chinchilla`; `g` none.
  /// - Valid when: N and D vary apart, over a grid: `g` is seen only where both terms matter.
  /// - Source: Videau, Youbi-Idrissi, Lopez-Paz & Ahuja 2026, "Skaling", who write the same law as
  ///   `E + (A'/N^α' + B'/D^β')^k`: `k = g`, `α' = alpha/g`, `β' = beta/g`, `A' = A^(1/g)`, `B' = B^(1/g)`. They find k between
  ///   0.31 and 0.45 on two grids of runs, and near 1 on others. It joins Kaplan et al. 2020, eq. 1.5 and Hoffmann et al. 2022, eq. 2.
  public static let coupled = Law(
    id: "coupled", purpose: .loss,
    summary: "chinchilla with coupled terms (Skaling)",
    formula: .catalogued("loss = E + ((A*N^-alpha)^(1/g) + (B*D^-beta)^(1/g))^g"),
    coefficients: [
      Coefficient("E", "irreducible loss", unit: "unit of loss", domain: .positive),
      Coefficient("A", "loss for want of parameters alone, where N is 1", unit: "unit of loss", domain: .positive),
      Coefficient("alpha", "exponent of parameters", domain: .positive, region: .linear(0.1, 0.8)),
      Coefficient("B", "loss for want of tokens alone, where D is 1", unit: "unit of loss", domain: .positive),
      Coefficient("beta", "exponent of tokens", domain: .positive, region: .linear(0.1, 0.8)),
      Coefficient(
        "g", "coupling: 1 adds the terms, 0 takes the larger", domain: .positive, region: .logarithmic(0.3, 2)),
    ],
    variables: [
      Variable("loss", "loss of the model; positive", unit: "nats/token"),
      Variable("N", "parameters of the model"),
      Variable("D", "training tokens"),
    ],
    run: .trainingRun,
    scale: .log,
    derived: [
      .catalogued("a", "beta/(alpha + beta)", "optimal parameters grow as compute to this power"),
      .catalogued("b", "alpha/(alpha + beta)", "optimal tokens grow as compute to this power"),
      .catalogued("skaling_alpha", "alpha/g", "exponent of parameters as the source writes the law; its k is g"),
      .catalogued("skaling_beta", "beta/g", "exponent of tokens as the source writes the law"),
    ],
    source: "Videau et al. 2026, \"Skaling: Chinchilla's Exponents Meet Kaplan's Coupling\", with k = g",
    example: "scaling fit runs.csv --law coupled -c N=params -c D=tokens")
}
