extension Law {
  /// The share of problems solved by at least one of k samples.
  ///
  ///     -log(pass) = a * k^-b
  ///
  /// Fitted on the log scale, where it is a straight line.
  ///
  /// - Units: `a` none (it is `-log` of the share at k = 1); `b` none.
  /// - Valid when: shares lie strictly between 0 and 1. On one problem alone the share rises exponentially; the power law
  ///   is that of a mixture of easy and hard ones.
  /// - Source: Brown et al. 2024, section 3 (`log c = a k^b`). R: `lm(log(-log(pass)) ~ log(k))`.
  public static let passAtK = Law(
    id: "pass-at-k", purpose: .inference,
    summary: "solved by at least one of k samples",
    formula: .catalogued("-log(pass) = a*k^-b"),
    coefficients: [
      Coefficient("a", "-log of the share with one sample", domain: .positive),
      Coefficient("b", "exponent of samples"),
    ],
    variables: [
      Variable("pass", "share of problems solved, between 0 and 1"),
      Variable("k", "samples per problem"),
    ],
    run: .askedModel,
    scale: .log,
    derived: [
      .catalogued("pass_at_1", "exp(-a)", "share with one sample", unit: "fraction"),
      .catalogued("pass_at_100", "exp(-a*100^-b)", "share with 100 samples", unit: "fraction"),
    ],
    source: "Brown et al. 2024, \"Large Language Monkeys\", section 3 (exponentiated power law)",
    example: "scaling fit @codex-pass-at-k --law pass-at-k -c pass=pass_rate -c k=samples --where 'params == 679M'")

  /// The share of problems solved by at least one of k samples, for models of several sizes.
  ///
  ///     -log(pass) = A * N^-alpha * k^-b
  ///
  /// - Units: `A` none; exponents none.
  /// - Valid when: as `passAtK`, and samples help models of every size by the same power.
  /// - Source: Brown et al. 2024, section 3, times a power of model size. R: `lm(log(-log(pass)) ~ log(N) + log(k))`.
  public static let passAtKJoint = Law(
    id: "pass-at-k-joint", purpose: .inference,
    summary: "the same for models of several sizes",
    formula: .catalogued("-log(pass) = A*N^-alpha*k^-b"),
    coefficients: [
      Coefficient("A", "-log of the share with one sample, where N is 1", domain: .positive),
      Coefficient("alpha", "exponent of parameters"),
      Coefficient("b", "exponent of samples"),
    ],
    variables: [
      Variable("pass", "share of problems solved, between 0 and 1"),
      Variable("N", "parameters of the model"),
      Variable("k", "samples per problem"),
    ],
    run: .askedModel,
    scale: .log,
    derived: [
      .catalogued("samples_per_tenfold", "10^(alpha/b)", "times more samples do as much as ten times the parameters")
    ],
    source: "Brown et al. 2024, \"Large Language Monkeys\", section 3, times a power of model size",
    example: "scaling fit @codex-pass-at-k --law pass-at-k-joint -c pass=pass_rate -c N=params -c k=samples")
}
