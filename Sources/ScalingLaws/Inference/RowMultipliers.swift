#if canImport(Glibc)
  import Glibc
#endif

/// What the residuals contribute to the variance of an estimate; see `CovarianceMethod`.
enum RowMultipliers: Sendable {
  /// No residual degrees of freedom: nothing is known about the noise.
  case undefined
  /// One variance for all rows.
  case common(Double)
  /// Row by row, `uᵢ wᵢ rᵢ`.
  case rows([Double])

  /// - Parameters:
  ///   - method: `nil` when there are no standard errors for the norm.
  ///   - robust: of a norm that has a robust summary.
  init(_ fit: Linearization, statistics: FitStatistics, method: CovarianceMethod?, robust: RobustSummary?) {
    guard let method else {
      self = .undefined
      return
    }
    if method == .mEstimation {
      self = robust?.variance.map { .common($0) } ?? .undefined
      return
    }
    guard statistics.residualDegreesOfFreedom > 0, let sigma = statistics.sigma else {
      self = statistics.isSigmaKnown && method == .classical ? .common(1) : .undefined
      return
    }
    guard method != .classical else {
      self = .common(statistics.isSigmaKnown ? 1 : sigma * sigma)
      return
    }
    let n = Double(statistics.observations)
    let p = Double(statistics.rank)
    let isCount = fit.weights.kind == .count
    let solution = fit.solution
    var multipliers: [Double] = []
    for row in solution.residuals.indices {
      let weight = fit.weights.value(row)
      // A row that stands for many equal ones has its leverage shared among them.
      let copies = isCount ? max(weight, 1) : 1
      let room = 1 - solution.leverages[row] / copies
      // A row that the fit must pass through (leverage 1) has no residual and says nothing about the noise.
      guard room > 1e-12 else {
        multipliers.append(0)
        continue
      }
      let factor =
        switch method {
        case .classical, .mEstimation, .hc0: 1.0
        case .hc1: (n / (n - p)).squareRoot()
        case .hc2: 1 / room.squareRoot()
        case .hc3: 1 / room
        case .hc4: pow(room, -0.5 * min(4, n * (1 - room) / p))
        }
      multipliers.append(factor * (isCount ? weight.squareRoot() : weight) * solution.residuals[row])
    }
    self = .rows(multipliers)
  }
}
