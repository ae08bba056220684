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
  /// - Source: joins Kaplan et al. 2020, eq. 1.5 and Hoffmann et al. 2022, eq. 2. It is no published fit.
  public static let coupled = Law(
    id: "coupled", purpose: .loss,
    summary: "chinchilla with coupled terms; g = 1 adds them",
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
    scale: .log,
    derived: [
      .catalogued("a", "beta/(alpha + beta)", "optimal parameters grow as compute to this power"),
      .catalogued("b", "alpha/(alpha + beta)", "optimal tokens grow as compute to this power"),
    ],
    source: "joins Kaplan et al. 2020, eq. 1.5 (E = 0, g = beta) and Hoffmann et al. 2022, eq. 2 (g = 1)",
    example: "scaling fit runs.csv --law coupled -c N=params -c D=tokens")
}
