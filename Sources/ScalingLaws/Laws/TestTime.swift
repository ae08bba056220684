extension Law {
  /// A score that is linear in the log of the tokens spent on an answer.
  ///
  ///     score = b0 + b1 * log10(T)
  ///
  /// - Units: `b1` is score points per tenfold of tokens.
  /// - Valid when: scores are away from floor and ceiling; see `testTimeSaturating`.
  /// - Source: Altman 2025, observation 1, with inference tokens as the resource. R: `lm(score ~ log10(T))`.
  public static let testTime = Law(
    id: "test-time", purpose: .inference,
    summary: "linear in the log of tokens per answer",
    formula: .catalogued("score = b0 + b1*log10(T)"),
    coefficients: [
      Coefficient("b0", "score with one token", unit: "score"),
      Coefficient("b1", "score for each tenfold of tokens", unit: "score per decade"),
    ],
    variables: [
      Variable("score", "capability: a benchmark score"),
      Variable("T", "tokens, samples or compute spent per answer; positive"),
    ],
    run: .askedModel,
    scale: .identity,
    derived: [.catalogued("per_doubling", "b1*log10(2)", "score for each doubling of tokens", unit: "score")],
    source: "S. Altman, \"Three Observations\" (February 2025), observation 1",
    example: "scaling fit @codex-pass-at-k --law test-time -c score=pass_rate -c T=samples --where 'params == 679M'")

  /// A score that rises to a ceiling with the tokens spent on an answer.
  ///
  ///     score = ceiling - A * T^-alpha
  ///
  /// - Units: `ceiling` and `A` in the unit of the score.
  /// - Valid when: the scores bend; along a straight line in log tokens the ceiling is not known.
  /// - Source: `powerLawFloor` for one minus the score; for error rates, Henighan et al. 2020, eq. 1.1.
  public static let testTimeSaturating = Law(
    id: "test-time-saturating", purpose: .inference,
    summary: "rises to a ceiling with tokens per answer",
    formula: .catalogued("score = ceiling - A*T^-alpha"),
    coefficients: [
      Coefficient("ceiling", "score that no number of tokens passes", unit: "score"),
      Coefficient("A", "what is missing with one token", unit: "score", domain: .positive),
      Coefficient("alpha", "exponent of tokens", domain: .positive),
    ],
    variables: [
      Variable("score", "capability: a benchmark score"),
      Variable("T", "tokens, samples or compute spent per answer; positive"),
    ],
    run: .askedModel,
    scale: .identity,
    derived: [
      .catalogued("factor_per_decade", "10^-alpha", "what is missing after a tenfold of tokens, over that before it")
    ],
    source: "a power law with a floor for what is missing; Henighan et al. 2020, eq. 1.1",
    example: "scaling fit runs.csv --law test-time-saturating -c score=accuracy -c T=tokens")
}
