import Optimization
import Statistics

/// How a new observation scatters about the law, on the residual scale.
///
///     sd(x) = sigma · h(x)
///
/// with h = 1 unless a formula of the law's variables is given. sigma is then `sqrt(Σ wᵢ (rᵢ/h(xᵢ))² / (n - p))`.
public struct NoiseModel: Sendable, Hashable {
  /// h, in the variables of the law; `nil` for noise of one size.
  public let formula: Expression?
  /// `nil` without residual degrees of freedom, and for shares, whose noise depends on the number of trials.
  public let sigma: Double?
  /// What a row tells under the norm of the fit, as a share of what it tells under least squares with noise of this sigma; above 1
  /// where a robust norm looks past outliers that sigma has in it. `nil` where nothing tells.
  public let efficiency: Double?

  public init(formula: Expression?, sigma: Double?, efficiency: Double? = 1) {
    self.formula = formula
    self.sigma = sigma
    self.efficiency = efficiency
  }

  /// The standard deviation of a new observation at a point.
  ///
  /// - Throws: `.formula` naming a variable without a value; `.badNoise` where h is not positive there.
  func size(at point: [String: Double]) throws(FitError) -> Double? {
    guard let formula else { return sigma }
    let size: Double
    do { size = try formula.value(point) } catch { throw .formula(error) }
    guard size > 0, size.isFinite else {
      throw .badNoise(formula: formula.description, place: "the point", value: size)
    }
    return sigma.map { $0 * size }
  }
}

extension Fit {
  /// How a new observation scatters; see `FitOptions.noise`.
  ///
  /// - Throws: `.badNoise` naming the line where the formula is not positive.
  static func noiseModel(
    _ formula: Expression?, norm: Norm, linear: Linearization, statistics: FitStatistics, robust: RobustSummary?,
    law: BoundLaw, data: FitData
  ) throws(FitError) -> NoiseModel {
    guard !norm.isBinomial else { return NoiseModel(formula: nil, sigma: nil, efficiency: nil) }
    let efficiency = norm.efficiency(sigma: statistics.sigma, robust: robust)
    guard let formula else { return NoiseModel(formula: nil, sigma: statistics.sigma, efficiency: efficiency) }
    for symbol in formula.symbols where !law.columns.contains(where: { $0.variable == symbol }) {
      throw .unknownVariable(symbol, symbols: law.columns.map(\.variable))
    }
    let sizes = try data.extended(formula, column: law.column).rounded
    if let row = sizes.firstIndex(where: { !($0 > 0) }) {
      throw .badNoise(
        formula: formula.description, place: "\(data.table.source):\(data.line(of: row))", value: sizes[row])
    }
    let df = Double(statistics.residualDegreesOfFreedom)
    let sum = sizes.indices.reduce(0.0) { $0 + linear.weights.value($1) * (linear.residuals[$1] / sizes[$1]).squared }
    return NoiseModel(formula: formula, sigma: df > 0 ? (sum / df).squareRoot() : nil, efficiency: efficiency)
  }
}

extension Norm {
  /// The variance `sigma²` of a row under least squares over what it is under this norm: for a robust norm that of the M-estimate
  /// (`RobustSummary`), for a quantile the one that normal noise has, `φ(z)² / (τ (1 - τ))`.
  fileprivate func efficiency(sigma: Double?, robust: RobustSummary?) -> Double? {
    if case .quantile(let tau) = shape {
      let z = StandardNormal().quantile(tau)
      return Double.exponential(-z * z) / (2 * Double.pi) / (tau * (1 - tau))
    }
    guard let robust else { return 1 }
    guard let sigma, let variance = robust.variance, variance > 0 else { return nil }
    return sigma * sigma / variance
  }
}
