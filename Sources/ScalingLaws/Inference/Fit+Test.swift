import Statistics

#if canImport(Glibc)
  import Glibc
#endif

extension Fit {
  /// Tests a hypothesis about the coefficients, or about what the fit leaves over.
  ///
  ///     try fit.test("alpha = beta").pValue(.nestedF)
  ///
  /// An equality gets Wald's test with the covariance of the fit, so it is as robust as the standard errors are; and, where
  /// the fit has a likelihood, the F test of nested least squares and the likelihood ratio, which fit again under the
  /// restriction and take the noise to be equal and independent. Wald's test of a nonlinear equality depends on how it is
  /// written; the other two do not.
  ///
  /// - Throws: `.hypothesisNotUnderstood`, `.formula`, `.unknownCoefficient`; `.testDoesNotApply` with the reason.
  public func test(_ text: String) throws(FitError) -> HypothesisTest { try test(Hypothesis(text)) }

  /// Tests a hypothesis; see `test(_:)`.
  public func test(_ hypothesis: Hypothesis) throws(FitError) -> HypothesisTest {
    switch hypothesis.kind {
    case .restrictions(let differences): try restrictionTest(hypothesis, differences.map(inFree))
    case .equivalence(let difference, let margin): try equivalenceTest(hypothesis, inFree(difference), margin)
    case .residuals(let kind): try residualTest(hypothesis, kind)
    }
  }

  private func inFree(_ expression: Expression) -> Expression {
    expression.substituting(options.fixed.mapValues { Expression($0) }).simplified
  }

  // MARK: - Equalities

  private func restrictionTest(_ hypothesis: Hypothesis, _ differences: [Expression]) throws(FitError) -> HypothesisTest
  {
    for difference in differences where difference.constant != nil {
      throw .testDoesNotApply(hypothesis.text, reason: "an equality holds no coefficient")
    }
    var results = [try waldTest(hypothesis, differences)]
    var restricted: [Double]?
    if options.norm.hasLikelihood(weights: options.weights?.kind), !statistics.isPerfect {
      if let found = try risingTo(differences) {
        results += nestedTests(rise: found.rise, count: differences.count)
        restricted = found.coefficients
      }
    }
    return HypothesisTest(
      hypothesis: hypothesis, results: results,
      difference: differences.count == 1 ? try estimate(of: differences[0]) : nil, restrictedCoefficients: restricted)
  }

  private func estimate(of difference: Expression) throws(FitError) -> Estimate {
    try estimate(Quantity(name: difference.description, expression: difference)).estimate
  }

  private func waldTest(_ hypothesis: Hypothesis, _ differences: [Expression]) throws(FitError) -> HypothesisTest.Result
  {
    let df = inference.degreesOfFreedom
    let count = differences.count
    var (values, gradients) = ([Double](), [[Double]]())
    for difference in differences {
      guard let value = try estimate(of: difference).value else {
        throw .testDoesNotApply(hypothesis.text, reason: "the data do not determine \(difference)")
      }
      values.append(value)
      do { gradients.append(try inference.gradient(of: inference.inSolved(difference))) } catch {
        throw .formula(error)
      }
    }
    if count == 1 {
      guard let variance = inference.variance(of: gradients[0]), variance > 0 else {
        throw .testDoesNotApply(hypothesis.text, reason: "the fit has no standard errors for it")
      }
      let t = values[0] / variance.squareRoot()
      return HypothesisTest.Result(.waldT, t, df, p: StudentT(degreesOfFreedom: df).twoSided(t))
    }
    let covariance = inference.covariance
    guard let square = Self.quadraticForm(values, gradients, covariance) else {
      throw .testDoesNotApply(
        hypothesis.text, reason: "the equalities depend on one another, or the fit has no standard errors for them")
    }
    let f = square / Double(count)
    let distribution = FDistribution(numerator: Double(count), denominator: df)
    return HypothesisTest.Result(.waldF, f, Double(count), df, p: distribution.upperTail(f))
  }

  /// `d'(G V G')⁻¹d`; `nil` where the matrix is not positive definite.
  private static func quadraticForm(_ values: [Double], _ gradients: [[Double]], _ covariance: Matrix) -> Double? {
    let count = values.count
    var matrix = Matrix(rows: count, columns: count, repeating: 0)
    for a in 0..<count {
      for b in 0..<count {
        for (i, left) in gradients[a].enumerated() where left != 0 {
          for (j, right) in gradients[b].enumerated() where right != 0 {
            matrix[a, b] += left * covariance[i, j] * right
          }
        }
      }
    }
    let roots = (0..<count).map { matrix[$0, $0].squareRoot() }
    for a in 0..<count { for b in 0..<count { matrix[a, b] /= roots[a] * roots[b] } }
    // Unit diagonal: what is left of a pivot below this is rounding.
    guard let factor = try? CholeskyDecomposition(matrix), factor.lower.diagonal.allSatisfy({ $0 > 1e-7 }),
      let solved = try? factor.solve(zip(values, roots).map { $0 / $1 })
    else { return nil }
    return zip(solved, zip(values, roots).map { $0 / $1 }).reduce(0) { $0 + $1.0 * $1.1 }
  }

  /// How much twice the objective rises under restrictions, and where it is then least.
  private func risingTo(_ differences: [Expression]) throws(FitError) -> (rise: Double, coefficients: [Double])? {
    let profile = try ProfileInference(self)
    for difference in differences { _ = try profile.checked(difference, name: difference.description) }
    let found = try profile.restricted(to: differences)
    // A linear law under linear restrictions needs no search, and has its last digits.
    let solved = differences.map(inference.inSolved)
    guard isDirect, solved.allSatisfy({ $0.linearDecomposition(in: inference.parameters) != nil }) else { return found }
    var (values, gradients) = ([Double](), [[Double]]())
    do {
      for expression in solved {
        values.append(
          try expression.value(Dictionary(uniqueKeysWithValues: zip(inference.parameters, inference.point))))
        gradients.append(try inference.gradient(of: expression))
      }
    } catch {
      throw .formula(error)
    }
    guard let rise = Self.quadraticForm(values, gradients, inference.solution.inverseGram) else { return found }
    return (rise, found?.coefficients ?? [])
  }

  private func nestedTests(rise: Double, count: Int) -> [HypothesisTest.Result] {
    let q = Double(count)
    let chi = ChiSquared(degreesOfFreedom: q)
    guard options.norm == .squared, !statistics.isSigmaKnown else {
      return [HypothesisTest.Result(.likelihoodRatio, rise, q, p: chi.upperTail(rise))]
    }
    let df = Double(statistics.residualDegreesOfFreedom)
    guard df > 0, let sigma = statistics.sigma else { return [] }
    let f = rise / q / (sigma * sigma)
    let ratio = Double(statistics.observations) * log1p(rise / statistics.residualSumOfSquares)
    return [
      HypothesisTest.Result(
        .nestedF, f, q, df, p: FDistribution(numerator: q, denominator: df).upperTail(f)),
      HypothesisTest.Result(.likelihoodRatio, ratio, q, p: chi.upperTail(ratio)),
    ]
  }

  // MARK: - Equivalence

  private func equivalenceTest(
    _ hypothesis: Hypothesis, _ difference: Expression, _ margin: Double
  ) throws(FitError) -> HypothesisTest {
    let estimate = try estimate(of: difference)
    guard let value = estimate.value, let error = estimate.standardError, error > 0 else {
      throw .testDoesNotApply(hypothesis.text, reason: "the fit has no standard error for the difference")
    }
    let df = inference.degreesOfFreedom
    let test = EquivalenceTest(
      estimate: value, standardError: error, degreesOfFreedom: df, target: 0, margin: margin)
    return HypothesisTest(
      hypothesis: hypothesis,
      results: [
        HypothesisTest.Result(.equivalenceLower, test.lowerStatistic, df, p: test.lowerPValue),
        HypothesisTest.Result(.equivalenceUpper, test.upperStatistic, df, p: test.upperPValue),
      ], difference: estimate, restrictedCoefficients: nil)
  }

  // MARK: - Residuals

  private func residualTest(
    _ hypothesis: Hypothesis, _ kind: Hypothesis.ResidualTest
  ) throws(FitError) -> HypothesisTest {
    guard let tests = residualTests, !statistics.isPerfect, statistics.residualDegreesOfFreedom > 0 else {
      throw .testDoesNotApply(
        hypothesis.text,
        reason: "it takes the residuals of unweighted least squares whose coefficients are all determined")
    }
    let result: HypothesisTest.Result
    switch kind {
    case .durbinWatson:
      result = HypothesisTest.Result(.durbinWatson, tests.durbinWatson, nil, p: try tests.durbinWatsonPValue())
    case .breuschPagan:
      let test = try tests.breuschPagan()
      result = HypothesisTest.Result(.breuschPagan, test.statistic, test.degreesOfFreedom, p: test.pValue)
    case .reset:
      let test = try tests.reset()
      let rest = Double(statistics.residualDegreesOfFreedom) - test.degreesOfFreedom
      result = HypothesisTest.Result(.reset, test.statistic, test.degreesOfFreedom, rest, p: test.pValue)
    }
    guard result.pValue.isFinite else {
      throw .testDoesNotApply(hypothesis.text, reason: "it is not defined for this design")
    }
    return HypothesisTest(
      hypothesis: hypothesis, results: [result], difference: nil, restrictedCoefficients: nil)
  }
}

extension ResidualTests {
  /// The probability of a Durbin–Watson statistic as low as this when the noise is independent and normal: small where
  /// successive residuals are alike. Exact for a linear law; for any other, that of its linear approximation.
  ///
  /// - Throws: `.linearAlgebra`.
  /// - R: `lmtest::dwtest(m, alternative = "greater")`.
  public func durbinWatsonPValue() throws(FitError) -> Double {
    let columns = design.map { column in
      let length = column.high.reduce(0.0) { max($0, $1.magnitude) }
      return column.high.map { $0 / (length > 0 ? length : 1) }
    }
    do {
      let q = try QRDecomposition(Matrix(columns: columns)).thinQ()
      let orthonormal = (0..<q.columns).map { column in (0..<q.rows).map { q[$0, column] } }
      return DurbinWatsonDistribution(design: orthonormal, rows: q.rows).cumulative(durbinWatson)
    } catch {
      throw .linearAlgebra(error)
    }
  }
}
