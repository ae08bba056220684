extension Law {
  /// A loss with separate terms for parameters and tokens.
  ///
  ///     loss = E + A * N^-alpha + B * D^-beta
  ///
  /// With compute `C = 6 N D` the loss is least at `N* = G (C/6)^a`, `D* = (C/6)^b / G`.
  ///
  /// - Units: `E`, `A`, `B` in the unit of the loss (nats per token); exponents none.
  /// - Valid when: N and D vary apart. Where every run has the same tokens per parameter, the two terms cannot be told
  ///   from each other.
  /// - Source: Hoffmann et al. 2022, eq. 2 for the loss, eq. 4 for the optimum. They minimise the Huber norm with delta
  ///   0.001 on the log scale: `--norm huber:0.001`.
  public static let chinchilla = Law(
    id: "chinchilla", purpose: .loss,
    summary: "loss from parameters and tokens",
    formula: .catalogued("loss = E + A*N^-alpha + B*D^-beta"),
    coefficients: [
      Coefficient("E", "irreducible loss", unit: "unit of loss", domain: .positive),
      Coefficient("A", "loss for want of parameters, where N is 1", unit: "unit of loss", domain: .positive),
      Coefficient("alpha", "exponent of parameters", domain: .positive),
      Coefficient("B", "loss for want of tokens, where D is 1", unit: "unit of loss", domain: .positive),
      Coefficient("beta", "exponent of tokens", domain: .positive),
    ],
    variables: [
      Variable("loss", "loss of the model; positive", unit: "nats/token"),
      Variable("N", "parameters of the model"),
      Variable("D", "training tokens"),
    ],
    run: .trainingRun,
    scale: .log,
    derived: Quantity.computeOptimal,
    source: "Hoffmann et al. 2022, \"Training Compute-Optimal Large Language Models\", eq. 2 and 4",
    example: "scaling fit @olmo-ladder --law chinchilla -c N=params -c D=tokens")
}

extension Quantity {
  /// The optimum of `A*N^-alpha + B*D^-beta` at fixed compute `6*N*D`, and of any increasing function of it.
  static let computeOptimal: [Quantity] = [
    .catalogued("a", "beta/(alpha + beta)", "optimal parameters grow as compute to this power"),
    .catalogued("b", "alpha/(alpha + beta)", "optimal tokens grow as compute to this power"),
    .catalogued("G", "(alpha*A/(beta*B))^(1/(alpha + beta))", "optimal parameters are G*(C/6)^a"),
    .catalogued(
      "tokens_per_parameter",
      "(alpha*A/(beta*B))^(-2/(alpha + beta)) * (5.76e23/6)^((alpha - beta)/(alpha + beta))",
      "optimal D/N at C = 5.76e23 FLOP, the budget of Chinchilla", unit: "tokens/parameter"),
  ]
}
