/// What the residuals contribute to the variance of an estimate; see `CovarianceMethod`.
enum RowMultipliers: Sendable {
  /// No residual degrees of freedom: nothing is known about the noise.
  case undefined
  /// One variance for all rows.
  case common(Double)
  /// Row by row, `uᵢ wᵢ rᵢ`; NaN for a row that the fit must pass through, whose noise nothing tells.
  case rows([Double])
  /// Clusters, neighbours, and all of another norm than least squares.
  case scores(ScoreCovariance)

  /// - Parameters:
  ///   - method: `nil` when there are no standard errors for the norm.
  ///   - equations: `nil` where the rows do not determine the estimate.
  ///   - robust: of a norm that has a robust summary.
  init(
    _ fit: Linearization, statistics: FitStatistics, method: CovarianceMethod?, robust: RobustSummary?,
    equations: () -> EstimatingEquations?
  ) {
    self = .undefined
    guard let method, !fit.explainsNothing(statistics) else { return }
    if method == .mEstimation {
      self = robust?.variance.map { .common($0) } ?? .undefined
      return
    }
    guard statistics.residualDegreesOfFreedom > 0, let sigma = statistics.sigma else {
      self = statistics.isSigmaKnown && method == .classical ? .common(1) : .undefined
      return
    }
    let variance = statistics.isSigmaKnown ? 1 : sigma * sigma
    if method == .classical {
      self = .common(variance)
      return
    }
    if method.isHC, robust == nil {
      self = .rows(Self.multipliers(fit, statistics: statistics, method: method))
      return
    }
    guard let equations = equations() else { return }
    let n = statistics.observations
    switch method {
    case .hessian:
      self = .scores(ScoreCovariance(equations, omega: variance * Matrix.identity(equations.rows.columns)))
    case .hac(let lag, let isAdjusted):
      let factor = isAdjusted ? Double(n) / Double(statistics.residualDegreesOfFreedom) : 1
      self = .scores(ScoreCovariance(series: equations, order: fit.takingPart, lag: lag, factor: factor))
    case .series:
      self = ScoreCovariance(dependent: equations, fit).map { .scores($0) } ?? .undefined
    case .cr0, .cr1, .cr2, .cr3:
      self = .scores(
        ScoreCovariance(clusters: equations, clusterings: fit.clusterings, method: method, observations: n))
    default:
      self = .scores(ScoreCovariance(rows: equations, method: method, observations: n))
    }
  }

  private static func multipliers(
    _ fit: Linearization, statistics: FitStatistics, method: CovarianceMethod
  ) -> [Double] {
    let (n, p) = (Double(statistics.observations), Double(statistics.rank))
    let residuals = fit.residuals
    return residuals.indices.map { row in
      let weight = fit.weights.value(row)
      let leverage = fit.leveragePerObservation(row)
      guard weight > 0 else { return 0 }
      guard 1 - leverage > Linearization.leastRoom else { return .nan }
      let factor = method.rowFactor(leverage: leverage, observations: n, rank: p)
      return factor * (fit.weights.kind == .count ? weight.squareRoot() : weight) * residuals[row]
    }
  }
}

extension RowMultipliers {
  /// Those of `CovarianceMethod.hc3Effective`.
  func effectiveDegreesOfFreedom(_ fit: Linearization, atMost most: Double) -> Double {
    guard case .rows(let multipliers) = self else { return most }
    var (sum, squares) = (0.0, 0.0)
    for (row, multiplier) in multipliers.enumerated() where multiplier.isFinite {
      let weight = fit.weights.value(row)
      guard weight > 0 else { continue }
      let share = multiplier.squared / weight * fit.leveragePerObservation(row)
      // A row that stands for equal ones adds so many shares.
      let count = fit.weights.kind == .count ? weight : 1
      sum += count * share
      squares += count * share.squared
    }
    return squares > 0 ? min(most, max(1, 3 * sum.squared / squares)) : most
  }

  /// Variance of a combination that each row moves so far; `nil` where it rests on a row whose noise nothing tells.
  static func variance(_ movements: [Double], _ multipliers: [Double]) -> Double? {
    let largest = movements.reduce(0) { max($0, abs($1)) }
    var sum = 0.0
    for (movement, multiplier) in zip(movements, multipliers) {
      if multiplier.isNaN {
        // Rounding leaves a little movement where there is none.
        guard abs(movement) <= 1e-9 * largest else { return nil }
      } else {
        sum += (multiplier * movement).squared
      }
    }
    return sum
  }
}

extension Linearization {
  /// Whether the response is one number, which the law meets but for rounding, and its noise is not known: how far it would scatter
  /// nothing tells.
  func explainsNothing(_ statistics: FitStatistics) -> Bool {
    guard statistics.isPerfect, !statistics.isSigmaKnown, let first = takingPart.first else { return false }
    return takingPart.allSatisfy { response[$0] == response[first] }
  }

  /// What is left of a row's residual below which the fit must pass through the row.
  static let leastRoom = 1e-12

  /// Leverage of one observation: a row that stands for many equal ones shares its leverage among them.
  func leveragePerObservation(_ row: Int) -> Double {
    solution.leverages[row] / (weights.kind == .count ? max(weights.value(row), 1) : 1)
  }

  /// Rows that the fit must pass through.
  var decisiveRows: [Int] {
    solution.leverages.indices.filter { weights.value($0) > 0 && 1 - leveragePerObservation($0) <= Self.leastRoom }
  }

  /// The rows that take part, in the order of time where the law has one, else in that of the table.
  var takingPart: [Int] {
    let rows = response.indices.filter { weights.value($0) > 0 }
    guard let time else { return rows }
    return rows.sorted { (time[$0], $0) < (time[$1], $1) }
  }
}
