import LinearAlgebra
import Statistics

#if canImport(Glibc)
  import Glibc
#endif

/// What rows in time say of some coefficients when their deviations may resemble their neighbours.
///
///     y = Xβ + e,   e of a `SerialNoise`
///
/// Each noise of the family has its restricted likelihood, and its coefficients and standard errors by generalised least squares. Those
/// are kept whose likelihood is near the greatest:
///
///     2(max ℓ - ℓ) <= c(n),   c(n) = (1.2 + 0.43·log n)·χ²(2·level - 1; 1)/χ²(0.9; 1)
///
/// An interval holds every value that some kept noise would not reject, so that it allows for a steady trend and for a wandering level
/// as far as the rows cannot tell them apart. The p-value of a hypothesis is the largest over the kept noises.
///
/// - Valid when: deviations are some autoregression of first order with white noise, or near it; see docs/decisions/series-in-time.md
///   for what it covers, on what.
/// - Source: Patterson & Thompson 1971 for the likelihood; Berger & Boos 1994 for the greatest p-value over a region of a nuisance.
struct SerialDependence: Sendable {
  /// A noise that the rows allow, and what they say under it.
  struct Candidate: Sendable {
    let filter: SerialFilter
    let logLikelihood: Double
    let coefficients: [Double]
    let covariance: Matrix
    /// Variance of an innovation.
    let variance: Double
    /// What is expected of y and of each column after the last row.
    let ends: (response: Double, columns: [Double])

    var noise: SerialNoise { filter.noise }

    func value(_ weights: [Double]) -> Double { weights.dot(coefficients) }

    func standardError(_ weights: [Double]) -> Double { covariance.quadratic(weights).squareRoot() }

    /// Of a row with such columns, so many mean gaps after the last.
    func prediction(_ columns: [Double], after gap: Double) -> (value: Double, standardError: Double) {
      let (carry, fresh) = filter.ahead(gap)
      let rest = zip(columns, ends.columns).map { $0 - carry * $1 }
      return (
        value(rest) + carry * ends.response, (covariance.quadratic(rest) + variance * fresh).squareRoot()
      )
    }
  }

  let kept: [Candidate]
  /// That of the greatest likelihood.
  let likeliest: Candidate
  let degreesOfFreedom: Double
  let level: Double
  /// Years, or whatever times are counted in.
  let meanGap: Double

  /// - Parameters:
  ///   - columns: a constant among them.
  ///   - times: ascending, not all the same.
  /// - Returns: `nil` without residual degrees of freedom, for dependent columns, or rows exactly on the trend.
  init?(_ y: [Double], on columns: [[Double]], at times: [Double], level: Double) {
    let (n, p) = (y.count, columns.count)
    guard n > p, let first = times.first, let last = times.last, last > first,
      let basis = OrthonormalColumns(columns)
    else { return nil }
    let meanGap = (last - first) / Double(n - 1)
    let gaps = Self.gaps(times, mean: meanGap)
    let candidates = SerialNoise.family.compactMap { noise in
      SerialFilter(noise, gaps: gaps).flatMap { Candidate($0, y, basis) }
    }
    guard let likeliest = candidates.max(by: { $0.logLikelihood < $1.logLikelihood }) else { return nil }
    let limit = Self.deficit(rows: n, level: level)
    kept = candidates.filter { 2 * (likeliest.logLikelihood - $0.logLikelihood) <= limit }
    self.likeliest = likeliest
    self.meanGap = meanGap
    self.level = level
    degreesOfFreedom = Double(n - p)
  }

  /// Before each row, in mean gaps.
  static func gaps(_ times: [Double], mean: Double) -> [Double] {
    times.indices.map { $0 == 0 ? 0 : (times[$0] - times[$0 - 1]) / mean }
  }

  /// c(n).
  static func deficit(rows: Int, level: Double) -> Double {
    let chance = { (p: Double) in StandardNormal().quantile(0.5 + p / 2).squared }
    return (1.2 + 0.43 * log(Double(rows))) * chance(max(0, 2 * level - 1)) / chance(0.9)
  }

  private var student: StudentT { StudentT(degreesOfFreedom: degreesOfFreedom) }
  private var quantile: Double { student.quantile(0.5 + level / 2) }

  /// The hull of what the kept noises say of `Σ wᵢβᵢ`, about a value of its own; the standard error is the largest.
  ///
  /// - Parameter total: the variance to take for that which a noise gives; that itself unless given.
  func estimate(
    _ value: Double, _ weights: [Double], total: ((_ variance: Double) -> Double)? = nil
  ) -> Estimate {
    let quantile = quantile
    var (low, high, error) = (value, value, 0.0)
    for candidate in kept {
      let own = candidate.standardError(weights)
      let (center, one) = (candidate.value(weights), total?(own.squared).squareRoot() ?? own)
      (low, high) = (min(low, center - quantile * one), max(high, center + quantile * one))
      error = max(error, one)
    }
    guard low.isFinite, high.isFinite, error > 0 else {
      return Estimate(value: value, standardError: nil, interval: nil)
    }
    return Estimate(
      value: value, standardError: error, interval: Interval(low: low, high: high, level: level),
      degreesOfFreedom: degreesOfFreedom)
  }

  /// Largest two-sided p-value of `Σ wᵢβᵢ = target`.
  func twoSided(_ weights: [Double], equals target: Double) -> Double {
    let student = student
    return kept.map { student.twoSided(($0.value(weights) - target) / $0.standardError(weights)) }.max() ?? 1
  }

  /// Largest p-value of `Σ wᵢβᵢ >= target` against less; with a sign of -1, of `<=` against more.
  func isBelow(_ weights: [Double], target: Double = 0, sign: Double = 1) -> Double {
    let student = student
    return kept.map { student.cumulative(sign * ($0.value(weights) - target) / $0.standardError(weights)) }.max() ?? 1
  }

  /// A new row so long after the last: the value is that of the likeliest noise, the band the hull of the kept ones'.
  func prediction(_ columns: [Double], after time: Double) -> (value: Double, low: Double, high: Double) {
    let quantile = quantile
    let center = likeliest.prediction(columns, after: time / meanGap).value
    var (low, high) = (center, center)
    for candidate in kept {
      let (value, error) = candidate.prediction(columns, after: time / meanGap)
      (low, high) = (min(low, value - quantile * error), max(high, value + quantile * error))
    }
    return (center, low, high)
  }

  var deviations: TrendAnalysis.Deviations {
    let isIndependent = kept.contains { $0.noise == .independent }
    let mayWander = kept.contains { $0.noise.autocorrelation == 1 }
    if kept.allSatisfy({ $0.noise.autocorrelation >= 0.9 && $0.noise.white <= 1 }) && mayWander { return .wander }
    return isIndependent ? (mayWander ? .undecided : .settle) : mayWander ? .mayWander : .resemble
  }
}

extension SerialDependence.Candidate {
  init?(_ filter: SerialFilter, _ y: [Double], _ basis: OrthonormalColumns) {
    let response = filter.innovations(y)
    let columns = basis.columns.map { filter.innovations($0) }
    let (n, p) = (y.count, columns.count)
    let gram = Matrix(
      rows: p, columns: p, elements: columns.flatMap { one in columns.map { $0.values.dot(one.values) } })
    let moments = columns.map { $0.values.dot(response.values) }
    guard let factor = try? CholeskyDecomposition(gram), let inverse = try? factor.inverse(),
      let solution = try? factor.solve(moments)
    else { return nil }
    var residuals = response.values
    for (column, value) in zip(columns, solution) {
      for row in residuals.indices { residuals[row] -= value * column.values[row] }
    }
    let squares = residuals.dot(residuals)
    guard squares > 1e-20 * response.values.dot(response.values) else { return nil }
    let degrees = Double(n - p)
    self.filter = filter
    variance = squares / degrees
    logLikelihood = -0.5 * (filter.logDeterminant + factor.logDeterminant + degrees * log(squares))
    coefficients = basis.original(solution)
    covariance = basis.original(inverse, times: squares / degrees)
    // Of the columns as they came: end(X) = end(Q)·R.
    ends = (response.end, basis.combined(columns.map(\.end)))
  }
}

/// Columns made orthonormal, twice by Gram and Schmidt: `X = QR`.
struct OrthonormalColumns: Sendable {
  /// Q.
  let columns: [[Double]]
  /// R, column by column, upper triangular.
  private let factor: [[Double]]

  /// - Returns: `nil` where a column is, to 1e-10 of its length, a combination of those before it.
  init?(_ columns: [[Double]]) {
    var (basis, factor) = ([[Double]](), [[Double]]())
    for column in columns {
      var (rest, weights) = (column, [Double](repeating: 0, count: basis.count))
      for _ in 0..<2 {
        for (index, one) in basis.enumerated() {
          let share = one.dot(rest)
          weights[index] += share
          for row in rest.indices { rest[row] -= share * one[row] }
        }
      }
      let length = rest.dot(rest).squareRoot()
      guard length > 1e-10 * column.dot(column).squareRoot(), length > 0, length.isFinite else { return nil }
      basis.append(rest.map { $0 / length })
      factor.append(weights + [length])
    }
    (self.columns, self.factor) = (basis, factor)
  }

  /// R⁻¹v: coefficients of X from those of Q.
  func original(_ vector: [Double]) -> [Double] {
    var solution = vector
    for index in vector.indices.reversed() {
      solution[index] /= factor[index][index]
      for above in 0..<index { solution[above] -= factor[index][above] * solution[index] }
    }
    return solution
  }

  /// s·R⁻¹MR⁻ᵀ for a symmetric M.
  func original(_ matrix: Matrix, times scale: Double) -> Matrix {
    let p = matrix.columns
    let half = Matrix(columns: (0..<p).map { original(matrix.column($0)) })
    let rows = (0..<p).map { row in original((0..<p).map { half[row, $0] }) }
    return Matrix(
      rows: p, columns: p,
      elements: (0..<p * p).map { scale * (rows[$0 / p][$0 % p] + rows[$0 % p][$0 / p]) / 2 })
  }

  /// vR: of each column of X what v has of each of Q.
  func combined(_ values: [Double]) -> [Double] {
    factor.map { column in column.dot(values) }
  }
}

extension Matrix {
  /// wᵀMw of a square matrix.
  func quadratic(_ weights: [Double]) -> Double {
    var sum = 0.0
    for (i, a) in weights.enumerated() {
      for (j, b) in weights.enumerated() where a != 0 && b != 0 { sum += a * b * self[i, j] }
    }
    return sum
  }
}
