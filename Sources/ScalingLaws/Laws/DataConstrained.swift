extension Law {
  /// A loss from parameters and tokens of which some are repeats.
  ///
  ///     loss = E + A * N^-alpha + B * D'^-beta
  ///     D'   = U * (1 + R * (1 - exp(-(D/U - 1)/R)))
  ///
  /// `D/U` is the number of epochs. The first is worth all its tokens; the worth of further ones decays, and `R` full
  /// repeats is the most that repeating can add. Where less than one epoch was trained, `D' = D`.
  ///
  /// - Units: as `chinchilla`; `R` epochs.
  /// - Valid when: runs differ in epochs at fixed `U` or `D`; several of them have many epochs, or `R` is open above.
  /// - Source: Muennighoff et al. 2023, the effective data of section 3. `dataConstrainedJoint` has their decay of excess parameters too.
  public static let dataConstrained = Law(
    id: "data-constrained", purpose: .loss,
    summary: "chinchilla with repeated tokens",
    formula: .catalogued(
      "loss = E + A*N^-alpha + B*(min(D, U)*(1 + R*(1 - exp(-max(D/U - 1, 0)/R))))^-beta"),
    coefficients: [
      Coefficient("E", "irreducible loss", unit: "unit of loss", domain: .positive),
      Coefficient("A", "loss for want of parameters, where N is 1", unit: "unit of loss", domain: .positive),
      Coefficient("alpha", "exponent of parameters", domain: .positive),
      Coefficient("B", "loss for want of tokens, where D' is 1", unit: "unit of loss", domain: .positive),
      Coefficient("beta", "exponent of effective tokens", domain: .positive, region: .linear(0.1, 0.8)),
      Coefficient(
        "R", "the most repeats are worth, in epochs of new tokens", unit: "epochs", domain: .positive,
        region: .logarithmic(1, 100)),
    ],
    variables: [
      Variable("loss", "loss of the model; positive", unit: "nats/token"),
      Variable("N", "parameters of the model"),
      Variable("D", "training tokens, repeats counted"),
      Variable("U", "unique tokens"),
    ],
    run: .trainingRun,
    scale: .log,
    derived: [
      .catalogued("half_worth", "1 + R*log(2)", "epoch in which a token is worth half of a new one", unit: "epochs")
    ],
    source: "Muennighoff et al. 2023, \"Scaling Data-Constrained Language Models\", section 3 (effective data)",
    example: "scaling fit runs.csv --law data-constrained -c N=params -c D=tokens -c U=unique_tokens")

  /// A loss from parameters and tokens, both of which are worth less beyond what the unique tokens need.
  ///
  ///     loss = E + A * N'^-alpha + B * D'^-beta
  ///     D'   = U * (1 + R * (1 - exp(-(D/U - 1)/R)))
  ///     N'   = V * (1 + RN * (1 - exp(-(N/V - 1)/RN))),   V = (alpha*A*U^beta / (beta*B))^(1/alpha)
  ///
  /// V is the size that is compute-optimal for U tokens by the law itself: there `alpha*A*V^-alpha = beta*B*U^-beta`. Where less than
  /// one epoch was trained `D' = D`, and where the model is smaller than V `N' = N`. It is `dataConstrained` for `RN` without end.
  ///
  /// - Units: as `chinchilla`; `R` epochs; `RN` times V.
  /// - Valid when: as `dataConstrained`, and some runs have more parameters than V; several of them many times V, or `RN` is open above.
  /// - Source: Muennighoff et al. 2023, eq. 5, with `R_D* = R` and `R_N* = RN`. They take V from a law of runs of one epoch, and fit
  ///   the two decays alone; here all seven are fitted together, and `--fix` holds those that are known.
  public static let dataConstrainedJoint: Law = {
    let optimal = "(alpha*A*U^beta/(beta*B))^(1/alpha)"
    return Law(
      id: "data-constrained-joint", purpose: .loss,
      summary: "with repeated tokens and excess parameters",
      formula: .catalogued(
        "loss = E + A*(min(N, \(optimal))*(1 + RN*(1 - exp(-max(N/\(optimal) - 1, 0)/RN))))^-alpha"
          + " + B*(min(D, U)*(1 + R*(1 - exp(-max(D/U - 1, 0)/R))))^-beta"),
      coefficients: [
        Coefficient("E", "irreducible loss", unit: "unit of loss", domain: .positive),
        Coefficient("A", "loss for want of parameters, where N' is 1", unit: "unit of loss", domain: .positive),
        Coefficient("alpha", "exponent of effective parameters", domain: .positive, region: .linear(0.1, 0.8)),
        Coefficient("B", "loss for want of tokens, where D' is 1", unit: "unit of loss", domain: .positive),
        Coefficient("beta", "exponent of effective tokens", domain: .positive, region: .linear(0.1, 0.8)),
        Coefficient(
          "R", "the most repeats are worth, in epochs of new tokens", unit: "epochs", domain: .positive,
          region: .logarithmic(1, 100)),
        Coefficient(
          "RN", "the most excess parameters are worth, in optimal sizes", domain: .positive,
          region: .logarithmic(1, 100)),
      ],
      variables: [
        Variable("loss", "loss of the model; positive", unit: "nats/token"),
        Variable("N", "parameters of the model"),
        Variable("D", "training tokens, repeats counted"),
        Variable("U", "unique tokens"),
      ],
      run: .trainingRun,
      scale: .log,
      derived: [
        .catalogued("half_worth", "1 + R*log(2)", "epoch in which a token is worth half of a new one", unit: "epochs"),
        .catalogued(
          "half_worth_size", "1 + RN*log(2)", "size, in optimal ones, where a parameter is worth half of one below"),
      ],
      source: "Muennighoff et al. 2023, \"Scaling Data-Constrained Language Models\", eq. 5",
      example: "scaling fit runs.csv --law data-constrained-joint -c N=params -c D=tokens -c U=unique_tokens",
      shape: .catalogued("loss = E + A*N^-alpha + B*D^-beta"))
  }()
}
