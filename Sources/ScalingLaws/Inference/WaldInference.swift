import Statistics

#if canImport(Glibc)
  import Glibc
#endif

/// Wald inference for what was solved for, θ, and any function of it.
///
///     var(g'θ) = Σ mᵢ² (xᵢ' (X'WX)⁻¹ g)²
///
/// computed row by row from the factors of the design, so that a combination that the data determine keeps its digits
/// even where its parts are not determined at all. `m` holds the residual with its weight and its HC correction; the
/// classical variance has `s²·wᵢ` in its place; the other methods have a matrix in orthonormal coordinates (`ScoreCovariance`).
/// Intervals are `θ ± t(1 - (1 - level)/2, df)·se` on the scale of `QuantityScale`, with df `n - p`, or what `CovarianceMethod.hc3Effective` makes of it; for clusters `G - 1`, or Satterthwaite's for CR2.
struct WaldInference: Sendable {
  let parameters: [String]
  let point: [Double]
  /// Names of the law's coefficients, and each as an expression of what was solved for.
  let names: [String]
  let natural: [Expression]
  let domains: [String: ValueRange]
  let solution: LeastSquaresSolution
  let rowMultipliers: RowMultipliers
  let level: Double
  /// Degrees of freedom of t; infinite where the noise is known. Those of a combination may be fewer; see
  /// `degreesOfFreedom(of:)`.
  let degreesOfFreedom: Double
  let isPerfect: Bool
  /// See `Linearization.isSearched`.
  let isSearched: Bool
  /// Covariance of what was solved for; every estimate asks for it.
  private(set) var covariance = Matrix(rows: 0, columns: 0, repeating: 0)
  /// Variances of what was solved for, which sums over the rows give.
  private var unitVariances: [Double?] = []

  /// - Parameter equations: for what is not computed from the least-squares solution alone.
  init(
    _ fit: Linearization, statistics: FitStatistics, method: CovarianceMethod?, robust: RobustSummary?, level: Double,
    domains: [String: ValueRange],
    equations: () -> EstimatingEquations?
  ) {
    parameters = fit.parameters
    point = fit.point
    names = fit.coefficients
    natural = fit.natural
    // A coefficient that is solved for as its logarithm is positive, declared or not.
    self.domains = Dictionary(
      uniqueKeysWithValues: zip(fit.coefficients, fit.natural).map { name, expression in
        let own = expression.constant == nil ? expression.range(where: [:]) : .all
        return (name, (domains[name] ?? .all).intersection(own))
      }.filter { $0.1 != .all })
    solution = fit.solution
    self.level = level
    isPerfect = statistics.isPerfect
    isSearched = fit.isSearched
    rowMultipliers = RowMultipliers(
      fit, statistics: statistics, method: method, robust: robust, equations: equations)
    if let least = fit.clusterCounts.min() {
      degreesOfFreedom = Double(least - 1)
    } else if statistics.isSigmaKnown, method == .classical || method == .hessian {
      degreesOfFreedom = .infinity
    } else {
      let degrees = Double(statistics.residualDegreesOfFreedom)
      degreesOfFreedom =
        method == .hc3Effective ? rowMultipliers.effectiveDegreesOfFreedom(fit, atMost: degrees) : degrees
    }
    if case .rows = rowMultipliers { unitVariances = parameters.indices.map { variance(of: unit($0)) } }
    covariance = covarianceByFormula
  }

  /// Degrees of freedom of t for a linear combination of what was solved for.
  func degreesOfFreedom(of gradient: [Double]) -> Double {
    guard case .scores(let scores) = rowMultipliers, let satterthwaite = scores.satterthwaite,
      let z = scores.coordinates(of: gradient)
    else { return degreesOfFreedom }
    return satterthwaite.degreesOfFreedom(z)
  }

  /// Half the width of an interval, in standard errors, where a combination has no degrees of freedom of its own.
  var quantile: Double {
    degreesOfFreedom > 0 ? StudentT(degreesOfFreedom: degreesOfFreedom).quantile(0.5 + level / 2) : .nan
  }

  /// Variance of a linear combination of what was solved for; `nil` where the data do not determine it or where there
  /// are no residual degrees of freedom.
  func variance(of gradient: [Double]) -> Double? {
    let used = gradient.indices.filter { gradient[$0] != 0 }
    switch rowMultipliers {
    case .undefined: return nil
    case .common(let variance):
      // The diagonal is refined where the design is ill-conditioned; a general combination is not.
      if used.count == 1 {
        return defined(variance * gradient[used[0]].squared * solution.inverseGram[used[0], used[0]])
      }
      return defined(variance * solution.leverage(ofRow: gradient))
    case .rows(let multipliers):
      if used.count == 1, gradient[used[0]] == 1, used[0] < unitVariances.count { return unitVariances[used[0]] }
      return solution.movements(ofRow: gradient).flatMap { RowMultipliers.variance($0, multipliers) }.flatMap(defined)
    case .scores(let scores): return scores.variance(of: gradient).flatMap(defined)
    }
  }

  /// The direction of one of what was solved for.
  func unit(_ index: Int) -> [Double] { parameters.indices.map { $0 == index ? 1 : 0 } }

  /// Whether there is anything to judge the noise by.
  var isDefined: Bool {
    if case .undefined = rowMultipliers { return false }
    return true
  }

  private func defined(_ variance: Double) -> Double? { variance.isFinite ? variance : nil }

  private var covarianceByFormula: Matrix {
    let count = parameters.count
    switch rowMultipliers {
    case .undefined: return Matrix(rows: count, columns: count, repeating: .nan)
    case .common(let variance):
      return Matrix(rows: count, columns: count, elements: solution.inverseGram.elements.map { variance * $0 })
    case .rows(let multipliers):
      let isWhole = !multipliers.contains(where: \.isNaN)
      return leavingUndefined(
        solution.sandwich(multipliers: isWhole ? multipliers : multipliers.map { $0.isNaN ? 0 : $0 }))
    case .scores(let scores): return scores.covariance(of: parameters.indices.map(unit))
    }
  }

  /// A covariance with NaN where a variance is undefined.
  private func leavingUndefined(_ covariance: Matrix) -> Matrix {
    var result = covariance
    for one in parameters.indices where unitVariances[one] == nil {
      for other in parameters.indices { (result[one, other], result[other, one]) = (.nan, .nan) }
    }
    return result
  }

  /// Covariance of the law's coefficients, `J V J'` with J their derivatives by what was solved for; NaN for one on its bound.
  func naturalCovariance() throws(FormulaError) -> Matrix {
    let inner = covariance
    var slopes: [[Double]] = []
    for expression in natural { slopes.append(try gradient(of: expression)) }
    var result = Matrix(rows: names.count, columns: names.count, repeating: 0)
    let held = names.indices.filter { natural[$0].constant != nil }
    for column in names.indices {
      for row in column..<names.count {
        if held.contains(row) || held.contains(column) { result[row, column] = .nan }
        for (j, right) in slopes[column].enumerated() where right != 0 {
          for (i, left) in slopes[row].enumerated() where left != 0 {
            result[row, column] += left * inner[i, j] * right
          }
        }
        result[column, row] = result[row, column]
      }
    }
    return result
  }

  /// The law's coefficients as estimates.
  func coefficients(of law: Law) throws(FormulaError) -> CoefficientEstimates {
    var elements: [CoefficientEstimates.Element] = []
    for (index, name) in names.enumerated() {
      let estimate = try estimate(of: .symbol(name))
      let isLinear = natural[index].linearDecomposition(in: parameters) != nil
      let error = estimate.standardError ?? 0
      let t = isPerfect || error == 0 || !isLinear ? nil : estimate.value.map { $0 / error }
      let degrees = estimate.degreesOfFreedom ?? degreesOfFreedom
      elements.append(
        CoefficientEstimates.Element(
          name: name, unit: law.coefficients?.first { $0.name == name }?.unit, estimate: estimate, tStatistic: t,
          pValue: t.map { StudentT(degreesOfFreedom: degrees).twoSided($0) }))
    }
    return CoefficientEstimates(elements: elements)
  }
}
