extension Law {
  /// A score that is linear in the logarithm of one to three resources.
  ///
  ///     score = b0 + b1*log10(C) + b2*log10(D) + b3*log10(T)
  ///
  /// - Units: a coefficient is score points per tenfold of its resource.
  /// - Valid when: the scores are away from their floor and ceiling; a bounded score cannot stay linear.
  /// - Source: S. Altman, "Three Observations", February 2025, observation 1; the form is that of Kaplan et al. 2020
  ///   read the other way round: performance against log compute. R: `lm(score ~ log10(C) + log10(D) + log10(T))`.
  public static let logLinear = Law(
    id: "log-linear",
    purpose: .score,
    summary: "linear in the log of one to three resources",
    formula: .catalogued("score = b0 + b1*log10(C) + b2*log10(D) + b3*log10(T)"),
    coefficients: [
      Coefficient("b0", "score where every resource is 1", unit: "score"),
      Coefficient("b1", "score for each tenfold of C", unit: "score per decade"),
      Coefficient("b2", "score for each tenfold of D", unit: "score per decade"),
      Coefficient("b3", "score for each tenfold of T", unit: "score per decade"),
    ],
    variables: [
      Variable("score", "capability: a benchmark score, an index"),
      Variable("C", "first resource, for example training compute or parameters"),
      Variable("D", "second resource, for example training tokens", optionalWith: "b2"),
      Variable("T", "third resource, for example inference tokens", optionalWith: "b3"),
    ],
    scale: .identity,
    derived: [],
    source: "S. Altman, \"Three Observations\" (February 2025), observation 1",
    example: "scaling fit @open-base-models --law log-linear -c score=mmlu -c C=params -c D=tokens")
}
