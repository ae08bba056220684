extension Law {
  /// A loss from compute and tokens per parameter, for models trained past the compute optimum.
  ///
  ///     loss = E + (a * M^eta + b * M^-eta) * C^-eta
  ///
  /// It is `chinchilla` with `alpha = beta = 2 eta` in other variables: `N = sqrt(C/(6 M))`, `D = sqrt(C M/6)`. At fixed
  /// `M` the loss falls as the same power of compute for every `M`.
  ///
  /// - Units: `E` in the unit of the loss; `M` tokens per parameter; `C` in FLOP.
  /// - Valid when: the runs have at least two values of `M`, or `a` and `b` cannot be told apart.
  /// - Source: Gadre et al. 2024, eq. 4.
  public static let overTraining = Law(
    id: "over-training", purpose: .loss,
    summary: "loss from compute and tokens per parameter",
    formula: .catalogued("loss = E + (a*M^eta + b*M^-eta)*C^-eta"),
    coefficients: [
      Coefficient("E", "irreducible loss", unit: "unit of loss", domain: .positive),
      Coefficient("a", "loss for want of parameters", domain: .positive),
      Coefficient("eta", "exponent of compute; half that of parameters", domain: .positive),
      Coefficient("b", "loss for want of tokens", domain: .positive),
    ],
    variables: [
      Variable("loss", "loss of the model; positive", unit: "nats/token"),
      Variable("C", "training compute", unit: "FLOP"),
      Variable("M", "training tokens per parameter", unit: "tokens/parameter"),
    ],
    run: .trainingRun,
    scale: .log,
    derived: [
      .catalogued("M_optimal", "(b/a)^(1/(2*eta))", "compute-optimal M, the same at every C", unit: "tokens/parameter")
    ],
    source: "Gadre et al. 2024, \"Language models scale reliably with over-training and on downstream tasks\", eq. 4",
    example: "scaling fit @olmo-ladder --law over-training"
      + " --derive 'M = tokens/params' --derive 'C = 6*params*tokens'")
}
