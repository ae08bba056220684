import LinearAlgebra
import Statistics

#if canImport(Glibc)
  import Glibc
#endif

/// Loss against model size at one compute budget, as a parabola (or cubic) in log N, and its minimum.
///
///     loss = c0 + c1 z + c2 z² (+ c3 z³),   z = log N - mean log N
///     z* = -c1 / (c2 + √(c2² - 3 c1 c3)),   which is -c1/(2 c2) for a parabola
///
/// Standard errors are those of the delta method: `dz*/dcⱼ = -j z*^(j-1) / f″(z*)`, and `d loss(z*)/dcⱼ = z*^j`, with the noise of
/// this budget alone and t of n - p degrees of freedom.
///
/// - Source: Hoffmann et al. 2022, 3.2 (approach 2). R: `lm(loss ~ poly(log(N), 2, raw = TRUE))` and `car::deltaMethod`.
public struct IsoFLOPCurve: Sendable {
  /// Positions among the runs of the rows that the curve goes through.
  public let rows: [Int]
  /// Rows of the budget.
  public let trained: Int
  /// Geometric mean of the rows' compute.
  public let flops: Double
  /// Decades from the least to the most compute among the rows.
  public let flopsSpread: Double
  /// Smallest and largest N of the budget.
  public let sizes: ClosedRange<Double>
  /// Of the rows that the curve goes through.
  public let distinctSizes: Int
  /// c0, c1, c2 (, c3).
  public let coefficients: [Double]
  /// The size at the minimum; `nil` value where the curve has none.
  public let optimum: Estimate
  /// The loss at the minimum.
  public let loss: Estimate
  /// Of the residuals; `nil` without degrees of freedom.
  public let sigma: Double?
  /// log N* and its standard error; `nil` where the curve has no minimum.
  let logOptimum: Double?
  let logError: Double?
  let basis: Basis

  /// The loss of the curve at a size N.
  public func fittedLoss(at parameters: Double) -> Double {
    let z = log(parameters) - basis.centre
    return coefficients.reversed().reduce(0) { $0 * z + $1 }
  }

  /// Whether the minimum lies among the sizes that were trained.
  public var isBracketed: Bool { optimum.value.map(sizes.contains) ?? false }

  /// How far the minimum lies from the middle of the sizes on the log scale: 0 in the middle, ±1 at either end.
  public var offCentre: Double? {
    let (low, high) = (log(sizes.lowerBound), log(sizes.upperBound))
    return logOptimum.map { (2 * $0 - low - high) / (high - low) }
  }

  init(
    _ runs: IsoFLOPRuns, rows all: [Int], degree: Int, isWindowed: Bool = false, level: Double
  ) throws(FitError) {
    let rows =
      isWindowed
      ? IsoFLOPWindow.kept(
        logSizes: all.map { log(runs.parameters[$0]) }, losses: all.map { runs.losses[$0] }, degree: degree
      ).map { all[$0] } : all
    trained = all.count
    let logs = rows.map { log(runs.parameters[$0]) }
    let compute = rows.map { log10(runs.flops[$0]) }
    let basis: Basis
    do { basis = try Basis(logs, degree: degree) } catch { throw .linearAlgebra(error) }
    let losses = rows.map { runs.losses[$0] }
    let solved = basis.coefficients(losses)
    let residuals = basis.residuals(losses, solved)
    let freedom = rows.count - degree - 1
    let squares = residuals.reduce(0) { $0 + $1 * $1 }
    let noise = freedom > 0 ? (squares / Double(freedom)).squareRoot() : nil
    self.rows = rows
    self.basis = basis
    flops = pow(10, compute.reduce(0, +) / Double(rows.count))
    flopsSpread = (compute.max() ?? 0) - (compute.min() ?? 0)
    let sorted = all.map { runs.parameters[$0] }.sorted()
    sizes = (sorted.first ?? 0)...(sorted.last ?? 0)
    distinctSizes = Set(rows.map { runs.parameters[$0] }).count
    coefficients = solved
    sigma = noise
    guard let z = Basis.minimum(solved) else {
      (logOptimum, logError) = (nil, nil)
      (optimum, loss) = (.notEstimable, .notEstimable)
      return
    }
    let powers = (0...degree).map { pow(z, Double($0)) }
    let bend = 2 * solved[2] + (degree > 2 ? 6 * solved[3] * z : 0)
    let slopes = (0...degree).map { $0 == 0 ? 0 : -Double($0) * powers[$0 - 1] / bend }
    let position = basis.centre + z
    let value = zip(solved, powers).reduce(0) { $0 + $1.0 * $1.1 }
    let error = noise.map { $0 * basis.length(slopes) }
    let height = noise.map { $0 * basis.length(powers) }
    let quantile = freedom > 0 ? StudentT(degreesOfFreedom: Double(freedom)).quantile(0.5 + level / 2) : .nan
    let best = exp(position)
    logOptimum = position
    logError = error
    optimum = Estimate(
      value: best, standardError: error.map { $0 * best },
      interval: error.map {
        Interval(low: exp(position - quantile * $0), high: exp(position + quantile * $0), level: level)
      }, degreesOfFreedom: Double(freedom))
    loss = Estimate(
      value: value, standardError: height,
      interval: height.map { Interval(low: value - quantile * $0, high: value + quantile * $0, level: level) },
      degreesOfFreedom: Double(freedom))
  }

  /// Powers of z at some sizes, solved once: coefficients of any losses there are products with it.
  struct Basis: Sendable {
    let centre: Double
    let leverages: [Double]
    /// Row by row, 1, z, z²...
    private let powers: [[Double]]
    /// The pseudo-inverse, coefficient by coefficient.
    private let inverse: [[Double]]
    private let gram: Matrix

    init(_ logs: [Double], degree: Int) throws(LinearAlgebraError) {
      let mean = logs.reduce(0, +) / Double(logs.count)
      let columns = (0...degree).map { power in logs.map { pow($0 - mean, Double(power)) } }
      let solution = try LeastSquares.solve(
        design: columns.map { ExtendedColumn($0) }, response: ExtendedColumn(logs.map { _ in 0 }))
      let gram = solution.inverseGram
      centre = mean
      leverages = solution.leverages
      powers = logs.indices.map { row in columns.map { $0[row] } }
      inverse = (0...degree).map { one in
        logs.indices.map { row in (0...degree).reduce(0) { $0 + gram[one, $1] * columns[$1][row] } }
      }
      self.gram = gram
    }

    func coefficients(_ losses: [Double]) -> [Double] {
      inverse.map { weights in zip(weights, losses).reduce(0) { $0 + $1.0 * $1.1 } }
    }

    func residuals(_ losses: [Double], _ coefficients: [Double]) -> [Double] {
      zip(losses, fitted(coefficients)).map { $0 - $1 }
    }

    func fitted(_ coefficients: [Double]) -> [Double] {
      powers.map { zip($0, coefficients).reduce(0) { $0 + $1.0 * $1.1 } }
    }

    /// √(gᵀ (XᵀX)⁻¹ g).
    func length(_ gradient: [Double]) -> Double {
      gradient.indices.reduce(0) { sum, row in
        sum + gradient.indices.reduce(0) { $0 + gradient[row] * gram[row, $1] * gradient[$1] }
      }.squareRoot()
    }

    /// log N at the minimum for these losses; `nil` where there is none.
    func logOptimum(_ losses: [Double]) -> Double? { Self.minimum(coefficients(losses)).map { centre + $0 } }

    /// Where the curve is least nearby; `nil` where it bends down or never turns.
    static func minimum(_ c: [Double]) -> Double? {
      let discriminant = c[2] * c[2] - 3 * c[1] * (c.count > 3 ? c[3] : 0)
      guard discriminant > 0 else { return nil }
      let denominator = c[2] + discriminant.squareRoot()
      // A parabola that bends down has a maximum; a cubic with c2 below zero has its minimum beyond the bend.
      if c.count == 3, !(c[2] > 0) { return nil }
      let z = denominator > 0 ? -c[1] / denominator : (discriminant.squareRoot() - c[2]) / (3 * c[3])
      return z.isFinite ? z : nil
    }
  }
}
