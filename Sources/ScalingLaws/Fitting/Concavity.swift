extension BoundLaw {
  /// Whether the log-likelihood of shares under the law is concave in the coefficients, so that it has one maximum at most, or
  /// one connected set of them.
  ///
  /// It is where the law is `F(u)` or `1 - F(u)` with u linear in all coefficients jointly, and `log F` and `log(1 - F)` concave: F the
  /// logistic, the normal, `1 - exp(-exp(u))` or `exp(-exp(u))`, and `exp(u)` for u below zero, however they are written. Sums of
  /// concave functions are concave, whatever the shares and their weights, and bounds of coefficients are a convex set.
  ///
  /// False does not mean that there are several maxima: floors, ceilings and exponents that are fitted, and the Cauchy
  /// distribution function, leave it open. It says nothing of `Norm.firth`, whose penalty is not concave.
  ///
  /// - Source: Wedderburn 1976, "On the existence and uniqueness of the maximum likelihood estimates for certain generalized linear
  ///   models"; Pratt 1981, "Concavity of the log likelihood".
  var isConcaveShare: Bool {
    guard let predictor = formula.right.logOdds.concaveIn else { return false }
    return predictor.linearDecomposition(in: coefficients) != nil
  }
}
