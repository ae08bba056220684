extension Law {
  /// A loss from parameters and tokens with one bottleneck, and no floor.
  ///
  ///     loss = ((A * N^-alphaN)^(1/alphaD) + (B * D^-alphaD)^(1/alphaD))^alphaD
  ///
  /// This is `((Nc/N)^(alphaN/alphaD) + Dc/D)^alphaD` with `A = Nc^alphaN` and `B = Dc^alphaD`. `A` and `B` have the size
  /// of a loss where `Nc` and `Dc` are near 1e13 and hardly known; those are derived.
  ///
  /// - Units: `A`, `B` in the unit of the loss; `Nc` parameters, `Dc` tokens; exponents none.
  /// - Valid when: losses are far above the entropy of the text, for there is no floor.
  /// - Source: Kaplan et al. 2020, eq. 1.5, who give alphaN 0.076, alphaD 0.103, Nc 6.4e13, Dc 1.8e13 in table 2.
  public static let kaplanJoint = Law(
    id: "kaplan-joint", purpose: .loss,
    summary: "loss from parameters and tokens, no floor",
    formula: .catalogued("loss = ((A*N^-alphaN)^(1/alphaD) + (B*D^-alphaD)^(1/alphaD))^alphaD"),
    coefficients: [
      Coefficient("A", "loss for want of parameters alone, where N is 1", unit: "unit of loss", domain: .positive),
      Coefficient("alphaN", "exponent of parameters", domain: .positive, region: .linear(0.03, 0.5)),
      Coefficient("B", "loss for want of tokens alone, where D is 1", unit: "unit of loss", domain: .positive),
      Coefficient("alphaD", "exponent of tokens", domain: .positive, region: .logarithmic(0.05, 0.5)),
    ],
    variables: [
      Variable("loss", "loss of the model; positive", unit: "nats/token"),
      Variable("N", "parameters of the model, without embeddings"),
      Variable("D", "training tokens"),
    ],
    run: .trainingRun,
    scale: .log,
    derived: [
      .catalogued("log10_Nc", "log10(A)/alphaN", "log10 of Nc", unit: "decades of parameters"),
      .catalogued("log10_Dc", "log10(B)/alphaD", "log10 of Dc", unit: "decades of tokens"),
    ],
    source: "Kaplan et al. 2020, \"Scaling Laws for Neural Language Models\", eq. 1.5",
    example: "scaling fit @olmo-ladder --law kaplan-joint -c N=params -c D=tokens")
}
