#if canImport(Glibc)
  import Glibc
#endif

/// What the residuals contribute to the variance of an estimate; see `CovarianceMethod`.
enum RowMultipliers: Sendable {
  /// No residual degrees of freedom: nothing is known about the noise.
  case undefined
  /// One variance for all rows.
  case common(Double)
  /// Row by row, `uᵢ wᵢ rᵢ`; NaN for a row that the fit must pass through, whose noise nothing tells.
  case rows([Double])
  /// Cluster by cluster.
  case clusters(ClusterMultipliers)

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
    if method.isClustered {
      let clusters = fit.clusters.flatMap {
        ClusterMultipliers(fit, statistics: statistics, method: method, labels: $0)
      }
      self = clusters.map { .clusters($0) } ?? .undefined
      return
    }
    let n = Double(statistics.observations)
    let p = Double(statistics.rank)
    let residuals = fit.solution.residuals
    self = .rows(
      residuals.indices.map { row in
        let weight = fit.weights.value(row)
        let room = 1 - fit.leveragePerObservation(row)
        guard weight > 0 else { return 0 }
        guard room > Linearization.leastRoom else { return .nan }
        let factor =
          switch method {
          case .classical, .mEstimation, .cr1, .cr3, .hc0: 1.0
          case .hc1: (n / (n - p)).squareRoot()
          case .hc2: 1 / room.squareRoot()
          case .hc3: 1 / room
          case .hc4: pow(room, -0.5 * min(4, n * (1 - room) / p))
          }
        return factor * (fit.weights.kind == .count ? weight.squareRoot() : weight) * residuals[row]
      })
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
}
